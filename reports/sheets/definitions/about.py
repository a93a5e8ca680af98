"""What each sheet shows: on the cover, and above the definitions of its columns."""

from flask_babel import lazy_gettext as _l

ABOUT = {
    "cover": _l("What the report says, of what, and on what it stands"),
    "summary": _l("The programme in a dozen measures, with charts"),
    "communities": _l("Each community with any activity to date"),
    "projects": _l("Each project: its budget, who brought what, how far the works are"),
    "sources": _l("Who brings what to each project, and whose money was spent"),
    "funds": _l("Each fund in its own currency: received, matched, paid, left"),
    "contributions": _l("Each contribution of the span, or taken back in it"),
    "pending": _l("Contributions that are recorded and wait for verification"),
    "matches": _l("Each decision of the span: by which rule, how much, and why"),
    "disbursements": _l("Each payment of the span to a project"),
    "expenditures": _l("Each voucher of the span"),
    "indicators": _l("What projects are to achieve, and what was found"),
    "control": _l("Accounts from opening to closing, with formulas that check them"),
    "receipts": _l("What funds received in the span"),
    "other_funding": _l("What other partners agreed or gave in the span"),
    "milestones": _l("What funds pay by milestones, and how far each had come"),
    "reviews": _l("What donors and the manager said of vouchers, and what was claimed back"),
    "variances": _l("Each line of the budgets: planned, spent, and why it differs"),
    "unreconciled": _l("What banks and books do not both show, and for how long"),
    "months": _l("Contributed and matched, month by month"),
    "largest_communities": _l("Where most came together, in order of size"),
    "definitions": _l("What each column means, its unit, and how it is computed"),
}
