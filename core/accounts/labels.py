"""Words for roles and scopes, and sentences for the refusals of accounts."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.accounts.models import Account
from core.accounts.refusals import AccountReason
from core.accounts.scopes import Scope
from core.roles import SCOPES, Role, ScopeKind

ROLES: dict[Role, LazyString] = {
    Role.OFFICER: _l("Field officer"),
    Role.VERIFIER: _l("Verifier"),
    Role.MANAGER: _l("Programme manager"),
    Role.DONOR: _l("Donor"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

SENTENCES: dict[StrEnum, LazyString] = {
    AccountReason.NAME_EMPTY: _l("Give a name to sign in with."),
    AccountReason.NAME_TOO_LONG: _l("A name has at most %(longest)s characters."),
    AccountReason.NAME_UNREADABLE: _l(
        "A name begins with a letter or a digit and has letters, digits, spaces, dots, commas, hyphens and "
        "apostrophes only."
    ),
    AccountReason.NAME_MIXED: _l(
        "This name mixes letters of several scripts, so it could be taken for another. Write it in one."
    ),
    AccountReason.NAME_TAKEN: _l("There is an account called %(name)s already. Names are not used twice."),
    AccountReason.UNKNOWN_ACCOUNT: _l("There is no account called %(name)s."),
    AccountReason.PASSWORD_TOO_SHORT: _l(
        "A password has %(shortest)s characters or more; %(advised)s or more are better. "
        "Three or four words that have nothing to do with each other are easy to keep in mind."
    ),
    AccountReason.PASSWORD_TOO_LONG: _l("A password has at most %(longest)s characters."),
    AccountReason.PASSWORD_COMMON: _l(
        "Many people use this password, so it is guessed first. Choose another."
    ),
    AccountReason.PASSWORD_HAS_NAME: _l("This password is the name itself. Choose another."),
    AccountReason.PASSWORD_MONOTONOUS: _l(
        "This password repeats the same few characters, so it is guessed first. Choose another."
    ),
    AccountReason.EMAIL_UNREADABLE: _l("This is no e-mail address. Write one, like zarina@example.org."),
    AccountReason.NOT_FOR_ROLE: _l("The role %(role)s cannot have the scope %(scope)s."),
    AccountReason.UNKNOWN_PROGRAMME: _l("There is no programme with the code %(code)s."),
    AccountReason.UNKNOWN_PART: _l("%(programme)s has no community or fund with the code %(code)s."),
    AccountReason.LAST_ADMINISTRATOR: _l(
        "%(name)s is the last administrator who can sign in. Make another account an administrator first."
    ),
    AccountReason.YOURSELF: _l("This is your own account. Ask another administrator."),
    AccountReason.DISABLED: _l("The account %(name)s is disabled. Enable it first."),
    AccountReason.WRONG_PASSWORD: _l("The name or the password is not right."),
    AccountReason.TOO_MANY_ATTEMPTS: _l(
        "There were too many attempts that failed. Wait %(minutes)s min, then try again."
    ),
}


def scope_in_words(scope: Scope) -> str:
    """How far a membership reaches."""
    said = {
        ScopeKind.SITE: _l("the whole site"),
        ScopeKind.PROGRAMME: _l("all of %(programme)s", programme=scope.programme),
        ScopeKind.COMMUNITY: _l(
            "community %(code)s of %(programme)s", code=scope.code, programme=scope.programme
        ),
        ScopeKind.FUND: _l("fund %(code)s of %(programme)s", code=scope.code, programme=scope.programme),
    }
    return str(said[scope.kind])


def kinds_of_membership() -> list[tuple[Role, ScopeKind, str]]:
    """Every role with each scope that it may have."""
    said = {
        ScopeKind.COMMUNITY: _l("of some communities"),
        ScopeKind.FUND: _l("of some funds"),
        ScopeKind.PROGRAMME: _l("of a whole programme"),
        ScopeKind.SITE: _l("of the site"),
    }
    return [(role, kind, f"{ROLES[role]}, {said[kind]}") for role in Role for kind in SCOPES[role]]


def account_state(account: Account) -> tuple[str, str]:
    """The state of an account, and its tone."""
    if account.disabled_at is not None:
        return str(_l("Disabled")), "refused"
    if account.password_hash is None:
        return str(_l("Invited")), "waiting"
    return (str(_l("Example")), "quiet") if account.is_example else (str(_l("Active")), "good")
