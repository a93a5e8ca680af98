"""The rows of `certification`: one for each part of it, signed or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grants.models.quarters import Part, Signature
from grants.telling.signatures import holding


class SignatureState(StrEnum):
    """A signature counts for the figures that were seen, and for no others."""

    SIGNED = "signed"
    OTHER_FIGURES = "other_figures"
    NO_FIGURES = "no_figures"  # booked from a file that does not say which figures were seen
    NOT_SIGNED = "not_signed"


@dataclass(frozen=True, slots=True)
class CertificationRow:
    """`figures` is the digest of those that were seen; `remark` is why a part was not signed."""

    part: str
    state: str
    name: str | None
    signed_on: date | None
    statement: str | None
    figures: str | None
    remark: str | None = None

    @property
    def counts(self) -> bool:
        return self.state == SignatureState.SIGNED


def certification_rows(
    signatures: Iterable[Signature], figures: str, remarks: Mapping[Part, str] | None = None
) -> list[CertificationRow]:
    """All three parts; `figures` is the digest of the report as it is."""
    held = holding(signatures)
    return [_row(part, held.get(part), figures, (remarks or {}).get(part)) for part in Part]


def counting(rows: Iterable[CertificationRow]) -> set[Part]:
    """The parts that are signed over these figures."""
    return {Part(row.part) for row in rows if row.counts}


def _row(part: Part, signed: Signature | None, figures: str, remark: str | None) -> CertificationRow:
    if signed is None:
        return CertificationRow(part.value, SignatureState.NOT_SIGNED.value, None, None, None, None, remark)
    counts = signed.figures == figures
    if counts:
        state = SignatureState.SIGNED
    else:
        state = SignatureState.OTHER_FIGURES if signed.figures else SignatureState.NO_FIGURES
    return CertificationRow(
        part=part.value,
        state=state.value,
        name=signed.signed_by,
        signed_on=signed.signed_on,
        statement=signed.statement,
        figures=signed.figures,
        remark=None if counts else remark,
    )
