"""The terms of a rule version as sentences, one a term."""

from collections.abc import Iterator, Sequence

from flask_babel import format_decimal, ngettext

from core.money import minor_per_major
from core.web.i18n import day
from grants.explaining.numbers import minor, rate
from grants.explaining.words import THEN, UP_TO, fill
from grants.ledger.terms_of_rules import MONEY, terms_of
from grants.matching import terms
from grants.matching.terms import Fraction, Rule
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rules_in_words import words
from grants.rules_in_words.lists import all_of, any_of, choices_in_words
from grants.rules_in_words.shares import share
from household_groups.labels import KINDS, MARGINALITY, SOURCES


def sentences_of(version: MatchingRule, fund: Fund) -> list[str]:
    """What a stored version says, in the order of its sections."""
    of_fund = terms.Fund(fund.code, fund.currency, fund.budget_minor, fund.opens_on)
    return sentences(terms_of(version, of_fund))


def sentences(rule: Rule) -> list[str]:
    """'2.00 for each 1.00 up to 5,000.00 of a project, then 1.00.' 'Only groups with at least 10 members.' …"""
    said = [
        *_how_much(rule),
        *_when(rule),
        *_which(rule),
        *_in_kind(rule),
        *_thresholds(rule),
        *_limits(rule),
    ]
    if len(rule.scale.tiers) > 1 or any(getattr(rule, name) is not None for name in MONEY):
        said.append(fill(words.AMOUNTS_IN, currency=rule.fund.currency))
    return said


def _how_much(rule: Rule) -> Iterator[str]:
    """Ratio or tiers."""
    yield f"{tiers_in_words(rule.scale.tiers, rule.fund.currency)}."


def tiers_in_words(tiers: Sequence[tuple[int, Fraction]], currency: str) -> str:
    """'2.00 for each 1.00 up to 5,000.00 of a project, then 1.00'; a single one is a ratio."""
    one = minor(minor_per_major(currency), currency)
    said = [fill(words.FOR_EACH, rate=rate(tiers[0][1], currency), one=one)]
    said += [fill(THEN, rate=rate(each, currency)) for _, each in tiers[1:]]
    for place, (end, _) in enumerate(tiers[1:]):
        up_to = words.UP_TO_OF_PROJECT if place == 0 else UP_TO
        said[place] = fill(up_to, rate=said[place], end=minor(end, currency))
    return ", ".join(said)


def _when(rule: Rule) -> Iterator[str]:
    start = day(rule.effective_from)
    if rule.effective_to is None:
        yield fill(words.IN_FORCE_OPEN, start=start)
    else:
        yield fill(words.IN_FORCE, start=start, end=day(rule.effective_to))
    yield fill(words.PRIORITY, place=format_decimal(rule.priority))
    if rule.joint:
        yield fill(words.JOINT, scheme=rule.joint)


def _which(rule: Rule) -> Iterator[str]:
    for template, codes in (
        (words.PROJECTS, rule.projects),
        (words.COMMUNITIES, rule.communities),
    ):
        if codes:
            yield fill(template, list=all_of(sorted(codes)))
    for template, listed in (
        (words.SECTORS, rule.sectors),
        (words.MARGINALITY, choices_in_words(MARGINALITY, rule.marginality)),
        (words.KINDS, choices_in_words(KINDS, rule.kinds)),
        (words.SOURCES, choices_in_words(SOURCES, rule.sources)),
    ):
        if listed:
            yield fill(template, list=any_of(listed))
    yield from _of_the_group(rule)
    if rule.project_cost_min is not None:
        yield fill(words.PROJECT_COST, least=minor(rule.project_cost_min, rule.fund.currency))
    if rule.record_within_days is not None:
        yield ngettext(
            "Only contributions recorded within %(days)s day of being received.",
            "Only contributions recorded within %(days)s days of being received.",
            rule.record_within_days,
            days=format_decimal(rule.record_within_days),
        )
    if rule.has_household_limit:
        yield str(words.HOUSEHOLD_NAMED)


def _of_the_group(rule: Rule) -> Iterator[str]:
    if rule.group_min_members is not None:
        yield ngettext(
            "Only groups with at least %(members)s member.",
            "Only groups with at least %(members)s members.",
            rule.group_min_members,
            members=format_decimal(rule.group_min_members),
        )
    if rule.group_leader is not None:
        yield str(words.LEADERS[rule.group_leader])
    if rule.group_min_days is not None:
        yield ngettext(
            "Only groups registered at least %(days)s day before the contribution.",
            "Only groups registered at least %(days)s days before the contribution.",
            rule.group_min_days,
            days=format_decimal(rule.group_min_days),
        )
    if rule.group_certificate:
        yield str(words.CERTIFICATE)


def _in_kind(rule: Rule) -> Iterator[str]:
    if rule.in_kind == "none":
        yield str(words.IN_KIND["none"])
        return
    if rule.in_kind_weight is None:
        yield str(words.IN_KIND[rule.in_kind])
    else:
        yield fill(words.IN_KIND_WEIGHTED[rule.in_kind], weight=share(rule.in_kind_weight))
    if rule.in_kind_limit_share is not None:
        yield fill(words.IN_KIND_LIMIT, limit=share(rule.in_kind_limit_share))


def _thresholds(rule: Rule) -> Iterator[str]:
    if rule.counted_min is not None:
        yield fill(words.COUNTED_MIN, least=minor(rule.counted_min, rule.fund.currency))
    if rule.counted_min_share is not None:
        yield fill(words.COUNTED_MIN_SHARE, least=share(rule.counted_min_share))


def _limits(rule: Rule) -> Iterator[str]:
    period = rule.cap_period
    for template, limit in (
        (words.COUNTED_PER_HOUSEHOLD[period], rule.counted_per_household),
        (words.PER_CONTRIBUTION, rule.match_per_contribution),
        (words.PER_HOUSEHOLD[period], rule.match_per_household),
        (words.PER_GROUP[period], rule.match_per_group),
        (words.PER_PROJECT, rule.match_per_project),
        (words.PER_COMMUNITY[period], rule.match_per_community),
    ):
        if limit is not None:
            yield fill(template, limit=minor(limit, rule.fund.currency))
    if rule.match_share_of_cost is not None:
        yield fill(words.SHARE_OF_COST, limit=share(rule.match_share_of_cost))
