"""The table of the life of a project: every pair of states, who may, and that the documentation shows it."""

from datetime import date
from pathlib import Path

import pytest

from core.roles import ALLOWED, Action
from grants.living.drawing import as_diagram, as_markdown
from grants.living.labels import NEXT, STEPS, TONES, VERBS, WHO, lack_in_words
from grants.living.lacking import Lack
from grants.living.transitions import (
    FINAL,
    STATUSES,
    TRANSITIONS,
    Condition,
    following,
    is_barred,
    transition,
)
from household_groups.models.life import ProjectStep, ProjectStepKind

S = ProjectStepKind
PAGE = Path(__file__).parents[3] / "docs" / "life-of-a-project.md"

MAY_FOLLOW = {
    None: {S.PROPOSED},
    S.PROPOSED: {S.APPRAISED, S.DECLINED, S.CANCELLED},
    S.APPRAISED: {S.APPROVED, S.DECLINED, S.CANCELLED},
    S.DECLINED: {S.PROPOSED, S.CANCELLED},
    S.APPROVED: {S.STARTED, S.CANCELLED},
    S.STARTED: {S.COMPLETED, S.CANCELLED},
    S.COMPLETED: {S.HANDED_OVER},
    S.HANDED_OVER: {S.MAINTAINED},
    S.MAINTAINED: set(),
    S.CANCELLED: set(),
}


def done(step: ProjectStepKind, by: str) -> ProjectStep:
    return ProjectStep(
        programme_id=1, project_id=1, number=1, step=step, decided_on=date(2026, 1, 1), decided_by=by
    )


@pytest.mark.parametrize("step", S)
@pytest.mark.parametrize("before", [None, *S])
def test_of_every_pair_of_states_it_says_whether_one_may_follow_the_other(
    before: ProjectStepKind | None, step: ProjectStepKind
) -> None:
    assert (transition(before, step) is not None) == (step in MAY_FOLLOW[before])


def test_the_way_ahead_comes_first_and_leads_from_the_proposal_to_its_maintenance() -> None:
    state, path = None, list[ProjectStepKind]()
    while following(state):
        state = following(state)[0].step
        path.append(state)
    assert path == [
        *(S.PROPOSED, S.APPRAISED, S.APPROVED, S.STARTED, S.COMPLETED, S.HANDED_OVER, S.MAINTAINED)
    ]


def test_every_step_is_a_step_for_whoever_follows_up_works_and_has_words() -> None:
    """The page's one route asks for that right; the table for the narrower one."""
    for each in TRANSITIONS:
        assert {role for role in ALLOWED if each.action in ALLOWED[role]} <= {
            role for role in ALLOWED if Action.FOLLOW_UP in ALLOWED[role]
        }
        assert WHO[each.action]
    for words in (STEPS, TONES, NEXT, VERBS, STATUSES):
        assert set(words) == set(S)
    assert all(lack_in_words(Lack(condition=condition)) for condition in Condition)


def test_the_maker_is_not_the_checker() -> None:
    for before, step, maker in (
        (S.PROPOSED, S.APPRAISED, S.PROPOSED),
        (S.PROPOSED, S.DECLINED, S.PROPOSED),
        (S.APPRAISED, S.APPROVED, S.PROPOSED),
        (S.APPRAISED, S.APPROVED, S.APPRAISED),
        (S.STARTED, S.COMPLETED, S.STARTED),
        (S.COMPLETED, S.HANDED_OVER, S.COMPLETED),
    ):
        found = transition(before, step)
        assert found is not None
        assert is_barred(found, " ZARINA", [done(maker, "zarina")])
        assert not is_barred(found, "olim", [done(maker, "zarina")])


def test_who_proposed_it_the_last_time_counts() -> None:
    found = transition(S.PROPOSED, S.APPRAISED)
    assert found is not None
    twice = [done(S.PROPOSED, "olim"), done(S.DECLINED, "zarina"), done(S.PROPOSED, "bahrom")]
    assert is_barred(found, "bahrom", twice)
    assert not is_barred(found, "olim", twice)


def test_what_ends_a_life_leads_nowhere_but_to_another_try() -> None:
    assert {step for final in FINAL for step in MAY_FOLLOW[final]} == {S.PROPOSED, S.CANCELLED}


def test_the_page_shows_the_table_and_its_picture() -> None:
    page = PAGE.read_text()
    assert as_markdown() in page
    assert as_diagram() in page
