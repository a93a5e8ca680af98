"""What an earlier file left open is taken up by a later one."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.grants.programme import (
    Row,
    booked,
    change,
    contribution,
    differences,
    entries,
    fund,
    granted,
    matches,
    partner,
    payment,
    problems,
    programme,
    project,
    reversal,
    rows,
    rule,
    unapproved,
)


def later(reference: str, amount: object = 100, **other: object) -> Row:
    return contribution(reference, amount, received_on="2026-07-02", verified_on="2026-07-03") | other


def test_the_waiting_are_freed_by_a_contribution_of_a_later_file(engine: sa.Engine, tmp_path: Path) -> None:
    waiting = programme(
        rules=[rule(counted_min=200)],
        contributions=[contribution("C-1", 90), contribution("C-2", 80)],
        reversals=[reversal(10, "C-1")],
    )
    booked(engine, tmp_path, waiting)
    assert [granted(engine, reference) for reference in ("C-1", "C-2")] == [(0, 0, "waiting")] * 2
    booked(engine, tmp_path, {"contributions": [later("C-3", 39)]})
    assert granted(engine, "C-3") == (0, 0, "waiting")
    booked(engine, tmp_path, {"contributions": [later("C-4", 1)]})
    assert [granted(engine, f"C-{number}") for number in (1, 2, 3, 4)] == [
        (8_000, 0, "full"),
        (8_000, 0, "full"),
        (3_900, 0, "full"),
        (100, 0, "full"),
    ]
    assert differences(engine) == []


def test_the_held_are_matched_when_a_later_file_approves_the_project(
    engine: sa.Engine, tmp_path: Path
) -> None:
    held = programme(
        projects=[unapproved(budget=150)],
        contributions=[contribution("C-1", 60), contribution("C-2", 40, verified_on="2026-03-04")],
        reversals=[reversal(15, "C-1")],
    )
    booked(engine, tmp_path, held)
    assert matches(engine) == {}
    approved = {"projects": [project(budget=150, approved_on="2026-08-01")]}
    result = booked(engine, tmp_path, approved)
    assert (result.changed, result.events) == ({"projects": 1}, 2)  # its status changed, too
    assert granted(engine, "C-2") == (4_000, 0, "full")  # verified first; 85 + 40 + 25 are the budget
    assert granted(engine, "C-1") == (2_500, 0, "funding_gap")
    assert booked(engine, tmp_path, approved).is_no_change
    assert differences(engine) == []


def test_a_partners_funding_of_a_later_file_narrows_the_gap(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, programme(projects=[project(budget=500)], contributions=[contribution()]))
    booked(engine, tmp_path, {"other_funding": [partner(amount=150)], "contributions": [later("C-2")]})
    assert granted(engine, "C-2") == (5_000, 0, "funding_gap")
    assert differences(engine) == []


@pytest.mark.parametrize(
    ("paid", "released"), [(None, 8_000), (90, 1_000), (100, 0)], ids=["unpaid", "partly paid", "paid"]
)
def test_a_settlement_in_a_later_file_releases_what_was_not_paid(
    paid: int | None, released: int, engine: sa.Engine, tmp_path: Path
) -> None:
    payments = [] if paid is None else [payment(amount=paid)]
    booked(engine, tmp_path, programme(contributions=[contribution()], disbursements=payments))
    settled = project(status="completed", settled_on="2026-08-01", final_cost=120)
    booked(engine, tmp_path, {"projects": [settled]})
    assert granted(engine, "C-1") == (10_000, released, "full")
    booked(engine, tmp_path, {"contributions": [later("C-2")]})
    assert ("C-2", "R") not in matches(engine)
    assert booked(engine, tmp_path, {"projects": [settled]}).is_no_change
    assert differences(engine) == []


def test_a_settlement_reads_the_payments_and_refunds_of_its_own_file(
    engine: sa.Engine, tmp_path: Path
) -> None:
    booked(engine, tmp_path, programme(contributions=[contribution()]))
    settled = project(status="cancelled", settled_on="2026-08-01", final_cost=0)
    paid = [
        payment(amount=60, refund_of=None, override_reason=None),
        payment("D-2", -20, paid_on="2026-07-01", refund_of="D-1"),
        payment("D-3", 5, paid_on="2026-08-02", override_reason="Retention money"),
    ]
    booked(engine, tmp_path, {"projects": [settled], "disbursements": paid})
    assert granted(engine, "C-1") == (10_000, 6_000, "full")
    assert differences(engine) == []


def test_a_settled_project_is_not_settled_again(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    settled = project(status="completed", settled_on="2026-08-01", final_cost=120)
    booked(sqlite_engine, tmp_path, programme(projects=[settled], contributions=[contribution()]))
    again = settled | {"settled_on": "2026-08-09", "final_cost": 110}
    assert problems(sqlite_engine, tmp_path, {"projects": [again]}) == [
        "may_not_change at projects I2",
        "may_not_change at projects J2",
    ]


HELD_BACK = programme(funds=[fund(budget=50)], contributions=[contribution(), contribution("C-2")])
RAISED: dict[str, list[Row]] = {"funds": [fund(budget=120)]}


def rematched(reference: str, amount: object, **other: object) -> Row:
    return {
        "fund": "F",
        "booked_on": "2026-09-01",
        "contribution": reference,
        "rule": "R",
        "granted": amount,
    } | other


def test_a_rematch_that_the_file_tells_is_booked(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, HELD_BACK)
    assert [granted(engine, reference)[0] for reference in ("C-1", "C-2")] == [5_000, 0]
    told = RAISED | {"rematches": [rematched("C-1", 50), rematched("C-2", 20)]}
    result = booked(engine, tmp_path, told)
    assert (result.events, result.entries) == (2, 2)
    assert granted(engine, "C-1") == (10_000, 0, "full")
    assert granted(engine, "C-2") == (2_000, 0, "fund_budget")
    assert rows(engine, "rematch", "booked_by") == ["tester"]
    assert booked(engine, tmp_path, told).is_no_change
    assert differences(engine) == []


def test_a_rematch_that_grants_otherwise_is_refused(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, HELD_BACK)
    before = entries(sqlite_engine)
    for told, wrong in (
        ([rematched("C-1", 49), rematched("C-2", 20)], ["rematch_differs at rematches E2"]),
        ([rematched("C-1", 50)], ["rematch_misses at rematches C2"]),
        (
            [rematched("C-1", 50, rule="S")],
            ["rematch_differs at rematches E2", "rematch_misses at rematches C2"],
        ),
        ([rematched("C-9", 50)], ["code_unknown at rematches C2"]),
    ):
        found = problems(sqlite_engine, tmp_path, RAISED | {"rematches": told})
        assert set(found) == set(wrong)
    assert entries(sqlite_engine) == before


def test_two_rematches_of_one_day_are_told_apart_by_their_places(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    """The fund is raised and re-matched twice on one day."""
    raised = [
        change("funds", "F", "budget", "80", old="50", effective_on="2026-09-01", seq=4),
        change("funds", "F", "budget", "120", old="80", effective_on="2026-09-01", seq=6),
    ]
    both = programme(
        funds=[fund(budget=120)],
        projects=[project(approved_seq=1)],
        contributions=[contribution(verified_seq=2), contribution("C-2", verified_seq=3)],
        changes=raised,
        rematches=[
            rematched("C-1", 30, seq=5),
            rematched("C-1", 20, seq=7),
            rematched("C-2", 20, seq=7),
        ],
    )
    once = both | {
        "funds": [fund(budget=80)],
        "changes": both["changes"][:1],
        "rematches": both["rematches"][:1],
    }
    booked(sqlite_engine, tmp_path, once)
    assert granted(sqlite_engine, "C-1") == (8_000, 0, "fund_budget")
    booked(sqlite_engine, tmp_path, both)
    assert granted(sqlite_engine, "C-1") == (10_000, 0, "full")
    assert granted(sqlite_engine, "C-2") == (2_000, 0, "fund_budget")
    assert booked(sqlite_engine, tmp_path, both).is_no_change
    assert differences(sqlite_engine) == []


def test_a_payment_of_a_later_file_stays_within_what_was_matched_by_its_day(
    engine: sa.Engine, tmp_path: Path
) -> None:
    booked(engine, tmp_path, programme(contributions=[contribution()], disbursements=[payment(amount=70)]))
    for wrong in (
        payment("D-2", 31),
        payment("D-2", 1, paid_on="2026-03-04"),  # C-1 was verified on the 5th
    ):
        found = problems(engine, tmp_path, {"disbursements": [wrong]})
        assert found == ["beyond_matched at disbursements E2"]
    refund = payment("D-2", -20, refund_of="D-1", paid_on="2026-04-02")
    more = payment("D-3", 50, refund_of=None, paid_on="2026-04-03")
    booked(engine, tmp_path, {"disbursements": [refund, more]})
    over = payment("D-4", 1, paid_on="2026-04-04", override_reason="Agreed with the donor")
    booked(engine, tmp_path, {"disbursements": [over]})
    assert differences(engine) == []
