"""What the columns of meetings, steps of projects, checks of works, narratives and grievances are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

LABELS: dict[str, LazyString] = {
    "held_on": _l("Held on"),
    "men": _l("Men"),
    "sent_from_abroad": _l("Members abroad who sent their choice"),
    "kept_by": _l("Who kept the minutes"),
    "meeting": _l("Meeting"),
    "rank": _l("Rank"),
    "work": _l("What they want built"),
    "votes_for": _l("Votes"),
    "votes_from_abroad": _l("Of these from abroad"),
    "people": _l("People reached"),
    "checked_on": _l("Checked on"),
    "months": _l("Months after the handover"),
    "functional": _l("Does it work"),
    "fee_due": _l("Fees due since the last check"),
    "fee_paid": _l("Fees paid since the last check"),
    "fund_balance": _l("In the maintenance fund"),
    "repairs": _l("Spent on repairs since the last check"),
    "days_down": _l("Days out of order since the last check"),
    "checked_by": _l("Checked by"),
    "catalogue": _l("Indicator of the catalogue"),
    "baseline_on": _l("Baseline measured on"),
    "baseline_source": _l("Where the baseline is from"),
    "quarter": _l("Quarter"),
    "section": _l("Section"),
    "written_on": _l("Written on"),
    "written_by": _l("Written by"),
    "part": _l("Signed as"),
    "signed_on": _l("Signed on"),
    "signed_by": _l("Signed by"),
    "figures": _l("Digest of the figures"),
    "channel": _l("How it was brought"),
    "access": _l("Who may read it"),
    "grievance": _l("Grievance"),
}

SHEETS: dict[str, LazyString] = {
    "meetings": _l("Meetings"),
    "choices": _l("What meetings chose"),
    "project_steps": _l("Steps of projects"),
    "reached": _l("People reached by community"),
    "service_checks": _l("Checks of works in use"),
    "narrative": _l("Narrative"),
    "signatures": _l("Signatures"),
    "grievances": _l("Grievances"),
    "grievance_steps": _l("Steps of grievances"),
}
