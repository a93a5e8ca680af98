"""The table of forms fits the sheets of the workbook and the pages of the site."""

import pytest
import sqlalchemy as sa
from werkzeug.routing import Rule

from grants.entering.choices import choices_of
from grants.entering.forms_of_sheets import FORMS
from grants.entering.labels import label_of
from grants.workbook.columns import Kind
from grants.workbook.sheets import SHEETS
from tests.web import opened

ELSEWHERE = {
    *("rules", "contributions", "disbursements", "changes", "reversals", "rematches", "closings"),
    *("agreements", "certifications", "tranches", "steps", "documents", "variances", "reviews", "clawbacks"),
    *("meetings", "choices", "project_steps", "reached", "service_checks", "grievances", "grievance_steps"),
    *("narrative", "signatures"),
}
NOT_ASKED = {
    *("programme", "seq", "approved_seq", "settled_seq", "counted_on"),
    *("approved_on", "settled_on", "final_cost"),
    "reversal_limit",  # two people change it, on a page of its own
    *("ticks_sheet", "ticks", "ticked_on", "ticked_by"),  # ticked off on the page of the account
}


def test_every_sheet_has_its_form_here_or_elsewhere() -> None:
    assert FORMS.keys() | ELSEWHERE == SHEETS.keys()
    assert FORMS.keys().isdisjoint(ELSEWHERE)


@pytest.mark.parametrize("sheet", FORMS)
def test_a_form_asks_for_every_column_once(sheet: str) -> None:
    asked = FORMS[sheet].columns
    assert len(asked) == len(set(asked))
    assert set(asked) == {column.name for column in SHEETS[sheet].columns} - NOT_ASKED


@pytest.mark.parametrize("sheet", FORMS)
def test_every_column_has_words(sheet: str) -> None:
    for column in SHEETS[sheet].columns:
        if column.name in FORMS[sheet].columns:
            assert label_of(sheet, column.name)
            if column.kind is Kind.CHOICE:
                assert {value for value, _ in choices_of(sheet, column)} == set(column.choices)


def test_every_form_leads_to_a_page_that_is_there(sqlite_engine: sa.Engine) -> None:
    with opened(sqlite_engine) as app:
        pages: dict[str, list[Rule]] = app.url_map._rules_by_endpoint
        for form in FORMS.values():
            endpoint, columns = form.after
            assert any(rule.arguments == {"programme", *columns} for rule in pages[endpoint])
            assert form.listed in pages
