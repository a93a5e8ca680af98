"""The letter of a fund: one page of one quarter, to be read on screen and printed."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from core.database import session
from core.roles import Action
from core.web.access import allows
from core.web.engine import engine
from grants.showing.fund.attention_words import in_words
from grants.showing.fund.tables import parts
from grants.views.fund_place import fund_place
from reports.invented import is_invented
from reports.letter.drawing import pairs
from reports.letter.letter import letter_of
from reports.letter.words import paragraphs

letters = Blueprint("letters", __name__)


@letters.get("/programmes/<code:programme>/funds/<code:fund>/letter")
@allows(Action.SEE_FUND)
def fund_letter(programme: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = fund_place(reading, programme, fund)
        letter = letter_of(reading, place.at.programme, place.books, place.on)
        return render_template(
            "reports/fund_letter.html",
            letter=letter,
            fund=place.fund,
            span=place.span,
            form=place.form,
            today=place.today,
            paragraphs=paragraphs(letter, place.at.programme.currency),
            cash_and_commitments=parts(letter.glance, place.fund.currency, "")[:2],
            matters=[in_words(each, place.fund) for each in letter.matters],
            pairs=pairs(letter.works),
            is_invented=is_invented(reading, place.at.programme_id),
        )
