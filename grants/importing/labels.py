"""What is wrong with what a workbook says, in words: what it is, and what is expected."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.importing.problems import RowProblem as P
from grants.workbook.labels import describe
from grants.workbook.problems import Problem

ABOUT_ROWS: dict[StrEnum, LazyString] = {
    P.NO_PROGRAMME: _l(
        "The file does not say which programme it is about. Add a sheet programmes with one row, or name "
        "the programme (--programme CODE)."
    ),
    P.SEVERAL_PROGRAMMES: _l("A workbook is about one programme; this one names several. Keep one row."),
    P.OTHER_PROGRAMME: _l("The file is about another programme than %(named)s."),
    P.UNKNOWN_PROGRAMME: _l(
        "There is no programme %(code)s. Its own workbook, with a sheet programmes, comes first."
    ),
    P.TIME_ZONE_UNKNOWN: _l("%(value)s is not a time zone. Expected: a name like Asia/Dushanbe."),
    P.KEY_REPEATED: _l("%(key)s stands here a second time; the first is in row %(first)s. Keep one of them."),
    P.CODE_UNKNOWN: _l(
        "%(column)s: there is no %(code)s in the sheet %(of_sheet)s, nor in the programme. Correct the code, "
        "or add the row."
    ),
    P.TOO_MANY_DECIMALS: _l(
        "%(column)s: %(currency)s has %(decimals)s decimals; this amount has more. It is not rounded: write "
        "the exact amount."
    ),
    P.AMOUNT_TOO_LARGE: _l("%(column)s: the amount is too large. Is a decimal point missing?"),
    P.NOT_POSITIVE: _l("%(column)s: an amount above 0 is expected."),
    P.NEGATIVE: _l("%(column)s: a value of 0 or more is expected."),
    P.CURRENCY_NEEDED: _l("%(column)s: its currency is missing. Fill in %(needed)s."),
    P.OUT_OF_RANGE: _l("%(column)s: a value from %(least)s to %(most)s is expected."),
    P.DATE_BEFORE: _l("%(column)s: the date lies before %(earlier)s, %(date)s."),
    P.MAY_NOT_CHANGE: _l(
        "%(column)s of %(key)s is booked as “%(was)s” and may not become “%(now)s”. Put the booked value "
        "back; a correction is a reversal and a new row, new terms are a new version."
    ),
    P.NEEDED_WITH: _l("%(column)s is missing. It is needed because of %(because)s."),
    P.RATIO_OR_TIERS: _l("A rule has either a ratio or tiers. Give exactly one of the two."),
    P.VERSIONS_OVERLAP: _l(
        "The dates overlap with version %(version)s of %(code)s. End one version the day before the other "
        "begins."
    ),
    P.VERSION_OF_OTHER_FUND: _l(
        "Another version of %(code)s is of the fund %(fund)s. All versions are of one fund."
    ),
    P.VERSION_OF_OTHER_SCHEME: _l("All versions of %(code)s have the same joint scheme, or none."),
    P.TWO_RULES_IN_SCHEME: _l(
        "%(other)s, also of fund %(fund)s, is in the scheme %(scheme)s on the same days. In a joint scheme a "
        "fund has one rule at a time."
    ),
    P.REACHES_BACK: _l(
        "%(column)s: contributions received up to %(date)s are decided already, and terms are never "
        "retroactive. Expected: a later date."
    ),
    P.VERSION_UNKNOWN: _l(
        "%(column)s: rule %(code)s has no version %(version)s, neither here nor in the programme. Nobody agrees "
        "to what is not there."
    ),
    P.SIDES_BY_ONE_PERSON: _l(
        "The same person has agreed for the other side already. Expected: two people, one for the programme and "
        "one for the donor."
    ),
    P.RATE_OF_USD: _l("Rates are units per USD: that of USD is 1."),
    P.RATE_MISSING: _l(
        "There is no rate of %(currency)s for %(month)s. Add it to the sheet rates, with its source."
    ),
    P.FINAL_COST_WITHOUT_DATE: _l("A final cost needs the day of settlement, settled_on."),
    P.CANCELLED_COSTS_NOTHING: _l("The final cost of a cancelled project is 0."),
    P.OTHER_COMMUNITY: _l(
        "The group %(group)s is of the community %(community)s; the project %(project)s is in another."
    ),
    P.HOUSEHOLD_OF_OTHER_GROUP: _l("The household %(household)s is of the group %(group)s, not of this one."),
    P.BEFORE_GROUP: _l("The contribution lies before the group was registered, on %(date)s."),
    P.VERIFICATION_WITHOUT_STATUS: _l(
        "%(column)s is given, but the status is %(status)s. Only a contribution with status verified has it."
    ),
    P.NOT_THE_PRODUCT: _l("amount is not quantity × unit_rate, which is %(product)s."),
    P.REFERENCE_USED_TWICE: _l(
        "%(column)s %(value)s was used already, by %(first)s. Is this the same money? If it corrects that "
        "row, link the two."
    ),
    P.LINK_UNKNOWN: _l(
        "%(column)s: there is no %(code)s of the same kind in the sheet %(of_sheet)s to which this could "
        "belong."
    ),
    P.SEQ_FOR_SOME: _l(
        "Sequence numbers are given for some events and not for others. Give them for every event, from 1 "
        "up, or for none."
    ),
    P.SEQ_TWICE: _l("The sequence number %(seq)s is given twice. Each event has its own."),
    P.REVERSED_UNVERIFIED: _l(
        "%(code)s was not verified, so there is nothing to reverse. Withdraw it instead."
    ),
    P.REVERSED_BEFORE_VERIFIED: _l("%(code)s was verified on %(date)s; it cannot be reversed before that."),
    P.REVERSED_TOO_MUCH: _l("Of %(code)s only %(left)s is left to reverse."),
    P.REVERSED_IN_TWO_PLACES: _l(
        "%(code)s has a reversal in its own row too. Several reversals stand all in the sheet reversals, and "
        "the contribution's own reversal columns are empty."
    ),
    P.REMATCH_DIFFERS: _l("By the contract this re-match grants %(granted)s here."),
    P.REMATCH_MISSES: _l("By the contract this re-match also grants to %(contribution)s under %(rule)s."),
    P.IN_QUARANTINE: _l(
        "More is stored as matched by fund %(fund)s for project %(project)s than the events give. Nothing is "
        "paid on it until two managers have set it right."
    ),
    P.BEYOND_MATCHED: _l(
        "On %(date)s fund %(fund)s had matched %(matched)s of project %(project)s; with this payment "
        "%(paid)s would be paid. Pay less, or give an override_reason."
    ),
    P.BEFORE_SETTLEMENT: _l(
        "The project was settled on %(date)s with the payments known then. Date the payment later."
    ),
    P.CATALOGUE_UNKNOWN: _l("%(column)s: the catalogue of indicators has no %(value)s."),
    P.UNIT_CONTRADICTS: _l(
        "%(column)s: %(code)s of the catalogue is counted in %(named)s, not in %(value)s."
    ),
    P.PARTS_BEYOND_WHOLE: _l("Women and men come to %(parts)s, which is more than %(value)s."),
    P.CORRECTION_NOT_NEGATIVE: _l("A row with %(needed)s takes money back: its amount is negative."),
    P.NEGATIVE_WITHOUT_LINK: _l("A negative amount needs %(needed)s, the row that it corrects."),
    P.BEFORE_PROGRAMME: _l("The programme begins on %(date)s; nothing was spent of it before."),
    P.CORRECTED_TOO_MUCH: _l("Of %(code)s only %(left)s is left to correct."),
    P.VERDICT_OF_OTHER_SIDE: _l("%(verdict)s is nothing that the side %(side)s says of a voucher."),
    P.VOUCHER_OF_OTHER_FUND: _l("The voucher %(code)s is paid from fund %(fund)s alone."),
    P.OUT_OF_THREAD: _l("%(column)s: the next number here is %(expected)s. They go up from 1 without a gap."),
    P.BEYOND_CLAIM: _l("Only %(left)s %(currency)s of this claim is open by then."),
    P.CLAIM_IN_OTHER_CURRENCY: _l("What is claimed back is in the programme's currency, %(named)s."),
    P.SOURCE_UNKNOWN: _l(
        "%(column)s: %(value)s is no source. Expected: fund CODE, group money, other PARTNER or unfunded."
    ),
    P.NUMBER_SKIPPED: _l("%(column)s: the numbers of a line go up from 1 without a gap."),
    P.TICKED_TWICE: _l(
        "%(code)s is ticked off already, against the line %(first)s. Each line of the bank is one payment, and "
        "each payment one line."
    ),
    P.TICKS_OTHER_AMOUNT: _l(
        "%(code)s comes to %(expected)s on the account. A line is ticked off against the same amount."
    ),
    P.SHARES_BEYOND_WHOLE: _l(
        "%(column)s: the shares of project %(project)s and fund %(fund)s make %(sum)s together. Expected: at "
        "most 1."
    ),
    P.MILESTONE_IN_USE: _l(
        "Something was asked for under the milestone %(key)s already: it stays as it is booked. Put the booked "
        "values back."
    ),
    P.WORKS_WITHOUT_GATE: _l("%(column)s is given only where the milestone is reached by works."),
    P.DECISION_OF_OTHER_SUBJECT: _l("%(decision)s is nothing that is said of %(subject)s."),
    P.STAYS_RESTRICTED: _l("%(key)s is restricted. It was told in confidence, and is not opened up."),
    P.RESOLVED_BY_RECORDER: _l(
        "%(by)s recorded %(reference)s. Somebody else has to say that it is resolved."
    ),
    P.STEP_OUT_OF_ORDER: _l(
        "%(reference)s is %(state)s by then: %(decision)s cannot follow as its step %(number)s. Steps are "
        "numbered from 1 without a gap."
    ),
    P.STEP_BY_SAME_PERSON: _l(
        "%(by)s asked for %(reference)s, added its evidence or approved it before. Somebody else has to decide; "
        "only who asked withdraws."
    ),
    P.STEP_BY_SAME_DOER: _l(
        "%(by)s has done %(done)s of %(reference)s. Expected: somebody else for %(step)s."
    ),
    P.STEP_WITHOUT_PAPER: _l(
        "%(step)s of %(reference)s needs %(needed)s documents of the kind %(kind)s; there are %(found)s. Add "
        "them to the sheet documents, of the project or of the step. Of what is kept elsewhere the row is enough."
    ),
    P.STEP_ON_OWN_PAPER: _l(
        "%(step)s of %(reference)s stands on a %(kind)s that the same person added. Expected: one that somebody "
        "else added, or somebody else for the step."
    ),
    P.PROJECT_NOT_CHOSEN: _l(
        "%(step)s of %(reference)s needs a meeting of its community, held by then, among whose choices the "
        "project is. Name it in the column meeting, of this step or of an earlier one."
    ),
    P.PROJECT_NOT_COSTED: _l("%(step)s of %(reference)s needs a budget above 0, and budget lines."),
    P.PROJECT_WITHOUT_BASELINES: _l(
        "%(step)s of %(reference)s needs an indicator with a baseline that was measured by then."
    ),
    P.PROJECT_NOT_BUILT: _l(
        "%(step)s of %(reference)s needs certified works of 100 percent; by then they stand at %(percent)s."
    ),
    P.STATUS_AGAINST_STEPS: _l(
        "The latest step of %(reference)s is %(step)s: its status is %(status)s, and approved_on is "
        "%(approved)s. Put these back, or enter the step that changes them."
    ),
    P.MEETING_IN_USE: _l(
        "A step of %(project)s stands on the meeting %(code)s: it stays as it is booked. Put the booked values "
        "back."
    ),
    P.TOO_MANY_HOUSEHOLDS: _l(
        "%(column)s: %(found)s households took part, but the community %(community)s has %(most)s."
    ),
    P.TOO_MANY_VOTES: _l("%(column)s: at most %(most)s are possible here; %(found)s are given."),
    P.STEP_AFTER_PAYMENT: _l(
        "%(reference)s is paid by %(payment)s. It is not declined or withdrawn any more."
    ),
    P.TRANCHE_NEEDED: _l(
        "Fund %(fund)s pays project %(project)s by milestones. Name an approved tranche, or give an "
        "override_reason."
    ),
    P.TRANCHE_NOT_APPROVED: _l(
        "The tranche %(tranche)s was not approved by two persons by %(date)s. Date the payment later, or give "
        "an override_reason."
    ),
    P.TRANCHE_BEFORE_MILESTONE: _l(
        "The milestone of tranche %(tranche)s was not certified by %(date)s. Wait for it, or give an "
        "override_reason."
    ),
    P.TRANCHE_EXCEEDED: _l("The tranche %(tranche)s is of %(amount)s. No more than that is paid."),
    P.TRANCHE_PAID_TWICE: _l("The tranche %(tranche)s is paid already, by %(payment)s."),
    P.SHEET_UNKNOWN: _l("%(column)s: there is no sheet %(value)s to which a document could belong."),
    P.NOT_A_SHA256: _l("%(column)s: 64 hexadecimal digits are expected."),
    P.CHANGE_OF_UNKNOWN: _l("%(column)s: there is no %(value)s whose change could be told."),
    P.CHANGE_OF_FIXED: _l("%(value)s is nothing that changes over time; it cannot be told here."),
    P.CHANGE_DOES_NOT_FOLLOW: _l("The value before was “%(was)s”; old says otherwise."),
    P.CHANGE_NOT_SHOWN: _l(
        "The sheet %(of_sheet)s shows another value in %(of)s of %(code)s than its last change. It shows "
        "what holds now."
    ),
    P.CHANGE_UNREADABLE: _l("%(value)s is no value that %(of)s can have."),
    P.QUARTER_UNREADABLE: _l("%(value)s is not a quarter. Expected: 2026-Q2."),
    P.QUARTER_BEFORE_PROGRAMME: _l("%(value)s was over before the programme began."),
    P.QUARTER_CLOSED: _l(
        "%(value)s is closed. What was told and signed of it is sealed with its report, and stands."
    ),
    P.NUMBER_OF_PART_SKIPPED: _l(
        "%(column)s: the numbers of a part of a quarter go up from 1 without a gap."
    ),
    P.TWO_PARTS_BY_ONE_PERSON: _l(
        "%(by)s has signed another part of this quarter already. Expected: prepared, checked and approved by "
        "three people."
    ),
    P.APPROVED_WITHOUT_CLOSING: _l(
        "A report is approved when its quarter is closed. Expected: %(value)s among the closings of the same "
        "file."
    ),
}


def in_words(problem: Problem) -> str:
    """What is wrong and what is expected, be it of the file or of what its rows say."""
    sentence = ABOUT_ROWS.get(problem.kind)
    return describe(problem) if sentence is None else str(sentence) % problem.details
