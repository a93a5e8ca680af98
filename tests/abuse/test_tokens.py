"""Forms without the token of the page, with one of somebody else, and with fields that they do not have."""

import pytest

from tests.abuse.conftest import Site
from tests.abuse.filling import filled
from tests.abuse.forms import PageForm
from tests.browsing.books import PEOPLE

pytestmark = [pytest.mark.xdist_group("abuse"), pytest.mark.slow]

Forms = dict[str, list[PageForm]]

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
    # Pages that need something first: a link, an upload, an account that is disabled.
    *("administration.enable_account", "links.link_detail", "workbook.workbook_book"),
    *("conflicts.conflict_dismiss", "conflicts.conflict_record"),
    *("closing.closing_confirm", "closing.closing_decline", "closing.closing_withdraw"),
    *("repair.repair_propose", "repair.repair_confirm", "repair.repair_decline"),
    # JSON, which no page of another site can send; see tests/grants/recording/test_batches.py.
    "device_batches.contribution_batch",
    "rematching.rematch",
    # The books walked here have no milestone, line of the bank or answer to give: tests/access asks these routes.
    *("agreements.agreement_agree", "agreements.agreement_decline", "variances.variance_new"),
    *("milestones.milestone_document", "bank_lines.bank_line_tick", "bank_lines.bank_line_untick"),
    *(f"certifications.certification_{what}" for what in ("new", "certify", "decline", "withdraw")),
    *(f"tranches.tranche_{what}" for what in ("new", "approve", "decline", "withdraw", "pay")),
    *(
        "reviews.review_answer",
        "samples.review_rest",
        "clawbacks.clawback_repaid",
        "clawbacks.clawback_waived",
    ),
}


def posts(forms: Forms) -> list[tuple[str, PageForm]]:
    return [(name, form) for name, own in forms.items() for form in own if form.method == "POST"]


def test_the_forms_of_these_tests_are_all_that_there_are(site: Site, forms: Forms) -> None:
    found = {site.endpoint(form) for _name, form in posts(forms)}
    there = {
        rule.endpoint for rule in site.app.url_map.iter_rules() if rule.methods and "POST" in rule.methods
    }
    assert sorted(there - found - NOT_ON_A_PAGE) == []


@pytest.mark.parametrize("case", ["none", "forged", "of somebody else", "twice"])
def test_without_its_token_a_form_changes_nothing(untouched: Site, forms: Forms, case: str) -> None:
    faults, before = [], untouched.stored()
    tokens = {name: _token(forms[name]) for name in PEOPLE}
    for name, form in posts(forms):
        if name not in PEOPLE:
            continue
        other = tokens["sohib" if name != "sohib" else "munira"]
        sent = {
            "none": filled(form).without("csrf_token"),
            "forged": filled(form).with_("csrf_token", "x" * 91),
            "of somebody else": filled(form).with_("csrf_token", other),
            "twice": filled(form).with_("csrf_token", "forged", tokens[name]),
        }[case]
        answer = untouched.send(name, sent)
        if answer.status_code != 400 or untouched.stored() != before:
            faults.append((name, form.action, answer.status_code))
            untouched.restore()
    assert not faults, faults


@pytest.mark.parametrize("site_of_origin", ["cross-site", "same-site"])
def test_a_form_that_stood_on_another_site_changes_nothing(
    untouched: Site, forms: Forms, site_of_origin: str
) -> None:
    before = untouched.stored()
    headers = {"Sec-Fetch-Site": site_of_origin}
    answers = {
        (form.action, untouched.send(name, filled(form), **headers).status_code)
        for name, form in posts(forms)
    }
    assert {status for _action, status in answers} == {400}
    assert untouched.stored() == before


def test_fields_that_a_form_does_not_have_change_nothing(untouched: Site, forms: Forms) -> None:
    faults: list[tuple[str, object]] = []
    for name, form in posts(forms):
        extra = filled(form)
        for field, value in NOT_THEIRS.items():
            if field not in form.values:
                extra = extra.with_(field, value)
        before = untouched.stored()
        answer = untouched.send(name, extra)
        after = untouched.stored()
        if answer.status_code >= 500:
            faults.append((form.action, answer.status_code))
        new = [row for table in after for row in set(after[table]) - set(before[table])]
        faults += [(form.action, row) for row in new if INTRUDER in row]
        faults += [(form.action, row) for row in new if "ADMINISTRATOR" in row and name != "farida"]
        if after != before:
            untouched.restore()
    assert not faults, faults


def _token(forms: list[PageForm]) -> str:
    return next(form.values["csrf_token"][0] for form in forms if "csrf_token" in form.values)
