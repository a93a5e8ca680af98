"""The sheets about milestones, reviews, budgets and banks."""

from flask_babel import lazy_gettext as _l

from reports.sheets.definitions.definition import Definition, Definitions

MILESTONES: Definitions = {
    "milestone": Definition(_l("Code of the milestone within the project and fund")),
    "name": Definition(_l("What is to be reached")),
    "share": Definition(_l("Its part of what the fund matches in the project")),
    "gate": Definition(_l("What has to be shown: agreement, minutes, partners_money, works or handover")),
    "works": Definition(_l("How far the works have to be, where the gate is works")),
    "due_on": Definition(_l("Day by which it is due")),
    "certified_on": Definition(
        _l("Day on which it was certified as reached; empty where it was not by then")
    ),
    "certified_by": Definition(_l("Who certified it")),
    "override_reason": Definition(_l("Why it was certified although what the gate asks for was missing")),
    "early_reasons": Definition(
        _l("Why tranches were asked for before it was certified"),
        _l("Of the tranches in asked_total; several are parted by a semicolon"),
    ),
    "asked_total": Definition(
        _l("Asked for under it to date"), _l("Tranches less those that were declined or withdrawn")
    ),
    "approved_total": Definition(_l("Of asked_total, what two persons had approved")),
    "paid_total": Definition(
        _l("Paid under it to date, less refunds"),
        _l("Payments whose tranche is of the milestone, or that name it without a tranche"),
    ),
    "payment_reasons": Definition(
        _l("Why it was paid beyond what was matched, or before it was certified or approved by two"),
        _l("As override_reason in disbursements, of the payments in paid_total"),
    ),
}

_CLAIM = _l("Empty where nothing was claimed for the source")

REVIEWS: Definitions = {
    "reference": Definition(
        _l("Reference of the voucher"),
        _l(
            "A row for each fund that spoke of it and each source for which something is claimed: of vouchers of "
            "the span, of those on which anything was said or claimed in it, and of those that are still open"
        ),
    ),
    "spent_on": Definition(_l("Day on which the project spent it")),
    "payee": Definition(_l("Who was paid; in the report of a fund persons stand by their initials")),
    "source": Definition(_l("Whose money it was: a fund, group money, or another partner")),
    "spent_share": Definition(
        _l("What the source paid of the voucher"), _l("Split as spent_share in sources, before corrections")
    ),
    "verdict": Definition(
        _l("How it stands with the fund: accepted, queried, answered or disallowed"),
        _l(
            "The donor's last verdict up to the end of the span; answered is a query that the manager answered"
        ),
    ),
    "said_on": Definition(_l("Day of the last turn up to the end of the span")),
    "said_by": Definition(_l("Who spoke then")),
    "side": Definition(_l("For whom they spoke: donor or manager")),
    "words": Definition(_l("What they said")),
    "disallowed_by": Definition(
        _l("Codes of the funds that disallow the voucher, where something was claimed for the source"),
        _l("In the report of a fund the others stand together as 'another fund'"),
    ),
    "opened": Definition(_l("Claimed back for the source to date"), _CLAIM),
    "repaid": Definition(_l("What of it came back to date"), _CLAIM),
    "waived": Definition(_l("What of it was let go to date"), _CLAIM),
    "left": Definition(_l("What of it is still open"), _l("opened - repaid - waived")),
}

_OWN = _l("Vouchers net of corrections, each at the rate of its month; empty where there is no such rate")

VARIANCES: Definitions = {
    "project": Definition(
        _l("Code of the project"), _l("Also in the report of a fund all that it spent, whoever paid")
    ),
    "line": Definition(_l("Line of the project's budget; empty for what was spent on none")),
    "category": Definition(_l("What the line is for")),
    "description": Definition(_l("What the line buys")),
    "budget": Definition(_l("What was planned, in the project's currency")),
    "spent_quarter": Definition(_l("Spent on the line in the span"), _OWN),
    "spent_total": Definition(_l("Spent on the line to date"), _OWN),
    "variance": Definition(
        _l("How much more was spent than planned; below 0 where it was less"), _l("spent_total - budget")
    ),
    "percent": Definition(_l("The variance in percent of the budget"), _l("100 * variance / budget")),
    "beyond_tolerance": Definition(
        _l("unexplained or explained where somebody has to say why; else empty"),
        _l(
            "Beyond a tenth of the budget and beyond 100 USD at the rate of the month of the approval; what was "
            "not spent counts once the works are done"
        ),
    ),
    "explanation": Definition(_l("Why, in the words that hold at the end of the span")),
    "explained_on": Definition(_l("Day of the explanation")),
    "explained_by": Definition(_l("Who gave it")),
    "value_quarter": Definition(
        _l("spent_quarter in the currency of the programme"), _l("Sum of values as in expenditures")
    ),
    "value_total": Definition(
        _l("spent_total in the currency of the programme"), _l("Sum of values as in expenditures")
    ),
}

UNRECONCILED: Definitions = {
    "sheet": Definition(
        _l("bank_lines: the bank shows it, the books do not; receipts, disbursements: the other way round"),
        _l(
            "As of the end of the span: ticked off by then, and both in the books by then, a pair is not listed"
        ),
    ),
    "dated_on": Definition(_l("Day of the bank, or of the receipt or payment")),
    "amount": Definition(_l("As the account shows it, or should: below 0 what left")),
    "bank_reference": Definition(_l("By which the bank knows it")),
    "project": Definition(_l("Code of the project that was paid")),
    "party": Definition(
        _l("Who paid or was paid, as the bank says; in the report of a fund persons stand by their initials")
    ),
    "statement": Definition(_l("The statement of the bank on which the line stands")),
    "age_days": Definition(_l("How long it is open"), _l("From dated_on to the end of the span")),
}
