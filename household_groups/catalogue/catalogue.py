"""The entries of the catalogue, by sector.

Their definitions follow those of the WHO/UNICEF Joint Monitoring Programme (water, sanitation, schools), the SDG
indicators 1.4.1, 3.8.1, 4.a.1, 6.1.1, 6.2.1, 7.1.1, 9.1.1 and 11.1.1, and what programmes that match remittances
publish of their works. Purpose codes are those of the OECD-DAC's list, as in household_groups/sectors.py.
The ranges are no norm of anybody: they are set wide, so that a small work of a village lies within them, and what
lies outside is asked about once.
"""

from decimal import Decimal

from flask_babel import lazy_gettext as _l

from household_groups.catalogue.entry import Counts, Direction, Entry, Unit
from household_groups.catalogue.units import contradicts

_WATER = ("14031", "14030", "14021", "14020", "14015")
_SANITATION = ("14032", "14030", "14022", "14020")
_SCHOOLS = ("11220", "11120", "11240", "11260", "11320", "11330")
_HEALTH = ("12230", "12220", "12191")
_ROADS = ("21020", "21021", "21022", "21023", "21024")
_FIELDS = ("31140", "31120", "31130")
_POWER = ("23630", "23631", "23230", "23231", "23220")
_FLOODS = ("41050", "43060", "74020", "14040")
_HOUSING = ("16040", "16030")
_MEETING = ("43042", "43040", "16050", "16065", "16066")


def _people(code: str, name: object, definition: object, purposes: tuple[str, ...]) -> Entry:
    """Of people whom a work serves: no more than twelve a household of the community are expected."""
    return Entry(
        *(code, name, definition, Unit.PERSON, Counts.PEOPLE, purposes),
        by_sex=True,
        is_cumulative=False,
        most=Decimal(30_000),
        most_a_household=Decimal(12),
        cheapest=1,
    )


_ENTRIES = (
    _people(
        "people_reached",
        _l("People whom the work reaches"),
        _l("Everybody who lives where the work serves them and uses it, each counted once; of any sector."),
        (),
    ),
    _people(
        "people_with_water",
        _l("People with drinking water within 30 minutes"),
        _l(
            "People whose drinking water comes from an improved source that works, fetched within 30 minutes "
            "there and back, queuing included (basic service)."
        ),
        _WATER,
    ),
    Entry(
        "households_connected",
        _l("Households connected to the water pipe"),
        _l("Households with a tap of their own, in the house or the yard, that gave water on the day."),
        *(Unit.HOUSEHOLD, Counts.THINGS, _WATER),
        most=Decimal(5_000),
        most_a_household=Decimal(1),
        cheapest=20,
    ),
    Entry(
        "standpipes",
        _l("Standpipes that give water"),
        _l("Public water points that gave water on the day they were visited."),
        *(Unit.STANDPIPE, Counts.THINGS, _WATER),
        most=Decimal(300),
        cheapest=100,
    ),
    Entry(
        "minutes_to_water",
        _l("Minutes to fetch water"),
        _l("There and back, queuing included: the median of the households asked."),
        *(Unit.MINUTE, Counts.THINGS, _WATER),
        direction=Direction.LESS,
        is_cumulative=False,
        most=Decimal(300),
    ),
    Entry(
        "latrines",
        _l("Latrines that are in use"),
        _l("Improved latrines, not shared between households or with a door a sex at schools and clinics."),
        *(Unit.LATRINE, Counts.THINGS, _SANITATION),
        most=Decimal(1_000),
        most_a_household=Decimal(1),
        cheapest=50,
    ),
    _people(
        "people_with_sanitation",
        _l("People with a latrine of their household"),
        _l("People whose household has an improved latrine that it does not share (basic service)."),
        _SANITATION,
    ),
    Entry(
        "classrooms",
        _l("Classrooms built or repaired"),
        _l("Rooms handed over with roof, floor, light and heating, in which classes are held."),
        *(Unit.CLASSROOM, Counts.THINGS, _SCHOOLS),
        most=Decimal(30),
        cheapest=500,
    ),
    Entry(
        "pupils_with_classroom",
        _l("Pupils with a proper classroom"),
        _l("Pupils taught in the rooms built or repaired, as the school's register of the term has them."),
        *(Unit.PUPIL, Counts.PEOPLE, _SCHOOLS),
        by_sex=True,
        is_cumulative=False,
        most=Decimal(3_000),
        most_a_household=Decimal(6),
    ),
    _people(
        "people_with_clinic",
        _l("People with a clinic within 5 km"),
        _l("People who live within 5 km by road of a clinic or medical point that is open and staffed."),
        _HEALTH,
    ),
    Entry(
        "road_km",
        _l("Road built or repaired"),
        _l("Length of road that a lorry passes in all seasons after the works."),
        *(Unit.KILOMETRE, Counts.THINGS, _ROADS),
        most=Decimal(60),
        cheapest=500,
    ),
    Entry(
        "bridges",
        _l("Bridges built or repaired"),
        _l("Bridges and culverts of 3 m or more that are open to traffic."),
        *(Unit.BRIDGE, Counts.THINGS, _ROADS),
        most=Decimal(10),
        cheapest=500,
    ),
    _people(
        "people_with_road",
        _l("People within 2 km of an all-season road"),
        _l("People who live within 2 km of a road that is passable all year."),
        _ROADS,
    ),
    Entry(
        "hectares_irrigated",
        _l("Land irrigated"),
        _l(
            "Land that got water from the works in the season, as measured or as the water users' list has it."
        ),
        *(Unit.HECTARE, Counts.THINGS, _FIELDS),
        is_cumulative=False,
        most=Decimal(5_000),
        most_a_household=Decimal(10),
        cheapest=5,
    ),
    Entry(
        "households_with_electricity",
        _l("Households with electricity"),
        _l("Households connected through the works that had current on the day they were asked."),
        *(Unit.HOUSEHOLD, Counts.THINGS, _POWER),
        most=Decimal(5_000),
        most_a_household=Decimal(1),
        cheapest=20,
    ),
    _people(
        "people_with_electricity",
        _l("People with electricity"),
        _l("People of the households connected through the works."),
        _POWER,
    ),
    _people(
        "people_protected",
        _l("People protected from floods and mudflows"),
        _l("People who live in the zone that the works protect, by the hazard map of the district."),
        _FLOODS,
    ),
    Entry(
        "houses",
        _l("Houses handed over"),
        _l("Houses finished, with water, latrine and papers, whose family has moved in or has the key."),
        *(Unit.HOUSE, Counts.THINGS, _HOUSING),
        most=Decimal(500),
        cheapest=1_000,
    ),
    _people(
        "people_housed",
        _l("People living in the new houses"),
        _l("People of the families who live in the houses handed over."),
        _HOUSING,
    ),
    Entry(
        "persons_a_room",
        _l("Persons a room"),
        _l(
            "Persons of a household for each room that it sleeps in; more than three is overcrowded (SDG 11.1.1)."
        ),
        *(Unit.PERSONS_A_ROOM, Counts.THINGS, _HOUSING),
        direction=Direction.LESS,
        is_cumulative=False,
        most=Decimal(15),
    ),
    _people(
        "people_with_meeting_place",
        _l("People with a place to meet or to play"),
        _l("People of the villages whose hall, library or sports ground was built, and who may use it."),
        _MEETING,
    ),
)
CATALOGUE: dict[str, Entry] = {entry.code: entry for entry in _ENTRIES}


def entry_of(code: str | None) -> Entry | None:
    """None also of an indicator that names none."""
    return CATALOGUE.get(code or "")


def of_sector(sector: str) -> list[Entry]:
    """The entries that a work of a purpose code may have: its own first, then those for every sector.

    Of a sector that has none all are offered.
    """
    own = [entry for entry in _ENTRIES if sector in entry.purposes]
    own = own or [entry for entry in _ENTRIES if any(each[:3] == sector[:3] for each in entry.purposes)]
    return [*own, *(entry for entry in _ENTRIES if not entry.purposes)] if own else list(_ENTRIES)


def unit_contradicts(code: str, unit: str) -> bool:
    """Whether an indicator's unit is another than that of its entry; False of an unknown entry."""
    entry = entry_of(code)
    return entry is not None and contradicts(unit, entry.unit)
