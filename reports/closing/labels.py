"""The sentences and words of closing."""

from flask_babel import lazy_gettext as _l

from reports.closing.imbalances import ImbalanceKind
from reports.closing.models import ClosingState
from reports.closing.refusals import ClosingReason, SealedReason

SENTENCES = {
    ClosingReason.NOT_A_QUARTER: _l(
        "%(quarter)s is no quarter, like 2026-Q2. Only whole quarters are closed."
    ),
    ClosingReason.NOT_OVER: _l(
        "%(quarter)s is not over: its last day, %(ends_on)s, has to end in the programme's time zone first."
    ),
    ClosingReason.CLOSED: _l("%(quarter)s was closed on %(on)s by %(by)s."),
    ClosingReason.EARLIER_OPEN: _l("%(earlier)s comes first: it is open, and something counts in it."),
    ClosingReason.BOOKS_DIFFER: _l(
        "The books of %(programme)s do not agree with their journal (differences found: %(count)s). Run "
        "“flask verify”, which lists them."
    ),
    ClosingReason.INCOMPLETE: _l("%(quarter)s cannot be closed before a reason is given for: %(what)s."),
    ClosingReason.UNKNOWN_REMARK: _l(
        "A reason was given for what is not on the list of %(quarter)s: %(what)s."
    ),
    ClosingReason.OWN: _l("You asked for %(quarter)s to be closed: somebody else has to decide on it."),
    ClosingReason.NOT_OWN: _l("Only who asked for it can withdraw this. You can decline it."),
    ClosingReason.ASKED: _l("%(by)s has asked for %(quarter)s to be closed already. That is decided first."),
    ClosingReason.DECIDED: _l("%(by)s has decided on the closing of %(quarter)s already."),
    ClosingReason.OUTDATED: _l(
        "The books have moved on since the list of %(quarter)s was looked at. Look at the new list, and ask again."
    ),
    ClosingReason.NO_REASON: _l("Say why, so that who asked for it knows what to do."),
    ClosingReason.BOOKS_MOVING: _l(
        "While the reports of %(quarter)s were written, others kept booking. Nothing was closed; try again at a "
        "quieter hour."
    ),
    ClosingReason.UNPREPARED: _l(
        "Nobody has signed that they prepared the report of %(quarter)s as it stands. Sign it, and ask again."
    ),
    ClosingReason.UNCHECKED: _l(
        "Nobody has signed that they checked the report of %(quarter)s as it stands. Have it checked, or say why "
        "it is not."
    ),
    ClosingReason.NO_RIGHT: _l(
        "%(by)s may no longer decide on the closing of %(quarter)s, so nothing was closed."
    ),
    SealedReason.ALTERED: _l(
        "The sealed report of %(quarter)s does not have its SHA-256 any more, %(sha256)s: its bytes were altered. "
        "It is not handed out; restore it from a backup."
    ),
    SealedReason.NO_FIGURES: _l(
        "The figures of the sealed report of %(quarter)s are not kept in a way that this version reads, so there "
        "is no copy in another language."
    ),
    SealedReason.OTHER_FIGURES: _l(
        "A copy of the sealed report of %(quarter)s in another language would have other figures, so it is not "
        "written."
    ),
}

IMBALANCES = {
    ImbalanceKind.OVERGRANTED: _l("granted more than the budget"),
    ImbalanceKind.CASH: _l("paid more than was received"),
    ImbalanceKind.MONEY: _l("spent more than was brought"),
    ImbalanceKind.UNFUNDED: _l("spent before anything was brought"),
    ImbalanceKind.BEYOND: _l("spent more of it than it brought"),
    ImbalanceKind.REFUND_DUE: _l("settled projects owe it to the fund"),
}
"""What is off, after the name of an account."""

STATES = {
    ClosingState.OPEN: _l("waits for a second person"),
    ClosingState.CLOSED: _l("closed"),
    ClosingState.DECLINED: _l("declined"),
    ClosingState.WITHDRAWN: _l("withdrawn"),
    ClosingState.OUTDATED: _l("outdated"),
}
TONES = {
    ClosingState.OPEN: "waiting",
    ClosingState.CLOSED: "good",
    ClosingState.DECLINED: "refused",
    ClosingState.WITHDRAWN: "quiet",
    ClosingState.OUTDATED: "quiet",
}
