"""Ids of the rows that entries name, by the codes that the engine knows them by."""

from dataclasses import dataclass, field

from grants.matching.terms import Rule


@dataclass
class Ids:
    """Of what was loaded of one programme. Contributions are not among them: there may be a million."""

    projects: dict[str, int] = field(default_factory=dict)
    funds: dict[str, int] = field(default_factory=dict)
    rules: dict[tuple[str, int], int] = field(default_factory=dict)
    _of_rule: dict[Rule, tuple[int, int]] = field(default_factory=dict)

    def of_rule(self, rule: Rule) -> tuple[int, int]:
        """(id of the rule version, id of its fund)."""
        found = self._of_rule.get(rule)
        if found is None:
            found = self.rules[rule.code, rule.version], self.funds[rule.fund.code]
            self._of_rule[rule] = found
        return found
