"""Between a form and a proposal: what would be booked is shown first, then it is proposed, booked or mended."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Generic, TypeVar

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import transaction
from core.errors import Refusal
from core.programmes import Programme
from core.sentences import sentence
from core.web.access import person
from core.web.engine import engine
from core.web.forms import status_of
from grants.correcting.refusals import NOT_BY_THIS_PERSON
from grants.entering.entering import NotEntered, enter, rehearsed
from grants.entering.typed import Rows
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Imported, Occasion
from grants.models.proposals import ProposalKind
from grants.proposing_once import propose_once
from grants.workbook.problems import Problem

T = TypeVar("T")


class Step(StrEnum):
    """Which button sent the form."""

    LOOK = "look"
    MEND = "mend"
    PROPOSE = "propose"
    BOOK = "book"


@dataclass(frozen=True)
class Directly:
    """How one person books alone what they may, what is said of it then, and the page that shows it.

    `book` raises Refusal where a second person is needed, whatever the page offered.
    """

    book: Callable[[Session, Occasion], None]
    said: str
    address: str


@dataclass(frozen=True)
class Draft(Generic[T]):
    """What a form wants booked: `look` reads the books as they would then be, `page` shows the form with it."""

    programme: Programme
    kind: ProposalKind
    form: SheetForm
    rows: Rows
    look: Callable[[Session, Imported], T]
    page: Callable[[T | None], str]
    check: Callable[[], None] = lambda: None
    """Notes at the fields what the import's own checks do not look at."""
    placed: Callable[[Iterable[Problem]], Iterable[Problem]] = lambda problems: problems
    """Where in the form problems with the rows belong."""
    enter: Callable[[Session, str, Rows, Occasion], Imported] = enter
    """`enter_new` where no row may be known."""
    directly: Directly | None = None
    """Where one person may do, within limits."""


def taken(draft: Draft[T]) -> ResponseReturnValue:
    """The answer to a form: again with what is wrong, with what would come of it, or the way to its proposal."""
    form, step = draft.form, asked_step()
    is_sound = form.validate()
    draft.check()
    if not is_sound or form.errors:
        return draft.page(None), status_of(form)
    if step is Step.MEND:
        return draft.page(None)
    try:
        if step is Step.BOOK and draft.directly is not None:
            return _booked(draft.directly)
        seen = _looked_at(draft)
    except NotEntered as refused:
        form.take(draft.placed(refused.problems))
        return draft.page(None), status_of(form)
    except Refusal as refusal:
        form.form_errors.append(sentence(refusal))
        return draft.page(None), status_of_refusal(refusal)
    return _proposed(draft) if step is Step.PROPOSE else draft.page(seen)


def status_of_refusal(refusal: Refusal) -> HTTPStatus:
    """403 where somebody else could do it, 409 where the books stand otherwise by now."""
    return HTTPStatus.FORBIDDEN if refusal.reason in NOT_BY_THIS_PERSON else HTTPStatus.CONFLICT


def _booked(directly: Directly) -> ResponseReturnValue:
    """Raises Refusal, NotEntered."""
    occasion = Occasion(person().name, datetime.now(UTC))
    transaction(engine(), lambda session: directly.book(session, occasion))
    flash(directly.said, "good")
    return redirect(directly.address, HTTPStatus.SEE_OTHER)


def asked_step() -> Step:
    """Of the request at hand; anything unknown is the first."""
    asked = request.form.get("step", "")
    return Step(asked) if asked in set(Step) else Step.LOOK


def _looked_at(draft: Draft[T]) -> T:
    """Nothing of it is stored. Raises NotEntered."""
    occasion = Occasion(person().name, datetime.now(UTC))

    def work(books: Session) -> T:
        return draft.look(books, draft.enter(books, draft.programme.code, draft.rows, occasion))

    return rehearsed(engine(), work)


def _said_of(kind: ProposalKind) -> str:
    if kind is ProposalKind.RULES:
        return str(_("Proposed. It is booked once the donor of the fund agrees to it."))
    return str(_("Proposed. It is booked once somebody else confirms it."))


def _proposed(draft: Draft[T]) -> ResponseReturnValue:
    """The rows wait for a second person."""
    programme_id, by, at = draft.programme.id, person().name, datetime.now(UTC)
    remark = str(draft.form["remark"].data or "").strip() or None
    assert programme_id is not None

    def work(session: Session) -> int | None:
        return propose_once(session, programme_id, draft.kind, draft.rows, by=by, at=at, remark=remark).id

    id = transaction(engine(), work)
    flash(_said_of(draft.kind), "good")
    return redirect(url_for("proposals.proposal_detail", programme=draft.programme.code, id=id), 303)
