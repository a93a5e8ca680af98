"""Steps of projects and meetings in a file: what is told of a life follows the same table as on the site."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import session
from grants.exporting.export import export_workbook
from tests.grants import programme as p
from tests.grants.living.lives import PATH, choice, life, meeting, minutes, paper, papers, step, steps, whole
from tests.grants.uploading.uploads import refused

APPRAISED = step(2, *PATH[1])


@pytest.mark.parametrize(
    ("sheets", "wrong"),
    [
        ({"project_steps": [step(1, *PATH[1])]}, ["step_out_of_order at project_steps B2"]),
        ({"project_steps": [step(2, *PATH[0])]}, ["step_out_of_order at project_steps B2"]),
        ({"project_steps": [*steps(1), step(3, *PATH[1])]}, ["step_out_of_order at project_steps B3"]),
        ({"project_steps": [*steps(1), step(2, *PATH[2])]}, ["step_out_of_order at project_steps B3"]),
        (
            {"project_steps": [*steps(1), APPRAISED | {"decided_on": "2026-01-31"}]},
            ["date_before at project_steps D3"],
        ),
        (
            {"project_steps": [*steps(1), APPRAISED | {"decided_by": "OLIM"}]},
            ["step_by_same_doer at project_steps E3"],
        ),
        (
            {"project_steps": [*steps(1), APPRAISED | {"step": "declined"}]},
            ["needed_with at project_steps A3"],
        ),
        (
            {"documents": papers(["quote"])},
            ["step_without_paper at project_steps C2", "step_without_paper at project_steps C3"],
        ),
        ({"meetings": [meeting(held_on="2026-02-02")]}, ["project_not_chosen at project_steps C2"]),
        (
            {"project_steps": [step(1, *PATH[0], meeting=None)]},
            ["project_not_chosen at project_steps C2", "step_without_paper at project_steps C2"],
        ),
        ({"budget_lines": []}, ["project_not_costed at project_steps C3"]),
        ({"projects": [p.project()]}, ["status_against_steps at projects H2"]),
    ],
)
def test_what_the_table_does_not_allow_is_refused(
    sqlite_engine: sa.Engine, tmp_path: Path, sheets: p.Sheets, wrong: list[str]
) -> None:
    found = p.problems(sqlite_engine, tmp_path, life(project_steps=steps(2)) | sheets)
    assert sorted(found) == sorted(wrong)


def test_nobody_certifies_in_a_file_on_their_own_certificate_either(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    own = [paper("certificate", added_by="Bahrom"), minutes()]
    own += papers(["bill_of_quantities", "agreement", "land_consent", *["quote"] * 3])
    found = p.problems(sqlite_engine, tmp_path, whole(5) | {"documents": own})
    assert found == ["step_on_own_paper at project_steps C6"]
    missing: p.Sheets = {"progress": [], "indicators": []}
    assert p.problems(sqlite_engine, tmp_path, whole(5) | missing) == [
        "project_without_baselines at project_steps C4",
        "project_not_built at project_steps C6",
    ]


def test_a_whole_life_is_read_back_from_its_export(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    """An indicator that was added after the approval has no baseline of before: that is no lie of the step."""
    p.booked(sqlite_engine, tmp_path, whole(7))
    late = {"project": "W-1", "code": "L", "name": "Late", "unit": "taps", "target": 3}
    p.booked(sqlite_engine, tmp_path, {"indicators": [late]})
    file = tmp_path / "out.xlsx"
    with session(sqlite_engine) as reading:
        export_workbook(reading, "P", file)
    assert p.take_file(sqlite_engine, file).is_no_change
    assert p.differences(sqlite_engine) == []


def test_a_life_goes_on_in_a_second_file_and_takes_its_status_along(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    p.booked(sqlite_engine, tmp_path, whole(3))
    started = {"project_steps": [step(4, *PATH[3])]}
    assert p.problems(sqlite_engine, tmp_path, started) == ["status_against_steps at project_steps C2"]
    p.booked(
        sqlite_engine,
        tmp_path,
        started | {"projects": [p.project(status="in_progress", approved_on="2026-02-10")]},
    )
    assert p.rows(sqlite_engine, "project", "status") == ["in_progress"]


def test_nobody_takes_a_step_for_somebody_else_by_an_upload(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    p.booked(sqlite_engine, tmp_path, life())
    new = {"project_steps": steps(1)}
    assert refused(sqlite_engine, tmp_path, new) == ["booked_by_command at project_steps A2"]
    check: p.Row = {"project": "W-1", "checked_on": "2026-08-01", "functional": "yes", "checked_by": "Bahrom"}
    checks: p.Sheets = {"service_checks": [check]}
    assert refused(sqlite_engine, tmp_path, checks) == ["signed_by_another at service_checks D2"]


@pytest.mark.parametrize(
    ("sheets", "wrong"),
    [
        ({"meetings": [meeting(men=-1, women=30)]}, "negative at meetings E2"),
        ({"meetings": [meeting(households=27)]}, "too_many_votes at meetings F2"),
        ({"meetings": [meeting(women=40, households=31)]}, "too_many_households at meetings F2"),
        ({"choices": [choice(0)]}, "not_positive at choices B2"),
        ({"choices": [choice(votes_for=27)]}, "too_many_votes at choices E2"),
        ({"choices": [choice(votes_from_abroad=5)]}, "too_many_votes at choices F2"),
        ({"choices": [choice(votes_for=2)]}, "too_many_votes at choices F2"),
    ],
)
def test_more_people_and_votes_than_there_can_be_are_refused(
    sqlite_engine: sa.Engine, tmp_path: Path, sheets: p.Sheets, wrong: str
) -> None:
    community = {"code": "COM", "programme": "P", "name": "The village", "households": 30}
    found = p.problems(sqlite_engine, tmp_path, life(communities=[community]) | sheets)
    assert found == [wrong]


def test_a_meeting_stays_as_it_is_once_a_step_stands_on_it(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    """But what becomes a project later may still be named."""
    other = choice(2, project=None, work="A bridge", votes_for=2, votes_from_abroad=None)
    p.booked(sqlite_engine, tmp_path, life(choices=[choice(), other], project_steps=steps(1)))
    for sheets, place in (
        ({"meetings": [meeting(women=13)]}, "meetings D2"),
        ({"choices": [choice(votes_for=19)]}, "choices E2"),
        ({"choices": [choice(3, project=None)]}, "choices B2"),
    ):
        assert p.problems(sqlite_engine, tmp_path, sheets) == [f"meeting_in_use at {place}"]
    p.booked(
        *(sqlite_engine, tmp_path),
        {"projects": [p.unapproved("W-2")], "choices": [other | {"project": "W-2"}]},
    )
