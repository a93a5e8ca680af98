"""Pages of matches: which decisions each person reaches, how they are found, and why each was made."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import Engine

from core.database import session
from core.roles import Role, ScopeKind
from core.tables import table
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution
from tests.crawl import told, visit, words_of
from tests.grants.programme import booked, contribution, programme, reversal, rule
from tests.grants.views.test_funds import page
from tests.web import Membership, import_example, opened, sign_in

MATCHES = "/programmes/TJ-KHT/matches"
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF")
MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "TJ-KHT")
OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "HILOLI")


@pytest.fixture
def client(engine: Engine) -> Iterator[FlaskClient]:
    with opened(engine) as app, app.test_client() as client:
        yield client


@pytest.fixture
def khatlon(khatlon_engine: Engine, khatlon_client: FlaskClient) -> FlaskClient:
    sign_in(khatlon_client, khatlon_engine, "zarina", MANAGER)
    return khatlon_client


def addresses(engine: Engine, reference: str, rule: str, programme: str = "TJ-KHT") -> list[str]:
    """The pages of the entries on a contribution under a rule, in the order of booking."""
    entry, given, version = (table(model).c for model in (MatchEntry, Contribution, MatchingRule))
    query = sa.select(entry.seq, entry.line).where(
        *(entry.contribution_id == given.id, given.reference == reference),
        *(entry.rule_id == version.id, version.code == rule),
    )
    with session(engine) as books:
        found = books.execute(query.order_by(entry.seq, entry.line)).all()
    return [f"/programmes/{programme}/matches/{seq}/{line}" for seq, line in found]


def listed(client: FlaskClient, **filters: str) -> list[str]:
    """The references of the contributions, row by row."""
    found = visit(client, f"{MATCHES}?{urlencode(filters)}")
    assert found.status == 200
    return re.findall(r'href="[^"]*/matches/\d+/\d+">([^<]+)<', found.body.decode())


def test_a_manager_sees_every_decision_the_latest_first(khatlon: FlaskClient) -> None:
    found = listed(khatlon)
    assert len(found) == 35
    assert found[:3] == ["FAK-010", "FAK-010", "FAK-010"]
    assert found[-1] == "FAK-001"


def test_a_donor_sees_those_of_their_fund(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    sign_in(khatlon, khatlon_engine, "ingrid", DONOR)
    assert len(listed(khatlon)) == 24
    assert "JAM-1" not in page(khatlon, MATCHES)


def test_an_officer_sees_those_for_their_communities(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    sign_in(khatlon, khatlon_engine, "rustam", OFFICER)
    assert set(listed(khatlon)) == {"HIL-001"}


def test_a_row_says_on_what_how_much_and_why(khatlon: FlaskClient) -> None:
    row = "FAK-008 , IOM-W, 30 Mar 2020 FAK-1 for FAK-WATER 430.85 USD 700.00 – Project fully funded"
    assert f"{row} , why FAK-008 IOM-W, version 1 30 Mar 2020" in page(khatlon, MATCHES)


def test_totals_stand_above_the_list_in_each_currency(khatlon: FlaskClient) -> None:
    found = page(khatlon, MATCHES)
    assert (
        "Decisions 35 Granted, TJS 3,533.24 Released, TJS 300.00 Granted, USD 5,649.81 Released, USD 233.33"
        in found
    )
    assert "Decisions 2 Granted, USD 700.00 Released, USD 233.33" in page(
        khatlon, f"{MATCHES}?reference=FAK-006&rule=IOM-W"
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"fund": "JAMOAT", "outcome": "released"}, ["FAK-006"]),
        ({"rule": "IOM-W", "reason": "waiting"}, ["FAK-001"]),
        ({"reason": "settled"}, []),
        ({"project": "school"}, ["HIL-001"] * 2),
        ({"project": "HIL-SCHOOL"}, ["HIL-001"] * 2),
        ({"group": "hamkori"}, ["HIL-001"] * 2),
        ({"reference": "hil-"}, ["HIL-001"] * 2),
        ({"reference": "%"}, []),
        ({"reference": "_"}, []),
        ({"since": "2020-04-21"}, ["FAK-010"] * 3),
        ({"until": "2019-10-03", "outcome": "nothing"}, ["FAK-001"]),
        ({"outcome": "granted", "since": "2020-03-01"}, ["FAK-008"] * 2),
    ],
)
def test_a_filter_finds(khatlon: FlaskClient, filters: dict[str, str], expected: list[str]) -> None:
    assert listed(khatlon, **filters) == expected


def test_what_nothing_matches_says_what_to_do(khatlon: FlaskClient) -> None:
    assert "No decision is like that. Take away a part of the filter." in page(
        khatlon, f"{MATCHES}?reference=nothing"
    )


@pytest.mark.parametrize(
    "query",
    [
        "fund=JAMOAT&fund=IOMDF",
        "page=99999999999999999999999",
        "page=-1&page=2",
        "since=0001-01-01&until=9999-12-31",
        "reference=&group=&project=",
        "reference=%25%5F%5C",
        "reference=%27%20OR%201%3D1--",
        "reference=%3Cscript%3E",
        "unknown=%00",
    ],
)
def test_odd_filters_are_answered(khatlon: FlaskClient, query: str) -> None:
    found = visit(khatlon, f"{MATCHES}?{query}")
    assert found.status == 200
    assert b"<script>" not in found.body


@pytest.mark.parametrize(
    "query",
    [
        "fund=NOSUCH",
        "rule=%00",
        "reason=nothing",
        "outcome=all",
        "since=2026-02-30",
        "until=03%2F04%2F2026",
        "since=20226-01-01",
        "reference=%00",
        "group=%E2%80%AE",
        f"project={'a' * 10_000}",
        "reference=%ED%A0%80%00",
    ],
)
def test_filters_that_cannot_be_are_said_at_their_field(khatlon: FlaskClient, query: str) -> None:
    found = visit(khatlon, f"{MATCHES}?{query}")
    assert found.status == 422
    text = words_of(found)
    assert "Mend the filter above" in text
    assert 'aria-invalid="true"' in found.body.decode()
    assert "FAK-010" not in text


def test_the_rule_or_fund_of_somebody_else_is_no_choice(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    sign_in(khatlon, khatlon_engine, "ingrid", DONOR)
    for field, theirs in (("fund", "JAMOAT"), ("rule", "JAM-1")):
        found, none = (visit(khatlon, f"{MATCHES}?{field}={value}") for value in (theirs, "NOSUCH"))
        assert found.status == none.status == 422
        assert told(found) == told(none)


def test_the_why_of_a_match_stands_above_in_one_sentence(
    khatlon_engine: Engine, khatlon: FlaskClient
) -> None:
    [address] = addresses(khatlon_engine, "FAK-008", "IOM-W")
    found = page(khatlon, address)
    assert "Match of FAK-008 under IOM-W Booked on 30 Mar 2020 Project fully funded" in found
    assert (
        "700.00 of 1,372.55 counts because a household counts up to 700.00 a quarter; "
        "2.00 for each 1.00 up to 1,500.00, then 1.00: 700.00 for 700.00 after" in found
    )
    assert "cut from 700.00 to 430.85 because the project is then fully funded." in found


def test_its_steps_are_a_table_that_can_be_read_aloud(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    [address] = addresses(khatlon_engine, "FAK-008", "IOM-W")
    html = khatlon.get(address).get_data(as_text=True)
    assert "<caption>In USD, where no other is named</caption>" in html
    found = page(khatlon, address)
    assert "Limit of what counts of a household 700.00 1,372.55 700.00 Cut here" in found
    assert "What the project still lacks 430.85 700.00 430.85 Cut here" in found
    assert "Fund's budget 4,014.37 430.85 430.85" in found
    table = html[html.index("<caption>") : html.index("</table>")]
    assert table.count('scope="row"') == table.count("<tr>") - 1
    assert table.count('scope="col"') == 5


def test_the_picture_shows_what_was_kept_and_what_was_cut(
    khatlon_engine: Engine, khatlon: FlaskClient
) -> None:
    [address] = addresses(khatlon_engine, "FAK-008", "IOM-W")
    html = khatlon.get(address).get_data(as_text=True)
    picture = html[html.index("<svg") : html.index("</svg>")]
    assert "style=" not in picture
    assert picture.count('class="kept"') == 4
    assert picture.count('class="cut"') == 2
    assert re.findall("<text[^>]*>([^<]*)<", picture)[-2:] == ["What the project still lacks", "430.85"]


def test_a_wait_says_what_for_and_leads_to_what_came_of_it(
    khatlon_engine: Engine, khatlon: FlaskClient
) -> None:
    waiting, granted = addresses(khatlon_engine, "FAK-001", "IOM-W")
    assert "It waits: 433.17 counts for the project so far, and the rule grants from 800.00 on." in page(
        khatlon, waiting
    )
    story = "3 Oct 2019, this one 0.00 – Waits for the threshold"
    assert story in page(khatlon, waiting)
    html = khatlon.get(waiting).get_data(as_text=True)
    assert f'href="{granted}"' in html
    assert "Matched now 866.34" in page(khatlon, waiting)


def test_a_release_says_what_of_the_match_is_left(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    _, release = addresses(khatlon_engine, "FAK-006", "IOM-W")
    found = page(khatlon, release)
    assert "233.33 of 700.00 is released because 4,000.00 of 12,000.00 TJS was reversed." in found
    assert "Matched now 466.67" in found


def test_the_terms_then_lead_to_the_rule(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    [address] = addresses(khatlon_engine, "FAK-008", "IOM-W")
    found = page(khatlon, address)
    assert "The terms then IOM-W, version 1 of Development fund" in found
    assert 'href="/programmes/TJ-KHT/rules/IOM-W"' in khatlon.get(address).get_data(as_text=True)


def test_who_may_see_households_reads_whose_it_was(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    [address] = addresses(khatlon_engine, "FAK-008", "IOM-W")
    assert "Household FAK-H6" in page(khatlon, address)
    sign_in(khatlon, khatlon_engine, "ingrid", DONOR)
    assert "FAK-H6" not in khatlon.get(address).get_data(as_text=True)


def test_all_rules_of_a_contribution_are_one_click_away(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    [address] = addresses(khatlon_engine, "FAK-008", "IOM-W")
    why = "/programmes/TJ-KHT/contributions/FAK-008/why"
    assert f'href="{why}"' in khatlon.get(address).get_data(as_text=True)
    assert listed(khatlon, reference="FAK-008") == ["FAK-008"] * 3


def test_a_match_beyond_reach_is_not_there(khatlon_engine: Engine, khatlon: FlaskClient) -> None:
    [theirs] = addresses(khatlon_engine, "FAK-008", "JAM-1")
    for membership in (DONOR, OFFICER):
        sign_in(khatlon, khatlon_engine, f"of {membership[3]}", membership)
        found = [
            visit(khatlon, address) for address in (theirs, f"{MATCHES}/999/1", f"{MATCHES}/{'9' * 9}/9")
        ]
        assert {each.status for each in found} == {404}
        assert len({told(each) for each in found}) == 1


@pytest.mark.parametrize(
    "place", [f"{'9' * 10_000}/1", f"1/{'9' * 30}", "9223372036854775808/1", "-1/1", "x/y"]
)
def test_a_place_that_cannot_be_is_not_found(khatlon: FlaskClient, place: str) -> None:
    assert khatlon.get(f"{MATCHES}/{place}").status_code == 404


@pytest.mark.parametrize(
    ("fund", "says"),
    [("STATE", "another rule can pay no more"), ("CITY", "because the fund's budget is then used up")],
)
def test_a_donor_of_a_scheme_reads_nothing_of_the_rules_of_others(
    engine: Engine, client: FlaskClient, fund: str, says: str
) -> None:
    import_example(engine, "colima_joint")
    sign_in(client, engine, "ingrid", (Role.DONOR, ScopeKind.FUND, "MX-COL", fund))
    [address] = addresses(engine, "C-AS", f"{fund}-1", "MX-COL")
    found = page(client, address)
    assert says in found
    for other in {"FEDERAL-1", "STATE-1", "CITY-1"} - {f"{fund}-1"}:
        assert other not in client.get(address).get_data(as_text=True)


def test_who_sees_the_whole_scheme_reads_which_rule_held_it_back(engine: Engine, client: FlaskClient) -> None:
    import_example(engine, "colima_joint")
    sign_in(client, engine, "zarina", (Role.MANAGER, ScopeKind.PROGRAMME, "MX-COL"))
    [address] = addresses(engine, "C-AS", "STATE-1", "MX-COL")
    assert "CITY-1 can pay no more" in page(client, address)


def test_why_another_fund_does_not_take_part_is_not_told_to_a_donor(
    engine: Engine, client: FlaskClient
) -> None:
    import_example(engine, "corners")
    [address] = addresses(engine, "JN-1", "HOME-1", "CORNERS")
    sign_in(client, engine, "ingrid", (Role.DONOR, ScopeKind.FUND, "CORNERS", "HOMES"))
    found = visit(client, address).text
    assert "Nothing is granted: another rule of the same scheme does not apply." in found
    assert "HOME-2" not in found
    assert "Too few members" not in found
    sign_in(client, engine, "zarina", (Role.MANAGER, ScopeKind.PROGRAMME, "CORNERS"))
    assert "HOME-2 of the same scheme does not apply (Too few members in the group)." in page(client, address)


def test_long_lists_have_pages_that_keep_the_filter(
    engine: Engine, client: FlaskClient, tmp_path: Path
) -> None:
    many = [contribution(f"C-{number:03}", 1) for number in range(1, 121)]
    booked(engine, tmp_path, programme(contributions=many, reversals=[reversal(1, "C-001")], rules=[rule()]))
    sign_in(client, engine, "zarina", (Role.MANAGER, ScopeKind.PROGRAMME, "P"))
    found = client.get("/programmes/P/matches?outcome=granted&page=3").get_data(as_text=True)
    assert "101 to 120 of 120" in page(client, "/programmes/P/matches?outcome=granted&page=3")
    assert "outcome=granted" in found[found.index('class="paging"') :]
    assert len(re.findall(r'href="[^"]*/matches/\d+/\d+"', found)) == 20
