"""The example accounts that `make run` makes: somebody of each role, in each of the example programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.accounts.examples import Example, has_real_accounts, renew_examples
from core.accounts.labels import ROLES
from core.accounts.scopes import SITE, Scope
from core.roles import Role, ScopeKind
from core.web.engine import engine
from core.web.hashing import hasher


@dataclass(frozen=True)
class Team:
    """Who works in a programme, or for the site where `programme` is empty."""

    programme: str
    heading: LazyString
    people: Sequence[Example]


def _in(programme: str, kind: ScopeKind, *codes: str) -> list[Scope]:
    return [Scope(kind, programme, code) for code in codes] or [Scope(kind, programme)]


TAJIKISTAN, GUATEMALA = "TJ-REM", "GT-VIV"

TEAMS = (
    Team(TAJIKISTAN, _l("Tajikistan"), (
        Example("zarina", Role.OFFICER, _in(TAJIKISTAN, ScopeKind.COMMUNITY, "FAKHROBOD", "HILOLI")),
        Example("bahrom", Role.VERIFIER, _in(TAJIKISTAN, ScopeKind.PROGRAMME)),
        Example("munira", Role.MANAGER, _in(TAJIKISTAN, ScopeKind.PROGRAMME)),
        Example("rustam", Role.MANAGER, _in(TAJIKISTAN, ScopeKind.PROGRAMME)),
        Example("ingrid", Role.DONOR, _in(TAJIKISTAN, ScopeKind.FUND, "IOM")),
    )),
    Team(GUATEMALA, _l("Guatemala"), (
        Example("marta", Role.OFFICER, _in(GUATEMALA, ScopeKind.COMMUNITY, "JACALTENANGO", "HUISTA")),
        Example("diego", Role.VERIFIER, _in(GUATEMALA, ScopeKind.PROGRAMME)),
        Example("lucia", Role.MANAGER, _in(GUATEMALA, ScopeKind.PROGRAMME)),
        Example("carlos", Role.MANAGER, _in(GUATEMALA, ScopeKind.PROGRAMME)),
        Example("rosa", Role.DONOR, _in(GUATEMALA, ScopeKind.FUND, "AUSENTES")),
    )),
    Team("", _l("The site"), (Example("farida", Role.ADMINISTRATOR, [SITE]),)),
)  # fmt: skip

PEOPLE = [each for team in TEAMS for each in team.people]


def make_people() -> list[str]:
    """The lines to print: role, name and password of each, by programme; or why there are none."""
    if has_real_accounts(engine()):
        return [_("No example sign-ins: this database has accounts of people.")]
    passwords = renew_examples(engine(), hasher(), PEOPLE, at=datetime.now(UTC))
    wide = max(len(str(ROLES[each.role])) for each in PEOPLE)
    lines = [_("To look around, sign in as (only on this machine; the passwords are new at each start):")]
    for team in TEAMS:
        lines.append(f"  {team.heading}")
        lines += [
            f"    {ROLES[each.role]!s:{wide}}  {each.name:8}  {passwords[each.name]}" for each in team.people
        ]
    return lines
