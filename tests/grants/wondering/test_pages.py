"""Why pages of the example programmes: a sentence for every reason, and what would have been where a limit bit."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import col, select

from core.database import make_engine, session
from core.programmes import Programme
from core.roles import Role, ScopeKind
from grants.matching.explained import LIMITS
from grants.matching.terms import Reason
from grants.models.matches import MatchEntry
from household_groups.models.contributions import Contribution
from tests.browsing.books import stored
from tests.grants.views.test_funds import page
from tests.web import Membership, opened, sign_in

HERE = "/programmes/TJ-REM"
MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "TJ-REM")
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "TJ-REM", "JAMOAT")
OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-REM", "CHORKU")
NEVER_STORED = {
    *(Reason.NOT_IN_FORCE, Reason.FUND_CLOSED, Reason.PROJECT),
    *(Reason.SECTOR, Reason.COMMUNITY, Reason.MARGINALITY),
}
"""Of these, tests/grants/wondering/test_not_looking.py."""


@pytest.fixture(scope="module")
def engine(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    copied = shutil.copy(examples, tmp_path_factory.mktemp("why") / "hashar.sqlite")
    engine = make_engine(f"sqlite:///{copied}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[FlaskClient]:
    with opened(engine) as app, app.test_client() as client:
        yield client


def entry_with(engine: Engine, reason: Reason) -> tuple[str, str]:
    """The reference of the last contribution with a decision for this reason, and the page of that decision."""
    with session(engine) as books:
        query = (
            select(MatchEntry, Contribution.reference)
            .join(Contribution, col(Contribution.id) == col(MatchEntry.contribution_id))
            .join(Programme, col(Programme.id) == col(MatchEntry.programme_id))
            .where(Programme.code == "TJ-REM", MatchEntry.reason == reason.value)
            .order_by(col(MatchEntry.seq).desc(), col(MatchEntry.line).desc())
        )
        found = books.exec(query).first()
    assert found is not None, reason
    entry, reference = found
    return reference, f"{HERE}/matches/{entry.seq}/{entry.line}"


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason not in NEVER_STORED])
def test_every_reason_has_its_sentence_and_a_limit_that_bit_what_would_have_been(
    engine: Engine, client: FlaskClient, reason: Reason
) -> None:
    sign_in(client, engine, "zarina", MANAGER)
    reference, address = entry_with(engine, reason)
    html = client.get(address).get_data(as_text=True)
    lead = html[html.index('class="lead">') + 13 :]
    assert lead[: lead.index("</p>")].endswith(".")
    limited = reason in LIMITS or reason in (Reason.JOINT, Reason.IN_KIND_THRESHOLD)
    assert ("Without its limits" in html) == limited, reason
    if limited:
        instead = html[html.index("Without its limits") :]
        assert "<li>Without the" in instead or "<li>If " in instead
    found = client.get(f"{HERE}/contributions/{reference}/why")
    assert found.status_code == 200


def test_what_more_would_bring_is_decided_on_the_books_as_they_stand(
    engine: Engine, client: FlaskClient
) -> None:
    """The household had 1,000.00; another one of the group had not, but the project lacks only 288.20 by now."""
    sign_in(client, engine, "zarina", MANAGER)
    before = stored(engine)
    found = page(client, f"{HERE}/contributions/GHA-2010-09/why")
    assert "Without the limit for a household: 301.19 USD." in found
    assert "22,964.91 RUB more from another household would be matched with 288.20 USD." in found
    assert stored(engine) == before


def test_a_budget_that_was_used_up_says_by_how_much_it_was_too_small(
    engine: Engine, client: FlaskClient
) -> None:
    sign_in(client, engine, "zarina", MANAGER)
    found = page(client, f"{HERE}/contributions/GAL-2011-06/why")
    assert "Without the limit of the fund's budget: 270.00 TJS." in found
    assert "The fund had nothing left: a budget larger by 270.00 TJS would have matched all of it." in found


def test_a_manager_reads_why_every_other_rule_granted_nothing(engine: Engine, client: FlaskClient) -> None:
    sign_in(client, engine, "zarina", MANAGER)
    found = page(client, f"{HERE}/contributions/CHO-1911-17/why")
    for rule in ("HUK-SCHOOL", "IOM-SCHOOL", "EQ-WOMEN", "JAM-ALL", "EQ-POOR", "IOM-WATER", "IOM-WORKS"):
        assert rule in found
    assert (
        "The rule is for communities whose marginality is high or very high, and that of CHORKU is low."
        in found
    )
    assert "The rule is for sectors that begin with 14031, and the project's sector is 11220." in found


def test_a_donor_reads_of_their_own_fund_and_of_no_household(engine: Engine, client: FlaskClient) -> None:
    sign_in(client, engine, "ingrid", DONOR)
    html = client.get(f"{HERE}/contributions/CHO-1911-17/why").get_data(as_text=True)
    assert "JAM-ALL" in html
    for theirs in ("HUK-SCHOOL", "IOM-SCHOOL", "EQ-WOMEN", "EQ-POOR", "IOM-WATER", "CHO-2-32"):
        assert theirs not in html


def test_an_officer_reads_of_the_rules_that_looked(engine: Engine, client: FlaskClient) -> None:
    sign_in(client, engine, "rustam", OFFICER)
    html = client.get(f"{HERE}/contributions/CHO-1911-17/why").get_data(as_text=True)
    assert "EQ-WOMEN" in html
    assert "EQ-POOR" not in html
    assert client.get(f"{HERE}/contributions/SAR-2011-14/why").status_code == 404


def test_what_waits_says_for_what_since_when_and_what_would_be_matched(
    engine: Engine, client: FlaskClient
) -> None:
    sign_in(client, engine, "zarina", MANAGER)
    waits = "until the project has 2,519.48 USD under IOM-WATER; 908.10 USD is missing. Since"
    for address in ("contributions/SAR-2011-14/why", "contributions/SAR-2011-14", "projects/SAR-WATER"):
        assert waits in page(client, f"{HERE}/{address}"), address
    found = page(client, f"{HERE}/contributions/SAR-2011-14/why")
    assert "Since 9 Dec 2020" in found
    assert "Matching fund for migrant households would add 315.14 USD." in found
    assert f"They wait {waits}" in page(client, f"{HERE}/waiting?fund=IOM&project=SAR-WATER&reason=threshold")
    assert "Nothing like that waits" in page(client, f"{HERE}/waiting?project=SAR-WATER&reason=partner")
    assert "ANZ-1911-02" in page(client, f"{HERE}/waiting?community=ANZOB&reason=approval")


def test_what_waits_is_as_far_as_one_may_see(engine: Engine, client: FlaskClient) -> None:
    sign_in(client, engine, "rustam", OFFICER)
    assert "Nothing waits" in page(client, f"{HERE}/waiting")
    sign_in(client, engine, "ingrid", DONOR)
    assert "SAR-2011-14" not in page(client, f"{HERE}/waiting")
