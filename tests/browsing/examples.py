"""The people of the example programmes, as `make run` makes them, for tests that sign them in."""

from reports.example_people import PEOPLE, TEAMS
from tests.web import Membership

MEMBERSHIPS: dict[str, tuple[Membership, ...]] = {
    each.name: tuple(
        (each.role, scope.kind, *filter(None, (scope.programme, scope.code))) for scope in each.scopes
    )
    for each in PEOPLE
}


def memberships_in(programme: str) -> dict[str, tuple[Membership, ...]]:
    [team] = [each for each in TEAMS if each.programme == programme]
    return {each.name: MEMBERSHIPS[each.name] for each in team.people}
