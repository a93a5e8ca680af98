"""Whether amounts are whole numbers of minor units: a BIGINT of SQLite need not be."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session

from core.programmes import Rate
from core.tables import table
from grants.models.funds import Fund, OtherFunding, Receipt
from grants.models.payments import Disbursement, Expenditure
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.results import Checked, Counted
from household_groups.models.contributions import Contribution, ContributionTally, Reversal

_OF_MONEY = (
    *(Contribution, Reversal, ContributionTally, Fund),
    *(Receipt, OtherFunding, Disbursement, Expenditure),
)
"""Match entries and balances are compared with whole numbers one by one, by the rebuilding."""


def check_amounts(session: Session, programme_id: int, code: str, checked: Checked) -> Iterator[Difference]:
    """PostgreSQL keeps nothing else in such a column; SQLite keeps what it is given."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    count = 0
    for model in _OF_MONEY:
        t = table(model)
        amounts = [column for column in t.c if column.name == "minor" or column.name.endswith("_minor")]
        in_programme = t.c.programme_id == programme_id
        broken = sa.or_(
            *(
                sa.func.typeof(amount).not_in(["integer", *["null"] * bool(amount.nullable)])
                for amount in amounts
            )
        )
        faulty = (
            sa.func.coalesce(sa.func.sum(sa.case((broken, 1), else_=0)), 0) if is_sqlite else sa.literal(0)
        )
        rows, wrong = session.execute(sa.select(sa.func.count(), faulty).where(in_programme)).one()
        count += rows * len(amounts)
        if wrong:
            yield Difference(DifferenceKind.NO_WHOLE_NUMBER, code, t.name, str(wrong))
    checked.counted[Counted.AMOUNTS] = count
    rates = sa.select(sa.func.count()).where(table(Rate).c.programme_id == programme_id)
    checked.counted[Counted.RATES] = session.execute(rates).scalar_one()
