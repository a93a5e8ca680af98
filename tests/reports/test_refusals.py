"""What no report can be made of."""

import pytest
from sqlalchemy import Engine

from core.errors import Refusal
from core.sentences import add_sentences, sentence
from grants.trying.alterations import TrialReason
from reports.closing.refusals import ClosingReason, SealedReason
from reports.dossier.refusals import DossierReason
from reports.labels import SENTENCES
from reports.refusals import ReportReason
from reports.telling.office import OfficeReason
from tests.reports.books import Maker, make_books, report_of

add_sentences(SENTENCES)


def refused(engine: Engine, *asked: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        report_of(engine, *asked)
    return caught.value


def test_an_unknown_programme(villages_engine: Engine) -> None:
    with pytest.raises(Refusal) as caught:
        report_of(villages_engine, "2026-Q2", code="Q")
    assert caught.value.reason == ReportReason.UNKNOWN_PROGRAMME
    assert sentence(caught.value) == "There is no programme Q."


def test_an_unknown_fund(villages_engine: Engine) -> None:
    refusal = refused(villages_engine, "2026-Q2", "MOON")
    assert refusal.reason == ReportReason.UNKNOWN_FUND
    assert sentence(refusal) == "Programme P has no fund MOON."


def test_a_span_that_is_over_before_the_programme_starts(villages_engine: Engine) -> None:
    refusal = refused(villages_engine, "2018-Q4")
    assert refusal.reason == ReportReason.BEFORE_PROGRAMME
    assert sentence(refusal) == "2018-Q4 is over before programme P starts, on 2019-01-01."


def test_a_missing_rate_names_currency_and_month(sqlite_engine: Engine) -> None:
    def fill(make: Maker) -> None:
        place = make.community("C")
        project = make.project(place, "P", 100, approved="2026-01-01")
        make.rate("RUB", "2026-05", "90")
        make.contribution(project, make.group(place, "G"), "K", "2026-05-02", 10, "RUB")

    make_books(sqlite_engine, fill)
    refusal = refused(sqlite_engine, "2026-Q2")
    assert refusal.reason == ReportReason.MISSING_RATE
    assert refusal.details == {"currency": "TJS", "month": "2026-05"}


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == {
        *(*ReportReason, *ClosingReason, *SealedReason),
        *(*TrialReason, *OfficeReason, *DossierReason),
    }
