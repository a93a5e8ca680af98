"""The step of the checks: whether the books agree with themselves, and who looked at what the report says."""

from flask_babel import gettext as _

from core.verification import standing
from core.web.i18n import day, moment
from grants.models.quarters import Part
from reports.leading.standing import Standing
from reports.leading.step import Link, State, Step


def checks_step(of: Standing) -> Step:
    """The check list itself is not made for it: in a large programme that takes some seconds."""
    state, said = _checked(of)
    to_do = state in (State.WAITING, State.MISSING) and of.comes_first is None
    return Step(
        "checks",
        str(_("Checks")),
        str(_("the checks")),
        state,
        said,
        of.holders.manager() if to_do else None,
        _link(of, state),
    )


def _link(of: Standing, state: State) -> Link | None:
    if of.closed or state is State.NOT_YET:
        return None
    if of.comes_first:
        first = str(of.comes_first)
        return Link(
            str(_("Go to %(quarter)s", quarter=first)), of.place.url("quarter.quarter_lead", quarter=first)
        )
    return Link(str(_("Look at the check list")), of.check_list)


def _checked(of: Standing) -> tuple[State, list[str]]:
    if of.closed:
        return State.DONE, [_of_closed(of)]
    if not of.is_over:
        return State.NOT_YET, [str(_("Its last day is %(day)s.", day=day(of.span.ends_on)))]
    if of.comes_first:
        first = str(of.comes_first)
        said = _("%(quarter)s comes first: it is open, and something counts in it.", quarter=first)
        return State.WAITING, [str(said)]
    if of.asked:
        return _asked(of, of.asked.asked_by, moment(of.asked.asked_at))
    if Part.CHECKED in of.signed:
        signed = of.signed[Part.CHECKED]
        by = {"name": signed.signed_by, "day": day(signed.signed_on)}
        if of.check_may_be_old:
            old = _("%(name)s checked the report, %(day)s; something may have changed in it since.", **by)
            return State.WAITING, [str(old)]
        return State.DONE, [
            str(_("%(name)s checked the report against its books and their documents, %(day)s.", **by))
        ]
    what = _("The check list verifies the books, makes the report and says what does not reconcile.")
    return State.MISSING, [str(what), _verified(of)]


def _of_closed(of: Standing) -> str:
    if of.closed and of.closed.sealed:
        return str(_("The books agreed with their journal, and what did not reconcile was explained."))
    return str(_("It was closed before these books came here."))


def _asked(of: Standing, name: str, when: str) -> tuple[State, list[str]]:
    if of.books_moved:
        said = _(
            "Something was booked since %(name)s looked at the check list. Look at it once more.", name=name
        )
        return State.WAITING, [str(said)]
    said = _("%(name)s looked at the check list and found it in order, %(moment)s.", name=name, moment=when)
    return State.DONE, [str(said)]


def _verified(of: Standing) -> str:
    """As the footer of each page says it."""
    last = standing(of.session, of.place.programme_id)
    if last is None:
        return str(_("The books were never verified."))
    if last.is_clean:
        return str(_("The books were verified intact on %(moment)s.", moment=moment(last.verified_at)))
    return str(_("Differences were found in the books on %(moment)s.", moment=moment(last.verified_at)))
