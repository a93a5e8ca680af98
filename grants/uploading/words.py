"""What is said of an uploaded workbook: its problems in order, what it would book, what it would propose."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.entering.labels import SHEETS as LABELS
from grants.models.proposals import ProposalKind
from grants.uploading.holding import Draft
from grants.uploading.keeping import Said
from grants.uploading.outcome import Uploaded
from grants.uploading.problems import in_words
from grants.workbook.problems import Problem
from grants.workbook.sheets import SHEETS

MOST_PROBLEMS_SHOWN = 200


@dataclass(frozen=True)
class SaidOfSheet:
    """The problems of one sheet, each a cell ('' for all of it) and its sentence; `sheet` is '' for the file."""

    sheet: str
    label: str
    problems: list[tuple[str, str]]


@dataclass(frozen=True)
class Counted:
    """How many rows of a sheet are new and changed."""

    label: str
    new: int
    changed: int


def told(problems: Iterable[Problem]) -> list[Said]:
    """What is wrong with the file first, then with its sheets in their order; each thing once."""
    order = {name: place for place, name in enumerate(SHEETS, 1)}
    said = dict.fromkeys((it.sheet, it.cell, in_words(it)) for it in problems)
    return sorted(said, key=lambda it: order.get(it[0] or "", len(order) + 1 if it[0] else 0))


def by_sheet(said: Iterable[Said]) -> list[SaidOfSheet]:
    """Of sheets that stand together; a sheet that is not of the workbook keeps its own name."""
    found: dict[str, SaidOfSheet] = {}
    for sheet, cell, sentence in said:
        name = sheet or ""
        group = found.setdefault(name, SaidOfSheet(name, str(LABELS.get(name, name)), []))
        group.problems.append((cell or "", sentence))
    return list(found.values())


def counted(uploaded: Uploaded) -> list[Counted]:
    """Sheets with something to book at once, in their order."""
    rows = [(str(LABELS[name]), uploaded.new.get(name, 0), uploaded.changed.get(name, 0)) for name in SHEETS]
    return [Counted(*row) for row in rows if row[1] or row[2]]


def title_of(draft: Draft) -> str:
    """What a proposal would be about."""
    count = draft.count
    match draft.kind:
        case ProposalKind.RULES:
            return str(ngettext("%(num)s version of a rule", "%(num)s versions of rules", count))
        case ProposalKind.DISBURSEMENTS:
            return str(ngettext("%(num)s payment", "%(num)s payments", count))
        case ProposalKind.SETTLEMENT:
            return str(_("The settlement of project %(project)s", project=draft.project))
        case ProposalKind.LIMIT:
            return str(_("The limit of what one person may take back alone"))
        case ProposalKind.REVERSALS | ProposalKind.AMENDMENT:
            return str(ngettext("%(num)s reversal", "%(num)s reversals", count))
