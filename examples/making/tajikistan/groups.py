"""Household initiative groups and the codes of their households: all invented.

Their names are words of the place: Оби ҳаёт, water of life; Ҳамкорон, those who work together.
"""

from dataclasses import dataclass
from random import Random

from examples.making.book import Book
from examples.making.days import maybe_on, on


@dataclass(frozen=True)
class Group:
    """As it stands at the end of 2020; what it was before is told in `changes`."""

    code: str
    community: str
    name: str
    registered_on: str
    members: int
    women: int
    leader_sex: str
    certificate_until: str | None
    households: int

    def household(self, number: int) -> str:
        return f"{self.code}-{number:02}"


GROUPS = (
    Group("FAK-1", "FAKHROBOD", "Оби ҳаёт", "2019-05-06", 34, 21, "f", "2021-05-31", 30),
    Group("FAK-2", "FAKHROBOD", "Мактаби мо", "2019-06-10", 22, 8, "m", "2021-06-30", 20),
    Group("HIL-1", "HILOLI", "Ҳамкорӣ", "2019-06-01", 26, 7, "m", "2021-06-30", 26),
    Group("HIL-2", "HILOLI", "Пули дӯстӣ", "2019-09-02", 15, 4, "m", "2020-08-31", 14),
    Group("GHA-1", "GHALLAOBOD", "Деҳқон", "2019-06-17", 28, 6, "m", None, 26),
    Group("VAT-1", "VATAN", "Ватандорон", "2019-05-20", 48, 14, "m", "2022-05-31", 42),
    Group("VAT-2", "VATAN", "Роҳи нав", "2019-07-15", 24, 5, "m", "2021-07-31", 22),
    Group("GAL-1", "GALABA", "Чашма", "2019-06-03", 20, 13, "f", "2021-06-30", 19),
    Group("DAJ-1", "DASHTIJUM", "Кӯҳистон", "2019-06-24", 16, 10, "f", "2021-06-30", 16),
    Group("DAJ-2", "DASHTIJUM", "Селбанд", "2019-10-07", 14, 3, "m", None, 13),
    Group("SAR-1", "SARICHASHMA", "Сарчашма", "2019-07-01", 21, 9, "m", None, 20),
    Group("SAR-2", "SARICHASHMA", "Модарон", "2020-07-06", 13, 13, "f", None, 12),
    Group("OBS-1", "OBSHORON", "Обшор", "2019-06-10", 19, 8, "m", None, 18),
    Group("OBS-2", "OBSHORON", "Занони Обшорон", "2019-08-05", 17, 15, "f", "2021-08-31", 16),
    Group("JAF-1", "JAFR", "Пул", "2019-06-17", 23, 7, "m", "2021-06-30", 22),
    Group("JAF-2", "JAFR", "Саломатӣ", "2019-07-08", 14, 11, "f", None, 14),
    Group("HOI-1", "HOIT", "Ҳамдастон", "2019-06-20", 18, 5, "m", None, 18),
    Group("HOI-2", "HOIT", "Равшанӣ", "2019-07-02", 16, 9, "f", "2021-07-31", 15),
    Group("NAV-1", "NAVDI", "Обанбор", "2019-07-10", 30, 8, "m", None, 28),
    Group("CHO-1", "CHORKU", "Оби зулол", "2019-05-13", 46, 17, "m", "2021-05-31", 40),
    Group("CHO-2", "CHORKU", "Дониш", "2019-05-27", 38, 22, "f", "2021-05-31", 34),
    Group("OSH-1", "OSHOBA", "Ҳашар", "2019-06-05", 31, 12, "m", None, 28),
    Group("OSH-2", "OSHOBA", "Насими кӯҳ", "2020-02-10", 18, 11, "f", None, 16),
    Group("ANZ-1", "ANZOB", "Яғноб", "2019-07-22", 15, 4, "m", None, 14),
    Group("ANZ-2", "ANZOB", "Занони Анзоб", "2019-09-16", 11, 11, "f", None, 11),
    Group("ROS-1", "ROSROVUT", "Умед", "2019-08-12", 24, 10, "m", "2021-08-31", 22),
    Group("ROS-2", "ROSROVUT", "Навниҳол", "2020-06-15", 20, 12, "f", "2022-06-30", 18),
)  # fmt: skip

GROUP = {each.code: each for each in GROUPS}
_HOSTS = ("RU",) * 17 + ("KZ",) * 2 + ("US",)


def add_groups(book: Book) -> None:
    for each in GROUPS:
        book.add(
            "groups",
            code=each.code,
            community=each.community,
            name=each.name,
            registered_on=on(each.registered_on),
            members=each.members,
            women=each.women,
            leader_sex=each.leader_sex,
            certificate_until=maybe_on(each.certificate_until),
        )
    for each in GROUPS:
        _add_households(book, each)


def _add_households(book: Book, group: Group) -> None:
    """In about four of ten a woman heads the household while the men are abroad."""
    chance = Random(f"households of {group.code}")
    for number in range(1, group.households + 1):
        book.add(
            "households",
            code=group.household(number),
            group=group.code,
            head_sex="f" if chance.random() < 0.42 else "m",
            migrants_abroad=chance.choice((1, 1, 1, 2, 2, 3)),
            host_country=chance.choice(_HOSTS),
        )
