"""A version of a rule with all its words: sentences, table, and what is new in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rules_in_words.differences import differences
from grants.rules_in_words.sentences import sentences_of
from grants.rules_in_words.values import TermTable, term_tables


@dataclass(frozen=True)
class ToldVersion:
    """`differences` are from the version before, None for the first one."""

    terms: MatchingRule
    sentences: Sequence[str]
    tables: Sequence[TermTable]
    differences: Sequence[str] | None


def told(terms: MatchingRule, fund: Fund, before: MatchingRule | None) -> ToldVersion:
    return ToldVersion(
        terms,
        sentences_of(terms, fund),
        term_tables(terms, fund),
        None if before is None else differences(before, terms, fund),
    )
