"""Bad input against the forms of contributions: a clear answer, nothing stored, what was typed still there.

The ids are the numbers of the catalogue of bad input. Two things are as this project has them: an amount is read
when it can be read in one way only, whatever the language of the page; and there may be a thousand billion.
"""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from core.web.forms import fault_of_text
from tests.grants.programme import count_rows
from tests.grants.recording.desk import LIST, MANAGER, NEW, OFFICER, PLAIN, Desk, errors_in, form_in, text_of

TAKEN: dict[str, tuple[str, int]] = {
    "1": ("1 234,50", 123450),
    "2": ("1\u00a0234,50", 123450),
    "3": ("1\u202f234,50", 123450),
    "4": ("1.234,50", 123450),
    "5": ("1,234.50", 123450),
    "6": ("1'234.50", 123450),
    "26": (" 5\n", 500),
    "30 as somoni": ("1.50", 150),
}
REFUSED = {
    "7": "1.234",
    "8": "1,234",
    "9": "12,34,567.00",
    "10": "١٢٣٫٤٥",
    "11": "१२३",
    "12": "１２３．４５",
    "13": "-5",
    "14": "\u22125",
    "15": "(5.00)",
    "16a": "0",
    "16b": "-0",
    "16c": "0.00",
    "17": "NaN",
    "18": "sNaN",
    "19": "Infinity",
    "20": "-inf",
    "21": "1e309",
    "22": "1E+1000000",
    "23": "1_000",
    "24": "0x10",
    "25": "+5",
    "27a": "5 TJS",
    "27b": "$5",
    "28": "0.005",
    "31": "12345678901234",
    "32": "9223372036854775808",
    "33": "9" * 10_000,
    "34a": "12.3.4",
    "34b": "",
    "34c": "   ",
    "35a": "\u200f100",
    "35b": "100\u200f",
}
DAYS = {
    "39": "2026-02-29",
    "41": "03/04/2026",
    "42a": "0001-01-01",
    "42b": "9999-12-31",
    "42c": "20226-01-01",
    "43": "2199-01-01",
    "45": "46023",
    "46": "2026-03-31T23:30:00-07:00",
    "47a": "1405/01/12",
    "47b": "2569-01-01",
    "48": "2016-12-31T23:59:60",
    "49": "'01.04.2026",
    "none": "",
}
TEXTS = {
    "51": "Western \u202eunion",
    "53": "Un\u200dion",
    "56": "Un\x00ion",
    "61": "Union\x1b[31m",
    "62": "x" * 3_000,
    "55": "a" + "\u0301" * 10_000,
}
HARMLESS = {
    "50": "Вester\u0430 Union",
    "54": "Ӣ ӯ ҳ қ ғ ҷ",
    "58": "Union \U0001f469",
    "59a": "<script>alert(1)</script>",
    "59b": '"><img src=x onerror=alert(1)>',
    "59c": "{{7*7}}",
    "59d": "%s%n",
    "59e": "${jndi:ldap://x}",
    "60": "' OR 1=1--",
    "99": "=cmd|' /C calc'!A0",
}


def sent(officer: Desk, **typed: Any) -> TestResponse:
    return officer.send({**officer.fields(), **PLAIN, **typed})


def stored_nothing(officer: Desk, response: TestResponse, before: Any) -> None:
    assert response.status_code in (400, 413, 422), response.status_code
    assert count_rows(officer.engine) == before


@pytest.mark.parametrize("case", TAKEN)
def test_an_amount_that_reads_one_way_is_taken(officer: Desk, case: str) -> None:
    text, minor = TAKEN[case]
    assert officer.contribution(officer.record(amount=text)).amount_minor == minor


@pytest.mark.parametrize("case", REFUSED)
def test_any_other_amount_is_refused_beside_its_field(officer: Desk, case: str) -> None:
    before, text = count_rows(officer.engine), REFUSED[case]
    response = sent(officer, amount=text)
    stored_nothing(officer, response, before)
    assert (
        "Amount" in errors_in(response)
        or "characters" in errors_in(response)
        or text.strip()[:60] in response.text
    )
    assert form_in(response)["amount"] == text
    assert form_in(response)["household"] == "FAK-H1"


@pytest.mark.parametrize(
    ("case", "currency", "text"), [("29", "JPY", "100.5"), ("30", "KWD", "1.2345"), ("37", "XXX", "5")]
)
def test_an_amount_has_the_decimals_of_its_currency(
    officer: Desk, case: str, currency: str, text: str
) -> None:
    before = count_rows(officer.engine)
    stored_nothing(officer, sent(officer, amount=text, currency=currency), before)


@pytest.mark.parametrize("case", DAYS)
def test_a_day_that_is_none_is_refused(officer: Desk, case: str) -> None:
    before = count_rows(officer.engine)
    response = sent(officer, received_on=DAYS[case])
    stored_nothing(officer, response, before)
    assert errors_in(response)
    assert form_in(response)["received_on"] == DAYS[case]


def test_the_leap_day_is_a_day(officer: Desk) -> None:
    """Number 40, with the leap day that is past."""
    assert officer.record(received_on="2020-02-29")


@pytest.mark.parametrize("case", TEXTS)
def test_what_cannot_be_seen_is_not_stored(officer: Desk, case: str) -> None:
    before = count_rows(officer.engine)
    response = sent(officer, transfer_operator=TEXTS[case])
    stored_nothing(officer, response, before)
    assert "<details open>" in response.text


@pytest.mark.parametrize("text", ["Un\ud800ion", "Un\N{REPLACEMENT CHARACTER}"], ids=["57a", "57b"])
def test_bytes_that_are_no_text_are_refused(text: str) -> None:
    assert fault_of_text(text, 100)


@pytest.mark.parametrize("case", HARMLESS)
def test_what_looks_dangerous_is_a_text_like_any_other(officer: Desk, case: str) -> None:
    text = HARMLESS[case]
    reference = officer.record(transfer_operator=text)
    assert officer.contribution(reference).transfer_operator == text
    page = officer.get(f"{LIST}/{reference}")
    assert text in " ".join(text_of(page).split())
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text


def test_a_code_has_one_spelling(officer: Desk) -> None:
    """Number 52: composed or not, it is the same reference."""
    officer.record(transfer_reference="Caf\u00e9-1")
    response = sent(officer, transfer_reference="Cafe\u0301-1", amount="77")
    assert response.status_code == 422
    assert "FAK-WATER-001" in errors_in(response)


def test_a_note_of_a_megabyte_is_too_large(officer: Desk) -> None:
    before = count_rows(officer.engine)
    response = sent(officer, transfer_operator="x" * 1_000_000)
    assert response.status_code in (413, 422)
    assert count_rows(officer.engine) == before


@pytest.mark.parametrize("q", ["\x00", "x" * 3_000, "'", "%", "\u202e"], ids=["56", "62", "60a", "60b", "51"])
def test_a_search_is_only_a_search(officer: Desk, q: str) -> None:
    assert officer.client.get(LIST, query_string={"q": q}).status_code in (200, 422)


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "1.5"])
def test_a_page_that_is_not_there_is_one_that_is(officer: Desk, page: str) -> None:
    assert officer.get(f"{LIST}?page={page}").status_code == 200


# requests


@pytest.mark.parametrize("token", [None, "", "forged", "other"], ids=["100a", "100b", "100c", "100d"])
@pytest.mark.parametrize("address", [NEW, f"{LIST}/FAK-011/mend", f"{LIST}/FAK-011/withdraw"])
def test_a_form_without_its_token_changes_nothing(officer: Desk, token: str | None, address: str) -> None:
    manager = officer.beside("nilufar", MANAGER)
    typed = {**manager.fields(address), **PLAIN, "reason": "No"}
    before = count_rows(officer.engine)
    del typed["csrf_token"]
    if token is not None:
        typed["csrf_token"] = officer.fields()["csrf_token"] if token == "other" else token
    response = manager.send(typed, to=address)
    assert response.status_code == 400
    assert count_rows(officer.engine) == before


def test_a_form_from_another_site_changes_nothing(officer: Desk) -> None:
    typed, before = {**officer.fields(), **PLAIN}, count_rows(officer.engine)
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert officer.client.post(NEW, data=typed, headers=headers).status_code == 400
    assert count_rows(officer.engine) == before


def test_a_body_without_end_is_cut(officer: Desk) -> None:
    """Number 101."""
    response = officer.client.post(
        NEW,
        data=b"--x",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(10**9)},
    )
    assert response.status_code == 413


def test_columns_that_are_the_servers_are_not_taken(officer: Desk) -> None:
    """Number 104."""
    reference = officer.record(
        status="verified",
        verified_by="zarina",
        verified_on="2020-05-05",
        recorded_by="farrukh",
        reference="MINE",
        project="HIL-SCHOOL",
        recorded_on="2020-01-01",
        amount_minor="1",
        programme_id="2",
    )
    found = officer.contribution(reference)
    assert (reference, found.status, found.recorded_by) == ("FAK-WATER-001", "recorded", "zarina")
    assert (found.verified_by, found.verified_on, found.amount_minor) == (None, None, 100000)
    assert found.recorded_on is not None
    assert found.recorded_on.year > 2020


def test_of_two_values_of_one_field_the_first_counts(officer: Desk) -> None:
    """Number 110."""
    reference = officer.record(amount=["1000", "9999"])
    assert officer.contribution(reference).amount_minor == 100000


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_do_nothing(officer: Desk, method: str) -> None:
    before = count_rows(officer.engine)
    assert officer.client.open(NEW, method=method).status_code == 405
    assert officer.client.open(f"{LIST}/FAK-011", method=method).status_code == 405
    assert count_rows(officer.engine) == before


def test_what_is_no_form_is_no_contribution(officer: Desk) -> None:
    """Number 111."""
    before = count_rows(officer.engine)
    for body, kind in (("[" * 10_000, "application/json"), ('{"amount": 1}', "text/plain")):
        assert officer.client.post(NEW, data=body, content_type=kind).status_code == 400
    assert count_rows(officer.engine) == before


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc", "..%5c..%5cetc", "%252e%252e%252f", "FAK-011%00"]
)
def test_an_address_that_climbs_leads_nowhere(officer: Desk, path: str) -> None:
    """Number 103."""
    assert officer.client.get(f"{LIST}/{path}").status_code == 404
    assert officer.client.get(f"/programmes/TJ-KHT/evidence/{path}").status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(officer: Desk) -> None:
    stranger = officer.beside("nobody")
    for address in (LIST, NEW, f"{LIST}/FAK-011"):
        assert stranger.get(address).status_code in (302, 303)
        assert "Piped water" not in stranger.get(address).text


def test_an_officer_without_a_membership_any_more_sees_nothing(officer: Desk) -> None:
    assert officer.beside("latecomer", OFFICER).get(LIST).status_code == 200
    assert officer.client.get(LIST.replace("TJ-KHT", "CORNERS")).status_code == 404
