"""What became of a contribution, in one sentence, for whoever has just verified it."""

from flask_babel import gettext as _
from flask_babel import ngettext

from core.web.i18n import minor
from grants.matching.terms import Reason
from grants.previewing import Preview


def in_one_sentence(reference: str, decided: Preview) -> str:
    """'FAK-010: 430.85 USD matched by IOMDF; the project is then fully funded.'"""
    return " ".join(part for part in (_own(reference, decided), _freed(decided)) if part)


def _own(reference: str, decided: Preview) -> str:
    if decided.is_held:
        held = _("%(reference)s is verified. It is matched once its project is approved.")
        return str(held) % {"reference": reference}
    if not decided.granted:
        return _nothing(reference, decided)
    matched = ", ".join(
        _(
            "%(amount)s %(currency)s matched by %(fund)s",
            amount=minor(entry.granted_minor, entry.currency),
            currency=entry.currency,
            fund=entry.fund,
        )
        for entry in decided.granted
    )
    if any(entry.reason is Reason.FUNDING_GAP for entry in decided.entries):
        full = _("%(reference)s: %(matched)s; the project is then fully funded.")
        return str(full) % {"reference": reference, "matched": matched}
    return str(_("%(reference)s: %(matched)s.", reference=reference, matched=matched))


def _nothing(reference: str, decided: Preview) -> str:
    if decided.is_settled:
        settled = _("%(reference)s is verified. Its project is settled, so nothing is matched any more.")
        return str(settled) % {"reference": reference}
    if not decided.entries:
        return str(_("%(reference)s is verified. No rule matches it.", reference=reference))
    reasons = dict.fromkeys(
        _("%(rule)s: %(reason)s", rule=entry.rule, reason=entry.label) for entry in decided.entries
    )
    return str(
        _(
            "%(reference)s is verified. Nothing is matched for now (%(reasons)s).",
            reference=reference,
            reasons="; ".join(reasons),
        )
    )


def _freed(decided: Preview) -> str:
    count = len({entry.contribution for entry in decided.others if entry.granted_minor})
    if not count:
        return ""
    return str(
        ngettext(
            "One more contribution, which had waited, is matched with it.",
            "%(num)s more contributions, which had waited, are matched with it.",
            count,
        )
    )
