"""What is asked of two contributions that look like the same money."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from core.web.forms import Form, select_choices
from grants.verification.pairs import Pair
from household_groups.labels import VERDICTS
from household_groups.models.duplicates import DuplicateVerdict


class DuplicateForm(Form):
    """`stays` is asked where both could be withdrawn. `seen` is the digest of what the page showed of the two."""

    says = RadioField(_l("What are they?"), [InputRequired(_l("Choose one of them."))])
    stays = RadioField(_l("If it is the same money: which one stays?"), validate_choice=False)
    seen = HiddenField()

    def offer(self, pair: Pair, may_say_both: bool) -> None:
        """The verdicts that this person may give, and the contributions of which one could stay."""
        says = _open(pair, may_say_both)
        self.says.choices = select_choices(
            (verdict.value, word) for verdict, word in VERDICTS.items() if verdict in says
        )
        both = pair.both if len(pair.open) == 2 else ()
        self.stays.choices = select_choices((each.reference, each.reference) for each in both)


def _open(pair: Pair, may_say_both: bool) -> Sequence[DuplicateVerdict]:
    both = (DuplicateVerdict.BOTH,) if may_say_both else ()
    return both if pair.is_verified else (*both, DuplicateVerdict.SAME, DuplicateVerdict.CORRECTION)
