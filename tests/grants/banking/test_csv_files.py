"""A bank's file is taken for what it holds, never for what it is called."""

import pytest

from core.errors import Refusal
from grants.banking.csv_files import read_table, read_text
from grants.banking.refusals import BankReason as Why
from grants.banking.statements import Columns, Days, in_other_currency, iso, likely, likely_days, lines_of


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b" \n", Why.EMPTY),
        (b"%PDF-1.7 day,amount", Why.PACKED),
        (b"day,amount\n1,\x002", Why.NOT_TEXT),
        ("day,amount\n1,2".encode("utf-16"), Why.NOT_TEXT),
        ("дата,сумма\n1,2".encode("cp1251"), Why.NOT_UTF8),
        (b"day,amount\n1,\x1b2", Why.NOT_TEXT),
        (b"nothing here", Why.NOT_A_TABLE),
        (b"day,amount", Why.NOT_A_TABLE),
        (b'day,amount\n1,"2', Why.NOT_A_TABLE),
        (b"day," + b"x" * 201 + b"\n1,2", Why.NOT_A_TABLE),
        (b"day,day\n1,2", Why.COLUMNS_ALIKE),
        (b"day,,amount\n1,2,3", Why.COLUMN_NAMELESS),
        (b"Account 123;;\nday;amount\n1;2", Why.NOT_A_TABLE),
        (b"day,amount\n1,2,3", Why.LONGER_ROW),
        (b"day,amount\n1,=2+3", Why.FORMULA),
        (b"day,amount\n1,@SUM(A1)", Why.FORMULA),
        (b"day,amount\n" + b"1,2\n" * 1_001, Why.TOO_MANY_LINES),
        (b",".join(b"c%d" % n for n in range(41)) + b"\n1", Why.TOO_MANY_COLUMNS),
        (b"day,amount\n" + b"1,2 \n" * 50_000, Why.TOO_LARGE),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, why: Why) -> None:
    with pytest.raises(Refusal) as refusal:
        read_table(read_text(content))
    assert refusal.value.reason == why


def test_the_first_row_tells_the_separator_and_short_rows_are_filled() -> None:
    table = read_table(
        read_text('\ufeffDay;Amount;Text\r\n\r\n30.04.2026;1,50;"a;b"\r\n01.05.2026;2'.encode())
    )
    assert table.names == ("Day", "Amount", "Text")
    assert table.rows == (("30.04.2026", "1,50", "a;b"), ("01.05.2026", "2", ""))
    assert table.numbers == (3, 4)


@pytest.mark.parametrize(
    ("text", "days", "said"),
    [
        ("30.04.2026", Days.DAY_FIRST, "2026-04-30"),
        ("3/4/2026", Days.MONTH_FIRST, "2026-03-04"),
        ("2026-04-30", Days.YEAR_FIRST, "2026-04-30"),
        ("2026-04-30", Days.DAY_FIRST, "2026-04-30"),
        ("30.04.26", Days.DAY_FIRST, "30.04.26"),
        ("30.04.2026 14:05:11", Days.DAY_FIRST, "2026-04-30"),
        ("2026-04-30T14:05", Days.DAY_FIRST, "2026-04-30"),
        ("30 April 2026", Days.DAY_FIRST, "30 April 2026"),
    ],
)
def test_a_day_is_read_as_was_said_and_else_left_as_it_stands(text: str, days: Days, said: str) -> None:
    assert iso(text, days) == said


def test_a_separator_within_a_name_in_quotes_separates_nothing() -> None:
    text = '"Amount, TJS; booked";Day\n"1";2026-04-30'
    assert read_table(text).names == ("Amount, TJS; booked", "Day")
    assert read_table(text.replace("TJS; booked", "TJS\nbooked")).names == ("Amount, TJS booked", "Day")


def test_a_browser_may_send_its_own_ends_of_lines() -> None:
    """It makes two characters of each, and so a file larger than the one that was taken."""
    text = "day,amount\n" + (("x" * 198 + ",2\n") * 990)
    assert read_table(text.replace("\n", "\r\n")) == read_table(text)


@pytest.mark.parametrize("end", ["\u2028", "\x85"])
def test_only_ends_of_lines_end_a_line(end: str) -> None:
    assert read_table(f"day,text\n1,a{end}b").rows == (("1", "a b"),)


def test_columns_without_anything_are_none() -> None:
    table = read_table(",day,,amount\n,1,,2\n,3,,4")
    assert (table.names, table.rows) == (("day", "amount"), (("1", "2"), ("3", "4")))


def test_columns_are_known_by_their_names() -> None:
    table = read_table("Document number,Date,Debit,Credit,Details\n1,2,3,4,5")
    assert likely(table) == Columns("Date", "Credit", "Debit", "Details", "Document number")


def test_what_left_has_a_minus_and_the_same_line_the_same_reference() -> None:
    text = "Date,In,Out\n2026-04-30,0.00,5\n2026-04-30,,5\n2026-04-30,,-5\n2026-04-30,7,\n2026-04-30,7,8"
    table, columns = read_table(text), Columns("Date", "In", "Out")
    rows = lines_of(table, columns, Days.YEAR_FIRST, "F", "April")
    assert [row["amount"] for row in rows] == ["-5", "-5", "-5", "7", "7 / 8"]
    assert len({row["reference"] for row in rows}) == 5
    assert rows == lines_of(table, columns, Days.YEAR_FIRST, "F", "April")
    assert rows[3] | {"statement": "May"} in lines_of(table, columns, Days.YEAR_FIRST, "F", "May")


def test_a_line_is_the_same_however_its_amount_and_day_are_written() -> None:
    written = ("30.04.2026;1 000,00", "2026-04-30;1000", "30.04.2026;1000.0")
    tables = [read_table(f"Date;Amount\n{line}") for line in written]
    rows = [lines_of(table, Columns("Date", "Amount"), Days.DAY_FIRST, "F", "") for table in tables]
    assert len({row["reference"] for [row] in rows}) == 1


def test_the_longest_code_of_a_fund_leaves_room_for_the_rest_of_a_reference() -> None:
    table = read_table("Date,Amount\n2026-04-30,5")
    [row] = lines_of(table, Columns("Date", "Amount"), Days.YEAR_FIRST, "F" * 64, "")
    assert len(row["reference"]) <= 64


def test_days_with_the_year_first_do_not_tell_how_the_others_are_written() -> None:
    assert likely_days(read_table("Date,A\n2026-04-30,1\n30.04.2026,2"), "Date") is Days.DAY_FIRST
    assert likely_days(read_table("Date,A\n04/30/2026,1"), "Date") is Days.MONTH_FIRST
    assert likely_days(read_table("Date,A\n2026-04-30,1"), "Date") is Days.YEAR_FIRST


def test_a_column_of_currencies_is_one_only_if_it_has_nothing_else() -> None:
    text = "Date,Amount,Currency\n1,2,TJS\n1,3,USD"
    table = read_table(text)
    assert likely(table).currency == "Currency"
    assert likely(read_table(text.replace("TJS", "somoni"))).currency == ""
    assert in_other_currency(table, likely(table), "TJS") == [(3, "USD")]
