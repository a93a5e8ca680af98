"""The report as a page with charts and as one file: what it says, to whom, and what it may load."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine, update
from sqlmodel import col

from app import create_app
from core.roles import Role, ScopeKind
from household_groups.models.projects import Indicator, Project
from household_groups.models.registry import Community
from reports.charts.charts import charts_of
from reports.charts.looks import (
    ALARM,
    BY_NIGHT,
    FAMILIES,
    FUNDS,
    INK,
    MUTED,
    OTHERS,
    PAPER,
    QUIET,
    drawn,
    plain,
)
from reports.charts.page import shown
from reports.plotly.script import plotly_script
from reports.plotly.styles import style_attributes, style_elements
from reports.report import QuarterlyReport
from tests.architecture.test_colours import OF_SHAPES, OF_TEXT, contrast
from tests.reports.villages import QUARTER
from tests.web import Membership, opened, sign_in

MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "P", "IOM")

PAGE = f"/programmes/P/report?span={QUARTER}"
FILE = f"/programmes/P/report.html?span={QUARTER}"

NAMES = ["over-time", "leverage", "flow", "places", "works", "targets", "equity"]
HOSTILE = "</script><script>alert(1)</script> <b>& \"quoted\" 'names'</b> {{ 7 * 7 }} %{x}"


@pytest.fixture
def villages_engine(villages_engine: Engine) -> Engine:
    """With all that a chart is drawn of."""
    for code, latitude, marginality in (("UPPER", "38.9", "high"), ("LOWER", "37.6", "low")):
        known = {"latitude": latitude, "longitude": "68.9", "marginality": marginality}
        with villages_engine.begin() as connection:
            connection.execute(update(Community).where(col(Community.code) == code).values(**known))
    return villages_engine


@pytest.fixture
def client(villages_engine: Engine) -> Iterator[FlaskClient]:
    with opened(villages_engine) as app, app.test_client() as client:
        sign_in(client, villages_engine, "zarina", MANAGER)
        yield client


@pytest.fixture
def donor(villages_engine: Engine, client: FlaskClient) -> FlaskClient:
    sign_in(client, villages_engine, "ingrid", DONOR)
    return client


@pytest.fixture
def hostile(villages_engine: Engine) -> str:
    with villages_engine.begin() as connection:
        for model in (Community, Project, Indicator):
            connection.execute(update(model).values(name=HOSTILE))
    return HOSTILE


def figures(tree: Any) -> list[dict[str, Any]]:
    return [json.loads(each.text) for each in tree.iterfind(".//script[@type='application/json']")]


def page_of(client: FlaskClient, address: str = PAGE) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return html.document_fromstring(response.get_data())


def test_the_page_begins_with_the_finding_and_says_of_when_it_is(client: FlaskClient) -> None:
    page = client.get(PAGE).get_data(as_text=True)
    assert '<p class="lead">By 30 Jun 2026 families had given 2,617 TJS for 2 projects' in page
    assert "2026-Q2, 1 Apr 2026 to 30 Jun 2026" in page
    assert re.search(r"as of \d+ \w+ 2026, position \d+ of the journal", page)


def test_every_chart_has_its_finding_a_figure_and_its_numbers(
    client: FlaskClient, village_report: QuarterlyReport
) -> None:
    page, charts = page_of(client), charts_of(village_report)
    assert [chart.name for chart in charts] == NAMES
    assert len(figures(page)) == len(charts)
    for chart, section in zip(charts, page.iterfind(".//section[@class='chart']"), strict=True):
        assert section.findtext("h2") == chart.finding
        assert chart.finding in section.find("figure/div[@role='img']").get("aria-label")
        assert section.find("details").get("open") is not None
        assert len(section.findall(".//tbody/tr")) == len(chart.rows) > 0
        assert len(section.findall(".//thead//th")) == len(chart.columns)
        assert page.find(f".//nav//a[@href='#{section.get('id')}']").text == chart.finding
    assert all(figure["data"] and figure["layout"]["height"] for figure in figures(page))


def test_amounts_name_their_currency_once_in_the_head_of_the_table(client: FlaskClient) -> None:
    table = page_of(client).find(".//section[@id='chart-over-time']//table")
    assert [head.text for head in table.iterfind(".//thead//th")][:2] == ["Month", "Families gave, TJS"]
    cells = [cell.text for cell in table.iterfind(".//tbody/tr/td[1]")]
    assert cells[:2] == ["1,000.00", "0.00"]


def test_a_hostile_name_stays_a_name(client: FlaskClient, hostile: str) -> None:
    for address in (PAGE, FILE):
        tree = page_of(client, address)
        assert not [
            script for script in tree.iterfind(".//script") if (script.text or "").strip() == "alert(1)"
        ]
        assert tree.xpath("//tbody//*[contains(., $name)]", name=hostile)
        assert not tree.findall(".//b")
        found = [text for figure in figures(tree) for text in texts(figure) if "script" in text]
        assert any(plain(hostile) in text for text in found)
        assert [text for text in found if "<" in re.sub("<br>|</?b>", "", text)] == []


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def test_the_page_has_the_policy_of_every_page_and_the_styles_of_plotly_besides(client: FlaskClient) -> None:
    others = client.get("/programmes/P/reports").headers["Content-Security-Policy"]
    policy = client.get(PAGE).headers["Content-Security-Policy"]
    added = [each for each in policy.split("; ") if each not in others.split("; ")]
    assert [each.split()[0] for each in added] == ["style-src", "style-src-attr"]
    assert "sha256" not in others
    for sources in added:
        assert set(re.sub(r"'sha256-[\w+/=]{44}'", "", sources).split()[1:]) <= {"'self'", "'unsafe-hashes'"}


def test_the_styles_are_found_in_the_script() -> None:
    """The second is that of a library for maps of streets, which no report draws."""
    assert [text[:15] for text in style_elements()] == ["", ".maplibregl-map"]
    assert {"", "font-weight:bold"} <= set(style_attributes())


@pytest.mark.parametrize("way", [PAGE, FILE])
def test_pages_and_files_travel_compressed(client: FlaskClient, way: str) -> None:
    asked = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
    plain_one, packed = client.get(way), client.get(way, headers=asked)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert 3 * len(packed.get_data()) < len(plain_one.get_data())
    assert b"</html>" in gzip.decompress(packed.get_data())


def test_no_page_holds_script_of_its_own(client: FlaskClient) -> None:
    scripts = page_of(client).findall(".//script")
    assert all(script.get("src") or script.get("type") == "application/json" for script in scripts)


def test_plotly_is_compressed_and_kept_for_ever(client: FlaskClient) -> None:
    response = client.get(f"/scripts/{plotly_script().name}", headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Cache-Control"] == "public, immutable, max-age=31536000"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.mimetype == "text/javascript"
    assert gzip.decompress(response.get_data()) == plotly_script().content


def test_plotly_is_for_everybody_and_as_it_is_for_who_cannot_unpack(villages_engine: Engine) -> None:
    with opened(villages_engine) as app, app.test_client() as nobody:
        for header in ({}, {"Accept-Encoding": "gzip;q=0, br"}):
            response = nobody.get(f"/scripts/{plotly_script().name}", headers=header)
            assert "Content-Encoding" not in response.headers
            assert response.headers["Vary"] == "Accept-Encoding"
            assert "Set-Cookie" not in response.headers
            assert response.get_data() == plotly_script().content


def test_plotly_is_not_sent_twice(client: FlaskClient) -> None:
    address = f"/scripts/{plotly_script().name}"
    for accepted in ("gzip", "identity"):
        first = client.head(address, headers={"Accept-Encoding": accepted})
        assert first.get_data() == b""
        again = {"Accept-Encoding": accepted, "If-None-Match": first.headers["ETag"]}
        second = client.get(address, headers=again)
        assert (second.status_code, second.get_data()) == (304, b"")
    assert (
        client.head(address).headers["ETag"]
        != client.head(address, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    )


@pytest.mark.parametrize("name", ["plotly.js", "plotly-4.1.1-0000000000000000.js", "..%2fapp.py"])
def test_no_other_script_is_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/scripts/{name}").status_code == 404


@pytest.mark.parametrize("way", [PAGE, FILE])
def test_a_donor_sees_the_report_of_their_own_fund_alone(donor: FlaskClient, way: str) -> None:
    own = donor.get(f"{way}&fund=IOM")
    assert own.status_code == 200
    assert "the fund IOM had matched" in own.get_data(as_text=True)
    assert not html.document_fromstring(own.get_data()).xpath("//option[@value='TOKYO']")
    assert [donor.get(f"{way}{query}").status_code for query in ("", "&fund=TOKYO", "&fund=NOPE")] == [
        404
    ] * 3


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("span=spring", "neither a quarter"),
        ("span=2018-Q4", "is over before programme P starts"),
        ("", "Say which quarter"),
        (f"span={QUARTER}&fund=NOPE", "Choose one from the list"),
    ],
)
def test_what_cannot_be_shown_is_said_beside_the_field(client: FlaskClient, query: str, words: str) -> None:
    response = client.get(f"/programmes/P/report?{query}")
    assert response.status_code == 422
    assert words in response.get_data(as_text=True)


def test_the_page_leads_to_the_quarters_around_it_and_to_the_files(client: FlaskClient) -> None:
    links = page_of(client).xpath("//main//a/@href")
    assert "/programmes/P/report?span=2026-Q1&fund=" in links
    assert f"/programmes/P/report.xlsx?span={QUARTER}&fund=" in links
    assert f"/programmes/P/report.html?span={QUARTER}&fund=" in links


def test_the_file_says_what_the_page_says(client: FlaskClient) -> None:
    page, file = page_of(client), page_of(client, FILE)
    assert figures(file) == figures(page)
    tables = [[table.text_content() for table in tree.iterfind(".//table")] for tree in (page, file)]
    assert tables[0] == tables[1]
    assert file.findtext(".//*[@class='lead']") == page.findtext(".//*[@class='lead']")


def test_the_file_is_handed_out_to_be_kept(client: FlaskClient) -> None:
    headers = client.get(f"{FILE}&fund=IOM").headers
    assert headers["Content-Disposition"] == f"attachment; filename=P-{QUARTER}-IOM.html"
    assert headers["Cache-Control"] == "no-store"


def test_the_file_names_nothing_to_load(client: FlaskClient) -> None:
    tree = page_of(client, FILE)
    named = tree.xpath("//@src | //link/@href | //form/@action | //a/@href[not(starts-with(., '#'))]")
    assert named == []
    policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert "default-src 'none'" in policy
    assert "self" not in policy
    assert "http" not in policy


def run(engine: Engine, *arguments: str) -> Result:
    app = create_app(DATABASE_URL=engine.url.render_as_string(hide_password=False))
    result = app.test_cli_runner().invoke(args=["report", "P", QUARTER, *arguments])
    app.extensions["hashar.engine"].engine.dispose()
    return result


def test_the_command_writes_the_same_bytes_for_the_same_books(
    villages_engine: Engine, client: FlaskClient, tmp_path: Path
) -> None:
    files = [tmp_path / "one.html", tmp_path / "two.html"]
    for file in files:
        result = run(villages_engine, "--html", str(file))
        assert (result.exit_code, result.exception) == (0, None)
        assert str(file) in result.output
    one, two = (file.read_bytes() for file in files)
    assert one == two == client.get(FILE).get_data()


def test_the_command_writes_the_workbook_beside_it(villages_engine: Engine, tmp_path: Path) -> None:
    book, page = tmp_path / "p.xlsx", tmp_path / "p.html"
    assert run(villages_engine, "--output", str(book), "--html", str(page)).exit_code == 0
    assert book.exists()
    assert page.exists()


def test_the_command_asks_where_to(villages_engine: Engine) -> None:
    result = run(villages_engine)
    assert result.exit_code == 2
    assert "--html FILE.html" in result.output


def test_the_command_says_when_the_file_cannot_be_written(villages_engine: Engine, tmp_path: Path) -> None:
    result = run(villages_engine, "--html", str(tmp_path / "no" / "p.html"))
    assert result.exit_code == 1
    assert "No such file or directory" in result.output


def test_numbers_are_in_the_readers_notation(
    village_report: QuarterlyReport, villages_engine: Engine
) -> None:
    with opened(villages_engine) as app, app.test_request_context(headers={"Accept-Language": "en"}):
        assert drawn().layout.separators == ".,"
        assert shown(village_report)["megabytes"] == "1.5"


COLOURS = {"by day": {each: each for each in BY_NIGHT}, "by night": BY_NIGHT}


@pytest.mark.parametrize("theme", COLOURS)
def test_what_stands_on_a_colour_can_be_read(theme: str) -> None:
    colours = COLOURS[theme]
    for text, grounds in {
        INK: (PAPER, FUNDS, OTHERS, MUTED),
        QUIET: (PAPER,),
        PAPER: (FAMILIES, ALARM),
    }.items():
        for ground in grounds:
            assert contrast(colours[text], colours[ground]) >= OF_TEXT - 0.1, (text, ground)


@pytest.mark.parametrize("theme", COLOURS)
def test_marks_stand_out_from_their_ground_and_from_each_other_in_greyscale(theme: str) -> None:
    colours = COLOURS[theme]
    for mark in (FAMILIES, ALARM):
        assert contrast(colours[mark], colours[PAPER]) >= OF_SHAPES
    assert contrast(colours[FAMILIES], colours[FUNDS]) >= OF_SHAPES
