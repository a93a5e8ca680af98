"""Contributions that are told and not drawn by lot: the one that the tour follows."""

from examples.making.days import on
from examples.making.tajikistan.ways import Row

_TOLD: tuple[Row, ...] = (
    {
        "project": "FAK-WATER",
        "group": "FAK-1",
        "household": "FAK-1-07",
        "received_on": on("2020-04-16"),
        "amount": 30000,
        "currency": "RUB",
        "kind": "bank_transfer",
        "source": "remittance",
        "origin_country": "RU",
        "banked_on": on("2020-04-17"),
        "bank_reference": "BS200417-0416",
        "evidence": "bank slip of 17 April 2020",
        "recorded_on": on("2020-04-18"),
        "recorded_by": "zarina",
        "status": "verified",
        "verified_on": on("2020-04-24"),
        "verified_by": "bahrom",
        "verification_method": "bank_statement",
    },
)


def told_of(project: str) -> list[Row]:
    return [dict(row) for row in _TOLD if row["project"] == project]
