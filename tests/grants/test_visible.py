"""What of a programme lies within a reach, on the books of the example programme of Khatlon."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, col

from core.accounts.person import Reach
from core.database import session
from grants import visible
from grants.models.matches import MatchEntry
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import Community, HouseholdGroup
from tests.web import import_example

PROGRAMME = 1
OF_FAKHROBOD = Reach(PROGRAMME, communities=frozenset({"FAKHROBOD"}))
OF_JAMOAT = Reach(PROGRAMME, funds=frozenset({"JAMOAT"}))
WHOLE = Reach(PROGRAMME, is_whole=True)
NOTHING = Reach(PROGRAMME)
ELSEWHERE = Reach(2, is_whole=True)


@pytest.fixture
def books(engine: Engine) -> Iterator[Session]:
    import_example(engine, "khatlon_water")
    with session(engine) as reading:
        yield reading


def codes(books: Session, column: sa.SQLColumnExpression[str], condition: visible.Condition) -> set[str]:
    return set(books.execute(sa.select(column).where(condition)).scalars())


def test_an_officer_sees_what_is_in_their_community(books: Session) -> None:
    assert codes(books, col(Community.code), visible.communities_within(OF_FAKHROBOD)) == {"FAKHROBOD"}
    assert codes(books, col(HouseholdGroup.code), visible.groups_within(OF_FAKHROBOD)) == {"FAK-1"}
    assert codes(books, col(Project.code), visible.projects_within(OF_FAKHROBOD)) == {"FAK-WATER"}
    found = codes(books, col(Contribution.reference), visible.contributions_within(OF_FAKHROBOD))
    assert found
    assert all(reference.startswith("FAK") for reference in found)


def test_a_donor_sees_the_projects_and_contributions_that_their_fund_decided_on(books: Session) -> None:
    decided = sa.select(col(Contribution.reference)).join(
        MatchEntry, col(MatchEntry.contribution_id) == col(Contribution.id)
    )
    fund = sa.text("match_entry.fund_id = (SELECT id FROM fund WHERE code = 'JAMOAT')")
    expected = set(books.execute(decided.where(fund)).scalars())
    found = codes(books, col(Contribution.reference), visible.contributions_within(OF_JAMOAT))
    assert found == expected
    assert found
    assert codes(books, col(Community.code), visible.communities_within(OF_JAMOAT)) == set()


def test_a_donor_sees_no_match_of_another_fund(books: Session) -> None:
    query = sa.select(col(MatchEntry.fund_id)).where(visible.matches_within(OF_JAMOAT)).distinct()
    assert len(books.execute(query).all()) == 1


@pytest.mark.parametrize("reach", [NOTHING, ELSEWHERE])
def test_who_has_no_part_in_the_programme_sees_nothing_of_it(books: Session, reach: Reach) -> None:
    assert codes(books, col(Community.code), visible.communities_within(reach)) == set()
    assert codes(books, col(HouseholdGroup.code), visible.groups_within(reach)) == set()
    assert codes(books, col(Project.code), visible.projects_within(reach)) == set()
    assert codes(books, col(Contribution.reference), visible.contributions_within(reach)) == set()
    assert books.execute(sa.select(col(MatchEntry.seq)).where(visible.matches_within(reach))).all() == []


def test_a_manager_sees_all_of_it(books: Session) -> None:
    assert codes(books, col(Project.code), visible.projects_within(WHOLE)) == {"FAK-WATER", "HIL-SCHOOL"}
    assert len(codes(books, col(Contribution.reference), visible.contributions_within(WHOLE))) == 12
