"""What works achieve: the list of all, and the page of one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import page_among
from grants.impact import labels
from grants.impact.checking import photos_of
from grants.impact.communities import communities_reached
from grants.impact.confirmations import confirmations_of
from grants.impact.doubt_words import in_words
from grants.impact.indicators import indicators_now, with_photos
from grants.impact.odd import doubts_of
from grants.impact.people import people_of, reached_by
from grants.impact.works import Work, works_within
from grants.showing.project_money import money_of
from grants.views.life_page import find_project_or_404
from household_groups.models.projects import Project
from household_groups.models.registry import Community

impact = Blueprint("impact", __name__, url_prefix="/programmes/<code:programme>")


@impact.get("/impact")
@allows(Action.SEE_PROJECTS)
def impact_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        today = today_in(place.programme, datetime.now(UTC))
        works = works_within(reading, place.reach, today)
        found = indicators_now(reading, [work.project for work in works], today)
        of_all = [now for each in found.values() for now in each]
        return render_template(
            "grants/impact_list.html",
            page=page_among(works),
            indicators=found,
            people=people_of(reading, place.programme_id, found),
            communities=communities_reached(reading, place.programme_id, works, found),
            overdue=[work for work in works if work.is_overdue],
            stopped=[work for work in works if work.has_stopped],
            of_all=of_all,
            oldest=max((now.age for now in of_all if now.age is not None), default=None),
            follows=place.reach_of(Action.FOLLOW_UP),
            labels=labels,
        )


@impact.get("/projects/<code:project>/impact")
@allows(Action.SEE_PROJECTS)
def project_impact(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found, community = find_project_or_404(reading, place, project)
        return impact_page(reading, place, found, community)


def impact_page(reading: Session, place: Here, project: Project, community: Community) -> str:
    today = today_in(place.programme, datetime.now(UTC))
    found = with_photos(reading, indicators_now(reading, [project], today)[project.id or 0])
    works: Sequence[Work] = works_within(reading, place.reach, today, project.code)
    odd = {
        now.indicator.code: [in_words(each) for each in doubts_of(reading, now.indicator, now.latest)]
        for now in found
        if now.latest is not None
    }
    money = money_of(reading, project)
    return render_template(
        "grants/impact_project.html",
        cost=None if money.spent is None else money.spent + money.in_kind,
        project=project,
        community=community,
        indicators=found,
        odd=odd,
        confirmed=confirmations_of(reading, place.programme_id, found),
        work=works[0] if works else None,
        photos=photos_of(reading, project, works[0].checks) if works else [],
        reached=reached_by(reading, project, community, found, works[0] if works else None),
        follows=place.reach_of(Action.FOLLOW_UP).has_community(community.code),
        labels=labels,
    )
