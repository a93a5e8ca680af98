"""Who answers: four funds, what they received, and other partners of single projects. All amounts are invented."""

from examples.making.book import Book
from examples.making.days import on

PROGRAMME = "TJ-REM"

_FUNDS = (
    ("IOM", "Matching fund for migrant households", "IOM Tajikistan", "USD", 270000, "2019-07-01", "2020-12-31", None, None),
    ("EQUITY", "Fund for women-led groups and poorer villages", "A bilateral donor", "USD", 64000, "2019-07-01", "2020-12-31", 34000, 7),
    ("HUKUMAT", "Share of the district hukumats in schools and bridges", "Hukumats of the districts", "TJS", 400000, "2019-07-01", None, None, 1),
    ("JAMOAT", "Development fund of the jamoats", "Jamoats", "TJS", 300000, "2019-07-01", None, None, 1),
)  # fmt: skip

_RECEIPTS = (
    ("IOM", "2019-07-22", 70000, "IOM-TR-1"),
    ("IOM", "2019-12-16", 70000, "IOM-TR-2"),
    ("IOM", "2020-06-01", 60000, "IOM-TR-3"),
    ("IOM", "2020-10-05", 50000, "IOM-TR-4"),
    ("EQUITY", "2019-08-19", 30000, "EQ-TR-1"),
    ("EQUITY", "2020-07-20", 26000, "EQ-TR-2"),
    ("HUKUMAT", "2019-09-30", 150000, "HUK-2019"),
    ("HUKUMAT", "2020-03-30", 150000, "HUK-2020-1"),
    ("HUKUMAT", "2020-10-05", 90000, "HUK-2020-2"),
    ("JAMOAT", "2019-08-30", 90000, "JAM-2019"),
    ("JAMOAT", "2020-02-28", 70000, "JAM-2020-1"),
    ("JAMOAT", "2020-09-28", 80000, "JAM-2020-2"),
    ("JAMOAT", "2020-12-16", 40000, "JAM-2020-3"),
)

_OTHER = (
    ("VAT-BRIDGE", "Hukumat of the district of Farkhor", "local_government", "2020-02-17", 60000, "TJS", "crane and asphalt", "2020-07-13"),
    ("GAL-MEDICAL", "A health NGO", "ngo", "2020-06-22", 2200, "USD", "equipment", "2020-10-19"),
    ("DAJ-MUDFLOW", "A disaster fund", "other_donor", "2020-02-03", 4500, "USD", "money", "2020-04-20"),
    ("SAR-MUDFLOW", "A quarry of the district", "private", "2019-11-25", 26000, "TJS", "stone", "2020-03-16"),
    ("JAF-BRIDGE", "Hukumat of the district of Rasht", "local_government", "2019-10-21", 40000, "TJS", "steel beams", "2019-12-09"),
    ("HOI-MUDFLOW", "A disaster fund", "other_donor", "2020-04-27", 5200, "USD", "money", None),
    ("CHO-SCHOOL", "Parents' association of Chorku", "private", "2020-08-17", 18000, "TJS", "desks and boards", "2020-11-02"),
    ("OSH-FIELDS", "Water users' association of Oshoba", "private", "2019-10-14", 15000, "TJS", "excavator", "2019-11-25"),
    ("ROS-WATER", "A water NGO", "ngo", "2020-03-09", 3000, "USD", "pump", "2020-06-29"),
)  # fmt: skip


def add_funds(book: Book) -> None:
    for code, name, donor, currency, budget, opens_on, closes_on, envelope, year_starts in _FUNDS:
        book.add(
            "funds",
            code=code,
            programme=PROGRAMME,
            name=name,
            donor=donor,
            currency=currency,
            budget=budget,
            opens_on=on(opens_on),
            closes_on=closes_on and on(closes_on),
            yearly_envelope=envelope,
            year_starts_month=year_starts,
        )
    for number, (fund, received_on, amount, bank_reference) in enumerate(_RECEIPTS, 1):
        book.add(
            "receipts",
            reference=f"REC-{number:02}",
            fund=fund,
            received_on=on(received_on),
            amount=amount,
            bank_reference=bank_reference,
        )


def add_other_funding(book: Book) -> None:
    for number, row in enumerate(_OTHER, 1):
        project, partner, partner_type, agreed_on, amount, currency, kind, received_on = row
        book.add(
            "other_funding",
            reference=f"OTH-{number:02}",
            project=project,
            partner=partner,
            partner_type=partner_type,
            agreed_on=on(agreed_on),
            amount=amount,
            currency=currency,
            kind=kind,
            received_on=received_on and on(received_on),
        )
