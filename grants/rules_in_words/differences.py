"""What a version says otherwise than the one before it."""

from collections.abc import Iterator
from typing import Any

from grants.entering.labels import label_of
from grants.explaining.words import fill
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rules_in_words import words
from grants.rules_in_words.sections import TERM_SECTIONS
from grants.rules_in_words.values import term_in_words
from grants.workbook.columns import Kind
from grants.workbook.mapping import MAPPED
from grants.workbook.sheets import SHEETS

_KINDS = {column.name: column.kind for column in SHEETS["rules"].columns}
_NEVER_THE_SAME = frozenset({"version", "effective_from", "effective_to"})


def differences(before: MatchingRule, after: MatchingRule, fund: Fund) -> list[str]:
    """One sentence for each term that is not the same; the days of versions differ by themselves."""
    return list(_differences(before, after, fund))


def _differences(before: MatchingRule, after: MatchingRule, fund: Fund) -> Iterator[str]:
    for column in (name for section in TERM_SECTIONS for name in section.columns):
        if column in _NEVER_THE_SAME or _value(before, column) == _value(after, column):
            continue
        term = label_of("rules", column)
        was, now = (term_in_words(version, fund, column) for version in (before, after))
        if was is None:
            yield fill(words.IS_NEW, term=term, now=now)
        elif now is None:
            yield fill(words.IS_GONE, term=term, before=was)
        else:
            yield fill(words.DIFFERS, term=term, now=now, before=was)


def _value(version: MatchingRule, column: str) -> Any:
    """Codes in another order are the same codes."""
    value = getattr(version, MAPPED["rules"].attribute(column))
    is_list = _KINDS[column] in (Kind.CODES, Kind.CHOICES)
    return set(value.split(";")) if is_list and value is not None else value
