"""What all pages of a trial stand on: what an address asks, for whom, and the page that lets one choose."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.programmes import Rate
from core.web.access import Here
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rule_versions import rules_within
from grants.trying.alterations import Alteration, How, pairs_of, read_pairs
from grants.visible import funds_within
from reports.trying.told import what_a_trial_is


def asked() -> list[Alteration]:
    return read_pairs(request.args.items(multi=True))


def seen(at: Here) -> frozenset[str] | None:
    """The funds that somebody may try and be told of; None is all."""
    return None if at.reach.is_whole else at.reach.funds


def choice_page(
    reading: Session, at: Here, alterations: Sequence[Alteration], faults: Sequence[str] = ()
) -> ResponseReturnValue:
    rules = reading.exec(
        select(MatchingRule)
        .where(rules_within(at.reach))
        .order_by(col(MatchingRule.code), col(MatchingRule.version))
    ).all()
    funds = select(Fund).where(funds_within(at.reach)).order_by(col(Fund.code))
    page = render_template(
        "reports/trial_choose.html",
        rules=rules,
        funds=reading.exec(funds).all(),
        taken_back=taken_back(alterations),
        currencies=_currencies_with_rates(reading, at),
        leaving_out={
            (each.code, each.version): query_of([*alterations, Alteration("rules", key, How.LEAVE_OUT)])
            for each in rules
            for key in [(each.code, str(each.version))]
        },
        faults=faults,
        query=query_of(alterations),
        what_it_is=what_a_trial_is(),
    )
    return page, 422 if faults else 200


def _currencies_with_rates(reading: Session, at: Here) -> Sequence[str]:
    query = select(Rate.currency).where(Rate.programme_id == at.programme_id).distinct()
    return reading.exec(query.order_by(Rate.currency)).all()


def taken_back(alterations: Sequence[Alteration]) -> list[tuple[Alteration, dict[str, Any]]]:
    """Each alteration, and the address of the others alone; an added version goes with the end that it needs."""
    return [
        (each, query_of([other for other in alterations if other is not each and not _ends_for(other, each)]))
        for each in by_themselves(alterations)
    ]


def by_themselves(alterations: Sequence[Alteration]) -> list[Alteration]:
    """But for the ends of versions that another one follows."""
    return [each for each in alterations if not any(_ends_for(each, other) for other in alterations)]


def _ends_for(end: Alteration, added: Alteration) -> bool:
    is_end = end.sheet == "rules" and end.how is How.CHANGE and set(end.cells) == {"effective_to"}
    return is_end and added.how is How.ADD and added.key[0] == end.key[0]


def query_of(alterations: Sequence[Alteration]) -> dict[str, Any]:
    query: dict[str, list[str]] = {}
    for name, value in pairs_of(alterations):
        if value not in query.setdefault(name, []):
            query[name].append(value)
    return query
