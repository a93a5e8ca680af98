"""The rules that did not look at a contribution, and the fact for which each did not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from core.calendar import month_name, quarter_name
from grants.ledger.facts import Part, load_books
from grants.matching import terms
from grants.matching.scope import out_of_scope
from grants.matching.terms import Reason, Rule
from household_groups.models.contributions import IN_KIND, Contribution
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup


@dataclass(frozen=True, slots=True)
class NotLooking:
    """A rule that stored nothing, in the version nearest to the day, with the contribution as it then stood.

    `reason` is None where it would have looked: it came into the books later, or nothing of it was left.
    """

    rule: Rule
    contribution: terms.Contribution
    reason: Reason | None


def rules_not_looking(
    session: Session, contribution: Contribution, project: Project, decided_seq: int, looked: Iterable[str]
) -> list[NotLooking]:
    """By code, of all rules of the programme but those of which entries are there (`looked`).

    Facts are as they stood when it was decided, at `decided_seq`.
    """
    group = session.get_one(HouseholdGroup, contribution.group_id)
    part = Part({project.code}, {group.code})
    books = load_books(session, contribution.programme_id, decided_seq - 1, part).books
    given = terms.Contribution(
        contribution.reference,
        books.projects[project.code],
        books.groups[group.code],
        household=None,
        received_on=contribution.received_on,
        amount=contribution.amount_minor,
        currency=contribution.currency,
        kind=contribution.kind.value,
        is_in_kind=contribution.kind in IN_KIND,
        source=None,
        days_to_record=0,
        month=month_name(contribution.received_on),
        quarter=quarter_name(contribution.received_on),
    )
    known = set(looked)
    return [
        NotLooking(rule, given, out_of_scope(rule, given))
        for rule in _nearest_versions(books.rules, given)
        if rule.code not in known
    ]


def _nearest_versions(rules: Iterable[Rule], given: terms.Contribution) -> Iterator[Rule]:
    """Of each code the version in force on the day, or the last before it, or the first after it."""
    by_code: dict[str, list[Rule]] = {}
    for rule in rules:
        by_code.setdefault(rule.code, []).append(rule)
    for code in sorted(by_code):
        versions = sorted(by_code[code], key=lambda rule: rule.effective_from)
        begun = [rule for rule in versions if rule.effective_from <= given.received_on]
        yield begun[-1] if begun else versions[0]
