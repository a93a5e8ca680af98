"""The rows of `narrative`: what was written of a quarter, a paragraph each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from grants.models.quarters import Narrative
from grants.telling.narrative import narrative_of

LONGEST_PARAGRAPH = 2_000
"""Characters: more would be cut off in a cell on paper, whose row has a greatest height."""


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """A paragraph of a section, in their order; a section is its paragraphs, each in a line of its own."""

    section: str
    paragraph: int
    words: str
    written_by: str
    written_on: date


def narrative_rows(session: Session, programme_id: int, quarter: str) -> list[NarrativeRow]:
    """None of a span that is no quarter: nothing is told of it."""
    found = narrative_of(session, programme_id, quarter)
    return [row for section in found.values() for row in _rows(section)]


def sections_told(rows: Iterable[NarrativeRow]) -> dict[str, list[NarrativeRow]]:
    """The paragraphs of each section, in their order."""
    found: dict[str, list[NarrativeRow]] = {}
    for row in rows:
        found.setdefault(row.section, []).append(row)
    return found


def _rows(told: Narrative) -> Iterator[NarrativeRow]:
    lines = [line.strip() for line in told.words.split("\n")]
    pieces = (piece for line in lines if line for piece in _pieces(line))
    for number, piece in enumerate(pieces, 1):
        yield NarrativeRow(told.section.value, number, piece, told.written_by, told.written_on)


def _pieces(line: str) -> Iterator[str]:
    """A line that is too long is cut at a blank, where there is one."""
    while len(line) > LONGEST_PARAGRAPH:
        end = line.rfind(" ", 0, LONGEST_PARAGRAPH + 1)
        end = end if end > 0 else LONGEST_PARAGRAPH
        yield line[:end]
        line = line[end:].lstrip()
    yield line
