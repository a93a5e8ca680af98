"""People who go on working whatever is killed beneath them: each tries the same again until it is acknowledged."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import TypeVar

from tests.stress.browsers import Answer, NoAnswer
from tests.stress.people import Gift, Pair

T = TypeVar("T")

_BETWEEN_TRIES = 0.02


@dataclass
class Log:
    """What was acknowledged, as the clients noted it: on the disk before they go on."""

    file: Path
    sent: set[str] = field(default_factory=set)
    recorded: list[str] = field(default_factory=list)
    verified: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Answers that neither acknowledge nor ask to try again."""
    last: float = 0.0
    """When anything was acknowledged last."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def count(self) -> int:
        return len(self.recorded) + len(self.verified)

    def note(self, what: list[str], client_id: str) -> None:
        with self.lock:
            with self.file.open("a") as log:
                log.write(f"{client_id}\n")
                log.flush()
                os.fsync(log.fileno())
            what.append(client_id)
            self.last = time.monotonic()


@contextmanager
def working(pairs: list[Pair], log: Log) -> Iterator[None]:
    """Until the end of the block; what was begun then is brought to its end."""
    stop, numbers = threading.Event(), count()
    people = [threading.Thread(target=_work, args=(pair, log, numbers, stop)) for pair in pairs]
    for each in people:
        each.start()
    try:
        yield
    finally:
        stop.set()
        for each in people:
            each.join()


def _work(pair: Pair, log: Log, numbers: Iterator[int], stop: threading.Event) -> None:
    while not stop.is_set():
        gift = Gift(next(numbers), "25")
        log.sent.add(gift.client_id)
        reference = _until_acknowledged(partial(_recorded, pair, gift, log), stop)
        if reference is None:
            continue
        log.note(log.recorded, gift.client_id)
        if _until_acknowledged(partial(_verified, pair, reference, log), stop):
            log.note(log.verified, gift.client_id)


def _recorded(pair: Pair, gift: Gift, log: Log) -> str | None:
    answer, reference = pair.record(gift)
    if not reference:
        _note_if_wrong(answer, log)
    return reference or None


def _verified(pair: Pair, reference: str, log: Log) -> bool | None:
    answer = pair.verify(reference)
    if answer.status == HTTPStatus.SEE_OTHER:
        return True
    _note_if_wrong(answer, log)
    return None


def _note_if_wrong(answer: Answer, log: Log) -> None:
    """Server errors are what a killed database leaves; everything else would be a wrong answer."""
    if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        log.refused.append(f"answered with {answer.status}")


def _until_acknowledged(attempt: Callable[[], T | None], stop: threading.Event) -> T | None:
    """None where the end came first."""
    while not stop.is_set():
        with suppress(NoAnswer):
            found = attempt()
            if found is not None:
                return found
        time.sleep(_BETWEEN_TRIES)
    return None
