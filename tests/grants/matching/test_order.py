"""The order in which rules are taken, and the version that decides."""

from tests.grants.matching.village import Village, lines


def test_rules_are_taken_by_priority_then_by_code_point() -> None:
    village = Village()
    for code, priority in (("ñ", 2), ("a", 2), ("Z", 2), ("LAST", 3), ("first", 1)):
        village.rule(code, priority=priority)
    taken = [line.split(":")[0] for line in village.give(1)]
    assert taken == ["C1 first", "C1 Z", "C1 a", "C1 ñ", "C1 LAST"]


def test_a_scheme_is_taken_with_its_smallest_priority_and_booked_by_code() -> None:
    village = Village()
    village.fund("X")
    village.rule("A", priority=2)
    village.rule("B", fund="X", joint="J", priority=3)
    village.rule("C", joint="J", priority=1)
    assert village.give(400) == [
        "C1 B: 300.00 of 400.00 funding_gap",
        "C1 C: 300.00 of 400.00 funding_gap",
        "C1 A: 0.00 of 400.00 funding_gap",
    ]


def test_only_the_rules_in_scope_give_a_scheme_its_place() -> None:
    """C, which would put the scheme first, is over."""
    village = Village()
    village.fund("X")
    village.rule("A", priority=2)
    village.rule("B", fund="X", joint="J", priority=3)
    village.rule("C", joint="J", priority=1, until="2020-01-31")
    assert [line.split(":")[0] for line in village.give(1, on="2020-02-01")] == ["C1 A", "C1 B"]


def test_among_equals_a_scheme_has_the_place_of_the_code_that_gives_it() -> None:
    """B and D share the smallest priority of the scheme, so B is its place: after A, before C."""
    village = Village()
    for code in ("X", "Y", "Z"):
        village.fund(code)
    village.rule("A", priority=1)
    village.rule("C", priority=1)
    village.rule("D", fund="X", joint="J", priority=1)
    village.rule("B", fund="Y", joint="J", priority=1)
    village.rule("0", fund="Z", joint="J", priority=2)
    assert [line.split(":")[0] for line in village.give(1)] == ["C1 A", "C1 0", "C1 B", "C1 D", "C1 C"]


def test_the_version_of_the_day_it_was_received_decides() -> None:
    village = Village()
    village.rule(match_per_contribution=200, until="2020-08-09")
    village.rule(match_per_contribution=250, version=2, since="2020-08-10")
    assert lines(village.give(300, on="2020-08-10"), village.give(300, on="2020-08-09")) == [
        "C1 R: 250.00 of 300.00 match_per_contribution",
        "C2 R: 150.00 of 300.00 funding_gap",
    ]
    assert [entry.rule.version for entry in village.entries] == [2, 1]


def test_versions_of_a_code_may_have_other_priorities() -> None:
    village = Village()
    village.rule("A", priority=1, until="2020-02-29")
    village.rule("A", priority=3, version=2, since="2020-03-01")
    village.rule("B", priority=2)
    assert [line[3] for line in village.give(1, on="2020-02-29")] == ["A", "B"]
    assert [line[3] for line in village.give(1, on="2020-03-01")] == ["B", "A"]


def test_between_two_versions_nothing_is_matched() -> None:
    village = Village()
    village.rule(until="2020-01-31")
    village.rule(version=2, since="2020-03-01")
    assert village.give(1, on="2020-02-15") == []
