"""Two contributions side by side: what each says, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from sqlmodel import Session

from core.programmes import Programme
from core.web.i18n import NOTHING
from grants.entering.known_rows import texts_of
from grants.entering.labels import label_of
from grants.entering.shown import shown_row
from grants.verification.pairs import Pair
from grants.verification.seen import SHEET, evidence_of
from household_groups.models.evidence import EvidenceFile

_COLUMNS = (
    *("status", "amount", "received_on", "project", "group", "household", "kind", "source"),
    *("origin_country", "sent_amount", "transfer_operator", "transfer_reference"),
    *("banked_on", "bank_reference", "quantity", "unit", "unit_rate", "quantity_female"),
    *("receipt_no", "evidence", "recorded_on", "recorded_by", "amends"),
    *("verified_on", "verified_by", "verification_method"),
)


@dataclass(frozen=True)
class Line:
    """One column of both; where neither gives it, there is no line."""

    label: str | LazyString
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True)
class Compared:
    lines: Sequence[Line]
    files: tuple[Sequence[EvidenceFile], Sequence[EvidenceFile]]


def compared(session: Session, programme: Programme, pair: Pair) -> Compared:
    texts = [texts_of(session, programme, SHEET, each.reference) or {} for each in pair.both]
    shown = [shown_row(SHEET, each, _COLUMNS) for each in texts]
    files = evidence_of(session, pair.both)
    return Compared(
        lines=[
            Line(label_of(SHEET, name), *(of_one[name] for of_one in shown))
            for name in _COLUMNS
            if any(of_one[name] != NOTHING for of_one in shown)
        ],
        files=(files[pair.first.reference], files[pair.second.reference]),
    )
