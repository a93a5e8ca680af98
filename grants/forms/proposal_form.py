"""What is asked about a proposal, and which of them a list shows."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import col
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from core.web.forms import Form, select_choices, stripped
from grants.forms.sheet_form import Required
from grants.models.proposals import Proposal
from grants.proposed.labels import PROPOSAL_KINDS, PROPOSAL_STATES
from grants.workbook.texts import MAX_TEXT


def _choices(words: Mapping[Any, LazyString]) -> list[SelectChoice]:
    return select_choices([("", _l("All")), *((each.value, word) for each, word in words.items())])


class ProposalForm(Form):
    """A button, and nothing to fill in."""


class ReadForm(Form):
    """A button under something to read: what was read comes along, and has to be what is booked."""

    read = HiddenField()


class OnBehalfForm(ReadForm):
    """A manager confirms rules for a donor who has no account. Without a document it is refused when confirmed."""

    document = StringField(
        _l("In which document did the donor agree?"),
        [Required(), Length(max=MAX_TEXT)],
        description=_l("A letter or an e-mail with its day, such as: e-mail of L. Ortiz, 14 March 2026."),
        filters=[stripped],
    )


class DeclineForm(Form):
    """Why not. An empty reason is refused when the proposal is declined."""

    reason = TextAreaField(
        _l("Why not?"),
        [Required()],
        description=_l("The proposer reads this, and may propose it anew."),
        filters=[stripped],
    )


class ProposalFilter(Form):
    """Asked by GET, so it carries no token."""

    class Meta:
        csrf = False

    state = SelectField(
        _l("State"),
        default="",
        choices=_choices(PROPOSAL_STATES),
    )
    kind = SelectField(
        _l("About"),
        default="",
        choices=_choices(PROPOSAL_KINDS),
    )

    def conditions(self) -> Iterator[sa.ColumnElement[bool]]:
        """On `Proposal`, of a form that was validated."""
        if self.state.data:
            yield col(Proposal.state) == self.state.data
        if self.kind.data:
            yield col(Proposal.kind) == self.kind.data
