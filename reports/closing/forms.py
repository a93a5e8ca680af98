"""What is asked when a quarter is to be closed, and when a second person decides on it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField

from core.web.forms import Form, stripped
from grants.forms.sheet_form import Required
from grants.models.quarters import Part
from reports.closing.check_list import CheckList
from reports.closing.remarks import Remarks
from reports.closing.signed import signed_parts

_CARRY, _EXPLAIN = "carry-", "explain-"


class SeenForm(Form):
    """A button, and the SHA-256 of the list that was looked at."""

    seen = HiddenField()


class DeclineForm(Form):
    """Why not. An empty reason is refused when it is declined."""

    reason = TextAreaField(
        _l("Why not?"),
        [Required()],
        description=_l("Who asked for it reads this, and may ask anew."),
        filters=[stripped],
    )


class AskForm(SeenForm):
    """Reasons: one for all that is carried forward, or one each; and one for each account that is off."""

    reason = TextAreaField(
        _l("Why what is not verified is left to a later quarter"),
        description=_l("For all contributions that have no reason of their own below."),
        filters=[stripped],
    )

    unchecked = TextAreaField(
        _l("Why nobody has checked the report"),
        description=_l("It is sealed with the report, and donors read it."),
        filters=[stripped],
    )

    def of_contribution(self, reference: str) -> Any:
        return self[_CARRY + reference]

    def of_account(self, what: str) -> Any:
        return self[_EXPLAIN + what]

    def remarks(self, found: CheckList) -> Remarks:
        """What was typed, empty texts left out."""
        carried = {
            each.reference: self.of_contribution(each.reference).data or self.reason.data
            for each in found.unverified
        }
        explained = {each.what: self.of_account(each.what).data for each in found.imbalances}
        said = [{name: words for name, words in pairs.items() if words} for pairs in (carried, explained)]
        is_checked = Part.CHECKED in signed_parts(found)
        return Remarks(said[0], said[1], "" if is_checked else self.unchecked.data or "")


def ask_form(found: CheckList) -> type[AskForm]:
    """With a field for each contribution and each account of the list."""
    fields = {
        _CARRY + each.reference: StringField(each.reference, filters=[stripped]) for each in found.unverified
    } | {
        _EXPLAIN + each.what: StringField(each.what, [Required()], filters=[stripped])
        for each in found.imbalances
    }
    return type("AskForm", (AskForm,), fields)
