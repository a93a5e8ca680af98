"""The page of one contribution: its facts, what it was matched with, its story, and what can be done."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.roles import Action
from core.web.access import Here
from core.web.i18n import minor
from grants.entering.known_rows import texts_of
from grants.entering.labels import label_of
from grants.entering.shown import shown_row
from grants.evidence.files import files_of, same_files
from grants.evidence.reaching import find_file
from grants.explanations import sentence
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.recording.entries import IN_KIND, RECEIPT, TRANSFER
from grants.recording.mending import may_change
from grants.recording.missing import missing_line
from grants.recording.recording import SHEET
from grants.recording.returns import reason_of_return
from grants.recording.states import may_become
from grants.recording.story import Step, places, steps_of
from grants.showing.corrections import Corrections, corrections_on
from grants.showing.decisions import Decision, decisions_of, explanation_for
from grants.verification.recorders import is_recorder
from grants.views.waits import waits_of
from grants.visible import matches_within
from grants.wondering.whys import is_waiting
from household_groups.labels import STATUSES, TONES
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Project
from household_groups.models.registry import Community, HouseholdGroup

OPEN_TO_ALL = ("received_on", "kind", "source", *IN_KIND)
OF_THE_FIELD = ("household", *TRANSFER, *RECEIPT, "evidence")
"""Households, slips and receipts are for those who see households."""


def contribution_page(reading: Session, here: Here, contribution: Contribution) -> str:
    """As far as the reader may see it."""
    project = reading.get_one(Project, contribution.project_id)
    community = reading.get_one(Community, project.community_id)
    sees_households = here.reach_of(Action.SEE_HOUSEHOLDS).has_community(community.code)
    decisions = _decisions(reading, here, contribution)
    corrections = corrections_on(reading, here, contribution, decisions, sees_households)
    files = files_of(reading, contribution.programme_id, SHEET, contribution.reference)
    body: str = render_template(
        "grants/contribution_detail.html",
        contribution=contribution,
        project=project,
        community=community,
        group=reading.get_one(HouseholdGroup, contribution.group_id),
        facts=_facts(reading, here, contribution, sees_households),
        missing=missing_line(reading, contribution) if sees_households else None,
        returned=_return_that_counts(reading, contribution) if sees_households else None,
        matches=_by_rule(reading, here, decisions),
        story=_story(reading, contribution, decisions, sees_households),
        files=[(file, _same_within(reading, here, file)) for file in files] if sees_households else [],
        corrections=corrections,
        actions=_actions(reading, here, contribution, community.code, corrections),
        waits=waits_of(reading, here, contribution, project, is_waiting(decisions)),
        sees_households=sees_households,
        STATUSES=STATUSES,
        TONES=TONES,
    )
    return body


def _same_within(reading: Session, here: Here, file: EvidenceFile) -> list[EvidenceFile]:
    """The same picture at other rows, so far as the reader may open it there."""
    return [
        same
        for same in same_files(reading, file)
        if same.id is not None and find_file(reading, here.programme_id, here.reach_of, same.id)
    ]


def _facts(
    reading: Session, here: Here, contribution: Contribution, sees_households: bool
) -> list[tuple[Any, str]]:
    texts = texts_of(reading, here.programme, SHEET, contribution.reference) or {}
    columns = [*OPEN_TO_ALL, *(OF_THE_FIELD if sees_households else ())]
    given = shown_row(SHEET, texts, [name for name in columns if texts.get(name)])
    if "sent_amount" in given:
        del given["sent_currency"]
    return [(label_of(SHEET, name), said) for name, said in given.items()]


def _decisions(reading: Session, here: Here, contribution: Contribution) -> list[Decision]:
    query = select(MatchEntry).where(
        matches_within(here.reach_of(Action.SEE_MATCHES)), MatchEntry.contribution_id == contribution.id
    )
    entries = reading.exec(query.order_by(col(MatchEntry.seq), col(MatchEntry.line))).all()
    return decisions_of(reading, entries)


def _by_rule(reading: Session, here: Here, decisions: Sequence[Decision]) -> list[Mapping[str, Any]]:
    """What each rule granted and released, with the sentence of its last decision that is no release."""
    rules: dict[str, list[Decision]] = {}
    for decision in decisions:
        rules.setdefault(decision.rule.code, []).append(decision)
    return [_match(reading, here, found) for found in rules.values()]


def _match(reading: Session, here: Here, decisions: Sequence[Decision]) -> Mapping[str, Any]:
    last = [each for each in decisions if each.entry.kind is MatchEntryKind.GRANT][-1]
    return {
        "last": last,
        "granted": sum(each.entry.granted_minor for each in decisions),
        "released": sum(each.entry.released_minor for each in decisions),
        "sentence": _sentence(reading, here, last),
    }


def _story(
    reading: Session, contribution: Contribution, decisions: Sequence[Decision], with_people: bool
) -> list[Step]:
    at = places(reading, contribution.programme_id, {each.entry.seq for each in decisions})
    steps = steps_of(reading, contribution, with_people)
    steps += [_step(each, (at[each.entry.seq], each.entry.line)) for each in decisions]
    return sorted(steps, key=lambda step: step.place)


def _step(decision: Decision, place: tuple[int, int]) -> Step:
    entry, currency = decision.entry, decision.fund.currency
    if entry.kind is MatchEntryKind.RELEASE:
        amount = f"{minor(entry.released_minor, currency)} {currency}"
        what = _("%(fund)s releases %(amount)s", fund=decision.fund.name, amount=amount)
    elif entry.granted_minor:
        amount = f"{minor(entry.granted_minor, currency)} {currency}"
        what = _("%(fund)s matches it with %(amount)s", fund=decision.fund.name, amount=amount)
    else:
        what = _("%(fund)s grants nothing", fund=decision.fund.name)
    return Step(place, what, on=entry.booked_on, detail=decision.reason)


def _sentence(reading: Session, here: Here, decision: Decision) -> str:
    return sentence(explanation_for(reading, decision, here.reach_of(Action.SEE_MATCHES)))


def _return_that_counts(reading: Session, contribution: Contribution) -> Any:
    is_returned = contribution.status is ContributionStatus.RETURNED
    return reason_of_return(reading, contribution) if is_returned else None


def _actions(
    reading: Session, here: Here, contribution: Contribution, community: str, corrections: Corrections
) -> list[tuple[str, str]]:
    """What the reader can do with it now: words and address, the first the most likely."""

    def address(endpoint: str) -> str:
        return url_for(endpoint, programme=here.programme.code, reference=contribution.reference)

    name, found = here.person.name, []
    verifies = here.reach_of(Action.VERIFY_CONTRIBUTION).has_community(community)
    verifies = verifies and may_become(contribution, ContributionStatus.VERIFIED)
    if verifies and not is_recorder(reading, contribution, name):
        found.append((_("Verify"), address("verification.verification_detail")))
    records = here.reach_of(Action.RECORD_CONTRIBUTION).has_community(community)
    if records and may_change(contribution, by=name, is_manager=here.may(Action.MANAGE)):
        found.append((_("Mend"), address("contributions.contribution_mend")))
        found.append((_("Withdraw"), address("contributions.contribution_withdraw")))
    if here.may(Action.PROPOSE) and corrections.may_amend:
        found.append((_("Correct this contribution"), address("amendment.amendment_new")))
    is_verified = contribution.status is ContributionStatus.VERIFIED
    if here.may(Action.PROPOSE) and is_verified and corrections.left_minor > 0:
        found.append((_("Take it back"), address("reversal.reversal_new")))
    return found
