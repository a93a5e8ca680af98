"""Making a dossier: each part is read, narrowed to what the asker sees, and written into the zip at once."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from flask import render_template
from flask_babel import gettext as _
from sqlmodel import Session

from core.journal.heads import KeptHeads
from core.money import exponent
from grants.evidence.folder import EvidenceFolder
from grants.spending.reading import spending_of
from grants.workbook.mapping import MAPPED, as_text
from reports.dossier import check_extract
from reports.dossier.archive import Archive, Entry
from reports.dossier.asker import Asker
from reports.dossier.decisions import decisions
from reports.dossier.extract import entries_of, head, held_links, lines, places
from reports.dossier.figures import Figures, figures_of
from reports.dossier.history import audit_of, changes_of, reversals_of
from reports.dossier.paper_book import add_book
from reports.dossier.papers import Papers, add_papers
from reports.dossier.sealed import sealed_reports
from reports.dossier.sheets import ORDER, SheetRows
from reports.dossier.style import standing_style
from reports.dossier.tables import Table, table_of
from reports.dossier.words import proof_in_words, table_title, withheld_from

SCRIPT = "check_extract.py"


@dataclass(frozen=True)
class Sources:
    """What a dossier is made from beside the database."""

    folder: EvidenceFolder
    kept: KeptHeads


@dataclass(frozen=True)
class Made:
    """`digest` is the SHA-256 of the index, by which a dossier is known."""

    digest: str
    files: int


@dataclass
class _Parts:
    tables: dict[str, Table] = field(default_factory=dict)
    keys: dict[str, set[str]] = field(default_factory=dict)
    entries: list[Any] = field(default_factory=list)


def make_dossier(session: Session, asker: Asker, sources: Sources, name: str, target: IO[bytes]) -> Made:
    """Write it to `target`, in the language at hand; the session should see one state of the database.

    The same state and the same asker give the same bytes. Files go through in pieces.
    """
    rows = SheetRows(session, asker)
    parts = _read(session, asker, rows, sources.kept)
    with Archive(target, name) as archive:
        _write_tables(archive, parts.tables.values())
        papers = add_papers(session, asker, rows.keys, sources.folder, archive)
        _write_table(archive, "tables", papers.table)
        _write_journal(archive, asker, parts)
        figures = figures_of(session, asker)
        summary = _summary(session, asker, rows, parts, figures)
        archive.add_text("summary.json", _("Figures, and what the script needs"), "", _as_json(summary))
        archive.add_file(
            SCRIPT, _("Checks this dossier; needs Python 3.9 alone"), "", Path(check_extract.__file__)
        )
        style = standing_style("dossier.css")
        told = _told(asker, summary, parts, papers, archive.entries)
        index = render_template(
            "reports/_dossier_index.html", style=style.element, policy=style.policy, **told
        )
        archive.add_text("index.html", _("This index, to be read"), "", index)
        made = archive.write_index()
        return Made(made.sha256, len(archive.entries))


def _read(session: Session, asker: Asker, rows: SheetRows, kept: KeptHeads) -> _Parts:
    tables = {sheet: table_of(rows, asker, sheet) for sheet in ORDER}
    keys = rows.keys
    tables["changes"] = changes_of(session, asker, keys)
    tables["reversals"] = reversals_of(session, asker, keys)
    audit = audit_of(session, asker, keys)
    if audit is not None:
        tables["audit"] = audit
    tables["decisions"], tables["decision_steps"] = decisions(session, asker)
    tables["budget_lines_compared"] = _budget(session, asker)
    tables["sealed_reports"] = sealed_reports(session, asker)
    events = {name: {row[-2] or "" for row in tables[name].rows} for name in ("changes", "reversals")}
    spoken_of = {**keys, **events, "rematches": {row[0] or "" for row in tables["decisions"].rows}}
    entries = entries_of(session, asker, spoken_of)
    tables["entries"] = places(entries)
    if asker.sees_entries:
        tables["held_links"] = held_links(session, asker, kept)
    return _Parts(tables, keys, entries if asker.sees_entries else [])


_IN_JOURNAL = frozenset({"entries", "held_links"})


def _write_tables(archive: Archive, tables: Iterable[Table]) -> None:
    wanted = [table for table in tables if table.name not in _IN_JOURNAL]
    for table in wanted:
        _write_table(archive, "tables", table)
    add_book(archive, wanted)


def _write_table(archive: Archive, folder: str, table: Table) -> None:
    title = table_title(table.name)
    archive.add_table(f"{folder}/{table.name}.csv", title, table.name, table.columns, table.rows)


def _write_journal(archive: Archive, asker: Asker, parts: _Parts) -> None:
    for name in sorted(_IN_JOURNAL & parts.tables.keys()):
        _write_table(archive, "journal", parts.tables[name])
    if asker.sees_entries:
        what = _("Entries of the journal that speak of the project, with their links")
        archive.add("journal/entries.jsonl", what, "journal", lines(parts.entries))


def _budget(session: Session, asker: Asker) -> Table:
    """As the page of the spending has it."""
    columns = ["line", "category", "description", "planned", "spent", "variance", "percent", "explanation"]
    currency = asker.project.currency
    rows = []
    for each in spending_of(session, asker.project).lines:
        amounts = (as_text(minor, currency) for minor in (each.planned, each.actual, each.variance))
        percent = None if each.percent is None else str(each.percent)
        words = each.explanation.words if each.explanation else None
        rows.append([each.line.line, each.line.category, each.line.description, *amounts, percent, words])
    return Table("budget_lines_compared", columns, rows)


def _summary(
    session: Session, asker: Asker, rows: SheetRows, parts: _Parts, figures: Figures
) -> dict[str, Any]:
    """What the script reads, and the index says."""
    position, _seq, link = head(session, asker)
    used = {asker.project.currency, *rows.currencies["funds"].values()}
    for name in ("contributions", "expenditures", "other_funding"):
        place = parts.tables[name].columns.index("currency")
        used |= {row[place] or "" for row in parts.tables[name].rows}
    return {
        "programme": asker.here.programme.code,
        "project": asker.project.code,
        "name": asker.project.name,
        "position": position,
        "head": link if asker.sees_entries else None,
        "has_entries": asker.sees_entries,
        "entries": len(parts.entries),
        "sees_all": asker.sees_all,
        "figures": figures,
        "currencies": rows.currencies,
        "exponents": {code: exponent(code) for code in sorted(used)},
        "tables": {sheet: list(MAPPED[sheet].sheet.key) for sheet in ORDER},
        "money": {sheet: MAPPED[sheet].money_in for sheet in ORDER if MAPPED[sheet].money_in},
    }


def _told(
    asker: Asker, summary: dict[str, Any], parts: _Parts, papers: Papers, entries: list[Entry]
) -> dict[str, Any]:
    return {
        "asker": asker,
        "project": asker.project,
        "community": asker.community,
        "programme": asker.here.programme,
        "summary": summary,
        "tables": [(table, table_title(table.name)) for table in parts.tables.values()],
        "papers": papers,
        "withheld": withheld_from(asker),
        "proof": proof_in_words(asker),
        "entries": list(entries),
        "script": SCRIPT,
    }


def _as_json(summary: dict[str, Any]) -> str:
    return json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
