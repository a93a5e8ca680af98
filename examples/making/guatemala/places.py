"""The municipalities of the programme: codes and coordinates are real, the other figures are not.

Population, households and marginality stand for the villages in which the committees work, and are invented.
"""

from dataclasses import dataclass

from examples.making.book import Book
from examples.making.pcodes import admin2, columns_of

PROGRAMME = "GT-VIV"


@dataclass(frozen=True)
class Municipality:
    """Where one or two housing schemes stand; latitude and longitude are those of its town."""

    code: str
    pcode: str
    latitude: str
    longitude: str
    population: int
    households: int
    marginality: str


MUNICIPALITIES = (
    Municipality("CUILCO", "GT1304", "15.40719", "-91.94667", 3_420, 665, "high"),
    Municipality("JACALTENANGO", "GT1307", "15.66662", "-91.71177", 4_180, 850, "medium"),
    Municipality("SOLOMA", "GT1308", "15.65841", "-91.42994", 4_650, 880, "medium"),
    Municipality("ACATAN", "GT1313", "15.70401", "-91.59771", 2_960, 545, "very_high"),
    Municipality("TODOS-SANTOS", "GT1315", "15.50846", "-91.60382", 2_710, 505, "high"),
    Municipality("EULALIA", "GT1317", "15.73060", "-91.45846", 3_280, 590, "very_high"),
    Municipality("HUISTA", "GT1324", "15.65010", "-91.77163", 1_540, 330, "low"),
    Municipality("AGUACATAN", "GT1327", "15.34222", "-91.31141", 3_890, 745, "medium"),
    Municipality("IXTAHUACAN", "GT1205", "15.27247", "-91.74785", 2_870, 530, "high"),
    Municipality("TACANA", "GT1207", "15.24058", "-92.06721", 3_650, 690, "high"),
    Municipality("SIBINAL", "GT1208", "15.14963", "-92.04892", 1_930, 365, "high"),
    Municipality("TAJUMULCO", "GT1209", "15.08349", "-91.92225", 3_140, 560, "very_high"),
    Municipality("TEJUTLA", "GT1210", "15.12254", "-91.80635", 2_480, 500, "medium"),
    Municipality("MORAZAN", "GT0202", "14.93", "-90.14", 1_760, 425, "low"),
)

HIGHLANDS = tuple(place.code for place in MUNICIPALITIES if place.pcode.startswith("GT13"))
BORDER = tuple(place.code for place in MUNICIPALITIES if place.pcode.startswith("GT12"))
"""Those of Huehuetenango, and those of San Marcos."""


def add_places(book: Book) -> None:
    for place in MUNICIPALITIES:
        book.add(
            "communities",
            code=place.code,
            programme=PROGRAMME,
            name=admin2(place.pcode).name,
            **columns_of(place.pcode),
            latitude=place.latitude,
            longitude=place.longitude,
            population=place.population,
            households=place.households,
            marginality=place.marginality,
        )
