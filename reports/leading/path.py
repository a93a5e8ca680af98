"""The whole way of a quarter: its steps in order, and the sentence that says how far it is."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.calendar import Span
from core.web.i18n import day
from grants.rules_in_words.lists import all_of
from reports.leading.checking import checks_step
from reports.leading.holders import Holders
from reports.leading.missing import Missing, missing_in
from reports.leading.sending import ToFund, funds_to_tell, sending_step
from reports.leading.standing import Standing, standing_of
from reports.leading.step import State, Step
from reports.leading.to_the_seal import seal_step, second_person_step
from reports.leading.words_and_names import narrative_step, signatures_step
from reports.waiting.task import Place


@dataclass(frozen=True)
class Path:
    """`steps` begin with what is missing."""

    standing: Standing
    missing: Missing
    funds: list[ToFund]
    steps: list[Step]

    @property
    def passed(self) -> int:
        return sum(step.is_passed for step in self.steps)

    @property
    def next(self) -> str | None:
        """The name of the first step that is to be done and has a page."""
        return next((step.name for step in self.steps if step.link and not step.is_passed), None)

    @property
    def point(self) -> str:
        """What the page says first."""
        of, left = self.standing, [step.short for step in self.steps[1:] if not step.is_passed]
        said = _so_far(of, self.missing)
        if of.closed or not of.is_over or not left:
            return said
        return str(_("%(first)s Then: %(steps)s.", first=said, steps=all_of(left)))


def path_of(session: Session, place: Place, span: Span) -> Path:
    holders = Holders(session, place.programme_id)
    of = standing_of(session, place, span, holders)
    missing, funds = missing_in(session, place, span, holders), funds_to_tell(of)
    steps = [
        _missing_step(of, missing),
        narrative_step(of),
        checks_step(of),
        signatures_step(of),
        second_person_step(of),
        seal_step(of),
        sending_step(of, funds),
    ]
    return Path(of, missing, funds, steps)


def _missing_step(of: Standing, missing: Missing) -> Step:
    state = State.MISSING if missing.count else State.DONE
    if missing.count and (of.closed or not of.is_over):
        state = State.LEFT_OUT if of.closed else State.WAITING
    said = (
        _("Nothing is missing.")
        if not missing.count
        else _("What is missing when the quarter is closed stays open, and counts in a later one.")
    )
    if missing.count and of.closed:
        said = _("The report is sealed without it; what is mended now counts in a later quarter.")
    return Step("missing", str(_("What is missing")), str(_("what is missing")), state, [str(said)])


def _so_far(of: Standing, missing: Missing) -> str:
    said = {"quarter": of.quarter, "day": day(of.span.ends_on)}
    if of.closed:
        left = ngettext(
            "%(quarter)s is closed. %(num)s thing is still missing",
            "%(quarter)s is closed. %(num)s things are still missing",
            missing.count,
            **said,
        )
        nothing = _("%(quarter)s is closed, and nothing is missing.", **said)
        return _since(left, missing) if missing.count else str(nothing)
    if not of.is_over:
        return str(
            ngettext(
                "%(quarter)s ends on %(day)s; so far %(num)s thing is missing.",
                "%(quarter)s ends on %(day)s; so far %(num)s things are missing.",
                missing.count,
                **said,
            )
        )
    if not missing.count:
        return str(_("%(quarter)s: nothing is missing.", **said))
    left = ngettext(
        "%(quarter)s: %(num)s thing is missing",
        "%(quarter)s: %(num)s things are missing",
        missing.count,
        **said,
    )
    return _since(left, missing)


def _since(left: str, missing: Missing) -> str:
    """With the day of the oldest, where any of them has one."""
    said = {"left": left, "day": day(missing.oldest)}
    if missing.oldest is None:
        return str(_("%(left)s.", **said))
    if missing.count == 1:
        return str(_("%(left)s, since %(day)s.", **said))
    return str(_("%(left)s, the oldest since %(day)s.", **said))
