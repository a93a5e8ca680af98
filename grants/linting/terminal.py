"""The warnings about a programme's rules, as `flask check-rules` prints them."""

from datetime import UTC, datetime
from enum import StrEnum

import click
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select

from core.errors import Refusal
from core.programmes import Programme, today_in
from grants.linting.gathering import facts_of
from grants.linting.linting import warnings_of
from grants.linting.words import in_words


class LintingReason(StrEnum):
    UNKNOWN_PROGRAMME = "unknown_programme_to_check"


SENTENCES: dict[StrEnum, LazyString] = {
    LintingReason.UNKNOWN_PROGRAMME: _l("There is no programme %(code)s.")
}


def print_warnings(session: Session, code: str) -> int:
    """Of every version that holds or will; how many there are. Raises Refusal."""
    programme = session.exec(select(Programme).where(col(Programme.code) == code)).first()
    if programme is None or programme.id is None:
        raise Refusal(LintingReason.UNKNOWN_PROGRAMME, code=code)
    today = today_in(programme, datetime.now(UTC))
    facts = facts_of(session, programme.id, today)
    held = [rule for rule in facts.rules if rule.effective_to is None or rule.effective_to >= today]
    count = 0
    for rule in held:
        for warning in warnings_of(facts, rule):
            count += 1
            named = _("%(code)s, version %(version)s", code=rule.code, version=rule.version)
            click.echo(f"{named}: {in_words(warning)}")
    click.echo(ngettext("%(num)s warning", "%(num)s warnings", count))
    return count
