"""The letter itself: short, plain text, a line a thing with the way to it; no amounts, no reasons, no people."""

from textwrap import wrap

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from reports.telling.gathering import Told


def subject_of(told: Told) -> str:
    count = sum(len(part.standing) + len(part.news) for part in told.parts)
    return str(ngettext("Hashar: %(num)s thing for you", "Hashar: %(num)s things for you", count))


def text_of(told: Told, name: str, site: str | None) -> str:
    """What stands on the page behind a line is for those who sign in; a mail may be read by others."""
    lines = [str(_("Good day %(name)s,", name=name)), ""]
    for part in told.parts:
        lines += [part.title, ""]
        for task in (*part.news, *part.standing):
            lines.append(f"- {task.what}")
            lines += [f"  {site}{task.url}"] if site else []
        lines.append("")
    said = (
        _("You get this letter when something changes, at most once a day, and once a week while it lasts."),
        _("On the page My account you choose another address, or none."),
    )
    lines += wrap(" ".join(map(str, said)), 72)
    lines += [f"  {site}{url_for('my_account.my_account')}"] if site else []
    return "\n".join(lines) + "\n"
