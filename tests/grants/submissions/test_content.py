"""The digest is of what a person says, however they write it."""

import unicodedata

import pytest

from grants.submissions.content import STATED, digest_of
from grants.submissions.reading import read_contents

TYPED = {
    "project": "W-1",
    "group": "G-1",
    "household": "H-1",
    "received_on": "2026-03-02",
    "amount": "1234.50",
    "currency": "TJS",
    "kind": "labour",
    "source": "remittance",
    "origin_country": "RU",
    "sent_amount": "100",
    "sent_currency": "RUB",
    "transfer_operator": "Қонун",
    "transfer_reference": "MTCN-1",
    "banked_on": "2026-03-03",
    "bank_reference": "B-1",
    "quantity": "2.5",
    "unit": "person_day",
    "unit_rate": "493.8",
    "quantity_female": "1",
    "receipt_no": "R-1",
    "amends": "C-0",
}
OTHERWISE = {
    **dict.fromkeys(("received_on", "banked_on"), "2026-03-09"),
    **dict.fromkeys(("amount", "sent_amount", "quantity", "unit_rate", "quantity_female"), "7"),
    **dict.fromkeys(("currency", "sent_currency"), "USD"),
    "kind": "cash",
    "source": "local",
    "origin_country": "KZ",
}


def digest(**typed: str) -> str:
    [content] = read_contents([TYPED | typed])
    assert isinstance(content, dict), content
    return digest_of(content)


def test_all_that_a_person_says_counts() -> None:
    assert TYPED.keys() == set(STATED)


@pytest.mark.parametrize("column", STATED)
def test_each_column_counts(column: str) -> None:
    assert digest(**{column: OTHERWISE.get(column, "other")}) != digest()


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("amount", "1 234,50"),
        ("amount", "1\u00a0234,50"),
        ("amount", "1.234,50"),
        ("amount", "1'234.5"),
        ("amount", "01234.500"),
        ("quantity", "2.50"),
        ("unit_rate", "493,80"),
        ("received_on", " 2026-03-02 "),
        ("transfer_operator", unicodedata.normalize("NFD", "Қонун")),
        ("group", " G-1"),
    ],
)
def test_the_same_written_otherwise_is_the_same(column: str, written: str) -> None:
    assert digest(**{column: written}) == digest()


def test_what_is_left_out_is_as_what_is_empty() -> None:
    given = {name: text for name, text in TYPED.items() if name not in ("receipt_no", "amends")}
    left_out, empty, blank = read_contents([given, given | {"receipt_no": ""}, given | {"amends": "  "}])
    assert isinstance(left_out, dict)
    assert isinstance(empty, dict)
    assert isinstance(blank, dict)
    assert digest_of(left_out) == digest_of(empty) == digest_of(blank)


def test_what_the_server_adds_does_not_count() -> None:
    [content] = read_contents([TYPED])
    assert isinstance(content, dict)
    added = {"reference": "W-1-001", "status": "verified", "recorded_by": "zarina", "evidence": "slip.jpg"}
    assert digest_of(content | added) == digest_of(content)


def test_what_cannot_be_read_is_said_row_by_row() -> None:
    rows = [TYPED, TYPED | {"amount": "1.234"}, TYPED | {"received_on": "2026-02-30", "currency": "tjs"}]
    sound, ambiguous, wrong = read_contents(rows)
    assert isinstance(sound, dict)
    assert isinstance(ambiguous, list)
    assert isinstance(wrong, list)
    assert [problem.kind.value for problem in ambiguous] == ["amount_ambiguous"]
    assert {problem.kind.value for problem in wrong} == {"date_impossible", "currency_unreadable"}
