"""What the parts of a dossier are called, and what is said of a part that the asker may not see."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.roles import Action
from grants.entering.labels import SHEETS
from reports.dossier.asker import Asker

TABLES: dict[str, LazyString] = {
    **SHEETS,
    "rules": _l("Terms in force: the rule versions that decided"),
    "agreements": _l("Agreements to these terms, with who said yes"),
    "changes": _l("Changes of facts, each with its day and reason"),
    "reversals": _l("Contributions taken back"),
    "audit": _l("Audit: who changed what is not money"),
    "decisions": _l("Decisions on contributions, each with its reason in words"),
    "decision_steps": _l("The steps of each decision"),
    "budget_lines_compared": _l("Budget against what was spent"),
    "evidence": _l("Papers and photos, with the rows that they show"),
    "sealed_reports": _l("Sealed reports that speak of the project, with their digests"),
    "entries": _l("Entries of the journal: where each stands, without what it says"),
    "held_links": _l("Links that others hold: in sealed reports, in mails of daily heads"),
}
"""Beside the names of sheets."""


def table_title(name: str) -> str:
    return str(TABLES.get(name, name))


def withheld_from(asker: Asker) -> list[str]:
    """What a reader of the index has to know of what is not there, one sentence a part."""
    said = []
    if not asker.sees_households:
        said += [
            _(
                "Households’ codes, references of transfers, slips and receipts are left out of the contributions."
            ),
            _("Payees who may be persons stand by their initials."),
            _("Papers of contributions and payments are left out; those of vouchers and works are here."),
        ]
    if not asker.sees_all:
        said += [
            _("What other funds decided and paid, and what other partners give, is left out."),
            _("The sums of the whole project are therefore not among the figures."),
        ]
    if not asker.may(Action.SEE_RULES):
        said.append(
            _("The terms of funds and who agreed to them are left out: managers and donors read them.")
        )
    if not (asker.may(Action.MANAGE) or asker.may(Action.REVIEW)):
        said.append(_("What donors say of vouchers, and what is claimed back, is left out."))
    if not asker.may(Action.SEE_AUDIT):
        said.append(_("The audit is left out: managers read it."))
    if asker.may(Action.RECORD_GRIEVANCE):
        said.append(_("Restricted grievances are left out of every dossier, since a dossier is passed on."))
    else:
        said.append(_("Grievances are left out; their counts stand in the reports."))
    if not asker.sees_entries:
        said.append(
            _(
                "What entries of the journal say, and their links, are left out: from a link, and most of what an "
                "entry says, the rest can be found by trying. The dossier that a manager makes has them."
            )
        )
    return said


def proof_in_words(asker: Asker) -> list[str]:
    """What the extract of the journal proves, and what it does not."""
    if not asker.sees_entries:
        return []
    return [
        _("The link of an entry is the SHA-256 of the link before it and of all that the entry says."),
        _(
            "Proved here: what each entry says is bound to its link; entries that stand side by side follow from "
            "each other; the tables of the workbook, changes and reversals say what the entries say; the figures "
            "follow from the tables."
        ),
        _(
            "Not proved here: that the entries in between, which are of other projects, are whole, and that none "
            "is missing here. Their links can be computed only from what they say. Where it matters, ask for "
            "flask verify with the heads that you were sent: it computes the whole chain again."
        ),
        _(
            "Compare the links that others hold with the papers in your hand: the sealed reports of the quarters, "
            "and the mails of the daily heads."
        ),
        _(
            "Whoever alters a dossier can alter its script and its index too. Ask the programme for the SHA-256 "
            "of index.csv that its audit noted, and run a check_extract.py that did not come with the dossier."
        ),
    ]
