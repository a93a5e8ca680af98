"""Milestones, certifications and tranches of both programmes, and whose they are."""

from grants.entering.typed import Rows

HERE_PAIRS = (("FAK-WATER", "IOMDF"), ("FAK-WATER", "JAMOAT"), ("HIL-SCHOOL", "IOMDF"))
ELSEWHERE_PAIRS = (("ROAD", "FED"),)


def paying_rows(pairs: tuple[tuple[str, str], ...]) -> Rows:
    """Of each project and fund a milestone, and that it be certified and paid was asked by the treasurer."""
    asked = {"asked_on": "2020-06-18", "asked_by": "treasurer", "milestone": "M1"}
    of = [(paying_of(*pair), {"project": pair[0], "fund": pair[1]}) for pair in pairs]
    return {
        "milestones": [
            {**pair, "code": "M1", "name": "Trench dug", "share": "0.5", "gate": "minutes"} for _, pair in of
        ],
        "certifications": [{"reference": names["certification"], **pair, **asked} for names, pair in of],
        "tranches": [
            {"reference": names["tranche"], **pair, **asked, "amount": "1", "override_reason": "So"}
            for names, pair in of
        ],
    }


def paying_of(project: object, fund: object) -> dict[str, str]:
    """The arguments of their addresses."""
    pair = f"{project}-{fund}"
    return {"milestone": "M1", "certification": f"CE-{pair}", "tranche": f"TR-{pair}"}
