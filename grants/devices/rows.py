"""A body as rows: what each says, or what is wrong with it before anything is looked up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.errors import Refusal
from core.web.forms import LONGEST_TEXT, fault_of_text
from grants.devices.labels import FAULTS, UNKNOWN_MORE
from grants.devices.refusals import BatchReason, RowFault
from grants.recording.entries import COLUMNS, Entry, with_product
from grants.submissions.client_ids import read_client_id
from grants.workbook.texts import shown

CLIENT_ID, PROJECT, IS_SURE = "client_id", "project", "is_sure"
FIELDS = frozenset({CLIENT_ID, PROJECT, IS_SURE, *COLUMNS})

_LONGEST_ID, _LONGEST_DEVICE, _MOST_NAMED = 64, 200, 10


@dataclass(frozen=True)
class Fault:
    """What is wrong with a column ('' for the row): for programs its kind, for people the sentence."""

    column: str
    kind: str
    message: str


@dataclass(frozen=True)
class Sent:
    """A row as it was sent. Where it has faults, it says nothing else; `given_id` is shown in any case."""

    number: int
    given_id: str | None = None
    client_id: str = ""
    entry: Entry = field(default_factory=lambda: Entry("", {}))
    is_sure: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Batch:
    """All that was sent, in its order; `device` as it calls itself."""

    rows: list[Sent]
    device: str | None


def read_batch(body: Any) -> Batch:
    """Raises Refusal where it is no batch."""
    if not isinstance(body, dict) or not isinstance(body.get("contributions"), list):
        raise Refusal(BatchReason.NOT_A_BATCH)
    for name in body:
        if name not in {"contributions", "device"}:
            raise Refusal(BatchReason.FIELD_UNKNOWN, field=shown(name))
    device = body.get("device")
    if device is not None and (not isinstance(device, str) or fault_of_text(device, _LONGEST_DEVICE)):
        raise Refusal(BatchReason.DEVICE_UNREADABLE, most=_LONGEST_DEVICE)
    rows = [_read_row(number, row) for number, row in enumerate(body["contributions"], 1)]
    return Batch(rows, device.strip() if device else None)


def fault(kind: RowFault, column: str = "", **details: object) -> Fault:
    return Fault(column, kind.value, str(FAULTS[kind]) % details)


def _read_row(number: int, row: Any) -> Sent:
    if not isinstance(row, dict):
        return Sent(number, faults=(fault(RowFault.NOT_AN_OBJECT),))
    given = row.get(CLIENT_ID)
    given_id = shown(given) if isinstance(given, str) else None
    faults = tuple(_faults(row))
    if faults:
        return Sent(number, given_id, faults=faults)
    client_id = read_client_id(given or "")
    assert client_id is not None
    columns = with_product({name: row.get(name, "") for name in COLUMNS})
    entry = Entry(row.get(PROJECT, "").strip(), columns)
    return Sent(number, given_id, client_id, entry, is_sure=row.get(IS_SURE, "") == "yes")


def _faults(row: dict[str, Any]) -> Iterator[Fault]:
    unknown = [name for name in row if name not in FIELDS]
    for name in unknown[:_MOST_NAMED]:
        yield fault(RowFault.FIELD_UNKNOWN, shown(name), field=shown(name))
    if len(unknown) > _MOST_NAMED:
        more = str(UNKNOWN_MORE) % {"count": len(unknown) - _MOST_NAMED}
        yield Fault("", RowFault.FIELD_UNKNOWN.value, more)
    for name in FIELDS & row.keys():
        if not isinstance(row[name], str):
            yield fault(RowFault.NOT_TEXT, name, field=name)
        elif (wrong := fault_of_text(row[name], LONGEST_TEXT)) is not None:
            yield Fault(name, RowFault.TEXT_FORBIDDEN.value, str(wrong))
    given, is_sure = row.get(CLIENT_ID, ""), row.get(IS_SURE, "")
    if isinstance(given, str) and read_client_id(given) is None:
        yield fault(RowFault.CLIENT_ID_UNREADABLE, CLIENT_ID)
    if isinstance(is_sure, str) and is_sure not in ("", "yes"):
        yield fault(RowFault.YES_UNREADABLE, IS_SURE, field=IS_SURE)
