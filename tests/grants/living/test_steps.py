"""Steps on the books: what each lacks is refused, the status goes with it, and nothing contradicts it after."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import transaction
from core.errors import Refusal
from grants.entering.entering import NotEntered, enter
from grants.importing.importing import Occasion
from grants.living.refusals import LivingReason
from tests.grants import programme as p
from tests.grants.living import lives
from tests.grants.living.lives import PATH, books, life, papers, take, whole
from tests.grants.uploading.uploads import refused


def refusal(engine: sa.Engine, *step: str) -> tuple[LivingReason, str]:
    """Why it is refused, and what is lacking; then nothing may be stored."""
    before = p.count_rows(engine)
    with pytest.raises(Refusal) as caught:
        take(engine, *step)
    assert p.count_rows(engine) == before
    return LivingReason(caught.value.reason), str(caught.value.details.get("lacks", ""))


def test_a_life_is_walked_to_its_end_and_its_status_goes_with_it(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    """The approval and a cancellation are of other pages, so here the approval is only a row like others."""
    given = [p.contribution(verified_on="2026-02-03", received_on="2026-02-02", amount=50)]
    engine = books(sqlite_engine, tmp_path, life(contributions=given))
    seen = []
    for kind, by, on in PATH:
        take(engine, kind, by, on)
        seen += p.rows(engine, "project", "status")
    assert seen == [
        *("proposed", "proposed", "approved", "in_progress"),
        *("completed", "handed_over", "maintained"),
    ]
    assert p.rows(engine, "project", "approved_on") == ["2026-02-10"]
    assert p.granted(engine, "C-1")[0] == p.minor(50)
    assert p.rows(engine, "project_step", "number") == [1, 2, 3, 4, 5, 6, 7]
    assert p.differences(engine) == []
    assert refusal(engine, "started", "olim", "2026-08-01")[0] is LivingReason.NOT_NEXT


@pytest.mark.parametrize(
    ("place", "without", "lacking"),
    [
        (0, {"documents": []}, "minutes"),
        (
            0,
            {"choices": [lives.choice(project=None)]},
            "a meeting of its community, held by then, that chose it",
        ),
        (1, {"documents": [lives.minutes()]}, "bill of quantities"),
        (1, {"budget_lines": []}, "a budget with its lines"),
        (2, {"indicators": []}, "a baseline of each indicator"),
        (3, {"documents": [lives.minutes(), *papers(["bill_of_quantities", "agreement"])]}, "land consent"),
        (4, {"progress": []}, "they stand at 0 %"),
        (5, {"documents": [lives.minutes(), *papers([*lives.PAPERS, "certificate"])]}, "handover act"),
        (
            6,
            {"documents": [lives.minutes(), *papers([*lives.PAPERS, "certificate", "handover_act"])]},
            "maintenance plan",
        ),
    ],
)
def test_what_a_step_lacks_refuses_it(
    sqlite_engine: sa.Engine, tmp_path: Path, place: int, without: p.Sheets, lacking: str
) -> None:
    sheets = (whole(place) if place else life()) | without
    engine = books(sqlite_engine, tmp_path, sheets)
    reason, said = refusal(engine, *PATH[place])
    assert reason is LivingReason.LACKS
    assert lacking in said


def test_fewer_quotes_are_enough_where_it_is_said_why(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    one = papers(["bill_of_quantities", "agreement", "land_consent", "quote"])
    engine = books(sqlite_engine, tmp_path, whole(3) | {"documents": [lives.minutes(), *one]})
    assert refusal(engine, *PATH[3]) == (LivingReason.LACKS, "3 × quote (there are 1)")
    take(engine, *PATH[3], words="Only one mason builds tanks in the valley")
    assert p.rows(engine, "project", "status") == ["in_progress"]


def test_who_did_an_earlier_part_is_refused(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    engine = books(sqlite_engine, tmp_path, whole(2))
    for name in ("olim", "BAHROM"):
        assert refusal(engine, "approved", name, "2026-02-10")[0] is LivingReason.OWN
    assert refusal(engine, "declined", "olim", "2026-02-10", "No")[0] is LivingReason.OWN


def test_nobody_certifies_the_completion_on_a_certificate_of_their_own(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    own = [lives.minutes(), *papers(lives.PAPERS), lives.paper("certificate", added_by="nigora")]
    engine = books(sqlite_engine, tmp_path, whole(4) | {"documents": own})
    said = refusal(engine, "completed", "Nigora", "2026-06-01")
    assert said == (LivingReason.LACKS, "certificate that somebody else added")
    take(engine, "completed", "bahrom", "2026-06-01")


def test_a_reason_is_needed_to_decline_and_days_go_on(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    engine = books(sqlite_engine, tmp_path, whole(2))
    assert refusal(engine, "declined", "zarina", "2026-02-10")[0] is LivingReason.NO_WORDS
    assert refusal(engine, "declined", "zarina", "2026-02-04", "No")[0] is LivingReason.BEFORE_THE_LAST
    take(engine, "declined", "zarina", "2026-02-10", "The spring dries up in August")
    take(engine, "proposed", "bahrom", "2026-05-10")
    assert refusal(engine, "appraised", "bahrom", "2026-05-11")[0] is LivingReason.OWN
    take(engine, "appraised", "olim", "2026-05-11")
    assert p.rows(engine, "project", "status") == ["proposed"]
    assert p.differences(engine) == []


@pytest.mark.parametrize("said", [{"status": "completed"}, {"status": "in_progress"}])
def test_a_status_that_contradicts_the_latest_step_is_refused(
    sqlite_engine: sa.Engine, tmp_path: Path, said: dict[str, str]
) -> None:
    engine = books(sqlite_engine, tmp_path, whole(3))
    rows = {"projects": [{"code": "W-1", **said}]}
    occasion = Occasion("zarina", p.TODAY, changed_on=date(2026, 8, 1))
    with pytest.raises(NotEntered) as caught:
        transaction(engine, lambda books: enter(books, "P", rows, occasion))
    assert [problem.kind.value for problem in caught.value.problems] == ["status_against_steps"]
    told = {"changes": [p.change("projects", "W-1", "status", said["status"])]}
    assert refused(engine, tmp_path, told) == ["status_against_steps at changes D2"]


def test_a_project_without_steps_takes_any_status(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    engine = books(sqlite_engine, tmp_path, p.programme())
    rows = {"projects": [{"code": "W-1", "status": "handed_over"}]}
    transaction(engine, lambda books: enter(books, "P", rows, Occasion("zarina", p.TODAY)))
    assert p.rows(engine, "project", "status") == ["handed_over"]
