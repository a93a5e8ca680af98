"""A row of every sheet that can be entered by hand over khatlon_water, and what nobody may enter."""

from collections.abc import Iterator

BASE = "/programmes/TJ-KHT"

NEW: dict[str, tuple[str, dict[str, str]]] = {
    "communities": ("", {"code": "NEW-C", "name": "Навобод"}),
    "groups": (
        "",
        {"community": "HILOLI", "code": "HIL-2", "name": "Ҳамкорӣ", "registered_on": "2020-02-01"},
    ),
    "households": ("?group=FAK-1", {"group": "FAK-1", "code": "FAK-H7"}),
    "projects": (
        "",
        {
            "community": "HILOLI",
            "code": "HIL-ROAD",
            "name": "Road",
            "sector": "21020",
            "budget": "5000.00",
            "currency": "TJS",
        },
    ),
    "budget_lines": (
        "?project=FAK-WATER",
        {"line": "1.1", "category": "Works", "description": "Trench", "amount": "4 000,50"},
    ),
    "progress": ("?project=FAK-WATER", {"on": "2020-05-01", "actual": "40", "planned": "55.5"}),
    "indicators": (
        "?project=FAK-WATER",
        {"code": "TAPS", "name": "Taps", "unit": "tap", "baseline": "0", "target": "120"},
    ),
    "measurements": (
        "?project=FAK-WATER",
        {"indicator": "BENEF", "measured_on": "2020-05-01", "value": "800", "female": "410"},
    ),
    "funds": (
        "",
        {
            "code": "NEW-F",
            "name": "New fund",
            "donor": "Somebody",
            "currency": "EUR",
            "budget": "1000",
            "opens_on": "2020-01-01",
        },
    ),
    "receipts": ("?fund=IOMDF", {"reference": "RC-1", "received_on": "2020-01-15", "amount": "2500"}),
    "rates": ("", {"currency": "EUR", "month": "2020-05", "units_per_usd": "0.92", "source": "UN"}),
    "other_funding": (
        "?project=HIL-SCHOOL",
        {
            "reference": "O-1",
            "partner": "Jamoat",
            "agreed_on": "2020-01-20",
            "amount": "1500",
            "currency": "TJS",
        },
    ),
    "expenditures": (
        "?project=FAK-WATER",
        {
            "reference": "V-1",
            "spent_on": "2020-05-03",
            "amount": "1234.50",
            "currency": "TJS",
            "category": "works",
        },
    ),
}
"""By sheet: what stands in the address, and what is typed."""

COLUMNS = {
    "money": [
        ("expenditures", "amount"),
        *(("projects", "budget"), ("budget_lines", "amount"), ("funds", "budget")),
        *(("receipts", "amount"), ("other_funding", "amount")),
    ],
    "days": [
        ("expenditures", "spent_on"),
        *(("groups", "registered_on"), ("progress", "on"), ("measurements", "measured_on")),
        *(("funds", "opens_on"), ("receipts", "received_on"), ("other_funding", "agreed_on")),
    ],
    "texts": [
        ("groups", "name"),
        *(("communities", "name"), ("households", "code"), ("projects", "name")),
        *(("budget_lines", "description"), ("progress", "certified_by"), ("indicators", "unit")),
        *(("measurements", "source"), ("funds", "donor"), ("receipts", "bank_reference")),
        *(("rates", "source"), ("other_funding", "partner"), ("expenditures", "payee")),
    ],
}
"""Columns of which the first meets all bad input, and the others some of it: one reader stands behind all."""

_BAD = {
    "money": [
        *("1.234", "-inf", "0.005", "12,34,567.00", "١٢٣٫٤٥", "१२३", "１２３．４５", "(5.00)", "NaN", "sNaN"),
        *(
            "Infinity",
            "1,234",
            "1e309",
            "1E+1000000",
            "1_000",
            "0x10",
            "+5",
            "5 TJS",
            "$5",
            "12.3.4",
            "   ",
            "",
        ),
        *("9223372036854775808", "9" * 1900, "\u200f100", "true", "[5]", "12345678901234"),
    ],
    "days": [
        *("2026-02-29", "03/04/2026", "0001-01-01", "9999-12-31", "20226-01-01", "46023", "1405/01/12"),
        *("2569-01-01", "2026-03-31T23:30:00-07:00", "2026-12-31 23:59:60", "'01.04.2026", "yesterday"),
    ],
    "texts": ["a\u202eb", "a\x00b", "x" * 2_001, "a\u200db", "a\x07", "o" + "\u0301" * 10_000, "\u2066a"],
}
_SOME = 3


def bad_input() -> Iterator[tuple[str, str, str]]:
    """Sheet, column and what cannot be read in it."""
    for kind, columns in COLUMNS.items():
        for place, (sheet, column) in enumerate(columns):
            for typed in _BAD[kind] if place == 0 else _BAD[kind][:_SOME]:
                yield sheet, column, typed
