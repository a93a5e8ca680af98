"""A trial with all its words: what is altered, the finding, what to know besides; for page, sheet and terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlmodel import Session

from grants.trying.comparing import Compared
from grants.trying.summing import ByFund
from reports.trying.finding import finding, main_fund
from reports.trying.named import funds_of, names_of
from reports.trying.remarks import remarks, unmatched
from reports.trying.words import lines_of


@dataclass(frozen=True)
class Told:
    """`names` are by what is named, then by code; `fund` is the one of which the finding speaks."""

    compared: Compared
    finding: str
    fund: ByFund | None
    alterations: Sequence[str]
    remarks: Sequence[str]
    unmatched: Sequence[str]
    names: Mapping[str, Mapping[str, str]]

    @property
    def differing(self) -> list[ByFund]:
        """The funds of which anything is otherwise; the one of the finding first."""
        funds = [fund for fund in self.compared.funds if not fund.is_same]
        return sorted(funds, key=lambda fund: fund is not self.fund)

    @property
    def lines(self) -> list[str]:
        """What a sheet says under the finding."""
        return [*self.alterations, *self.unmatched, *self.remarks, what_a_trial_is()]


def tell(session: Session, programme_id: int, compared: Compared) -> Told:
    """Within a request or a command, in the language of its reader."""
    funds = funds_of(session, programme_id)
    return Told(
        compared,
        finding(compared, funds),
        main_fund(compared),
        [line for row in compared.altered.rows for line in lines_of(row, funds)],
        remarks(compared),
        unmatched(compared),
        names_of(session, programme_id),
    )


def what_a_trial_is() -> str:
    said = _(
        "A trial: the same contributions, reversals, approvals, settlements and payments, decided on with other "
        "terms. Nothing of it is booked. With other terms people might have given otherwise, and that nobody can "
        "replay."
    )
    return str(said)
