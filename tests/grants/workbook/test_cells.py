import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from grants.workbook.cells import Cell, read_cell
from grants.workbook.columns import Column, Kind
from grants.workbook.problems import ProblemKind
from grants.workbook.texts import Unreadable

SEX = ("f", "m")


def read(value: Cell, kind: Kind) -> Any:
    return read_cell(value, Column("column", kind, choices=SEX))


def fault(value: Cell, kind: Kind) -> ProblemKind:
    with pytest.raises(Unreadable) as refusal:
        read(value, kind)
    return refusal.value.kind


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("blank", ["", "  ", "\n", "\u00a0"])
def test_an_empty_cell_is_not_given_which_is_not_zero(blank: str, kind: Kind) -> None:
    assert read(blank, kind) is None


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (19.99, "19.99"),
        (0.30000000000000004, "0.3"),
        (47592.82, "47592.82"),
        (9.0, "9"),
        (0.0, "0"),
        (-12.5, "-12.5"),
    ],
)
def test_a_number_is_read_at_fifteen_digits(value: float, amount: str) -> None:
    assert read(value, Kind.AMOUNT) == read(value, Kind.DECIMAL) == Decimal(amount)


def test_every_cent_that_excel_can_hold_is_read_exactly() -> None:
    for cents in range(0, 10**9, 98_765_4):
        assert read(cents / 100, Kind.AMOUNT) == Decimal(cents).scaleb(-2)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("1.234", ProblemKind.AMOUNT_AMBIGUOUS),
        ("1.0E3", ProblemKind.AMOUNT_UNREADABLE),
        ("5 TJS", ProblemKind.AMOUNT_UNREADABLE),
        ("TRUE", ProblemKind.AMOUNT_UNREADABLE),
        (date(2026, 1, 1), ProblemKind.AMOUNT_UNREADABLE),
        (1e13, ProblemKind.AMOUNT_TOO_LONG),
        (math.inf, ProblemKind.AMOUNT_TOO_LONG),
        (math.nan, ProblemKind.AMOUNT_UNREADABLE),
        (1e-300, ProblemKind.AMOUNT_UNREADABLE),
    ],
)
def test_what_is_no_amount_is_refused(value: Cell, problem: ProblemKind) -> None:
    assert fault(value, Kind.AMOUNT) is problem


@pytest.mark.parametrize("value", ["0,5", "50%", 1e300, math.nan, math.inf, date(2026, 1, 1)])
def test_a_share_is_a_plain_decimal(value: Cell) -> None:
    assert fault(value, Kind.DECIMAL) is ProblemKind.DECIMAL_UNREADABLE


@pytest.mark.parametrize("value", [12.5, "12.0", "twelve", "１２", math.nan, date(2026, 1, 1)])
def test_members_are_counted_in_whole_numbers(value: Cell) -> None:
    assert read(12.0, Kind.INTEGER) == read("12", Kind.INTEGER) == 12
    assert fault(value, Kind.INTEGER) is ProblemKind.INTEGER_UNREADABLE


@pytest.mark.parametrize("value", [date(2028, 2, 29), datetime(2028, 2, 29), "2028-02-29", " 2028-02-29 "])  # noqa: DTZ001
def test_a_date_is_an_excel_date_or_iso_text(value: Cell) -> None:
    assert read(value, Kind.DATE) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("2019-02-29", ProblemKind.DATE_IMPOSSIBLE),
        ("29 February 2019", ProblemKind.DATE_NOT_ISO),
        ("03/04/2026", ProblemKind.DATE_NOT_ISO),
        ("01.04.2026", ProblemKind.DATE_NOT_ISO),
        ("1405/01/12", ProblemKind.DATE_NOT_ISO),
        ("20226-01-01", ProblemKind.DATE_NOT_ISO),
        ("2026-03-31T23:30:00-07:00", ProblemKind.DATE_NOT_ISO),
        ("２０２６-01-01", ProblemKind.DATE_NOT_ISO),
        (46023.0, ProblemKind.DATE_IS_NUMBER),
        (datetime(2026, 3, 31, 23, 30), ProblemKind.DATE_HAS_TIME),  # noqa: DTZ001
        (time(0, 0), ProblemKind.DATE_NOT_ISO),
        (timedelta(hours=30), ProblemKind.DATE_NOT_ISO),
        (date(1900, 1, 12), ProblemKind.DATE_OUT_OF_RANGE),
        ("0001-01-01", ProblemKind.DATE_OUT_OF_RANGE),
        ("9999-12-31", ProblemKind.DATE_OUT_OF_RANGE),
        ("2569-01-01", ProblemKind.DATE_OUT_OF_RANGE),
    ],
)
def test_a_day_that_is_unclear_or_impossible_is_refused(value: Cell, problem: ProblemKind) -> None:
    assert fault(value, Kind.DATE) is problem


@pytest.mark.parametrize("value", ["2026-04", "2026-04-01", date(2026, 4, 30)])
def test_a_month_may_be_an_excel_date(value: Cell) -> None:
    assert read(value, Kind.MONTH) == "2026-04"


@pytest.mark.parametrize("value", ["2026-13", "04/2026", "April 2026", "2026", 2026.0, 202604.0, "9999-01"])
def test_a_month_is_written_with_its_year_first(value: Cell) -> None:
    assert fault(value, Kind.MONTH) is ProblemKind.MONTH_UNREADABLE


@pytest.mark.parametrize(("value", "code"), [(1201.0, "1201"), (0.0, "0"), (1.1, "1.1"), ("00120", "00120")])
def test_a_code_that_excel_made_a_number_is_its_digits(value: Cell, code: str) -> None:
    assert read(value, Kind.CODE) == code


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (1e15, ProblemKind.CODE_DIGITS_LOST),
        (date(2026, 4, 3), ProblemKind.CODE_IS_DATE),
        ("x" * 65, ProblemKind.CODE_TOO_LONG),
        ("C-1\x00", ProblemKind.CHARACTERS_FORBIDDEN),
        ("C\n1", ProblemKind.CHARACTERS_FORBIDDEN),
        ("C-\u202e1", ProblemKind.CHARACTERS_FORBIDDEN),
        ("C-\u20661", ProblemKind.CHARACTERS_FORBIDDEN),
        ("C-\u200d1", ProblemKind.CHARACTERS_FORBIDDEN),
        ("C-\ud800", ProblemKind.CHARACTERS_FORBIDDEN),
    ],
)
def test_two_codes_that_look_the_same_are_the_same(value: Cell, problem: ProblemKind) -> None:
    assert fault(value, Kind.CODE) is problem


def test_a_letter_has_one_spelling() -> None:
    assert read("Qürg\u0304onteppa и\u0306", Kind.TEXT) == "Qürḡonteppa й"
    assert read("Cafe\u0301", Kind.CODE) == "Café"


def test_a_note_may_have_lines() -> None:
    assert read(" first\r\nsecond\tthird ", Kind.TEXT) == "first\nsecond\tthird"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("x" * 2001, ProblemKind.TEXT_TOO_LONG),
        ("a" + "\u0301" * 10_000, ProblemKind.TEXT_TOO_LONG),
        ("note\x07", ProblemKind.CHARACTERS_FORBIDDEN),
        ("note\ufffe", ProblemKind.CHARACTERS_FORBIDDEN),
        ("note\uffff", ProblemKind.CHARACTERS_FORBIDDEN),
        ("note \u202egnp.exe", ProblemKind.CHARACTERS_FORBIDDEN),
    ],
)
def test_a_note_is_short_and_visible(value: Cell, problem: ProblemKind) -> None:
    assert fault(value, Kind.TEXT) is problem


@pytest.mark.parametrize(
    ("value", "text"), [(900.0, "900"), (0.1, "0.1"), (1e-7, "0.0000001"), (date(2026, 5, 1), "2026-05-01")]
)
def test_the_value_of_a_change_is_text_whatever_excel_made_of_it(value: Cell, text: str) -> None:
    assert read(value, Kind.TEXT) == text


def test_lists_are_separated_by_semicolons() -> None:
    assert read(" 14; 12031 ;", Kind.CODES) == ("14", "12031")
    assert read(14031.0, Kind.CODES) == ("14031",)
    assert read(" ; ", Kind.CODES) is None
    assert read("f;m", Kind.CHOICES) == SEX
    assert fault("f;x", Kind.CHOICES) is ProblemKind.CHOICE_UNKNOWN


@pytest.mark.parametrize("value", ["F", "x", "f;m", 1.0])
def test_a_choice_is_one_of_the_known_words(value: Cell) -> None:
    assert read(" f ", Kind.CHOICE) == "f"
    assert fault(value, Kind.CHOICE) is ProblemKind.CHOICE_UNKNOWN


def test_yes_and_no_are_words_or_excels_own() -> None:
    assert [read(value, Kind.YES_NO) for value in ("yes", "no", "TRUE", "FALSE")] == [
        True,
        False,
        True,
        False,
    ]
    assert fault("y", Kind.YES_NO) is fault(1.0, Kind.YES_NO) is ProblemKind.YES_NO_UNREADABLE


def test_tiers_say_from_where_on_which_ratio() -> None:
    assert read("0=2; 5000=1.5", Kind.TIERS) == ((Decimal(0), Decimal(2)), (Decimal(5000), Decimal("1.5")))


@pytest.mark.parametrize(
    "value", ["2", "100=1", "0=2; 0=1", "0=2; 50=1; 20=1", "0=2=3", "0=1,5", ";", 2.0, "0=2; x"]
)
def test_tiers_start_at_zero_and_ascend(value: Cell) -> None:
    assert fault(value, Kind.TIERS) is ProblemKind.TIERS_UNREADABLE


def test_codes_of_the_world_have_their_shapes() -> None:
    assert read("TJS", Kind.CURRENCY) == "TJS"
    assert read("TJ", Kind.COUNTRY) == "TJ"
    assert read(14031.0, Kind.SECTOR) == read("14031", Kind.SECTOR) == "14031"
    assert fault("somoni", Kind.CURRENCY) is fault("tjs", Kind.CURRENCY) is ProblemKind.CURRENCY_UNREADABLE
    assert fault("TJK", Kind.COUNTRY) is ProblemKind.COUNTRY_UNREADABLE
    assert fault("140", Kind.SECTOR) is ProblemKind.SECTOR_UNREADABLE


def test_a_message_shows_no_more_of_a_value_than_fits_and_nothing_invisible() -> None:
    with pytest.raises(Unreadable) as refusal:
        read("\u202e" + "x" * 5000, Kind.AMOUNT)
    assert refusal.value.details["found"] == "\ufffd" + "x" * 59 + "…"
