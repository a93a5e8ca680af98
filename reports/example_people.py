"""The example accounts that `make run` makes: somebody of each role in the programme of Khatlon."""

from datetime import UTC, datetime

from flask_babel import gettext as _

from core.accounts.examples import Example, has_real_accounts, renew_examples
from core.accounts.labels import ROLES
from core.accounts.scopes import SITE, Scope
from core.roles import Role, ScopeKind
from core.web.engine import engine
from core.web.hashing import hasher

PROGRAMME = "TJ-KHT"
_ALL = Scope(ScopeKind.PROGRAMME, PROGRAMME)
_VILLAGE = Scope(ScopeKind.COMMUNITY, PROGRAMME, "FAKHROBOD")

PEOPLE = (
    Example("zarina", Role.OFFICER, [_VILLAGE]),
    Example("bahrom", Role.VERIFIER, [_ALL]),
    Example("munira", Role.MANAGER, [_ALL]),
    Example("rustam", Role.MANAGER, [_ALL]),
    Example("ingrid", Role.DONOR, [Scope(ScopeKind.FUND, PROGRAMME, "IOMDF")]),
    Example("farida", Role.ADMINISTRATOR, [SITE]),
)


def make_people() -> list[str]:
    """The lines to print: role, name and password of each; or why there are none."""
    if has_real_accounts(engine()):
        return [_("No example sign-ins: this database has accounts of people.")]
    passwords = renew_examples(engine(), hasher(), PEOPLE, at=datetime.now(UTC))
    rows = [(str(ROLES[each.role]), each.name, passwords[each.name]) for each in PEOPLE]
    wide = max(len(role) for role, _name, _password in rows)
    return [
        _("To look around, sign in as (only on this machine; the passwords are new at each start):"),
        *(f"  {role:{wide}}  {name:8}  {password}" for role, name, password in rows),
    ]
