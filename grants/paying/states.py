"""What a certification and a tranche go through: the one table of who may do what to which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.accounts.names import name_key
from core.roles import Action
from grants.models.milestones import Decision, Subject

APPROVALS_NEEDED = 2


class State(StrEnum):
    """Where a certification or a tranche stands."""

    ASKED = "asked"
    CERTIFIED = "certified"
    APPROVED_ONCE = "approved_once"
    APPROVED = "approved"
    PAID = "paid"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Who(StrEnum):
    """Which of those who have the right may do it."""

    ASKER = "who asked"
    ANOTHER = "not who asked"
    ANOTHER_EACH_TIME = "not who asked, nor who approved it before"
    ANYBODY = "anybody"


class Stepped(Protocol):
    """A row of `steps`, however it was read."""

    @property
    def number(self) -> int: ...
    @property
    def decision(self) -> Decision: ...


@dataclass(frozen=True)
class Transition:
    """One step: `decision` is None for the payment, which is a row of `disbursements`."""

    subject: Subject
    before: State
    decision: Decision | None
    after: State
    action: Action
    who: Who
    needs_reason: bool = False


def _ends(subject: Subject, action: Action, *before: State) -> Iterator[Transition]:
    """What was asked for may be declined or withdrawn as long as it is not done."""
    for state in before:
        yield Transition(subject, state, Decision.DECLINED, State.DECLINED, action, Who.ANOTHER, True)
        yield Transition(
            subject, state, Decision.WITHDRAWN, State.WITHDRAWN, Action.ASK_PAYMENT, Who.ASKER, True
        )


_C, _T = Subject.CERTIFICATIONS, Subject.TRANCHES
_APPROVES = (Action.CONFIRM, Who.ANOTHER_EACH_TIME)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_C, State.ASKED, Decision.CERTIFIED, State.CERTIFIED, Action.CERTIFY, Who.ANOTHER),
    *_ends(_C, Action.CERTIFY, State.ASKED),
    Transition(_T, State.ASKED, Decision.APPROVED, State.APPROVED_ONCE, *_APPROVES),
    Transition(_T, State.APPROVED_ONCE, Decision.APPROVED, State.APPROVED, *_APPROVES),
    Transition(_T, State.APPROVED, None, State.PAID, Action.MANAGE, Who.ANYBODY),
    *_ends(_T, Action.CONFIRM, State.ASKED, State.APPROVED_ONCE, State.APPROVED),
)

OPEN = frozenset({State.ASKED, State.APPROVED_ONCE, State.APPROVED})
"""Neither done nor ended: somebody has to do something."""

_BY_DECISION = {(each.subject, each.before, each.decision): each for each in TRANSITIONS}


def transition(subject: Subject, before: State, decision: Decision | None) -> Transition | None:
    """None where nothing of the kind may follow."""
    return _BY_DECISION.get((subject, before, decision))


def state_after(subject: Subject, steps: Iterable[Stepped]) -> State:
    """Where the steps lead, in their order; one that cannot follow changes nothing."""
    state = State.ASKED
    for step in sorted(steps, key=lambda each: each.number):
        found = transition(subject, state, step.decision)
        state = found.after if found else state
    return state


def is_barred(who: Who, name: str, asked_by: str, approved_by: Iterable[str]) -> bool:
    """Whether this person may not do it, having done another part; however their name was typed."""
    mine, asker = name_key(name), name_key(asked_by)
    match who:
        case Who.ASKER:
            return mine != asker
        case Who.ANOTHER:
            return mine == asker
        case Who.ANOTHER_EACH_TIME:
            return mine == asker or mine in {name_key(each) for each in approved_by}
    return False


def as_markdown() -> str:
    """The table as docs/workbook.md shows it; a test holds the two together."""
    lines = ["| subject | state | decision | then | by | reason |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [
        f"| {each.subject.value} | {each.before.value} | {_said(each)} | {each.after.value} "
        f"| {each.who.value} | {'needed' if each.needs_reason else ''} |"
        for each in TRANSITIONS
    ]
    return "\n".join(lines)


def _said(each: Transition) -> str:
    return each.decision.value if each.decision else "a row of disbursements"
