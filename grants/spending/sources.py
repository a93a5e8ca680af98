"""Who brings money or work to a project."""

from enum import IntEnum
from typing import NamedTuple


class SourceKind(IntEnum):
    """Who brings money or work to a project, in the order of the rows."""

    GROUP_MONEY = 1
    GROUP_IN_KIND = 2
    FUND = 3
    OTHER = 4
    UNFUNDED = 5
    """What was spent before anything had been brought."""

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS = {
    SourceKind.GROUP_MONEY: "group money",
    SourceKind.GROUP_IN_KIND: "group in-kind",
    SourceKind.FUND: "fund",
    SourceKind.OTHER: "other",
    SourceKind.UNFUNDED: "unfunded",
}


class Source(NamedTuple):
    """`name` is the code of a fund or the name of another partner. Sources sort as their rows do."""

    kind: SourceKind
    name: str = ""

    @property
    def label(self) -> str:
        """As the workbook writes it: `group money`, `fund WATER`, `other Jamoat`, `unfunded`."""
        return f"{self.kind.word} {self.name}" if self.name else self.kind.word


GROUP_MONEY = Source(SourceKind.GROUP_MONEY)
GROUP_IN_KIND = Source(SourceKind.GROUP_IN_KIND)
UNFUNDED = Source(SourceKind.UNFUNDED)


def fund_source(code: str) -> Source:
    return Source(SourceKind.FUND, code)
