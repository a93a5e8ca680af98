"""What a donor never reads: households, bank slips, and whatever is another fund's, wherever they look.

The site is walked from the first page by every link and every choice of a filter, as the donor of a fund;
nothing that was planted elsewhere may come up, in pages, headers, or any part of a workbook.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.database import make_engine
from core.roles import Role, ScopeKind
from tests.crawl import GetForm, Visit, crawl, forms_of, route_of, told, visit, words_of
from tests.grants.programme import Sheets, contribution, partner, payment, receipt, take, voucher
from tests.web import Membership, import_example, opened, sign_in

OURS = "/programmes/TJ-KHT"
THEIRS = "/programmes/CORNERS"

PLANTED: Sheets = {
    "households": [{"code": "HH-SECRET", "group": "HIL-1", "head_sex": "f"}],
    "projects": [
        {
            "code": "NOT-OURS",
            "community": "HILOLI",
            "name": "Wall of the others",
            "sector": "14030",
            "budget": 5_000,
            "currency": "TJS",
            "approved_on": "2021-01-10",
            "status": "approved",
        }
    ],
    "contributions": [
        contribution(
            reference="FAK-012",
            project="FAK-WATER",
            group="FAK-1",
            household="FAK-H2",
            received_on="2020-05-20",
            verified_on="2020-05-21",
            amount=612,
            source="remittance",
            kind="bank_transfer",
            transfer_operator="SECRET-OPERATOR",
            origin_country="RU",
            transfer_reference="SECRET-TRANSFER",
            bank_reference="SECRET-SLIP",
            evidence="SECRET-PHOTO",
            receipt_no="SECRET-RECEIPT-NO",
            banked_on="2020-05-20",
            recorded_by="secret-recorder",
            verified_by="secret-verifier",
            sent_amount=4567.89,
            sent_currency="RUB",
        ),
        contribution(
            reference="OTHERS-001",
            project="NOT-OURS",
            group="HIL-1",
            household="HH-SECRET",
            received_on="2021-02-01",
            verified_on="2021-02-02",
            amount=777.77,
        ),
        contribution(
            reference="UNSEEN-001",
            project="FAK-WATER",
            group="FAK-1",
            household="FAK-H1",
            received_on="2020-05-22",
            verified_on=None,
            status="recorded",
            amount=888.88,
        ),
    ],
    "funds": [
        {
            "code": "JAMOAT",
            "programme": "TJ-KHT",
            "name": "Jamoat budget",
            "donor": "Jamoat",
            "currency": "TJS",
            "budget": 20_345.67,
            "opens_on": "2019-07-01",
        }
    ],
    "receipts": [
        receipt("OUR-MONEY", 6_000, fund="IOMDF", received_on="2019-12-01", bank_reference="OUR-BANK"),
        receipt(
            "THEIR-MONEY", 1_111.11, fund="JAMOAT", received_on="2019-12-02", bank_reference="THEIR-BANK"
        ),
    ],
    "disbursements": [
        payment("THEIR-LATER-PAYMENT", 1, fund="JAMOAT", project="FAK-WATER", paid_on="2020-04-03"),
        payment("OUR-PAYMENT", 500, fund="IOMDF", project="FAK-WATER", paid_on="2020-04-01"),
        payment(
            reference="THEIR-PAYMENT",
            fund="JAMOAT",
            project="FAK-WATER",
            amount=123.45,
            paid_on="2020-04-02",
            bank_reference="THEIR-WIRE",
            paid_to="THEIR-PAYEE",
        ),
    ],
    "expenditures": [
        voucher("THEIR-LATER-VOUCHER", 1, fund="JAMOAT", project="FAK-WATER", spent_on="2020-04-07"),
        voucher(
            "OUR-VOUCHER",
            50,
            fund="IOMDF",
            project="FAK-WATER",
            spent_on="2020-04-05",
            payee="SECRET-MASON",
        ),
        voucher(
            reference="THEIR-VOUCHER",
            fund="JAMOAT",
            project="FAK-WATER",
            amount=43.21,
            spent_on="2020-04-06",
            payee="THEIR-SELLER",
            invoice_no="THEIR-INVOICE",
        ),
    ],
    "reviews": [
        {
            "expenditure": "THEIR-VOUCHER",
            "fund": "JAMOAT",
            "number": 1,
            "said_on": "2020-05-01",
            "said_by": "their-reviewer",
            "side": "donor",
            "verdict": "disallowed",
            "words": "THEIR-WORDS",
        }
    ],
    "clawbacks": [
        {
            "expenditure": "THEIR-VOUCHER",
            "source": "fund JAMOAT",
            "number": 1,
            "step": "opened",
            "amount": 43.21,
            "currency": "TJS",
            "said_on": "2020-05-01",
            "said_by": "their-reviewer",
            "reason": "THEIR-WORDS",
        }
    ],
    "other_funding": [
        partner("PARTNER-REF", 234.56, project="FAK-WATER", partner="Red Crescent", agreed_on="2020-01-02"),
    ],
}

HOUSEHOLDS = ("FAK-H1", "FAK-H2", "FAK-H3", "FAK-H4", "FAK-H5", "FAK-H6", "HH-SECRET")
SLIPS = (
    *("SECRET-OPERATOR", "SECRET-TRANSFER", "SECRET-SLIP", "SECRET-PHOTO", "SECRET-RECEIPT-NO"),
    *("secret-recorder", "secret-verifier", "4,567.89", "4567.89", "SECRET-MASON"),
)
NOT_DECIDED = ("OTHERS-001", "UNSEEN-001", "FAK-011", "777.77", "888.88", "NOT-OURS", "Wall of the others")
OTHER_FUND = (
    *("JAM-1", "THEIR-MONEY", "THEIR-BANK", "THEIR-PAYMENT", "THEIR-WIRE", "THEIR-PAYEE", "THEIR-VOUCHER"),
    *("THEIR-WORDS", "their-reviewer"),
    *("THEIR-SELLER", "THEIR-INVOICE", "PARTNER-REF", "THEIR-LATER-PAYMENT", "THEIR-LATER-VOUCHER"),
    *(
        "20,345.67",
        "20345.67",
        "1,111.11",
        "1111.11",
        "123.45",
        "43.21",
        "683.10",
        "683.1",
        "630.05",
        "1,271.58",
    ),
)
OTHER_PROGRAMMES = ("CORNERS", "One project for each corner", "ROADJ", "HOME-2")
KHATLON = (*HOUSEHOLDS, *SLIPS, *NOT_DECIDED, *OTHER_FUND, *OTHER_PROGRAMMES)

CORNERS = (
    *("HOME-2", "ROAD-1", "MISC-1", "SCHOOL-1", "FLOOD-B"),
    *("TJ-KHT", "Khatlon", "IOM-W", "Development fund", "Fakhrobod"),
)


PEOPLE: dict[str, Membership] = {
    "ingrid": (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF"),
    "hans": (Role.DONOR, ScopeKind.FUND, "CORNERS", "HOMES"),
    "zarina": (Role.MANAGER, ScopeKind.PROGRAMME, "TJ-KHT"),
}


@dataclass(frozen=True)
class Site:
    """The site as one person walked it."""

    client: FlaskClient
    visits: Mapping[str, Visit]


@pytest.fixture(scope="module")
def engine_of_all(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("privacy")
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_template, folder / 'hashar.sqlite')}")
    import_example(engine, "khatlon_water")
    import_example(engine, "corners")
    assert take(engine, folder, PLANTED, about="TJ-KHT").problems == []
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def app(engine_of_all: Engine) -> Iterator[Flask]:
    with opened(
        engine_of_all, PROPAGATE_EXCEPTIONS=False
    ) as app:  # a fault is a page too, and has its status
        yield app


@pytest.fixture(scope="module")
def clients(app: Flask, engine_of_all: Engine) -> dict[str, FlaskClient]:
    """By name. All sign in before the first of them walks."""
    found = {name: app.test_client() for name in PEOPLE}
    for name, client in found.items():
        sign_in(client, engine_of_all, name, PEOPLE[name])
    return found


@pytest.fixture(scope="module")
def ingrid(app: Flask, clients: Mapping[str, FlaskClient]) -> Site:
    """The donor of the development fund of Khatlon."""
    return Site(clients["ingrid"], crawl(app, clients["ingrid"]))


@pytest.fixture(scope="module")
def hans(app: Flask, clients: Mapping[str, FlaskClient]) -> Site:
    """The donor of a fund of another programme, which is in a scheme with another fund."""
    return Site(clients["hans"], crawl(app, clients["hans"]))


@pytest.fixture(scope="module")
def zarina(app: Flask, clients: Mapping[str, FlaskClient]) -> Site:
    """The manager of Khatlon, who may see it all."""
    return Site(clients["zarina"], crawl(app, clients["zarina"]))


def leaks(site: Site, canaries: tuple[str, ...]) -> dict[str, list[str]]:
    """By address, what should not be there."""
    found = {
        address: [each for each in canaries if is_in(each, of.text)] for address, of in site.visits.items()
    }
    return {address: canaries for address, canaries in found.items() if canaries}


def is_in(canary: str, text: str) -> bool:
    """An amount is not found within a longer one."""
    if canary[0].isdigit():
        return bool(re.search(rf"(?<![\d,.]){re.escape(canary)}(?!\d)", text))
    return canary in text


def test_what_was_planted_is_there_for_who_may_see_it(zarina: Site) -> None:
    """Or its absence would prove nothing."""
    everything = "\n".join(of.text for of in zarina.visits.values())
    formatted = {"20345.67", "4567.89", "1111.11", "683.1", "4,567.89"}
    unseen = {each for each in KHATLON if not is_in(each, everything)} - formatted - set(OTHER_PROGRAMMES)
    assert unseen == set()


def test_the_walk_comes_by_all_that_a_donor_has(ingrid: Site) -> None:
    addresses = set(ingrid.visits)
    assert {f"{OURS}/funds", f"{OURS}/funds/IOMDF", f"{OURS}/matches"} <= addresses
    assert any(re.fullmatch(rf"{OURS}/matches/\d+/\d+", address) for address in addresses)
    assert any(of.body[:2] == b"PK" for of in ingrid.visits.values()), "no report was downloaded"
    assert f"{OURS}/projects/FAK-WATER" in addresses
    assert f"{OURS}/contributions/FAK-012" in addresses


def test_every_link_leads_somewhere(ingrid: Site, hans: Site) -> None:
    """A donor is offered nothing that they may not have. Half a form is answered with 422."""
    for site in (ingrid, hans):
        astray = {
            address: of.status for address, of in site.visits.items() if of.status not in (200, 302, 303, 422)
        }
        assert astray == {}


def test_a_donor_reads_no_household_no_slip_and_nothing_of_other_funds(ingrid: Site) -> None:
    assert leaks(ingrid, KHATLON) == {}


def test_a_donor_of_a_scheme_reads_nothing_of_its_other_fund(hans: Site) -> None:
    assert leaks(hans, CORNERS) == {}


def test_other_funders_are_there_by_name(ingrid: Site) -> None:
    found = ingrid.visits[f"{OURS}/funds/IOMDF"].text
    assert "Jamoat budget, Red Crescent" in found


SECRETS = ("FAK-H6", "SECRET-TRANSFER", "THEIR-WIRE", "JAM-1", "OTHERS-001", "SECRET-MASON")
NONE = "Q-NONE-Q"


def test_no_search_tells_whether_a_secret_exists(ingrid: Site, app: Flask) -> None:
    """Typed into any field of any filter, it finds what a word finds that nobody ever wrote."""
    turns, asked, betrayed = cycle(SECRETS), 0, []
    for form, name in _fields(ingrid, app):
        none = visit(ingrid.client, form.address(name, NONE))
        # What is searched is asked for every secret. A list, which knows its own words alone, for one of them.
        for secret in SECRETS if name in form.texts else [next(turns)]:
            found = visit(ingrid.client, form.address(name, secret))
            asked += 1
            if (found.status, told(found, secret, quote(secret))) != (none.status, told(none, NONE)):
                betrayed.append((form.action, name, secret))
    assert betrayed == []
    assert asked > 50


def _fields(site: Site, app: Flask) -> Iterator[tuple[GetForm, str]]:
    """Each field of each route once, with the form in which it stands."""
    seen = set()
    for page in site.visits.values():
        for form in forms_of(page):
            for name in dict.fromkeys([*form.texts, *(name for name, _ in form.choices)]):
                field = route_of(app, form.action), name
                if field not in seen and name != "csrf_token":
                    seen.add(field)
                    yield form, name


@pytest.mark.parametrize("order", ["household", "household_id", "transfer_reference", "bank_reference"])
def test_no_list_can_be_put_in_the_order_of_what_is_hidden(ingrid: Site, order: str) -> None:
    for path in ("matches", "contributions", "funds", "disbursements"):
        plain = visit(ingrid.client, f"{OURS}/{path}")
        for name in ("sort", "order", "by"):
            found = visit(ingrid.client, f"{OURS}/{path}?{name}={order}")
            assert words_of(found) == words_of(plain), (path, name)


@pytest.mark.parametrize(
    ("theirs", "nobodys"),
    [
        ("funds/JAMOAT", "funds/NOBODYS"),
        ("rules/JAM-1", "rules/NOBODYS"),
        ("disbursements/THEIR-PAYMENT", "disbursements/NOBODYS"),
        ("expenditures/THEIR-VOUCHER", "expenditures/NOBODYS"),
        ("expenditures/THEIR-VOUCHER/reviews/JAMOAT", "expenditures/NOBODYS/reviews/JAMOAT"),
        ("expenditures/OUR-VOUCHER/reviews/JAMOAT", "expenditures/OUR-VOUCHER/reviews/NOBODYS"),
        ("funds/JAMOAT/reviews", "funds/NOBODYS/reviews"),
        ("funds/JAMOAT/reviews/sample", "funds/NOBODYS/reviews/sample"),
        ("clawbacks/1", "clawbacks/99999"),
        ("contributions/OTHERS-001", "contributions/NOBODYS"),
        ("contributions/UNSEEN-001", "contributions/NOBODYS"),
        ("projects/NOT-OURS", "projects/NOBODYS"),
        ("groups/FAK-1", "groups/NOBODYS"),
        ("groups/FAK-1/key", "groups/NOBODYS/key"),
        ("communities/FAKHROBOD", "communities/NOBODYS"),
        ("report.xlsx?span=2020-Q2&fund=JAMOAT", "report.xlsx?span=2020-Q2&fund=NOBODYS"),
        ("report.xlsx?span=2020-Q2", "report.xlsx?span=2020-Q2&fund=NOBODYS"),
        ("disbursements?fund=JAMOAT", "disbursements?fund=NOBODYS"),
        ("receipts?fund=JAMOAT", "receipts?fund=NOBODYS"),
        ("rules?fund=JAMOAT", "rules?fund=NOBODYS"),
    ],
)
def test_what_is_another_funds_is_answered_as_what_is_not_there(
    ingrid: Site, theirs: str, nobodys: str
) -> None:
    found, none = (visit(ingrid.client, f"{OURS}/{path}") for path in (theirs, nobodys))
    assert found.status == none.status in (200, 404, 422)
    assert told(found, theirs, quote(theirs), "JAMOAT") == told(none, nobodys, quote(nobodys), "NOBODYS")


def test_another_programme_is_answered_as_none(ingrid: Site) -> None:
    for path in ("", "/funds", "/matches", "/report.xlsx?span=2020-Q1&fund=HOMES"):
        found, none = (visit(ingrid.client, f"{place}{path}") for place in (THEIRS, "/programmes/NOBODYS"))
        assert (found.status, none.status) == (404, 404)
        assert told(found, THEIRS) == told(none, "/programmes/NOBODYS")


def few_households(site: Site) -> dict[str, str]:
    """By address, where a page counts fewer than five households."""
    few = re.compile(r"\b[1-4] households?\b|\bhouseholds(?: \w+)?:? [1-4]\b(?![,.])", re.IGNORECASE)
    counts = {address: few.search(words_of(of)) for address, of in site.visits.items() if of.is_page}
    return {address: found[0] for address, found in counts.items() if found}


def test_no_page_counts_fewer_than_five_households(ingrid: Site, hans: Site, zarina: Site) -> None:
    """So few could be recognised by their neighbours."""
    assert few_households(zarina) != {}
    assert few_households(ingrid) == {}
    assert few_households(hans) == {}


def test_answers_to_a_person_are_kept_by_nobody_else(ingrid: Site) -> None:
    for address, of in ingrid.visits.items():
        assert "no-store" in of.headers, address
        assert "ETag" not in of.headers, address
