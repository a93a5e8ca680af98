"""What is odd about the measurements of a programme, printed."""

import click
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.errors import Refusal
from core.programmes import Programme
from core.web.i18n import day, figure
from grants.impact.doubt_words import in_words
from grants.impact.odd import odd_measurements
from grants.linting.terminal import LintingReason


def print_odd_measurements(session: Session, code: str) -> int:
    """Of each indicator the latest one; how many are odd. Raises Refusal."""
    programme = session.exec(select(Programme).where(col(Programme.code) == code)).first()
    if programme is None or programme.id is None:
        raise Refusal(LintingReason.UNKNOWN_PROGRAMME, code=code)
    count = 0
    for odd in odd_measurements(session, programme.id):
        count += 1
        said = {
            "project": odd.project.code,
            "indicator": odd.indicator.code,
            "value": figure(odd.measurement.value),
            "day": day(odd.measurement.measured_on),
            "doubts": " ".join(in_words(each) for each in odd.found),
        }
        click.echo(_("%(project)s %(indicator)s, %(value)s on %(day)s: %(doubts)s Is this right?", **said))
    click.echo(ngettext("%(num)s odd measurement", "%(num)s odd measurements", count))
    return count
