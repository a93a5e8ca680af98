"""Explaining why a line of a budget costs more or less than planned."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session, transaction
from core.roles import Action
from core.web.access import allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.forms.variance_form import variance_form
from grants.importing.importing import Occasion
from grants.spending.explaining import explain
from grants.views.spending import find_line_or_404, find_project_or_404, line_page

variances = Blueprint("variances", __name__)


@variances.post("/programmes/<code:programme>/projects/<code:project>/spending/<code:budget_line>/explain")
@allows(Action.MANAGE)
def variance_new(programme: str, project: str, budget_line: str) -> ResponseReturnValue:
    form = variance_form()
    with session(engine()) as reading:
        place = here(reading, programme)
        found, _community = find_project_or_404(reading, place, project)
        find_line_or_404(reading, found, budget_line)
    if form.validate():
        occasion = Occasion(person().name, datetime.now(UTC))
        try:
            transaction(
                engine(),
                lambda books: explain(books, place.programme, found, budget_line, form.typed(), occasion),
            )
        except NotEntered as refused:
            form.take(refused.problems)
        else:
            flash(_("Explained: line %(line)s.", line=budget_line), "good")
            address = url_for(
                "spending.line_detail", programme=programme, project=project, budget_line=budget_line
            )
            return redirect(address, 303)
    with session(engine()) as reading:
        return line_page(reading, place, project, budget_line, form), form.status
