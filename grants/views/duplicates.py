"""Likely duplicates: the pairs that wait for a decision, and the decision on one of them."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session, transaction
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.lists import page_among
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.forms.duplicate_form import DuplicateForm
from grants.importing.importing import Occasion
from grants.verification.comparing import Compared, compared
from grants.verification.deciding import Verdict, decide, may_say_both
from grants.verification.duplicates import likely_pairs
from grants.verification.pairs import Pair, decision_on, find_pair, load_pairs
from grants.verification.seen import digest_of
from grants.views.contribution_words import WORDS
from household_groups.labels import VERDICTS
from household_groups.models.contributions import ContributionStatus
from household_groups.models.duplicates import DuplicateDecision, DuplicateVerdict

duplicates = Blueprint("duplicates", __name__, url_prefix="/programmes/<code:programme>/duplicates")


@duplicates.get("")
@allows(Action.VERIFY_CONTRIBUTION)
def duplicate_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        today = today_in(at.programme, datetime.now(UTC))
        page = page_among(reading.execute(likely_pairs(at.reach, today)).mappings().all())
        pairs = load_pairs(reading, page.rows)
        return render_template("grants/duplicate_list.html", page=page, pairs=pairs, **WORDS)


@duplicates.route("/<code:first>/<code:second>", methods=["GET", "POST"])
@allows(Action.VERIFY_CONTRIBUTION)
def duplicate_detail(programme: str, first: str, second: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        pair, decided = _find_or_404(reading, at, first, second)
        form = DuplicateForm(data={"seen": digest_of(reading, *pair.both)})
        form.offer(pair, may_say_both(reading, pair, person().name))
        comparison = compared(reading, at.programme, pair)
    if not form.is_submitted():
        return _page(pair, decided, form, comparison)
    if not form.validate():
        return _page(pair, decided, form, comparison), form.status
    verdict = Verdict(
        first=pair.first.reference,
        second=pair.second.reference,
        digest=form.seen.data or "",
        says=DuplicateVerdict(form.says.data),
        stays=form.stays.data or "",
    )
    occasion = Occasion(person().name, datetime.now(UTC))
    today = today_in(at.programme, occasion.at)
    try:
        decided_pair = transaction(
            engine(), lambda books: decide(books, at.programme, at.reach, verdict, occasion, today)
        )
    except Refusal as refusal:
        return _refused(programme, first, second, sentence(refusal))
    except NotEntered as refused:
        return _refused(programme, first, second, " ".join(said(each) for each in refused.problems))
    flash(_what_now(decided_pair, verdict.says), "good")
    return redirect(url_for("duplicates.duplicate_list", programme=programme), HTTPStatus.SEE_OTHER)


def _find_or_404(
    reading: Session, at: Here, first: str, second: str
) -> tuple[Pair, DuplicateDecision | None]:
    pair = find_pair(reading, at.reach, today_in(at.programme, datetime.now(UTC)), first, second)
    if pair is None:
        abort(404)
    return pair, decision_on(reading, pair)


def _refused(programme: str, first: str, second: str, why: str) -> ResponseReturnValue:
    """The two as they stand now, with what was in the way; nothing was stored."""
    with session(engine()) as reading:
        at = here(reading, programme)
        pair, decided = _find_or_404(reading, at, first, second)
        form = DuplicateForm(formdata=None, data={"seen": digest_of(reading, *pair.both)})
        form.offer(pair, may_say_both(reading, pair, person().name))
        comparison = compared(reading, at.programme, pair)
    return _page(pair, decided, form, comparison, why), HTTPStatus.CONFLICT


def _page(
    pair: Pair,
    decided: DuplicateDecision | None,
    form: DuplicateForm,
    comparison: Compared,
    refusal: str | None = None,
) -> str:
    return render_template(
        "grants/duplicate_detail.html",
        pair=pair,
        decided=decided,
        form=form,
        compared=comparison,
        refusal=refusal,
        may_say_both=any(choice.value == DuplicateVerdict.BOTH for choice in form.says.choices),
        verdicts=VERDICTS,
        **WORDS,
    )


def _what_now(pair: Pair, says: DuplicateVerdict) -> str:
    """What became of the two, which are as they were before."""
    named = {"first": pair.first.reference, "second": pair.second.reference}
    match says:
        case DuplicateVerdict.BOTH:
            words = _("%(first)s and %(second)s are both real: they stay as they are.")
        case DuplicateVerdict.SAME:
            words = _("%(first)s and %(second)s are the same money: one of them is withdrawn.")
        case DuplicateVerdict.CORRECTION if pair.first.status is ContributionStatus.VERIFIED:
            words = _(
                "%(second)s corrects %(first)s, which is verified: a programme manager has to reverse it."
            )
        case _:
            words = _("%(second)s corrects %(first)s, which is withdrawn.")
    return str(words) % named
