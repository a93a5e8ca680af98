"""A narrative's first draft: sentences that stand on figures, the most important first."""

from collections.abc import Callable, Iterable, Mapping

from grants.models.quarters import Section
from reports.narrating.achievements import achievements
from reports.narrating.deviations import deviations
from reports.narrating.drafted import Drafted, first
from reports.narrating.facts import Facts
from reports.narrating.lessons import lessons
from reports.narrating.next_quarter import next_quarter
from reports.narrating.risks import risks

MOST = 8
"""Sentences of a section: who needs more reads the sheets."""

_SECTIONS: Mapping[Section, Callable[[Facts], Iterable[Drafted]]] = {
    Section.ACHIEVEMENTS: achievements,
    Section.DEVIATIONS: deviations,
    Section.RISKS: risks,
    Section.LESSONS: lessons,
    Section.NEXT_QUARTER: next_quarter,
}


def draft_of(facts: Facts) -> dict[Section, list[Drafted]]:
    """In the language at hand; the same facts give the same sentences."""
    return {section: first(sentences(facts), MOST) for section, sentences in _SECTIONS.items()}


def as_text(sentences: Iterable[Drafted]) -> str:
    """A sentence a line."""
    return "\n".join(each.words for each in sentences)
