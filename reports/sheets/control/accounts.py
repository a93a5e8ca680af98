"""The accounts of funds and projects, from the rows of the span and from what the other sheets close with."""

from collections.abc import Iterator

from grants.spending.sources import SourceKind
from household_groups.models.contributions import IN_KIND, ContributionKind
from reports import labels
from reports.figures.control import Account, AccountKind
from reports.sheets import declared as d
from reports.sheets import formulas as f
from reports.sheets.control.lines import Contents, Line, account_line

MONEY_KINDS = tuple(sorted(kind.value for kind in set(ContributionKind) - IN_KIND))
IN_KINDS = tuple(sorted(kind.value for kind in IN_KIND))


def account_lines(contents: Contents) -> Iterator[Line]:
    formulas_of = {
        AccountKind.UNCOMMITTED: _uncommitted,
        AccountKind.CASH: _cash,
        AccountKind.MONEY: _money,
    }
    for account in contents.report.control.accounts:
        remark = str(labels.shortfall(account))
        yield account_line(account, remark, formulas_of[account.kind](contents, account))


def _uncommitted(contents: Contents, account: Account) -> dict[str, str]:
    no, row = contents.numbers["funds"][account.subject], contents.row_of(d.FUNDS, account.subject)
    raised = f"{f.cell(d.FUNDS, 'budget', row)}-{f.cell(d.FUNDS, 'opening_budget', row)}"
    return {
        "in_rows": f"{f.total_where(d.MATCHES, 'released', fund_no=no)}+MAX(0,{raised})",
        "out_rows": f"{f.total_where(d.MATCHES, 'granted', fund_no=no)}-MIN(0,{raised})",
        "funds": f.cell(d.FUNDS, "uncommitted", row),
    }


def _cash(contents: Contents, account: Account) -> dict[str, str]:
    no, row = contents.numbers["funds"][account.subject], contents.row_of(d.FUNDS, account.subject)
    return {
        "in_rows": f.total_where(d.RECEIPTS, "amount", fund_no=no),
        "out_rows": f.total_where(d.DISBURSEMENTS, "amount", fund_no=no),
        "funds": f.cell(d.FUNDS, "cash_balance", row),
    }


def _money(contents: Contents, account: Account) -> dict[str, str]:
    """The report of one fund has not the rows, only the sums by source."""
    no = contents.numbers["projects"][account.subject]
    received = f.total_where(d.SOURCES, "received", project_no=no)
    in_kind = f.total_where(d.SOURCES, "received", project_no=no, kind=SourceKind.GROUP_IN_KIND.word)
    spent = f.total_where(d.SOURCES, "spent_share", project_no=no)
    closing = {"sources": f"{received}-{in_kind}-{spent}"}
    return closing | _rows_of_project(no) if contents.is_whole else closing


def _rows_of_project(no: int) -> dict[str, str]:
    brought = (
        f.total_where(d.CONTRIBUTIONS, "value", project_no=no, kind=MONEY_KINDS),
        f.total_where(d.DISBURSEMENTS, "value", project_no=no),
        f.total_where(d.OTHER_FUNDING, "received", project_no=no),
    )
    return {
        "in_rows": "+".join(brought),
        "out_rows": f.total_where(d.EXPENDITURES, "value", project_no=no),
    }
