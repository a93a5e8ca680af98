"""What can be wrong with words on vouchers, and with claims to what was disallowed."""

from grants.importing.problems import RowProblem as P
from tests.grants import programme as of
from tests.grants.importing.cases import Case
from tests.grants.programme import Row, Sheets


def review(number: int = 1, **other: object) -> Row:
    row = {"expenditure": "E-1", "fund": "F", "number": number, "said_on": "2026-05-02", "said_by": "ingrid"}
    return row | {"side": "donor", "verdict": "accepted"} | other


def claim(number: int = 1, step: str = "opened", amount: object = 10, **other: object) -> Row:
    row = {"expenditure": "E-1", "source": "fund F", "number": number, "step": step, "amount": amount}
    said = {"said_on": "2026-05-02", "said_by": "ingrid", "currency": "TJS", "reason": "No invoice"}
    return row | said | {"payment": "B-1"} | other


def reviewed(*rows: Row, fund: str | None = None) -> Sheets:
    return of.programme(funds=[of.fund(), of.fund("G")], expenditures=[of.voucher(fund=fund)], reviews=rows)


def claimed(*rows: Row) -> Sheets:
    return of.programme(expenditures=[of.voucher()], clawbacks=rows)


CASES_OF_REVIEWS = [
    Case(P.VERDICT_OF_OTHER_SIDE, "reviews verdict 2", reviewed(review(side="manager"))),
    Case(P.VOUCHER_OF_OTHER_FUND, "reviews fund 2", reviewed(review(), fund="G")),
    Case(P.OUT_OF_THREAD, "reviews number 3", reviewed(review(), review(3))),
    Case(P.OUT_OF_THREAD, "clawbacks number 2", claimed(claim(2))),
    Case(P.BEYOND_CLAIM, "clawbacks amount 3", claimed(claim(), claim(2, "repaid", 10.01))),
    Case(P.CLAIM_IN_OTHER_CURRENCY, "clawbacks currency 2", claimed(claim(currency="USD"))),
    Case(P.SOURCE_UNKNOWN, "clawbacks source 2", claimed(claim(source="somebody"))),
]
