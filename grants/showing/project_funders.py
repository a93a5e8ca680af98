"""Who funds a project beside the groups, as a reader may know it: line by line, or others as one total."""

from dataclasses import dataclass, field

from core.accounts.person import Reach
from grants.showing.project_money import Funded, Partner, ProjectMoney


@dataclass(frozen=True)
class Funders:
    """`own` are funds with their figures, `partners` others with theirs; the rest by name and one total."""

    own: list[Funded]
    partners: list[Partner] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    other_total: int = 0


def funders_of(money: ProjectMoney, reach: Reach | None) -> Funders:
    """`reach` is that of a reader who sees some funds only; None of one who sees all."""
    if reach is None:
        return Funders(money.funds, money.partners)
    own = [funded for funded in money.funds if reach.has_fund(funded.fund.code)]
    others = [funded for funded in money.funds if not reach.has_fund(funded.fund.code)]
    names = dict.fromkeys(
        [*(funded.fund.donor for funded in others), *(partner.name for partner in money.partners)]
    )
    total = sum(funded.value for funded in others) + money.standing.other_funding
    return Funders(own, [], list(names), total)
