"""How the form of a contribution looks: its fields, and the summary of what was typed."""

from collections.abc import Iterable
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from core.database import session
from core.web.engine import engine
from core.web.forms import select_choices
from grants.entering.shown import shown_row
from grants.evidence.folder import Kept
from grants.previewing import Preview
from grants.recording.entries import IN_KIND, MAIN, RECEIPT, TRANSFER
from grants.recording.recording import SHEET
from grants.recording.worth import worth_in
from grants.showing.decisions_in_words import DecisionInWords
from grants.views.entry_page import EntryPage


def shown(page: EntryPage) -> str:
    """The fields; a part of them is open where it says something, or something is wrong with it."""
    form = page.form
    parts = [
        (_("Transfer"), [form[name] for name in TRANSFER]),
        (_("In kind"), [form[name] for name in IN_KIND]),
        (_("Receipt"), [form[name] for name in RECEIPT]),
    ]
    return _rendered(
        page,
        "grants/contribution_entry.html",
        main=[form[name] for name in MAIN],
        parts_of_form=[
            (label, fields, any(each.data or each.errors for each in fields)) for label, fields in parts
        ],
    )


def looked_at(page: EntryPage, found: Preview) -> str:
    """The summary, from which the same is recorded. What was typed could be read."""
    facts, project = page.facts, page.project
    assert facts.amount_minor is not None
    assert facts.currency is not None
    assert facts.received_on is not None
    with session(engine()) as reading:
        worth = worth_in(
            *(reading, project.programme_id, facts.amount_minor, facts.currency, facts.received_on),
            [project.currency, *(entry.currency for entry in found.entries)],
        )
    return _rendered(
        page,
        "grants/contribution_look.html",
        facts=facts,
        words=shown_row(SHEET, page.columns, ("kind", "source")),
        group={each.value: each.label for each in page.form["group"].choices}.get(facts.group, facts.group),
        more=_more_of(page),
        worth=worth,
        preview=found,
        granted=_by_currency(found.entries),
        freed=_by_currency(found.others),
        doubts=page.doubts,
    )


def _more_of(page: EntryPage) -> list[tuple[str, str]]:
    """What was typed of transfer, work or goods, and receipt; the amount sent with its currency."""
    columns = [
        name for name in (*TRANSFER, *IN_KIND, *RECEIPT) if page.columns.get(name) and name != "sent_currency"
    ]
    words = shown_row(SHEET, page.columns, columns)
    return [(str(page.form[name].label.text), words[name]) for name in columns]


def _rendered(page: EntryPage, template: str, **more: Any) -> str:
    tickets = page.uploads.tickets()
    page.form.tickets.choices = select_choices((ticket, _words(file)) for ticket, file in tickets)
    page.form.tickets.data = [ticket for ticket, _file in tickets]
    body: str = render_template(
        template,
        form=page.form,
        project=page.project,
        contribution=page.contribution,
        returned=page.returned,
        has_groups=page.has_groups,
        out=_way_out(page),
        **more,
    )
    return body


def _way_out(page: EntryPage) -> str:
    code, contribution = page.programme.code, page.contribution
    if contribution is None:
        return url_for("projects.project_detail", programme=code, project=page.project.code)
    return url_for("contributions.contribution_detail", programme=code, reference=contribution.reference)


def _by_currency(decisions: Iterable[DecisionInWords]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for decision in decisions:
        if decision.granted_minor:
            sums[decision.currency] = sums.get(decision.currency, 0) + decision.granted_minor
    return sums


def _words(file: Kept) -> str:
    kind = _("Photo") if file.media_type == "image/jpeg" else _("PDF")
    said: str = _("%(kind)s, %(size)s kB", kind=kind, size=-(-file.size // 1000))
    return said
