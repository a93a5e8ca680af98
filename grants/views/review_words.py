"""Words in the thread of a voucher: the donor's verdict, the manager's answer with its file."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.calendar import quarter_name
from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, person
from core.web.engine import engine
from grants.evidence.files import add_files, files_of
from grants.forms.review_forms import AnswerForm, VerdictForm
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.models.reviews import Verdict
from grants.paying.asking import Deed
from grants.reviewing.refusals import ReviewReason
from grants.reviewing.saying import SaidMeanwhile, Word, say
from grants.views.evidence_uploads import Uploads
from grants.views.review_part import told_apart
from grants.views.review_threads import find_thread_or_404, thread_again
from grants.views.reviews import reviews

__all__ = ["reviews"]

_HEXADECIMAL = frozenset("0123456789abcdef")


@reviews.post("/expenditures/<code:expenditure>/reviews/<code:fund>/verdict")
@allows(Action.REVIEW)
def review_verdict(programme: str, expenditure: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place, voucher, found = find_thread_or_404(reading, programme, expenditure, fund)
    form = told_apart(VerdictForm(), found)
    sample = _digest(form)
    if not form.validate():
        return thread_again(programme, expenditure, fund, form), form.status
    verdict, words = Verdict(form.verdict.data), str(form.words.data or "")
    refused = _said(place, form, Word(voucher, found, verdict, words, form.number_seen, sample))
    if refused is not None:
        return thread_again(programme, expenditure, fund, form), refused
    flash(_("Your word on %(voucher)s is kept.", voucher=expenditure), "good")
    back = _sample_of(place, voucher, found, form) if sample else _address(place, voucher)
    return redirect(back, HTTPStatus.SEE_OTHER)


@reviews.post("/expenditures/<code:expenditure>/reviews/<code:fund>/answer")
@allows(Action.MANAGE)
def review_answer(programme: str, expenditure: str, fund: str) -> ResponseReturnValue:
    """With a file: it belongs to the voucher from then on."""
    with session(engine()) as reading:
        place, voucher, found = find_thread_or_404(reading, programme, expenditure, fund)
        had = len(files_of(reading, place.programme_id, "expenditures", expenditure))
    form = told_apart(AnswerForm(), found)
    uploads = Uploads(f"{programme}|expenditures|{expenditure}", had)
    is_sound = form.validate()
    _take_file(form, uploads)
    if uploads.refusals or not is_sound:
        return thread_again(programme, expenditure, fund, form), form.status

    def keep(writing: Session, at: datetime) -> None:
        key = (place.programme_id, "expenditures", voucher.reference)
        add_files(writing, *key, uploads.files, by=person().name, at=at)

    word = Word(voucher, found, Verdict.ANSWERED, str(form.words.data or ""), form.number_seen)
    refused = _said(place, form, word, keep)
    if refused is not None:
        return thread_again(programme, expenditure, fund, form), refused
    uploads.claim()
    flash(_("Your answer on %(voucher)s is kept.", voucher=expenditure), "good")
    return redirect(_address(place, voucher), HTTPStatus.SEE_OTHER)


def _said(
    place: Here,
    form: VerdictForm | AnswerForm,
    word: Word,
    keep: Callable[[Session, datetime], None] | None = None,
) -> int | None:
    """None where it is kept; else the status of the page, and what is wrong is said by the form."""
    deed = Deed(place.programme, person().name, datetime.now(UTC))

    def work(writing: Session) -> None:
        say(writing, deed, word)
        if keep:
            keep(writing, deed.at)

    try:
        transaction(engine(), work)
    except SaidMeanwhile:
        form.form_errors.append(sentence(Refusal(ReviewReason.SAID_MEANWHILE)))
        return HTTPStatus.CONFLICT
    except Refusal as refusal:
        if refusal.reason == ReviewReason.NO_WORDS:
            form.words.errors = [sentence(refusal)]
        else:
            form.form_errors.append(sentence(refusal))
        return form.status
    return None


def _take_file(form: AnswerForm, uploads: Uploads) -> None:
    """What was sent now, else what an earlier answer left; the ticket finds it again where this one is refused."""
    sent = [form.file.data] if form.file.data else []
    uploads.take([form.ticket.data] if form.ticket.data and not sent else [], sent, datetime.now(UTC))
    form.ticket.data = next((ticket for ticket, _file in uploads.tickets()), "")
    if uploads.refusals:
        form.file.errors = [sentence(each) for each in uploads.refusals]


def _digest(form: VerdictForm) -> str | None:
    """Of the report from which the voucher was drawn."""
    text = str(form.sample.data or "")
    return text if len(text) == 64 and _HEXADECIMAL.issuperset(text) else None


def _address(place: Here, voucher: Expenditure) -> str:
    programme, reference = place.programme.code, voucher.reference
    return url_for(
        "expenditures.expenditure_detail", programme=programme, expenditure=reference, _anchor="reviews"
    )


def _sample_of(place: Here, voucher: Expenditure, fund: Fund, form: VerdictForm) -> str:
    """The sample that it was drawn in."""
    programme, quarter = place.programme.code, quarter_name(voucher.counted_on)
    return url_for(
        "samples.review_sample", programme=programme, fund=fund.code, quarter=quarter, n=form.drawn.data
    )
