"""Codes of rules that are tried by a donor, apart from those of other funds' rules, of which they know nothing.

What a donor calls a rule that they try may be what another fund's rule is called. To say so would tell of it,
so both are there in the trial: the tried one has a code in memory that nobody can give, and is told as typed.
"""

from collections.abc import Iterable

from grants.matching.terms import Rule

_APART = "\t"
"""No code has a tab in it, and with one it is ordered as without."""


def code_apart(code: str, fund: str, others: Iterable[Rule]) -> str:
    """The code under which a rule is tried beside these."""
    is_taken = any(rule.code == code and rule.fund.code != fund for rule in others)
    return f"{code}{_APART}" if is_taken else code


def told_code(rule: Rule) -> str:
    """As it was typed."""
    return rule.code.removesuffix(_APART)
