"""What a project goes through: the one table of who may do which step after which, and what it stands on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.accounts.names import name_key
from core.roles import Action
from grants.models.documents import DocumentKind
from household_groups.models.life import ProjectStepKind
from household_groups.models.projects import ProjectStatus


class Condition(StrEnum):
    """What has to hold in the books beside the papers."""

    CHOSEN = "a meeting of the community chose it"
    COSTED = "a budget above 0, and budget lines"
    BASELINES = "an indicator, and a baseline of each"
    BUILT = "works certified at 100 percent"


@dataclass(frozen=True)
class Paper:
    """So many documents of one kind; `unless_said`: the words of the step may say why there are fewer.

    They are documents of the project (sheet `projects`) or of one of its steps (`project_steps`); minutes may also
    be those of the meeting that the step stands on (`meetings`). One that is kept elsewhere has no file.
    """

    kind: DocumentKind
    at_least: int = 1
    unless_said: bool = False


@dataclass(frozen=True)
class Transition:
    """One step; `before` is None where nothing of the project's life was entered yet.

    Who did one of `not_by` last may not do this one, nor, where `not_on_own_papers`, who added a paper that it
    stands on.
    """

    before: ProjectStepKind | None
    step: ProjectStepKind
    action: Action
    not_by: tuple[ProjectStepKind, ...] = ()
    papers: tuple[Paper, ...] = ()
    conditions: tuple[Condition, ...] = ()
    not_on_own_papers: bool = False
    needs_words: bool = False


class Stepped(Protocol):
    """A row of `project_steps`, however it was read."""

    @property
    def step(self) -> ProjectStepKind: ...
    @property
    def decided_by(self) -> str: ...


_S, _D, _C = ProjectStepKind, DocumentKind, Condition
_MINUTES = Paper(_D.MINUTES)


def _declined_or_cancelled() -> Iterator[Transition]:
    """Declined by another than who proposed it; cancelled by a settlement, which two people book."""
    for before in (_S.PROPOSED, _S.APPRAISED):
        yield Transition(before, _S.DECLINED, Action.CONFIRM, not_by=(_S.PROPOSED,), needs_words=True)
    for before in (_S.PROPOSED, _S.APPRAISED, _S.DECLINED, _S.APPROVED, _S.STARTED):
        yield Transition(before, _S.CANCELLED, Action.PROPOSE, needs_words=True)


TRANSITIONS: tuple[Transition, ...] = (
    *(
        Transition(before, _S.PROPOSED, Action.FOLLOW_UP, papers=(_MINUTES,), conditions=(_C.CHOSEN,))
        for before in (None, _S.DECLINED)
    ),
    Transition(
        *(_S.PROPOSED, _S.APPRAISED, Action.CERTIFY),
        not_by=(_S.PROPOSED,),
        papers=(Paper(_D.BILL_OF_QUANTITIES),),
        conditions=(_C.COSTED,),
    ),
    Transition(
        *(_S.APPRAISED, _S.APPROVED, Action.CONFIRM),
        not_by=(_S.PROPOSED, _S.APPRAISED),
        papers=(_MINUTES,),
        conditions=(_C.CHOSEN, _C.COSTED, _C.BASELINES),
    ),
    Transition(
        *(_S.APPROVED, _S.STARTED, Action.FOLLOW_UP),
        papers=(
            *(Paper(_D.AGREEMENT), Paper(_D.LAND_CONSENT)),
            Paper(_D.QUOTE, at_least=3, unless_said=True),
        ),
    ),
    Transition(
        *(_S.STARTED, _S.COMPLETED, Action.CERTIFY),
        not_by=(_S.STARTED,),
        papers=(Paper(_D.CERTIFICATE),),
        conditions=(_C.BUILT,),
        not_on_own_papers=True,
    ),
    Transition(
        *(_S.COMPLETED, _S.HANDED_OVER, Action.FOLLOW_UP),
        not_by=(_S.COMPLETED,),
        papers=(Paper(_D.HANDOVER_ACT),),
    ),
    Transition(
        *(_S.HANDED_OVER, _S.MAINTAINED, Action.FOLLOW_UP),
        papers=(Paper(_D.MAINTENANCE_PLAN),),
    ),
    *_declined_or_cancelled(),
)

FINAL = frozenset({_S.DECLINED, _S.MAINTAINED, _S.CANCELLED})
"""Where no step is due any more, though money may be: see `grants.living.due`."""

STATUSES: dict[ProjectStepKind, ProjectStatus] = {
    _S.PROPOSED: ProjectStatus.PROPOSED,
    _S.APPRAISED: ProjectStatus.PROPOSED,
    _S.DECLINED: ProjectStatus.PROPOSED,
    _S.APPROVED: ProjectStatus.APPROVED,
    _S.STARTED: ProjectStatus.IN_PROGRESS,
    _S.COMPLETED: ProjectStatus.COMPLETED,
    _S.HANDED_OVER: ProjectStatus.HANDED_OVER,
    _S.MAINTAINED: ProjectStatus.MAINTAINED,
    _S.CANCELLED: ProjectStatus.CANCELLED,
}
"""The status in `projects` that goes with the latest step; where there are no steps, it is free."""

_BY_STEP = {(each.before, each.step): each for each in TRANSITIONS}


def transition(before: ProjectStepKind | None, step: ProjectStepKind) -> Transition | None:
    """None where it may not follow."""
    return _BY_STEP.get((before, step))


def following(before: ProjectStepKind | None) -> list[Transition]:
    """What may come next, in the order of the table: the way ahead first."""
    return [each for each in TRANSITIONS if each.before == before]


def doers_barred(found: Transition, steps: Iterable[Stepped]) -> dict[ProjectStepKind, str]:
    """Who did the steps whose doer may not do this one: of each kind, the latest; `steps` in their order."""
    latest = {each.step: each.decided_by for each in steps}
    return {kind: latest[kind] for kind in found.not_by if kind in latest}


def is_barred(found: Transition, name: str, steps: Iterable[Stepped]) -> bool:
    """Whether this person may not do it, having done another part; however their name was typed."""
    return name_key(name) in {name_key(each) for each in doers_barred(found, steps).values()}
