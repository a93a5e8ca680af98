"""What can be wrong with meetings, the steps of projects, whom works reach, and grievances."""

from grants.importing.problems import RowProblem as P
from tests.grants import programme as of
from tests.grants.importing.cases import Case, only
from tests.grants.living.lives import PATH, choice, life, meeting, minutes, paper, papers, step, steps, whole
from tests.grants.programme import Row

_BY_OLIM = step(2, *PATH[1]) | {"decided_by": "Olim"}
_OWN = [minutes(), *papers(["bill_of_quantities", "agreement", "land_consent", *["quote"] * 3])]
_OWN += [paper("certificate", added_by="bahrom")]
_VILLAGE = [{"code": "COM", "programme": "P", "name": "The village", "households": 17}]


def place(code: str) -> Row:
    return {"code": code, "programme": "P", "name": code}


def indicator(**other: object) -> Row:
    row = {"project": "W-1", "code": "B", "name": "People", "unit": "people", "baseline": 0, "target": 9}
    return row | other


def reached(**other: object) -> Row:
    row = {"project": "W-1", "community": "COM", "measured_on": "2026-05-02", "people": 10}
    return row | other


def complaint(**other: object) -> Row:
    row = {"code": "GR-1", "received_on": "2026-03-02", "channel": "phone", "category": "works"}
    return row | {"access": "restricted", "words": "The trench", "recorded_by": "olim"} | other


_RESOLVED = {"grievance": "GR-1", "number": 1, "step": "resolved", "decided_on": "2026-03-04"}
_HEARD = of.programme(grievances=[complaint()])

CASES_OF_LIVES = [
    Case(
        P.MEETING_IN_USE, "meetings women 2", only(meetings=[meeting(women=13)]), before=whole(1), about="P"
    ),
    Case(P.TOO_MANY_HOUSEHOLDS, "meetings households 2", life(communities=_VILLAGE)),
    Case(P.TOO_MANY_VOTES, "choices votes_for 2", life(choices=[choice(votes_for=27)])),
    Case(P.STEP_BY_SAME_DOER, "project_steps decided_by 3", life(project_steps=[*steps(1), _BY_OLIM])),
    Case(P.STEP_WITHOUT_PAPER, "project_steps step 2", life(project_steps=steps(1), documents=[])),
    Case(P.STEP_ON_OWN_PAPER, "project_steps step 6", whole(5) | {"documents": _OWN}),
    Case(
        P.PROJECT_NOT_CHOSEN,
        "project_steps step 2",
        life(project_steps=steps(1), meetings=[meeting(held_on="2026-02-02")]),
    ),
    Case(P.PROJECT_NOT_COSTED, "project_steps step 3", life(project_steps=steps(2), budget_lines=[])),
    Case(P.PROJECT_WITHOUT_BASELINES, "project_steps step 4", whole(3) | {"indicators": []}),
    Case(P.PROJECT_NOT_BUILT, "project_steps step 6", whole(5) | {"progress": []}),
    Case(
        P.STATUS_AGAINST_STEPS,
        "projects status 2",
        life(projects=[of.project()], project_steps=steps(2)),
    ),
    Case(
        P.PROJECT_NOT_CHOSEN,
        "project_steps step 2",
        life(
            project_steps=steps(1),
            meetings=[meeting(community="OTHER")],
            communities=[place("COM"), place("OTHER")],
        ),
    ),
    # what a booked step stands on
    Case(
        P.PROJECT_NOT_BUILT,
        "progress actual 2",
        only(progress=[{"project": "W-1", "on": "2026-05-30", "actual": 90, "certified_by": "An engineer"}]),
        before=whole(5),
    ),
    Case(
        P.PROJECT_NOT_BUILT,
        "progress actual 2",
        only(progress=[{"project": "W-1", "on": "2026-05-31", "actual": 99, "certified_by": "An engineer"}]),
        before=whole(5),
    ),
    Case(
        P.PROJECT_WITHOUT_BASELINES,
        "indicators baseline 2",
        only(indicators=[indicator(baseline=None)]),
        before=whole(3),
    ),
    Case(
        P.PROJECT_WITHOUT_BASELINES,
        "changes value 2",
        only(changes=[of.change("indicators", "W-1|B", "baseline", None, old="0")]),
        before=whole(3),
    ),
    # whom works reach
    Case(P.CATALOGUE_UNKNOWN, "indicators catalogue 2", of.programme(indicators=[indicator(catalogue="x")])),
    Case(
        P.UNIT_CONTRADICTS,
        "indicators unit 2",
        of.programme(indicators=[indicator(catalogue="people_with_water", unit="km")]),
    ),
    Case(P.PARTS_BEYOND_WHOLE, "reached people 2", of.programme(reached=[reached(female=6, male=5)])),
    # grievances
    Case(
        P.STAYS_RESTRICTED, "grievances access 2", only(grievances=[complaint(access="open")]), before=_HEARD
    ),
    Case(
        P.RESOLVED_BY_RECORDER,
        "grievance_steps decided_by 2",
        only(grievance_steps=[_RESOLVED | {"decided_by": "Olim", "words": "Filled"}]),
        before=_HEARD,
    ),
]
