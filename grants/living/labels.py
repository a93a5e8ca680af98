"""The words for the life of a project: its steps, who takes them, and what they lack."""

from collections.abc import Iterable
from enum import StrEnum

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.roles import Action
from grants.documents.labels import DOCUMENT_KINDS
from grants.living.lacking import Lack
from grants.living.refusals import LivingReason as R
from grants.living.transitions import Condition, Paper
from household_groups.models.life import ProjectStepKind as S

STEPS: dict[StrEnum, LazyString] = {
    S.PROPOSED: _l("Proposed"),
    S.APPRAISED: _l("Appraised"),
    S.DECLINED: _l("Declined"),
    S.APPROVED: _l("Approved"),
    S.STARTED: _l("Works started"),
    S.COMPLETED: _l("Completed"),
    S.HANDED_OVER: _l("Handed over"),
    S.MAINTAINED: _l("Maintained"),
    S.CANCELLED: _l("Cancelled"),
}
TONES: dict[StrEnum, str] = {
    S.PROPOSED: "waiting",
    S.APPRAISED: "waiting",
    S.DECLINED: "refused",
    S.APPROVED: "good",
    S.STARTED: "good",
    S.COMPLETED: "good",
    S.HANDED_OVER: "good",
    S.MAINTAINED: "good",
    S.CANCELLED: "refused",
}
NEXT: dict[StrEnum, LazyString] = {
    S.PROPOSED: _l("the proposal"),
    S.APPRAISED: _l("the appraisal"),
    S.DECLINED: _l("to decline it"),
    S.APPROVED: _l("the approval"),
    S.STARTED: _l("the start of works"),
    S.COMPLETED: _l("the completion"),
    S.HANDED_OVER: _l("the handover"),
    S.MAINTAINED: _l("the maintenance plan"),
    S.CANCELLED: _l("to cancel it"),
}
VERBS: dict[StrEnum, LazyString] = {
    S.PROPOSED: _l("Record the proposal"),
    S.APPRAISED: _l("Record the appraisal"),
    S.DECLINED: _l("Decline with this reason"),
    S.APPROVED: _l("Approve the project"),
    S.STARTED: _l("Record the start of works"),
    S.COMPLETED: _l("Certify the completion"),
    S.HANDED_OVER: _l("Record the handover"),
    S.MAINTAINED: _l("Record that it is maintained"),
    S.CANCELLED: _l("Cancel by a settlement"),
}
WHO: dict[StrEnum, LazyString] = {
    Action.FOLLOW_UP: _l("an officer, a verifier or a manager"),
    Action.CERTIFY: _l("a verifier or a manager"),
    Action.CONFIRM: _l("a manager"),
    Action.PROPOSE: _l("a manager, and a second one"),
}
_CONDITIONS: dict[StrEnum, LazyString] = {
    Condition.CHOSEN: _l("a meeting of its community, held by then, that chose it"),
    Condition.COSTED: _l("a budget with its lines"),
    Condition.BASELINES: _l("a baseline of each indicator, measured by then"),
    Condition.BUILT: _l("works certified at 100 %% (they stand at %(percent)s)"),
}

SENTENCES: dict[StrEnum, LazyString] = {
    R.NOT_NEXT: _l("By now the project is “%(state)s”. This step does not follow on that."),
    R.OWN: _l("%(names)s did an earlier part of this: somebody else has to take this step."),
    R.LACKS: _l("Still lacking: %(lacks)s."),
    R.NO_WORDS: _l("Say why, so that whoever reads it later knows."),
    R.BEFORE_THE_LAST: _l("The last step was on %(day)s. This one is of that day or later."),
}


def lack_in_words(lack: Lack) -> str:
    """As part of a list: `land consent`, `3 quotes (there is 1)`."""
    if lack.condition is not None:
        return str(_CONDITIONS[lack.condition]) % {"percent": f"{lack.percent} %"}
    assert lack.paper is not None
    said = paper_in_words(lack.paper)
    if lack.own:
        return str(_("%(paper)s that somebody else added", paper=said))
    if lack.paper.at_least > 1 and lack.found:
        return str(_("%(paper)s (there are %(found)s)", paper=said, found=lack.found))
    return said


def paper_in_words(paper: Paper) -> str:
    kind = str(DOCUMENT_KINDS[paper.kind]).lower()
    if paper.at_least == 1:
        return kind
    return str(ngettext("%(num)s document: %(kind)s", "%(num)s × %(kind)s", paper.at_least, kind=kind))


def lacks_in_words(lacks: Iterable[Lack]) -> str:
    return ", ".join([lack_in_words(lack) for lack in lacks])
