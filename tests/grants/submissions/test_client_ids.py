"""A number has one spelling, and is a UUID that is not nil."""

import pytest

from grants.submissions.client_ids import new_client_id, read_client_id, spelling_of

GIVEN = "b36cd43c-aa39-4cc0-b850-56f02ba09b4e"


@pytest.mark.parametrize(
    "written",
    [
        GIVEN,
        GIVEN.upper(),
        f"{{{GIVEN}}}",
        f"urn:uuid:{GIVEN}",
        f"URN:UUID:{GIVEN.upper()}",
        GIVEN.replace("-", ""),
        f" {GIVEN}\n",
    ],
)
def test_a_number_has_one_spelling(written: str) -> None:
    assert read_client_id(written) == GIVEN


@pytest.mark.parametrize(
    "written",
    [
        "",
        "7",
        "phone-7",
        GIVEN[:-1],
        f"{GIVEN}0",
        f"{{{GIVEN}",
        f"{GIVEN}}}",
        "0" * 32,
        "00000000-0000-0000-0000-000000000000",
        "1_345678-1234-1234-1234-123456789abc",
        "١" * 32,
        "g" * 32,
        "1" * 5_000,
        f"{GIVEN}\x00",
    ],
)
def test_anything_else_is_none(written: str) -> None:
    assert read_client_id(written) is None


def test_a_new_number_is_one() -> None:
    new = new_client_id()
    assert read_client_id(new) == new


def test_a_workbook_may_have_numbers_of_another_kind() -> None:
    assert spelling_of("Phone-7") == "Phone-7"
    assert spelling_of(GIVEN.upper()) == GIVEN
