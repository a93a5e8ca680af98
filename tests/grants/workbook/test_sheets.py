import pytest

from grants.workbook.sheets import SHEETS, Kind, Sheet

ORDER = """
programmes communities groups households projects budget_lines progress meetings choices
project_steps funds receipts rules agreements rates other_funding milestones contributions
certifications tranches steps disbursements expenditures bank_lines variances reviews clawbacks
indicators measurements reached service_checks grievances grievance_steps documents narrative
signatures changes reversals rematches closings
"""


def test_sheets_are_booked_in_the_order_of_the_contract() -> None:
    assert list(SHEETS) == ORDER.split()


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_every_column_is_declared_once_and_whole(sheet: Sheet) -> None:
    names = [column.name for column in sheet.columns]
    assert len(set(names)) == len(names)
    assert set(sheet.key) <= set(names)
    assert sheet.columns[0].required
    for column in sheet.columns:
        assert column.hxl.startswith("#")
        assert bool(column.choices) == (column.kind in (Kind.CHOICE, Kind.CHOICES))
