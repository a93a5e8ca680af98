"""What the form of an indicator takes from the catalogue: the entries of its project's sector, unit and name."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from grants.impact.labels import UNITS
from household_groups.catalogue.catalogue import CATALOGUE, entry_of, of_sector
from household_groups.catalogue.entry import Entry
from household_groups.models.projects import Project


def entries_for(session: Session, programme_id: int, row: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Those of the sector first; then all others, which a work may have as well."""
    query = select(Project.sector).where(
        Project.programme_id == programme_id, Project.code == row.get("project", "")
    )
    own = of_sector(session.exec(query).first() or "")
    others = [entry for entry in CATALOGUE.values() if entry not in own]
    return [(entry.code, _words(entry)) for entry in (*own, *others)]


def from_catalogue(typed: Mapping[str, str]) -> dict[str, str]:
    """Name and unit of the entry that was chosen, where they were left empty."""
    entry = entry_of(typed.get("catalogue"))
    if entry is None:
        return {}
    said = {"name": str(entry.name), "unit": str(UNITS[entry.unit])}
    return {column: words for column, words in said.items() if not typed.get(column, "").strip()}


def _words(entry: Entry) -> str:
    return f"{entry.name} ({UNITS[entry.unit]})"
