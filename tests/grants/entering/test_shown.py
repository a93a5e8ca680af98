import pytest
from flask import Flask

from grants.entering.shown import shown


@pytest.mark.parametrize(
    ("sheet", "column", "text", "currency", "expected"),
    [
        ("groups", "leader_sex", "f", None, "Woman"),
        ("groups", "registered_on", "2020-03-14", None, "14 Mar 2020"),
        ("rates", "month", "2020-03", None, "Mar 2020"),
        ("projects", "budget", "65000", "TJS", "65,000.00 TJS"),
        ("projects", "budget", "65 000,5", "TJS", "65,000.50 TJS"),
        ("projects", "budget", "203", "JPY", "203 JPY"),
        ("expenditures", "amount", "-12.5", "TJS", "−12.50 TJS"),
        ("funds", "budget", "25000.5", None, "25,000.50"),
        ("budget_lines", "unit_cost", "1234.5678", None, "1,234.5678"),
        ("rates", "units_per_usd", "9.6870", None, "9.6870"),
        ("households", "host_country", "RU", None, "Russia"),
        ("households", "host_country", "QX", None, "QX"),
        ("groups", "name", "Обод", None, "Обод"),
        ("groups", "members", "", None, "–"),
        ("groups", "members", "many", None, "many"),
    ],
)
@pytest.mark.usefixtures("a_reader_of_english")
def test_a_value_is_shown_in_the_words_of_its_reader(
    sqlite_app: Flask, sheet: str, column: str, text: str, currency: str | None, expected: str
) -> None:
    with sqlite_app.test_request_context():
        assert shown(sheet, column, text, currency) == expected
