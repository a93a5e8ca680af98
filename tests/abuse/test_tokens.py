"""Forms without the token of the page, with one of somebody else, and with fields that they do not have."""

import pytest

from tests.abuse.conftest import Site
from tests.abuse.filling import filled
from tests.abuse.forms import Forms, posts

pytestmark = pytest.mark.slow

INTRUDER = "mallory"
NOT_THEIRS = {
    **dict.fromkeys(("recorded_by", "verified_by", "booked_by", "proposed_by", "decided_by", "by"), INTRUDER),
    "role": "administrator",
    "scope_kind": "site",
    "is_whole": "1",
    "account_id": "1",
    "programme_id": "2",
    "status": "verified",
    "state": "confirmed",
    "verified_seq": "1",
    "seq": "1",
    "id": "1",
    "fund_id": "1",
    "is_example": "1",
    "granted_minor": "9",
    "created_at": "2001-01-01",
    "password_hash": INTRUDER,
}

NOT_ON_A_PAGE = {
    # It follows an upload, which goes by another kind of body; see tests/grants/uploading.
    "workbook.workbook_book",
    # Only what is large is made as a job; see tests/core/jobs and tests/reports/test_jobs.py.
    *("reports.report_make", "reports.report_file_make", "workbook.workbook_make", "jobs.job_again"),
    "comparing.quarter_known_make",
    # JSON, which no page of another site can send; see tests/grants/recording/test_batches.py.
    "device_batches.contribution_batch",
    # Of the closings of a programme one waits at a time: here a form asks for it, and none is there to decide on.
    *("closing.closing_confirm", "closing.closing_decline", "closing.closing_withdraw"),
    # Where the books are sound, nothing is to be repaired, and nothing of what was refused is granted after all.
    *("repair.repair_propose", "repair.repair_confirm", "repair.repair_decline", "rematching.rematch"),
}


def test_the_forms_of_these_tests_are_all_that_there_are(site: Site, forms: Forms) -> None:
    found = {site.endpoint(form) for _name, form in posts(forms)}
    there = {
        rule.endpoint for rule in site.app.url_map.iter_rules() if rule.methods and "POST" in rule.methods
    }
    assert sorted(there - found - NOT_ON_A_PAGE) == []


@pytest.mark.parametrize("case", ["none", "forged", "of somebody else", "twice"])
def test_without_its_token_a_form_changes_nothing(untouched: Site, forms: Forms, case: str) -> None:
    faults = []
    tokens = {name: untouched.token(name) for name in untouched.clients}
    for name, form in posts(forms):
        other = tokens["sohib" if name != "sohib" else "munira"]
        sent = {
            "none": filled(form).without(form.token),
            "forged": filled(form).with_(form.token, "x" * 91),
            "of somebody else": filled(form).with_(form.token, other),
            "twice": filled(form).with_(form.token, "forged", tokens[name]),
        }[case]
        answer = untouched.send(name, sent)
        if answer.status_code != 400 or untouched.spoilt() is not None:
            faults.append((name, form.action, answer.status_code))
    assert not faults, faults


@pytest.mark.parametrize("site_of_origin", ["cross-site", "same-site"])
def test_a_form_that_stood_on_another_site_changes_nothing(
    untouched: Site, forms: Forms, site_of_origin: str
) -> None:
    headers = {"Sec-Fetch-Site": site_of_origin}
    answers = {
        (form.action, untouched.send(name, filled(form), **headers).status_code)
        for name, form in posts(forms)
    }
    assert {status for _action, status in answers} == {400}
    assert untouched.spoilt() is None


def test_fields_that_a_form_does_not_have_change_nothing(untouched: Site, forms: Forms) -> None:
    faults: list[tuple[str, object]] = []
    for name, form in posts(forms):
        extra = filled(form)
        for field, value in NOT_THEIRS.items():
            if field not in form.values:
                extra = extra.with_(field, value)
        answer = untouched.send(name, extra)
        after = untouched.spoilt() or untouched.good
        if answer.status_code >= 500:
            faults.append((form.action, answer.status_code))
        new = [row for table in after for row in set(after[table]) - set(untouched.good[table])]
        faults += [(form.action, row) for row in new if INTRUDER in row]
        faults += [(form.action, row) for row in new if "ADMINISTRATOR" in row and name != "farida"]
    assert not faults, faults
