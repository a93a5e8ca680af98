"""How far a person's right reaches."""

import pytest

from core.accounts.models import Membership
from core.accounts.person import Person, Reach
from core.roles import ALLOWED, SCOPES, Action, Role, ScopeKind

HERE, ELSEWHERE = 1, 2


def member(role: Role, kind: ScopeKind, code: str = "", programme_id: int | None = HERE) -> Membership:
    return Membership(account_id=1, role=role, scope_kind=kind, scope_code=code, programme_id=programme_id)


def person(*memberships: Membership) -> Person:
    return Person(1, "zarina", None, memberships)


def test_an_officer_of_two_communities_reaches_these_and_no_other() -> None:
    zarina = person(
        member(Role.OFFICER, ScopeKind.COMMUNITY, "FAR"), member(Role.OFFICER, ScopeKind.COMMUNITY, "HIL")
    )
    reach = zarina.reach(Action.RECORD_CONTRIBUTION, HERE)
    assert reach.communities == {"FAR", "HIL"}
    assert not reach.is_whole
    assert reach.has_community("FAR")
    assert not reach.has_community("VOS")


def test_each_right_reaches_as_far_as_the_membership_that_gives_it() -> None:
    """An officer here who verifies everywhere may not enter everywhere."""
    zarina = person(
        member(Role.OFFICER, ScopeKind.COMMUNITY, "FAR"), member(Role.VERIFIER, ScopeKind.PROGRAMME)
    )
    assert zarina.reach(Action.VERIFY_CONTRIBUTION, HERE).is_whole
    assert zarina.reach(Action.RECORD_CONTRIBUTION, HERE).communities == {"FAR"}
    assert not zarina.reach(Action.RECORD_CONTRIBUTION, HERE).is_whole


def test_a_right_in_one_programme_is_none_in_another() -> None:
    manager = person(member(Role.MANAGER, ScopeKind.PROGRAMME))
    assert manager.reach(Action.MANAGE, HERE)
    assert not manager.reach(Action.MANAGE, ELSEWHERE)
    assert not manager.may(Action.MANAGE, ELSEWHERE)
    assert manager.may(Action.MANAGE)


def test_a_donor_of_a_fund_reaches_no_community() -> None:
    donor = person(member(Role.DONOR, ScopeKind.FUND, "IOM"))
    reach = donor.reach(Action.SEE_MATCHES, HERE)
    assert reach == Reach(HERE, funds=frozenset({"IOM"}))


@pytest.mark.parametrize(
    "action", [Action.RECORD_CONTRIBUTION, Action.REGISTER, Action.MANAGE, Action.PROPOSE]
)
@pytest.mark.parametrize("role", [Role.VERIFIER, Role.DONOR, Role.ADMINISTRATOR])
def test_who_verifies_gives_or_administers_enters_nothing(role: Role, action: Action) -> None:
    assert action not in ALLOWED[role]


@pytest.mark.parametrize("role", [Role.DONOR, Role.ADMINISTRATOR])
def test_neither_donors_nor_administrators_see_households(role: Role) -> None:
    assert Action.SEE_HOUSEHOLDS not in ALLOWED[role]


def test_every_action_is_somebodys_and_every_role_has_a_scope() -> None:
    assert set().union(*ALLOWED.values()) == set(Action)
    assert SCOPES.keys() == ALLOWED.keys() == set(Role)
