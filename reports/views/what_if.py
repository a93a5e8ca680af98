"""What if: what is to be otherwise, and what would have come of it. Addresses say all of it; nothing is stored."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session, snapshot
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here
from core.web.attachments import attached
from core.web.engine import engine
from core.web.lists import page_among
from grants.entering.said import said
from grants.trying.alterations import Alteration, How
from grants.trying.altering import NotAltered
from grants.workbook.mapping import Content
from reports.trying.asking import refuse_beyond_a_page, try_out
from reports.trying.picture import picture_of
from reports.trying.reasons import reason_in_words
from reports.trying.told import Told, what_a_trial_is
from reports.trying.workbook import write_trial
from reports.views.what_if_choosing import asked, by_themselves, choice_page, query_of, seen, taken_back

what_if = Blueprint("what_if", __name__, url_prefix="/programmes/<code:programme>/what-if")

_ONE_AT_A_TIME = Lock()
"""A trial holds the whole programme in memory: one after the other costs no more time, and less room."""


@what_if.get("")
@allows(Action.SEE_RULES)
def trial_choose(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        try:
            return choice_page(reading, at, asked())
        except Refusal as refusal:
            return choice_page(reading, at, [], [sentence(refusal)])


@what_if.get("/result")
@allows(Action.SEE_RULES)
def trial_detail(programme: str) -> ResponseReturnValue:
    with snapshot(engine()) as reading:
        at = here(reading, programme)
        found = _tried(reading, at)
        if not isinstance(found, Told):
            return found
        alterations = asked()
        return render_template(
            "reports/trial_detail.html",
            told=found,
            taken_back=taken_back(alterations),
            alter_again=_alter_again(at, alterations, found),
            page=page_among(found.compared.changed),
            pictures={fund.code: picture_of(fund) for fund in found.compared.funds},
            reason_in_words=reason_in_words,
            what_it_is=what_a_trial_is(),
            query=query_of(alterations),
        )


@what_if.get("/result.xlsx")
@allows(Action.SEE_RULES)
def trial_download(programme: str) -> ResponseReturnValue:
    with snapshot(engine()) as reading:
        at = here(reading, programme)
        found = _tried(reading, at)
        if not isinstance(found, Told):
            return found
        with TemporaryDirectory() as folder:
            path = Path(folder, "what-if.xlsx")
            write_trial(found, path)
            return attached(path, f"{at.programme.code} what-if.xlsx")


def _tried(reading: Session, at: Here) -> Told | ResponseReturnValue:
    """What is told, or the page that says why not."""
    alterations: list[Alteration] = []
    try:
        alterations = asked()
        if not alterations:
            return redirect(url_for("what_if.trial_choose", programme=at.programme.code))
        refuse_beyond_a_page(reading, at.programme, alterations)
        with _ONE_AT_A_TIME:
            return try_out(reading, at.programme, alterations, seen(at))
    except Refusal as refusal:
        return choice_page(reading, at, [], [sentence(refusal)])
    except NotAltered as refused:
        return choice_page(reading, at, alterations, [said(problem) for problem in refused.problems])


def _alter_again(at: Here, alterations: Sequence[Alteration], told: Told) -> list[tuple[str, str]]:
    """Words and address of the form of each alteration, with what was typed into it; a rule left out has none."""
    query = {"programme": at.programme.code, **query_of(alterations)}
    follows = {row.key: row.follows for row in told.compared.altered.rows if row.sheet == "rules"}
    found = []
    for each in by_themselves(alterations):
        address = _form_of(each, follows.get(each.key), query)
        if address is not None:
            found.append((_("Alter %(what)s again", what=each.name), address))
    return found


def _form_of(each: Alteration, follows: Content | None, query: dict[str, Any]) -> str | None:
    """`follows` is the version that an added one follows."""
    if each.how is How.LEAVE_OUT:
        return None
    if each.how is How.ADD and follows is not None:
        version = follows["version"]
        return url_for("what_if.trial_next_version", rule=each.key[0], version=version, **query)
    if each.how is How.ADD:
        return url_for("what_if.trial_new_rule", code=each.key[0], **query)
    if each.sheet == "rules":
        return url_for("what_if.trial_rule", rule=each.key[0], version=int(each.key[1]), **query)
    if each.sheet == "funds":
        return url_for("what_if.trial_fund", fund=each.key[0], **query)
    return url_for("what_if.trial_rate", currency=each.key[0], month=each.key[1], **query)
