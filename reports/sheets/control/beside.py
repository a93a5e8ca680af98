"""Claims, budget lines and banks, from the rows of their sheets and from what the other sheets close with."""

from collections.abc import Iterator

from core.money import exponent
from reports.figures.control import Account, AccountKind
from reports.figures.unreconciled import BANK_LINES, DISBURSEMENTS, RECEIPTS
from reports.sheets import answering as a
from reports.sheets import declared as d
from reports.sheets import formulas as f
from reports.sheets.cells import amount
from reports.sheets.control.lines import Contents, Line, account_line


def beside_lines(contents: Contents) -> Iterator[Line]:
    formulas_of = {
        AccountKind.CLAIMS: _claims,
        AccountKind.BUDGET_LINES: _budget_lines,
        AccountKind.BANK: _bank,
    }
    for account in contents.report.control.beside:
        yield account_line(account, "", formulas_of[account.kind](contents, account))
        if account.kind is AccountKind.CLAIMS:
            yield _left(account)


def _claims(_: Contents, __: Account) -> dict[str, str]:
    opened, repaid, waived = (f.total(a.REVIEWS, name) for name in ("opened", "repaid", "waived"))
    return {"reviews": f"{opened}-{repaid}-{waived}"}


def _left(account: Account) -> Line:
    decimals = exponent(account.currency)
    return Line(
        f"{account.name} left",
        account.currency,
        closing=amount(account.closing_minor, decimals),
        decimals=decimals,
        formulas={"reviews": f.total(a.REVIEWS, "left")},
    )


def _budget_lines(contents: Contents, _: Account) -> dict[str, str]:
    """Also with the vouchers of the span in the place of its lines; the report of a fund has not all of them."""
    in_span, to_date = (f.total(a.VARIANCES, name) for name in ("value_quarter", "value_total"))
    formulas = {
        "in_rows": in_span,
        "sources": f.total(d.SOURCES, "spent_share"),
        "variances": to_date,
    }
    if contents.is_whole:
        formulas["expenditures"] = f"{to_date}-{in_span}+{f.total(d.EXPENDITURES, 'value')}"
    return formulas


def _bank(contents: Contents, account: Account) -> dict[str, str]:
    """Cash by the books, and what only the bank shows, less what only the books show."""
    no, row = contents.numbers["funds"][account.subject], contents.row_of(d.FUNDS, account.subject)
    only_bank = f.total_where(a.UNRECONCILED, "amount", fund_no=no, sheet=BANK_LINES)
    only_books = f.total_where(a.UNRECONCILED, "amount", fund_no=no, sheet=(RECEIPTS, DISBURSEMENTS))
    return {"unreconciled": f"{f.cell(d.FUNDS, 'cash_balance', row)}+{only_bank}-{only_books}"}
