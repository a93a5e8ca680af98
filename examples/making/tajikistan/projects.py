"""Twenty-eight projects. Names, costs and dates are invented, in the size of such works in Tajikistan."""

from dataclasses import dataclass

from examples.making.book import Book
from examples.making.days import maybe_on, on


@dataclass(frozen=True)
class Project:
    """As it stands at the end of 2020; amounts in somoni.

    `done` is what of the works stands then, in percent; `spent_ahead` by how many points of the budget the
    vouchers are ahead of the works (behind, where negative).
    """

    code: str
    community: str
    name: str
    sector: str
    budget: int
    status: str
    approved_on: str | None
    starts_on: str | None
    ends_on: str | None
    done: int
    settled_on: str | None = None
    final_cost: int | None = None
    spent_ahead: int = 0


WATER, SCHOOL, BRIDGE, FIELDS, MUDFLOW, MEDICAL = "14031", "11220", "21020", "31140", "41050", "12230"

PROJECTS = (
    Project("FAK-WATER", "FAKHROBOD", "Water pipe of Fakhrobod", WATER, 520000, "in_progress", "2019-09-16", "2019-10-14", "2020-11-30", 86, spent_ahead=2),
    Project("FAK-SCHOOL", "FAKHROBOD", "Stoves and windows for the school of Fakhrobod", SCHOOL, 150000, "handed_over", "2019-08-26", "2019-09-09", "2020-03-31", 100, settled_on="2020-06-22", final_cost=146500),
    Project("HIL-WATER", "HILOLI", "Drinking water for Hiloli", WATER, 365000, "in_progress", "2019-10-07", "2019-11-04", "2020-12-15", 78, spent_ahead=5),
    Project("HIL-BRIDGE", "HILOLI", "Bridge over the canal at Hiloli", BRIDGE, 140000, "completed", "2020-02-10", "2020-03-02", "2020-10-31", 100),
    Project("GHA-FIELDS", "GHALLAOBOD", "Irrigation canal of Ghallaobod", FIELDS, 260000, "in_progress", "2019-11-18", "2020-02-17", "2020-12-31", 44, spent_ahead=24),
    Project("VAT-SCHOOL", "VATAN", "Six classrooms for the school of Vatan", SCHOOL, 440000, "in_progress", "2019-08-26", "2019-09-23", "2020-12-15", 90, spent_ahead=-3),
    Project("VAT-BRIDGE", "VATAN", "Road bridge at Vatan", BRIDGE, 345000, "in_progress", "2020-01-20", "2020-03-16", "2021-03-31", 61, spent_ahead=4),
    Project("GAL-WATER", "GALABA", "Wells and standpipes for Galaba", WATER, 215000, "handed_over", "2019-08-05", "2019-08-26", "2020-05-31", 100, settled_on="2020-09-14", final_cost=229600),
    Project("GAL-MEDICAL", "GALABA", "Medical point of Galaba", MEDICAL, 92000, "completed", "2020-06-08", "2020-07-06", "2020-11-15", 100),
    Project("DAJ-WATER", "DASHTIJUM", "Spring water for Dashti-Jum", WATER, 240000, "maintained", "2019-09-02", "2019-09-16", "2020-06-30", 100, settled_on="2020-10-05", final_cost=204800),
    Project("DAJ-MUDFLOW", "DASHTIJUM", "Mudflow wall above Dashti-Jum", MUDFLOW, 215000, "in_progress", "2020-01-13", "2020-04-06", "2021-02-28", 57, spent_ahead=6),
    Project("SAR-MUDFLOW", "SARICHASHMA", "Mudflow channel of Sarichashma", MUDFLOW, 270000, "in_progress", "2019-11-04", "2019-12-02", "2020-12-31", 82, spent_ahead=-34),
    Project("SAR-WATER", "SARICHASHMA", "Water for the upper hamlets of Sarichashma", WATER, 260000, "approved", "2020-09-21", None, None, 0),
    Project("OBS-FIELDS", "OBSHORON", "Pump station for the fields of Obshoron", FIELDS, 340000, "cancelled", "2019-12-02", "2020-02-03", "2020-11-30", 0, settled_on="2020-08-17", final_cost=0),
    Project("OBS-WATER", "OBSHORON", "Water tower of Obshoron", WATER, 270000, "in_progress", "2019-10-21", "2019-11-18", "2020-12-31", 74, spent_ahead=-8),
    Project("JAF-BRIDGE", "JAFR", "Bridge at Jafr", BRIDGE, 280000, "completed", "2019-09-23", "2019-10-07", "2020-10-15", 100),
    Project("JAF-MEDICAL", "JAFR", "Medical point of Jafr", MEDICAL, 112000, "handed_over", "2019-09-30", "2019-10-14", "2020-06-15", 100, settled_on="2020-08-03", final_cost=107400),
    Project("HOI-MUDFLOW", "HOIT", "Stone nets against mudflow at Hoit", MUDFLOW, 275000, "in_progress", "2019-10-14", "2020-03-30", "2021-03-31", 55),
    Project("HOI-SCHOOL", "HOIT", "Roof of the school of Hoit", SCHOOL, 135000, "maintained", "2019-08-19", "2019-08-26", "2019-11-30", 100, settled_on="2020-04-20", final_cost=131750),
    Project("NAV-FIELDS", "NAVDI", "Reservoir for the fields of Navdi", FIELDS, 345000, "in_progress", "2019-10-28", "2020-03-09", "2020-12-31", 48, spent_ahead=21),
    Project("CHO-WATER", "CHORKU", "Water line to the lower quarter of Chorku", WATER, 600000, "in_progress", "2019-09-09", "2019-10-07", "2020-12-31", 84, spent_ahead=7),
    Project("CHO-SCHOOL", "CHORKU", "New wing of the primary school of Chorku", SCHOOL, 480000, "in_progress", "2019-09-02", "2019-10-21", "2020-12-31", 93, spent_ahead=2),
    Project("OSH-FIELDS", "OSHOBA", "Cleaning of the reservoir of Oshoba", FIELDS, 175000, "handed_over", "2019-09-16", "2019-10-21", "2020-04-30", 100),
    Project("OSH-WATER", "OSHOBA", "Water pipe of Oshoba", WATER, 330000, "proposed", None, None, None, 0),
    Project("ANZ-BRIDGE", "ANZOB", "Footbridge over the Yaghnob at Anzob", BRIDGE, 88000, "proposed", None, None, None, 0),
    Project("ANZ-MUDFLOW", "ANZOB", "Mudflow channel of Anzob", MUDFLOW, 220000, "in_progress", "2019-11-25", "2020-04-13", "2020-12-15", 70, spent_ahead=-12),
    Project("ROS-WATER", "ROSROVUT", "Spring water for Rosrovut", WATER, 225000, "in_progress", "2019-12-09", "2020-02-24", "2020-12-31", 80, spent_ahead=-11),
    Project("ROS-SCHOOL", "ROSROVUT", "Four classrooms for Rosrovut", SCHOOL, 290000, "approved", "2020-11-09", None, None, 0),
)  # fmt: skip

PROJECT = {each.code: each for each in PROJECTS}


def add_projects(book: Book) -> None:
    for each in PROJECTS:
        book.add(
            "projects",
            code=each.code,
            community=each.community,
            name=each.name,
            sector=each.sector,
            budget=each.budget,
            currency="TJS",
            approved_on=maybe_on(each.approved_on),
            starts_on=maybe_on(each.starts_on),
            ends_on=maybe_on(each.ends_on),
            status=each.status,
            settled_on=None if each.settled_on is None else on(each.settled_on),
            final_cost=each.final_cost,
        )
