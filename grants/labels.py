"""Sentences for what is refused or found by this package."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.agreeing.labels import SENTENCES as OF_AGREEING
from grants.banking.labels import SENTENCES as OF_BANKING
from grants.correcting.labels import SENTENCES as OF_CORRECTING
from grants.devices.labels import SENTENCES as OF_DEVICES
from grants.entering.changing import ChangeReason
from grants.evidence.labels import SENTENCES as OF_EVIDENCE
from grants.exporting.export import ExportReason
from grants.grievances.labels import SENTENCES as OF_GRIEVANCES
from grants.linting.terminal import SENTENCES as OF_LINTING
from grants.living.labels import SENTENCES as OF_LIVING
from grants.paying.labels import SENTENCES as OF_PAYING
from grants.proposing import ProposalReason
from grants.quarantine.labels import SENTENCES as OF_QUARANTINE
from grants.recording.labels import SENTENCES as OF_RECORDING
from grants.rematches import RematchReason
from grants.reviewing.labels import SENTENCES as OF_REVIEWING
from grants.telling.labels import SENTENCES as OF_TELLING
from grants.verifying.differences import Check
from grants.verifying.differences import DifferenceKind as D
from grants.verifying.results import Counted

SENTENCES: dict[StrEnum, LazyString] = {
    **OF_AGREEING,
    **OF_BANKING,
    **OF_CORRECTING,
    **OF_DEVICES,
    **OF_EVIDENCE,
    **OF_GRIEVANCES,
    **OF_LINTING,
    **OF_LIVING,
    **OF_PAYING,
    **OF_RECORDING,
    **OF_QUARANTINE,
    **OF_REVIEWING,
    **OF_TELLING,
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
    D.SUM_DIFFERS: _l("the matches of %(what)s add up to %(stored)s, the balance says %(rebuilt)s"),
    D.RELEASED_BEYOND: _l(
        "match entry %(what)s: %(stored)s is released of it, and only %(rebuilt)s was granted"
    ),
    D.OUT_OF_STEP: _l("the joint scheme %(what)s does not grant in step: %(stored)s"),
    D.CLIENT_ID_TWICE: _l("the number %(what)s from a device stands for several contributions: %(stored)s"),
    D.SUBMISSION_LOST: _l("%(what)s was sent by a device, and there is no such contribution any more"),
    D.REVERSED_BEYOND: _l("of contribution %(what)s %(stored)s is reversed, more than its %(rebuilt)s"),
    D.HEAD_DIFFERS: _l(
        "journal entry %(what)s has the digest %(stored)s, and had %(rebuilt)s when its head was kept: the "
        "journal was rewritten"
    ),
    D.HEAD_CUT_OFF: _l(
        "the journal ends at entry %(stored)s, and reached %(what)s when its head was kept: its end was cut off"
    ),
    D.GUARD_FAULT: _l(
        "the guard %(what)s against changes is missing or altered; flask upgrade-database puts it up again"
    ),
    D.SEALED_ALTERED: _l("the sealed report %(what)s has the SHA-256 %(stored)s, sealed it was %(rebuilt)s"),
    D.SEALED_OTHERWISE: _l("the sealed report %(what)s says %(stored)s, the journal says %(rebuilt)s"),
    D.SEALED_MISSING: _l("the sealed report %(what)s is not there any more"),
    D.COUNTED_LATE: _l("%(what)s counts on %(stored)s, in a quarter that was closed before it was booked"),
    D.NO_WHOLE_NUMBER: _l("amounts in %(what)s are no whole numbers of minor units: %(stored)s rows"),
    D.IMPOSSIBLE: _l("the books say what cannot be, and cannot be read any further: %(what)s"),
}

CHECKS = {
    Check.SUMS: _l("Matches, balances and tallies add up"),
    Check.MATCHES: _l("Every match follows from its events"),
    Check.SPLITS: _l("Releases and joint schemes add up"),
    Check.CLIENT_IDS: _l("One contribution for each number of a device"),
    Check.REVERSALS: _l("Nothing is reversed beyond its amount"),
    Check.JOURNAL: _l("The journal is whole, and the books are as recorded"),
    Check.SEALED: _l("Sealed reports are as they were sealed"),
    Check.CLOSED_QUARTERS: _l("Nothing came into a closed quarter"),
    Check.CURRENCIES: _l("Amounts are whole numbers, rates are there"),
}

COUNTED = {
    Counted.FUNDS: _l("funds"),
    Counted.BALANCES: _l("balances"),
    Counted.MATCH_ENTRIES: _l("match entries"),
    Counted.EVENTS: _l("events"),
    Counted.RELEASES: _l("releases"),
    Counted.JOINT: _l("joint decisions"),
    Counted.CLIENT_IDS: _l("numbers"),
    Counted.REVERSALS: _l("reversals"),
    Counted.JOURNAL_ENTRIES: _l("journal entries"),
    Counted.ROWS: _l("rows"),
    Counted.HEADS: _l("kept heads"),
    Counted.SEALED: _l("sealed reports"),
    Counted.CLOSINGS: _l("closed quarters"),
    Counted.LATER: _l("days compared"),
    Counted.AMOUNTS: _l("amounts"),
    Counted.RATES: _l("rates"),
}
