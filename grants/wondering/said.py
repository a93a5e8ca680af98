"""What would have been, in sentences that can be read aloud."""

from collections.abc import Container

from flask_babel import LazyString
from flask_babel import gettext as _

from grants.explaining.numbers import with_code
from grants.explaining.words import fill
from grants.matching.terms import Reason
from grants.reasons import REASONS
from grants.wondering import words
from grants.wondering.limits import WithoutLimit
from grants.wondering.moment import Outcome


def without_in_words(without: WithoutLimit, currency: str, known_rules: Container[str] | None = None) -> str:
    """'Without the limit for a household: 75.00 USD.'; of a rule that is not known, without its code."""
    if without.granted is None:
        counted = with_code(without.counted, currency)
        return fill(words.WOULD_COUNT, limit=_limit(without), counted=counted)
    granted = with_code(without.granted, currency)
    if without.limit is Reason.JOINT:
        is_known = known_rules is None or without.held_by in known_rules
        rule = without.held_by if is_known else _("another rule")
        return fill(words.IN_STEP if without.cost else words.IN_STEP_NO_MORE, rule=rule, granted=granted)
    if without.limit is Reason.IN_KIND_THRESHOLD:
        return fill(words.IN_KIND_TOO, granted=granted)
    if without.limit is Reason.FUNDING_GAP and without.cost > 0:
        return fill(words.GAP, granted=granted)
    return fill(_template(without), limit=_limit(without), granted=granted, next=_next(without))


def larger_in_words(without: WithoutLimit, room: int, currency: str) -> str:
    """'The fund had nothing left: a budget larger by 120.00 USD would have matched all of it.', or ''."""
    if not without.would_do or without.cost <= 0 or without.limit not in words.ALL_OF_IT:
        return ""
    in_full = without.reason is Reason.FULL
    template = words.ALL_OF_IT[without.limit] if in_full else words.PART_OF_IT[without.limit]
    if in_full and room == 0:
        template = words.NOTHING_LEFT.get(without.limit, template)
    more, granted = with_code(without.cost, currency), with_code(without.granted or 0, currency)
    return fill(template, more=more, granted=granted)


def more_in_words(limit: Reason, amount: str, outcome: Outcome | None, currency: str) -> str:
    """'25.00 TJS more from another household would be matched with 25.00 USD.'"""
    if outcome is None:
        return fill(words.NO_MORE[limit], why=words.NOT_DECIDED)
    if not outcome.granted:
        return fill(words.NO_MORE[limit], why=_why_not(outcome.reason))
    return fill(words.MORE[limit], amount=amount, granted=with_code(outcome.granted, currency))


def _template(without: WithoutLimit) -> LazyString:
    if without.cost > 0:
        return words.WITHOUT_UNTIL if _next(without) else words.WITHOUT
    return words.WITHOUT_NO_MORE if _next(without) else words.WITHOUT_STILL


def _limit(without: WithoutLimit) -> LazyString:
    return words.LIMITS.get(without.limit) or words.LIMITS[Reason.JOINT]


def _next(without: WithoutLimit) -> str:
    """The limit that would have been reached then, '' where none."""
    if without.reason is None or without.reason not in words.LIMITS:
        return ""
    return str(words.LIMITS[without.reason])


def _why_not(reason: Reason) -> str:
    label = str(words.WHY_NOT.get(reason) or REASONS[reason])
    return f"{label[:1].lower()}{label[1:]}"
