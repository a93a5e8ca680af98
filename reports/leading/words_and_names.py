"""The steps in which people put words and names to a quarter: its narrative, and who signs for it."""

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.web.i18n import day
from grants.models.quarters import Part, Section
from grants.telling.labels import PARTS, SECTIONS
from grants.telling.narrative import narrative_of
from reports.leading.standing import Standing
from reports.leading.step import Link, State, Step

_BY_THEN = {
    Part.PREPARED: _l("whoever asks for the quarter to be closed signs it"),
    Part.CHECKED: _l("not signed"),
    Part.APPROVED: _l("whoever confirms the closing signs it"),
}


def narrative_step(of: Standing) -> Step:
    written = narrative_of(of.session, of.place.programme_id, of.quarter)
    said = [
        str(
            _(
                "%(section)s: by %(name)s, %(day)s",
                section=SECTIONS[section],
                name=row.written_by,
                day=day(row.written_on),
            )
        )
        for section, row in written.items()
    ]
    if not written:
        said = [str(_("None of its %(num)s sections is written.", num=len(Section)))]
    else:
        said += [
            str(_("%(section)s: not written", section=SECTIONS[each]))
            for each in Section
            if each not in written
        ]
    return Step(
        "narrative",
        str(_("Narrative")),
        str(_("the narrative")),
        _state(of, len(written), len(Section)),
        said,
        None if len(written) == len(Section) or of.closed else of.holders.manager(),
        _link(of, "narrative.narrative_edit", written, _("Read it") if of.closed else _("Write it")),
    )


def signatures_step(of: Standing) -> Step:
    """Done once somebody has checked the report: the other parts are signed by closing the quarter."""
    signed = of.signed
    said = [
        str(_("%(part)s: by %(name)s, %(day)s", part=PARTS[part], name=row.signed_by, day=day(row.signed_on)))
        for part, row in signed.items()
    ]
    lacking = [part for part in Part if part not in signed]
    if not of.closed:
        said += [str(_("%(part)s: %(what)s", part=PARTS[part], what=_BY_THEN[part])) for part in lacking]
    elif not signed:
        said = [str(_("Nobody has signed."))]
    is_checked = Part.CHECKED in signed and not of.check_may_be_old
    if of.check_may_be_old:
        said.append(
            str(_("Something may have changed since: the page of the signatures says which of them count."))
        )
    others = (row.signed_by for part, row in signed.items() if part is not Part.CHECKED)
    return Step(
        "signatures",
        str(_("Signatures")),
        str(_("the signatures")),
        _state(of, 1 if of.check_may_be_old else 2 * is_checked or len(signed), 2),
        said,
        None if is_checked or of.closed else of.holders.signer(*others),
        _link(of, "signatures.signature_list", signed, _("See them") if of.closed else _("Sign")),
    )


def _state(of: Standing, there: int, needed: int) -> State:
    if there >= needed:
        return State.DONE
    if of.closed:
        return State.LEFT_OUT
    if not of.is_over:
        return State.NOT_YET
    return State.WAITING if there else State.MISSING


def _link(of: Standing, endpoint: str, there: Collection[object], label: str) -> Link | None:
    """None to what a closed quarter was sealed without."""
    if of.closed and not there:
        return None
    return Link(label, of.place.url(endpoint, quarter=of.quarter))
