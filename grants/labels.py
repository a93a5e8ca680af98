"""Sentences for what is refused or found by this package."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.entering.changing import ChangeReason
from grants.evidence.labels import SENTENCES as OF_EVIDENCE
from grants.exporting.export import ExportReason
from grants.proposing import ProposalReason
from grants.recording.labels import SENTENCES as OF_RECORDING
from grants.rematches import RematchReason
from grants.verifying.differences import DifferenceKind as D

SENTENCES: dict[StrEnum, LazyString] = {
    **OF_EVIDENCE,
    **OF_RECORDING,
    RematchReason.UNKNOWN_FUND: _l("There is no fund %(fund)s."),
    RematchReason.FUND_IN_SEVERAL: _l(
        "Several programmes have a fund %(fund)s: %(programmes)s. Say which with --programme."
    ),
    RematchReason.NOTHING_TO_GRANT: _l("There is nothing that fund %(fund)s could grant on a re-match now."),
    RematchReason.OUTDATED: _l(
        "Something was booked since the list was made (it was made after event %(seen)s, the last is now "
        "%(seq)s). Look at the new list first."
    ),
    ProposalReason.OWN: _l("You proposed this yourself: somebody else has to decide on it."),
    ProposalReason.NOT_OWN: _l("Only its proposer can withdraw this. You can decline it."),
    ProposalReason.DECIDED: _l("%(by)s has decided on this already."),
    ProposalReason.NO_REASON: _l("Say why, so that the proposer knows what to do."),
    ChangeReason.NOTHING: _l("Nothing is changed yet. Change a field, or go back."),
    ChangeReason.BEFORE_THE_LATEST: _l(
        "%(column)s has changed on %(day)s already. A later change holds from that day or a later one."
    ),
    ProposalReason.NOTHING_NEW: _l(
        "All of this is on the books already. Decline it, or let its proposer withdraw it."
    ),
    ExportReason.UNKNOWN_PROGRAMME: _l("There is no programme %(code)s."),
    ExportReason.NOT_WRITABLE: _l("The workbook cannot be written to %(file)s: %(problem)s."),
}

DIFFERENCES = {
    D.JOURNAL_ALTERED: _l("journal entry %(what)s was altered, or one is missing or put in before it"),
    D.JOURNAL_HEAD: _l("the head of the journal is %(stored)s, the last entry %(rebuilt)s"),
    D.ROW_DIFFERS: _l("%(what)s differs from the journal: it is %(stored)s, recorded as %(rebuilt)s"),
    D.ROW_MISSING: _l("%(what)s is in the journal, but not in its table: %(rebuilt)s"),
    D.ROW_UNRECORDED: _l("%(what)s is in its table, but not in the journal: %(stored)s"),
    D.EVENT_DIFFERS: _l("event %(what)s: the tables say %(stored)s, the journal %(rebuilt)s"),
    D.EVENT_MISSING: _l("event %(what)s is in the journal, but not in the tables"),
    D.COUNTED_ON_DIFFERS: _l("%(what)s counts on %(stored)s, it should on %(rebuilt)s"),
    D.TALLY_DIFFERS: _l("the tally of contributions %(what)s is %(stored)s, counted they are %(rebuilt)s"),
    D.RATE_USE_DIFFERS: _l("rate %(what)s: marked as used: %(stored)s, should be: %(rebuilt)s"),
    D.RATE_MISSING: _l("the rate %(what)s was used, but is not there"),
    D.ENTRY_DIFFERS: _l("match entry %(what)s is %(stored)s, it should be %(rebuilt)s"),
    D.ENTRY_MISSING: _l("match entry %(what)s is missing: %(rebuilt)s"),
    D.ENTRY_UNFOUNDED: _l("match entry %(what)s follows from no event: %(stored)s"),
    D.BALANCE_DIFFERS: _l("balance %(what)s is %(stored)s, it should be %(rebuilt)s"),
    D.IMPOSSIBLE: _l("the books say what cannot be, and cannot be read any further: %(what)s"),
}
