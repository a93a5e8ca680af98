"""Pages of matches: every decision within reach, and why it was made."""

from http import HTTPStatus

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import page_of
from grants.forms.match_filter import MatchFilter
from grants.models.matches import MatchEntry
from grants.rules_in_words.sentences import sentences_of
from grants.showing.causes import causes_of
from grants.showing.decisions import Decision, decisions_of, explanation_for, newest_first, totals
from grants.showing.pictures import flow_of
from grants.visible import matches_within
from grants.wondering.answers import answers_on
from household_groups.labels import KINDS, SOURCES
from household_groups.models.registry import Community, Household

matches = Blueprint("matches", __name__)


@matches.get("/programmes/<code:programme>/matches")
@allows(Action.SEE_MATCHES)
def match_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        form = MatchFilter(request.args)
        form.offer(reading, at.reach)
        is_sound = form.validate()
        wanted = list(form.conditions(at.reach)) if is_sound else [sa.false()]
        page = page_of(reading, newest_first(*wanted))
        body = render_template(
            "grants/match_list.html",
            form=form,
            page=page,
            decisions=decisions_of(reading, page.rows),
            totals=totals(reading, *wanted) if page.total else [],
        )
        return body, HTTPStatus.OK if is_sound else form.status


@matches.get("/programmes/<code:programme>/matches/<int:seq>/<int:line>")
@allows(Action.SEE_MATCHES)
def match_detail(programme: str, seq: int, line: int) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        entry = reading.exec(
            select(MatchEntry).where(MatchEntry.seq == seq, MatchEntry.line == line, matches_within(at.reach))
        ).first()
        if entry is None:
            abort(404)
        [decision] = decisions_of(reading, [entry])
        story = _story(reading, decision)
        [answer] = answers_on(reading, decision.contribution, [decision], at.reach)
        return render_template(
            "grants/match_detail.html",
            decision=decision,
            answer=answer,
            flow=flow_of(explanation_for(reading, decision, at.reach)),
            terms=sentences_of(decision.rule, decision.fund),
            story=story,
            causes=causes_of(reading, at, {each.entry.seq for each in story}),
            household=_household(reading, at, decision),
            kind=KINDS[decision.contribution.kind],
            source=SOURCES[decision.contribution.source] if decision.contribution.source else "",
        )


def _story(reading: Session, decision: Decision) -> list[Decision]:
    """Every entry on the contribution under the rule, in the order of time."""
    entry = decision.entry
    query = newest_first(
        col(MatchEntry.programme_id) == entry.programme_id,
        col(MatchEntry.contribution_id) == entry.contribution_id,
        col(MatchEntry.rule_id) == entry.rule_id,
    )
    return decisions_of(reading, list(reversed(reading.execute(query).scalars().all())))


def _household(reading: Session, at: Here, decision: Decision) -> str | None:
    """The code of the household that gave, for whoever may see households there."""
    id = decision.contribution.household_id
    community = reading.get_one(Community, decision.group.community_id)
    if id is None or not at.reach_of(Action.SEE_HOUSEHOLDS).has_community(community.code):
        return None
    return reading.get_one(Household, id).code
