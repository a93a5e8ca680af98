"""The pages, the sheet and the command of a trial: anybody's question, an address that says it, nothing stored."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine

from core.database import make_engine
from core.roles import Role, ScopeKind
from reports.trying import asking
from tests.browsing.books import stored
from tests.web import MANAGER, import_example, opened, sign_in

WHAT_IF = "/programmes/TJ-KHT/what-if"
DONOR = (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "JAMOAT")
HALF = "?rule:JAM-1/1:ratio=0.5"
FINDING = (
    "With 0.50 instead of 0.10 for each 1.00, fund JAMOAT would have matched 966.86 TJS more, "
    "to 4 of 10 contributions."
)


class Site(NamedTuple):
    """The example of Khatlon, looked at by its manager and by the donor of one fund."""

    app: Flask
    engine: Engine
    manager: FlaskClient
    donor: FlaskClient


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    engine = make_engine(f"sqlite:///{copy(sqlite_template, tmp_path_factory.mktemp('trial') / 'h.sqlite')}")
    import_example(engine, "khatlon_water")
    with opened(engine) as app:
        manager, donor = app.test_client(), app.test_client()
        sign_in(manager, engine, "zarina", MANAGER)
        sign_in(donor, engine, "giver", DONOR)
        before = stored(engine)
        yield Site(app, engine, manager, donor)
        assert stored(engine) == before, "a trial stores nothing"
    engine.dispose()


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(f"{WHAT_IF}{address}")
    found = answer.get_data(as_text=True)
    assert answer.status_code == status, found
    return " ".join(re.sub(r"<[^>]*>", " ", found).split())


def sheets_of(client: FlaskClient, address: str) -> dict[str, list[tuple[object, ...]]]:
    answer = client.get(f"{WHAT_IF}/result.xlsx{address}")
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.data))
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    found = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    return found


def test_the_finding_stands_first_and_what_changes_below(site: Site) -> None:
    page = text_of(site.manager, f"/result{HALF}")
    assert FINDING in page
    assert page.index(FINDING) < page.index("Fund JAMOAT")
    assert "Asked for and not matched" in page
    assert "By household group" in page
    assert "FAK-001" in page
    assert "might have given otherwise" in page


def test_the_form_has_the_present_values_and_the_address_only_what_is_otherwise(site: Site) -> None:
    page = site.manager.get(f"{WHAT_IF}/rules/JAM-1/1").get_data(as_text=True)
    assert re.search(r'<input[^>]*name="ratio"[^>]*value="0.1"', page)
    texts = re.findall(r'<input(?![^>]*checkbox)[^>]*name="(\w+)"[^>]*value="([^"]*)"', page)
    said = dict(texts)
    answer = site.manager.get(
        f"{WHAT_IF}/rules/JAM-1/1", query_string={**said, "fund": "JAMOAT", "ratio": "0.5"}
    )
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/what-if/result{HALF}")


def test_alterations_are_tried_together_and_one_by_one_left_again(site: Site) -> None:
    query = f"{HALF}&fund:JAMOAT:budget=900&leave-out:IOM-LEAD/1=yes"
    page = text_of(site.manager, f"/result{query}")
    assert "With these 3 changes" in page
    assert "would have run dry on" in page
    assert "Rule IOM-LEAD, version 1 is left out." in page
    assert "Without the change of JAMOAT" in page
    kept = site.manager.get(f"{WHAT_IF}/funds/JAMOAT{query}").get_data(as_text=True)
    assert 'name="rule:JAM-1/1:ratio" value="0.5"' in kept
    assert re.search(r'name="budget"[^>]*value="900"', kept)


def followed(site: Site, version: int = 1, **typed: str) -> str:
    """The address to which the form of another version of JAM-1 leads, with what stands in it and this typed."""
    path = f"{WHAT_IF}/rules/JAM-1/{version}/next"
    page = site.donor.get(path).get_data(as_text=True)
    texts = dict(re.findall(r'<input(?![^>]*checkbox)[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    answer = site.donor.get(path, query_string={**texts, **typed})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers["Location"].partition(WHAT_IF)[2]


def test_another_version_of_a_rule_is_tried_from_a_day_on(site: Site) -> None:
    """Its form has the terms of the version that it follows, which ends the day before."""
    assert "/rules/JAM-1/1/next" in site.donor.get(WHAT_IF).get_data(as_text=True)
    form = text_of(site.donor, "/rules/JAM-1/1/next")
    assert "What if another version of JAM-1 followed version 1?" in form
    address = followed(site, effective_from="2020-01-01", ratio="0.5")
    assert "rule:JAM-1/1:effective_to=2019-12-31" in address
    assert "add:JAM-1/2:ratio=0.5" in address
    page = text_of(site.donor, address)
    assert "With rule JAM-1, version 2, from 1 Jan 2020 on, fund JAMOAT would have matched" in page
    assert "Rule JAM-1, version 2 is added, from 1 Jan 2020 on: 0.50 for each 1.00." in page
    assert "JAM-1, version 2: “Ratio” 0.50 for each 1.00 instead of 0.10 for each 1.00." in page
    assert "FAK-001" not in page[page.index("Contributions that change") :]  # received before that day
    again = site.donor.get(address.replace("?", "&").replace("/result&", f"{WHAT_IF}/rules/JAM-1/1/next?"))
    assert re.search(r'name="ratio"[^>]*value="0.5"', again.get_data(as_text=True))
    assert f"{WHAT_IF}/rules/JAM-1/1/next?" in site.donor.get(f"{WHAT_IF}{address}").get_data(as_text=True)


def test_a_version_that_follows_is_left_again_with_the_end_that_it_needs(site: Site) -> None:
    address = followed(site, effective_from="2020-01-01", ratio="0.5")
    so_far = site.donor.get(f"{WHAT_IF}{address.removeprefix('/result')}").get_data(as_text=True)
    assert re.findall(r'href="([^"]*)">do without it', so_far) == [WHAT_IF]
    both = text_of(site.donor, f"{address}&fund:JAMOAT:budget=900")
    assert "Without the change of JAM-1/2" in both
    assert "Without the change of JAM-1/1" not in both


def test_one_with_the_same_terms_changes_nothing(site: Site) -> None:
    assert "nothing at all would be otherwise" in text_of(
        site.donor, followed(site, effective_from="2019-10-01")
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "is missing"),
        ("soon", "is not a clear day"),
        ("2019-07-01", "another one can only follow it"),
        ("0001-01-01", "another one can only follow it"),
        ("9999-12-31", ""),
    ],
)
def test_a_day_from_which_nothing_can_follow_is_refused_beside_it(site: Site, day: str, said: str) -> None:
    query = f"?try=1&ratio=0.5&priority=1&effective_from={day}"
    page = text_of(site.donor, f"/rules/JAM-1/1/next{query}", 422)
    assert "Please mend this first" in page
    assert said in page


def test_a_rule_can_be_added_and_a_rate_be_another(site: Site) -> None:
    rule = {
        "try": "1",
        "code": "NEW",
        "fund": "JAMOAT",
        "effective_from": "2019-07-01",
        "priority": "9",
        "ratio": "1",
    }
    answer = site.manager.get(f"{WHAT_IF}/new-rule", query_string=rule, follow_redirects=True)
    assert "With rule NEW" in answer.get_data(as_text=True)
    rate = {"currency": "TJS", "month": "2019-10"}
    assert 'value="9.696"' in site.manager.get(f"{WHAT_IF}/rates", query_string=rate).get_data(as_text=True)
    tried = {**rate, "try": "1", "units_per_usd": "12"}
    answer = site.manager.get(f"{WHAT_IF}/rates", query_string=tried)
    assert answer.headers["Location"].endswith("?rate:TJS/2019-10=12")
    assert "fund IOMDF would have matched" in text_of(site.manager, "/result?rate:TJS/2019-10=12")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/rules/JAM-1/1?try=1&ratio=-1", "a value of 0 or more is expected"),
        ("/rules/JAM-1/1?try=1&ratio=lots", "lots"),
        ("/rules/JAM-1/1?try=1&ratio=" + "9" * 300, "is not a plain decimal"),
        ("/rules/JAM-1/1?try=1&match_per_project=99999999999999999999", "too many digits"),
        ("/rules/JAM-1/1?try=1&effective_from=soon", "soon"),
        ("/rules/JAM-1/1?try=1&fund=ELSEWHERE", "Choose one from the list"),
        ("/rules/JAM-1/1?try=1", "This is how it is already"),
        ("/funds/JAMOAT?try=1&budget=-5", "a value of 0 or more is expected"),
        ("/funds/JAMOAT?try=1&budget=", "Budget is missing"),
        ("/funds/JAMOAT?try=1&closes_on=1999-01-01", "lies before"),
        ("/rates?try=1&currency=TJS&month=2019-10&units_per_usd=0", "above 0 is expected"),
        ("/rates?try=1&currency=TJS&month=lately&units_per_usd=1", "is not a month"),
        (
            "/new-rule?try=1&code=JAM-1&fund=JAMOAT&effective_from=2020-01-01&priority=1&ratio=1",
            "is taken already",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(site: Site, address: str, said: str) -> None:
    page = text_of(site.manager, address, 422)
    assert "Please mend this first" in page
    assert said in page


@pytest.mark.parametrize(
    "address",
    [
        *(
            "?rule:NOPE/1:ratio=2",
            "?rule:JAM-1/1:nonsense=2",
            "?rule:JAM-1:ratio=2",
            "?leave-out:JAM-1=yes",
            "?leave-out:JAM-1/1=no",
        ),
        *("?fund:JAMOAT:code=X", "?rate:TJSX/2019-10=1", "?rule:JAM-1/1:ratio=2&leave-out:JAM-1/1=yes"),
        "?" + "&".join(f"fund:F{number}:budget=1" for number in range(21)),
        *("?fund:JAMOAT:budget=1e400", "?rule:JAM-1/1:ratio=1000000000000&rule:JAM-1/1:fund=NOPE"),
    ],
)
def test_an_address_that_says_nothing_sensible_is_refused(site: Site, address: str) -> None:
    for path in ("/result", "/result.xlsx"):
        assert "This cannot be tried" in text_of(site.manager, f"{path}{address}", 422)


def test_numbers_beyond_any_are_of_nothing(site: Site) -> None:
    for address in ("/rules/JAM-1/99999999999999999999", "/rules/JAM-1/99999999999999999999/next"):
        text_of(site.manager, address, 404)
    assert text_of(site.manager, f"/result{HALF}&page=99999999999999999999999")
    assert text_of(site.manager, f"/result{HALF}&page=-1")


def test_a_code_is_the_same_however_it_is_written(site: Site) -> None:
    cells = "fund=JAMOAT", "effective_from=2030-01-01", "priority=1", "ratio=1"
    address = "&".join(f"add:%20JAM-1%20/1:{cell}" for cell in cells)
    assert "is taken already" in text_of(site.donor, f"/result?{address}", 422)


def test_the_donor_tries_their_own_fund_and_sees_no_other(site: Site) -> None:
    page = text_of(site.donor, f"/result{HALF}")
    assert FINDING in page
    assert "IOM" not in page
    everything = str(sheets_of(site.donor, HALF))
    assert "IOM" not in everything
    assert "FAK-H" not in everything
    assert "IOM" not in text_of(site.donor, "")
    assert "IOM" in text_of(site.manager, f"/result{HALF}")


@pytest.mark.parametrize(
    "address",
    ["?rule:IOM-W/1:ratio=2", "?fund:IOMDF:budget=1", "?rate:TJS/2019-10=12", "?leave-out:IOM-W/1=yes"],
)
def test_what_is_not_the_donors_is_as_if_it_were_not_there(site: Site, address: str) -> None:
    assert "There is no" in text_of(site.donor, f"/result{address}", 422)


def test_nor_can_the_donor_reach_it_by_a_form(site: Site) -> None:
    for address in ("/rules/IOM-W/1", "/rules/IOM-W/1/next", "/funds/IOMDF", "/rates"):
        text_of(site.donor, address, 404)
    moved = text_of(site.donor, "/result?rule:JAM-1/1:fund=IOMDF", 422)
    assert "There is no IOMDF here" in moved


@pytest.mark.parametrize("version", [1, 9])
def test_a_donor_may_call_a_tried_rule_as_another_fund_calls_its_own(site: Site, version: int) -> None:
    """Whether there is such a rule makes no difference to anything that is shown."""
    cells = "fund=JAMOAT", "effective_from=2019-01-01", "priority=99", "ratio=0.2"
    said = []
    for code in ("IOM-W", "ZZ-NO"):
        address = "?" + "&".join(f"add:{code}/{version}:{cell}" for cell in cells)
        page = text_of(site.donor, f"/result{address}")
        assert f"With rule {code}" in page
        assert "fund JAMOAT would have matched" in page
        assert "IOMDF" not in page
        sheets = str(sheets_of(site.donor, address))
        assert "\\t" not in sheets
        said.append((page.replace(code, "X"), sheets.replace(code, "X")))
    assert said[0] == said[1]


@pytest.mark.parametrize("scheme", ["3x1", "NONE-LIKE-IT"])
def test_a_donor_tries_no_rule_in_step_with_those_of_others(site: Site, scheme: str) -> None:
    """It would show how much these have left; and whether there is such a scheme is not said."""
    page = text_of(site.donor, f"/result?rule:JAM-1/1:joint={scheme}", 422)
    assert f"There is no {scheme} here" in page
    assert text_of(site.manager, f"/result?rule:JAM-1/1:joint={scheme}")


def test_of_another_fund_not_even_its_currency_is_told(site: Site) -> None:
    cells = "effective_from=2019-01-01", "priority=99", "tiers=0=1;0.001=2"
    for fund in ("IOMDF", "NOPE"):
        address = "&".join(f"add:NEW/1:{cell}" for cell in (*cells, f"fund={fund}"))
        page = text_of(site.donor, f"/result?{address}", 422)
        assert f"There is no {fund} here" in page
        assert "decimals" not in page


def test_what_a_donors_fund_has_not_decided_on_is_counted_and_not_named(site: Site) -> None:
    page = text_of(site.donor, "/result?rule:JAM-1/1:sectors=1;2;3;4;7")
    assert "HIL-001" not in page
    assert "HIL-SCHOOL" not in page
    assert "HIL-001" in text_of(site.manager, "/result?rule:JAM-1/1:sectors=1;2;3;4;7")
    assert "is counted and not named" in page
    assert "Not named" in page


def test_the_sheet_has_every_sum_and_every_contribution(site: Site) -> None:
    sheets = sheets_of(site.manager, HALF)
    assert list(sheets) == "finding funds quarters communities projects groups contributions".split()
    assert sheets["finding"][0] == (FINDING,)
    heads, *rows = sheets["contributions"]
    of_fund = [dict(zip(heads, row, strict=True)) for row in rows if row[6] == "JAMOAT"]
    assert round(sum(float(str(row["Difference"])) for row in of_fund), 2) == 966.86
    for name in ("quarters", "communities", "projects", "groups"):
        heads, *rows = sheets[name]
        found = [dict(zip(heads, row, strict=True)) for row in rows]
        differences = [float(str(row["Difference"])) for row in found if row["Fund"] == "JAMOAT"]
        assert round(sum(differences), 2) == 966.86


def test_a_large_programme_is_left_to_the_command(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_ON_A_PAGE", 10)
    page = text_of(site.manager, f"/result{HALF}", 422)
    assert "flask what-if TJ-KHT --set rule:JAM-1/1:ratio=0.5 --output what-if.xlsx" in page


def test_the_command_says_the_finding_and_writes_the_sheet(site: Site, tmp_path: Path) -> None:
    run = site.app.test_cli_runner().invoke
    path = tmp_path / "out.xlsx"
    result = run(args=["what-if", "TJ-KHT", "--rule", "JAM-1", "--set", "ratio=0.5", "--output", str(path)])
    assert result.exit_code == 0, result.output
    assert FINDING in result.output
    assert path.is_file()
    full = run(args=["what-if", "TJ-KHT", "--set", "rule:JAM-1/1:ratio=0.5"])
    assert FINDING in full.output
    for wrong in (
        ["TJ-KHT", "--rule", "NOPE", "--set", "ratio=1"],
        ["TJ-KHT", "--set", "ratio=1"],
        ["TJ-KHT", "--rule", "JAM-1", "--set", "ratio=-1"],
        ["NOPE", "--set", "rule:JAM-1/1:ratio=1"],
    ):
        assert run(args=["what-if", *wrong]).exit_code == 1
    assert "is altered" not in run(args=["what-if", "TJ-KHT", "--leave-out", "JAM-1"]).output
