"""The sheets about funds and about what was given, matched, paid and spent."""

from flask_babel import lazy_gettext as _l

from reports.sheets.definitions.definition import Definition, Definitions

FUNDS: Definitions = {
    "code": Definition(_l("Code of the fund")),
    "donor": Definition(_l("Who gives the money")),
    "budget": Definition(_l("What the fund may grant in all")),
    "received_quarter": Definition(_l("Received from the donor in the span")),
    "received_total": Definition(_l("Received from the donor to date")),
    "matched_quarter": Definition(_l("Granted in the span, less what was released in it")),
    "matched_total": Definition(_l("Granted to date, less what was released")),
    "released_total": Definition(
        _l("Of what was granted, given back to the fund to date"),
        _l("After reversals of contributions, and when a project settled below its budget"),
    ),
    "uncommitted": Definition(
        _l("What it may still grant; below 0 after a budget was lowered"), _l("budget - matched_total")
    ),
    "disbursed_quarter": Definition(_l("Paid to projects in the span, less refunds in it")),
    "disbursed_total": Definition(_l("Paid to projects to date, less refunds")),
    "committed_not_disbursed": Definition(
        _l("Granted and not yet paid"), _l("matched_total - disbursed_total")
    ),
    "cash_balance": Definition(_l("What should be on its account"), _l("received_total - disbursed_total")),
    "refunds_due": Definition(
        _l("What settled projects owe to the fund"),
        _l("Of each, disbursed beyond the matches that its final cost leaves, at least 0"),
    ),
    "opening_budget": Definition(_l("The budget on the day before the span")),
    "matched_share": Definition(_l("How much of the budget is granted"), _l("matched_total / budget")),
    "disbursed_share": Definition(_l("How much of the budget is paid"), _l("disbursed_total / budget")),
}

CONTRIBUTIONS: Definitions = {
    "received_on": Definition(_l("Day on which the group brought it")),
    "amount": Definition(_l("What was brought, in the currency it came in")),
    "kind": Definition(_l("How it came: four kinds of money; or labour, materials, skills")),
    "source": Definition(_l("Where it came from: remittance, local, returnee or other")),
    "status": Definition(_l("Only what is verified counts")),
    "verified_on": Definition(_l("Day on which a second person verified it")),
    "reversed_on": Definition(_l("Day of the latest reversal up to the end of the span")),
    "reversed_amount": Definition(_l("What was taken back up to the end of the span")),
    "reversal_reason": Definition(_l("Why it was taken back")),
    "value": Definition(
        _l("What it changes in this span, in the currency of the programme"),
        _l("The amount less reversals in the span, both at the rate of the month of the contribution"),
    ),
    "matched": Definition(
        _l("What funds granted to it in this span"),
        _l("Grants less releases booked in the span, at the rate of the month of the contribution"),
    ),
    "amends": Definition(_l("Reference of the contribution that was wrong, and whose place this one takes")),
    "amended_by": Definition(
        _l("Reference of the contribution that takes the place of this one"),
        _l("Also while that is not verified; empty where it was withdrawn"),
    ),
}

PENDING: Definitions = {
    "received_on": CONTRIBUTIONS["received_on"],
    "amount": CONTRIBUTIONS["amount"],
    "waiting_days": Definition(_l("How long it waits"), _l("From received_on to the end of the span")),
    "carried_forward": Definition(
        _l("Why it was left to a later quarter"),
        _l("Filled in a sealed report, from the reasons given when the quarter was closed"),
    ),
}

MATCHES: Definitions = {
    "contribution": Definition(_l("Reference of the contribution that is answered")),
    "rule": Definition(_l("Code of the matching rule")),
    "version": Definition(_l("Version of the rule that was in force")),
    "desired": Definition(
        _l("What the ratio alone would give"), _l("Before caps, budgets and gaps limit it")
    ),
    "granted": Definition(_l("What was granted; 0 where nothing could be")),
    "released": Definition(_l("What an earlier grant gave back")),
    "reason": Definition(_l("What limited the grant, or why it was released")),
    "booked_on": Definition(_l("Day on which it was decided")),
    "value": Definition(
        _l("Granted less released, in the currency of the programme"),
        _l("At the rate of the month of the contribution, and rounded"),
    ),
    "because": Definition(
        _l("What led to the entry"),
        _l(
            "verified: this contribution was; threshold: another one was, and freed it; approved: the project "
            "was; reversed, settled: it was released; rematched: freed money was granted"
        ),
    ),
    "event": Definition(
        _l("Place of that in the order in which the programme was booked"),
        _l("The seq of that event in an export of the workbook, as in its sheets reversals and rematches"),
    ),
}

DISBURSEMENTS: Definitions = {
    "paid_on": Definition(_l("Day on which the fund paid")),
    "amount": Definition(_l("What the fund paid, in its currency; a refund is below 0")),
    "arrived_amount": Definition(_l("What the project received")),
    "arrived_currency": Definition(_l("In which it arrived; empty for the currency of the fund")),
    "milestone": Definition(_l("What it was paid for")),
    "refund_of": Definition(_l("Reference of the payment that is paid back")),
    "tranche": Definition(_l("Reference of the tranche that it pays, where a fund pays by milestones")),
    "override_reason": Definition(
        _l("Why it was paid beyond what was matched, or before its milestone or without two approvals")
    ),
}

EXPENDITURES: Definitions = {
    "spent_on": Definition(_l("Day on which the project spent it")),
    "amount": Definition(_l("Of the voucher, in the currency of the invoice; a correction is below 0")),
    "category": Definition(_l("Works, materials, equipment, labour, supervision, administration or other")),
    "budget_line": Definition(_l("Line of the project's budget")),
    "payee": Definition(_l("Who was paid")),
    "fund": Definition(_l("Code of the fund that the voucher is charged to; empty for all sources together")),
    "corrects": Definition(_l("Reference of the voucher that is corrected")),
    "flags": Definition(
        _l(
            "before_approval: spent before the project was approved, or before its works began where it is not; "
            "unfunded: spent before anything was brought"
        )
    ),
}

RECEIPTS: Definitions = {
    "received_on": Definition(_l("Day on which the fund received it")),
    "amount": Definition(_l("What the fund received, in its currency")),
    "bank_reference": Definition(_l("By which the bank knows it")),
}

OTHER_FUNDING: Definitions = {
    "partner": Definition(_l("Who gives it")),
    "agreed_on": Definition(_l("Day of the agreement")),
    "amount": Definition(_l("What was agreed, in its own currency")),
    "received_on": Definition(_l("Day on which the project received it")),
    "agreed": Definition(
        _l("Agreed in the span, in the currency of the programme"),
        _l("At the rate of the month of the agreement"),
    ),
    "received": Definition(
        _l("Received in the span, in the currency of the programme"),
        _l("At the rate of the month of the agreement"),
    ),
}
