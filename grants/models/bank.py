"""Lines of the bank statements of a fund's account."""

from datetime import date

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from core.programmes import InProgramme


class BankLine(InProgramme, table=True):
    """Money that came (positive) or went, in the fund's currency, as the bank says.

    Ticked off, it names the receipt or disbursement that it is, by sheet and reference.
    """

    __tablename__ = "bank_line"
    __table_args__ = (UniqueConstraint("programme_id", "reference"),)

    reference: str = Field(max_length=64)
    fund_id: int = Field(foreign_key="fund.id", index=True)
    booked_on: date
    amount_minor: int = Field(sa_type=BigInteger)
    party: str | None = None
    bank_reference: str | None = Field(default=None, max_length=64)
    statement: str | None = None
    ticks_sheet: str | None = Field(default=None, max_length=64)
    ticks: str | None = Field(default=None, max_length=64)
    ticked_on: date | None = None
    ticked_by: str | None = None
