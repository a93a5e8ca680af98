import pytest

from household_groups.next_codes import next_codes


@pytest.mark.parametrize(
    ("its_codes", "expected"),
    [
        (["FAK-H1", "FAK-H6", "FAK-H2"], ["FAK-H7", "FAK-H8"]),
        (["FAR-01-07", "FAR-01-09"], ["FAR-01-10", "FAR-01-11"]),
        (["FAR-01-99"], ["FAR-01-100", "FAR-01-101"]),
        (["Kholov"], ["G-1-01", "G-1-02"]),
        ([], ["G-1-01", "G-1-02"]),
    ],
)
def test_the_next_households_are_named_in_the_groups_own_manner(
    its_codes: list[str], expected: list[str]
) -> None:
    assert next_codes("G-1", its_codes, set(its_codes), 2) == expected


def test_a_code_that_another_group_has_is_left_out() -> None:
    assert next_codes("G", ["H1"], {"H1", "H2", "H4"}, 3) == ["H3", "H5", "H6"]
