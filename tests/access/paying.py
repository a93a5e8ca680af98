"""Milestones, certifications and tranches of both programmes, and whose they are."""

from grants.entering.typed import Rows
from tests.money_rows import asked, milestone

HERE_PAIRS = (("FAK-WATER", "IOMDF"), ("FAK-WATER", "JAMOAT"), ("HIL-SCHOOL", "IOMDF"))
ELSEWHERE_PAIRS = (("ROAD", "FED"),)


def paying_rows(pairs: tuple[tuple[str, str], ...]) -> Rows:
    """Of each project and fund a milestone, and that it be certified and paid was asked by the treasurer."""
    of = [(paying_of(*pair), milestone(*pair)) for pair in pairs]
    return {
        "milestones": [each for _, each in of],
        "certifications": [asked(names["certification"], each, "treasurer") for names, each in of],
        "tranches": [
            asked(names["tranche"], each, "treasurer", amount="1", override_reason="So") for names, each in of
        ],
    }


def paying_of(project: object, fund: object) -> dict[str, str]:
    """The arguments of their addresses."""
    pair = f"{project}-{fund}"
    return {"milestone": "M1", "certification": f"CE-{pair}", "tranche": f"TR-{pair}"}
