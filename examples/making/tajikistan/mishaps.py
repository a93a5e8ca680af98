"""What went wrong with single contributions: sent back, withdrawn, left lying, reversed in part, wholly, twice."""

from dataclasses import dataclass

from examples.making.days import on


@dataclass(frozen=True)
class Reversal:
    """Of the project's verified gift of money with this number; the share is in percent of it."""

    project: str
    number: int
    days_later: int
    share: int
    reason: str


REVERSALS = (
    Reversal("FAK-WATER", 18, 21, 100, "The bank took the transfer back"),
    Reversal("HIL-WATER", 30, 34, 50, "Half of it was meant for the bridge"),
    Reversal("VAT-SCHOOL", 41, 15, 100, "Entered twice: the slip is that of another contribution"),
    Reversal("VAT-BRIDGE", 22, 40, 25, "Counted again: a quarter of it was missing"),
    Reversal("GAL-WATER", 37, 26, 100, "The family needed the money back for a hospital"),
    Reversal("DAJ-WATER", 29, 30, 40, "Part of it was a loan of the treasurer"),
    Reversal("SAR-MUDFLOW", 12, 18, 100, "The sender asked the bank to return it"),
    Reversal("JAF-BRIDGE", 33, 28, 30, "Paid out for less than the slip says"),
    Reversal("NAV-FIELDS", 25, 19, 100, "Entered for a household that did not send it"),
    Reversal("CHO-WATER", 60, 44, 100, "Entered twice: the slip is that of another contribution"),
    Reversal("CHO-SCHOOL", 52, 23, 50, "Half of it was meant for the water line"),
    Reversal("OSH-FIELDS", 20, 31, 20, "Counted again with the treasurer"),
    Reversal("ANZ-BRIDGE", 6, 120, 100, "Given back: the bridge waits for its permit"),
)

REVERSED_TWICE = (
    Reversal("ROS-WATER", 21, 30, 20, "Two families left the group and took their part"),
    Reversal("ROS-WATER", 21, 75, 30, "Given back to a family that moved away"),
    Reversal("CHO-WATER", 85, 20, 25, "The slip was read wrongly"),
    Reversal("CHO-WATER", 85, 52, 25, "The slip was read wrongly the second time too"),
)

GIVEN_BACK = {"OBS-FIELDS": on("2020-09-08")}
"""What families had given to a cancelled project."""

AMENDED = {"NAV-FIELDS": 25}
"""Wholly reversed, and entered again as it should have been."""

RETURNED = {("FAK-WATER", 121), ("HIL-BRIDGE", 44), ("NAV-FIELDS", 93), ("ANZ-MUDFLOW", 48)}
"""Sent back to the officer, with a question."""
WITHDRAWN = {
    ("VAT-SCHOOL", 70),
    ("JAF-BRIDGE", 50),
    ("CHO-SCHOOL", 101),
    ("OBS-WATER", 40),
    ("SAR-MUDFLOW", 55),
}
LEFT_LYING = {("HOI-MUDFLOW", 50), ("OBS-WATER", 70), ("DAJ-MUDFLOW", 41)}
"""Recorded and not verified, for weeks."""
