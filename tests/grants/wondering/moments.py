"""Decisions of the engine, as moments that can be decided again: what loading.py makes of stored entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from core.exchange import Exchange
from grants.matching.explained import Calculation
from grants.matching.terms import Entry, Reason
from grants.wondering.moment import Decided, Moment

_DECIDES = {Calculation.VALUE, Calculation.WAITED, Calculation.DEMAND}


def moments(entries: Iterable[Entry], exchange: Exchange) -> Iterator[tuple[Entry, Moment]]:
    """Of every entry that decided on an amount, with those of its scheme."""
    grants = [entry for entry in entries if entry.of is None]
    beside: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    waiting = {}
    for entry in grants:
        beside[entry.contribution.reference, entry.seq].append(entry)
        if entry.reason is Reason.WAITING:
            waiting[entry.contribution.reference, entry.rule.code] = entry
    for entry in grants:
        if entry.steps[0][0] in _DECIDES and entry.reason is not Reason.WAITING:
            mates = [each for each in beside[entry.contribution.reference, entry.seq] if _goes(each, entry)]
            yield entry, _moment(entry, sorted(mates, key=lambda each: each.rule.code), waiting, exchange)


def _goes(other: Entry, entry: Entry) -> bool:
    """Together with it; a contribution that waits and is freed at one event has two entries of each rule."""
    is_of_scheme = entry.rule.joint is not None and other.rule.joint == entry.rule.joint
    return other is entry or (is_of_scheme and other.reason is not Reason.WAITING)


def _moment(
    entry: Entry, mates: list[Entry], waiting: dict[tuple[str, str], Entry], exchange: Exchange
) -> Moment:
    given = entry.contribution
    began = {
        mate.rule.code: waiting[given.reference, mate.rule.code]
        for mate in mates
        if mate.steps[0][0] == Calculation.WAITED
    }
    at_entry = next((each.reversed for each in began.values()), entry.reversed)
    decided = tuple(
        Decided(mate.rule, mate.steps, began[mate.rule.code].steps if began else ()) for mate in mates
    )
    return Moment(
        *(given.amount, given.currency, given.month, given.is_in_kind, at_entry, entry.reversed),
        *(given.project.currency, exchange, decided),
    )
