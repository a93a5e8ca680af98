"""Which groups give to which project, between which days, and how often: all invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """So many gifts of money and so many of work or materials; the first group gives most."""

    project: str
    groups: tuple[str, ...]
    gives_from: str
    gives_to: str
    gifts: int
    works: int


PLANS = (
    Plan("FAK-WATER", ("FAK-1", "FAK-2"), "2019-07-20", "2020-12-20", 130, 12),
    Plan("FAK-SCHOOL", ("FAK-2",), "2019-08-10", "2020-03-20", 32, 6),
    Plan("HIL-WATER", ("HIL-1",), "2019-08-15", "2020-12-20", 96, 8),
    Plan("HIL-BRIDGE", ("HIL-2",), "2019-12-01", "2020-11-20", 52, 6),
    Plan("GHA-FIELDS", ("GHA-1",), "2019-10-10", "2020-12-20", 78, 9),
    Plan("VAT-SCHOOL", ("VAT-1",), "2019-07-12", "2020-12-20", 96, 4),
    Plan("VAT-BRIDGE", ("VAT-2", "VAT-1"), "2019-11-01", "2020-12-20", 62, 4),
    Plan("GAL-WATER", ("GAL-1",), "2019-07-15", "2020-07-31", 50, 9),
    Plan("GAL-MEDICAL", ("GAL-1",), "2020-05-20", "2020-12-15", 24, 5),
    Plan("DAJ-WATER", ("DAJ-1",), "2019-07-25", "2020-07-31", 70, 12),
    Plan("DAJ-MUDFLOW", ("DAJ-2", "DAJ-1"), "2019-11-15", "2020-12-20", 66, 9),
    Plan("SAR-MUDFLOW", ("SAR-1",), "2019-09-20", "2020-12-20", 82, 10),
    Plan("SAR-WATER", ("SAR-2",), "2020-08-01", "2020-12-22", 18, 0),
    Plan("OBS-FIELDS", ("OBS-1",), "2019-10-20", "2020-03-20", 12, 1),
    Plan("OBS-WATER", ("OBS-2", "OBS-1"), "2019-09-05", "2020-12-20", 82, 9),
    Plan("JAF-BRIDGE", ("JAF-1",), "2019-08-05", "2020-11-30", 84, 10),
    Plan("JAF-MEDICAL", ("JAF-2",), "2019-08-20", "2020-06-30", 36, 6),
    Plan("HOI-MUDFLOW", ("HOI-1",), "2019-09-01", "2020-12-20", 84, 12),
    Plan("HOI-SCHOOL", ("HOI-2",), "2019-07-20", "2020-02-28", 46, 8),
    Plan("NAV-FIELDS", ("NAV-1",), "2019-09-10", "2020-12-20", 100, 11),
    Plan("CHO-WATER", ("CHO-1",), "2019-07-10", "2020-12-20", 168, 7),
    Plan("CHO-SCHOOL", ("CHO-2",), "2019-07-15", "2020-12-20", 126, 6),
    Plan("OSH-FIELDS", ("OSH-1",), "2019-08-01", "2020-06-30", 52, 14),
    Plan("OSH-WATER", ("OSH-2", "OSH-1"), "2020-07-01", "2020-12-22", 44, 2),
    Plan("ANZ-BRIDGE", ("ANZ-1",), "2019-11-01", "2020-05-31", 14, 1),
    Plan("ANZ-MUDFLOW", ("ANZ-1", "ANZ-2"), "2019-10-01", "2020-12-20", 80, 11),
    Plan("ROS-WATER", ("ROS-1",), "2019-10-15", "2020-12-20", 62, 6),
    Plan("ROS-SCHOOL", ("ROS-2",), "2020-09-01", "2020-12-22", 30, 1),
)  # fmt: skip

PLAN = {each.project: each for each in PLANS}
