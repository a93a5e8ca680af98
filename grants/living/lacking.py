"""What a step of a project still lacks: papers, and what has to hold in the books."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.accounts.names import name_key
from grants.living.facts import Facts
from grants.living.transitions import Condition, Paper, Transition
from grants.models.documents import Document, DocumentKind
from household_groups.models.life import Meeting, ProjectStep

_WHOLE = Decimal(100)


@dataclass(frozen=True)
class Lack:
    """A paper of which there are only `found`, or a condition that does not hold.

    `own` of the papers were added by whoever wants to stand on them, and do not count.
    """

    paper: Paper | None = None
    condition: Condition | None = None
    found: int = 0
    own: int = 0
    percent: str = ""


@dataclass(frozen=True)
class Standing:
    """A step as it would be taken: after which steps, on which day, with which words, and by whom.

    One that `is_told` was taken before: indicators that were added since are passed over.
    """

    facts: Facts
    before: Sequence[ProjectStep]
    on: date
    meeting: Meeting | None = None
    words: str = ""
    by: str = ""
    is_told: bool = False

    @property
    def stands_on(self) -> Meeting | None:
        return self.meeting or self.facts.meeting_of(self.before)


def lacks_of(found: Transition, standing: Standing) -> list[Lack]:
    """In the order of the table: papers first."""
    papers = [lack for paper in found.papers for lack in _paper(found, paper, standing)]
    conditions = [lack for condition in found.conditions for lack in _condition(condition, standing)]
    return [*papers, *conditions]


def papers_of(found: Transition, standing: Standing) -> list[Document]:
    """What the step stands on."""
    kinds = [paper.kind for paper in found.papers]
    return [each for kind in kinds for each in standing.facts.papers_of(kind, standing.stands_on)]


def kinds_lacking(lacks: Sequence[Lack]) -> list[DocumentKind]:
    return [lack.paper.kind for lack in lacks if lack.paper is not None]


def _paper(found: Transition, paper: Paper, standing: Standing) -> list[Lack]:
    if paper.unless_said and standing.words.strip():
        return []
    papers = standing.facts.papers_of(paper.kind, standing.stands_on)
    own = [each for each in papers if found.not_on_own_papers and _is_by(each, standing.by)]
    count = len(papers) - len(own)
    return [] if count >= paper.at_least else [Lack(paper=paper, found=count, own=len(own))]


def _is_by(paper: Document, name: str) -> bool:
    return bool(name) and name_key(paper.added_by) == name_key(name)


def _condition(condition: Condition, standing: Standing) -> list[Lack]:
    percent = standing.facts.built_by(standing.on)
    if condition is Condition.BUILT:
        said = format(percent.normalize(), "f")
        return [] if percent >= _WHOLE else [Lack(condition=condition, percent=said)]
    return [] if _HOLDS[condition](standing) else [Lack(condition=condition)]


def _is_chosen(standing: Standing) -> bool:
    meeting = standing.stands_on
    return meeting is not None and meeting.id in standing.facts.chosen_in and meeting.held_on <= standing.on


def _is_costed(standing: Standing) -> bool:
    return standing.facts.project.budget_minor > 0 and standing.facts.budget_lines > 0


def _has_baselines(standing: Standing) -> bool:
    """Of each indicator, measured by then; a baseline of no day is taken at its word."""
    measured = [
        each.baseline is not None and (each.baseline_on or standing.on) <= standing.on
        for each in standing.facts.indicators
    ]
    return any(measured) and (all(measured) or standing.is_told)


_HOLDS: dict[Condition, Callable[[Standing], bool]] = {
    Condition.CHOSEN: _is_chosen,
    Condition.COSTED: _is_costed,
    Condition.BASELINES: _has_baselines,
}
