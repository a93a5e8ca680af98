"""A bank's file is taken for what it holds, never for what it is called."""

import pytest

from core.errors import Refusal
from grants.banking.csv_files import read_table, read_text
from grants.banking.refusals import BankReason as Why
from grants.banking.statements import Columns, Days, iso, likely, lines_of


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b" \n", Why.EMPTY),
        (b"PK\x03\x04 of a workbook", Why.WORKBOOK),
        (b"day,amount\n1,\x002", Why.NOT_TEXT),
        ("day,amount\n1,2".encode("utf-16"), Why.NOT_TEXT),
        ("дата,сумма\n1,2".encode("cp1251"), Why.NOT_UTF8),
        (b"day,amount\n1,\x1b2", Why.NOT_TEXT),
        (b"nothing here", Why.NOT_A_TABLE),
        (b"day,amount", Why.NOT_A_TABLE),
        (b'day,amount\n1,"2', Why.NOT_A_TABLE),
        (b"day,day\n1,2", Why.COLUMNS_ALIKE),
        (b"day,,amount\n1,2,3", Why.COLUMNS_ALIKE),
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
        ("30 April 2026", Days.DAY_FIRST, "30 April 2026"),
    ],
)
def test_a_day_is_read_as_was_said_and_else_left_as_it_stands(text: str, days: Days, said: str) -> None:
    assert iso(text, days) == said


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
