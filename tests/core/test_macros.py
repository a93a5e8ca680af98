"""The building blocks of pages: what they say, and what they say to those who do not see them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import render_template_string
from lxml import html
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired

from app import create_app
from core.web.forms import Form
from core.web.lists import Page


class Slip(Form):
    amount = StringField("Amount", [DataRequired("Write the amount.")], description="As on the slip.")
    note = StringField("Note")
    way = RadioField(
        "Verified by",
        choices=[SelectChoice("bank", "Bank"), SelectChoice("visit", "Visit")],
        validators=[DataRequired()],
    )
    sure = BooleanField("I am sure")


@pytest.fixture(autouse=True)
def asked() -> Iterator[None]:
    app = create_app(DATABASE_URL="sqlite://", SECRET_KEY="of this test", TESTING=True)
    with app.test_request_context("/?state=verified&page=2"):
        yield


def shown(macro: str, **values: object) -> html.HtmlElement:
    file = macro.partition(".")[0]
    source = f'{{% import "macros/{file}.html" as {file} %}}<div>{{{{ {macro} }}}}</div>'
    return html.fromstring(render_template_string(source, **values))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def sent(**answers: str) -> Slip:
    form = Slip(MultiDict(answers))
    form.validate()
    return form


def test_a_field_that_may_stay_empty_says_so_in_words() -> None:
    form = Slip()
    assert text(shown("forms.field(form.note)", form=form)) == "Note (not required)"
    assert "(not required)" not in text(shown("forms.field(form.amount)", form=form))


def test_hint_and_fault_are_tied_to_their_field() -> None:
    field = shown("forms.field(form.amount)", form=sent())
    (control,) = field.xpath("//input")
    assert control.get("aria-invalid") == "true"
    described = [text(field.get_element_by_id(each)) for each in control.get("aria-describedby").split()]
    assert described == ["As on the slip.", "Write the amount."]


def test_a_sound_field_is_described_by_its_hint_alone() -> None:
    (control,) = shown("forms.field(form.amount)", form=Slip()).xpath("//input")
    assert control.get("aria-describedby") == "amount-hint"
    assert control.get("aria-invalid") is None


def test_choices_are_a_group_with_a_name() -> None:
    group = shown("forms.field(form.way)", form=sent())
    assert text(group.find(".//legend")) == "Verified by"
    assert [text(label) for label in group.iter("label")] == ["Bank", "Visit"]
    assert group.find(".//fieldset").get("aria-describedby") == "way-error"


def test_the_summary_of_faults_leads_to_each_field() -> None:
    form = sent(note="x")
    form.form_errors.append("The project is closed.")
    page = shown(
        "forms.start(form) ~ forms.field(form.amount) ~ forms.field(form.way) ~ forms.end()", form=form
    )
    (summary,) = page.xpath('//*[@role="alert"]')
    places = [link.get("href").removeprefix("#") for link in summary.iter("a")]
    assert places == ["amount", "way"]
    assert [page.get_element_by_id(place).tag for place in places] == ["input", "fieldset"]
    assert "The project is closed." in text(summary)
    assert "This page was open for too long." in text(summary), "the token was missing"


def test_a_sound_form_has_no_summary() -> None:
    assert shown("forms.errors(form)", form=Slip()).xpath('//*[@role="alert"]') == []


def test_two_forms_on_a_page_share_no_id_and_each_has_its_token() -> None:
    buttons = 'forms.button_form("/a", "Verify", form) ~ forms.button_form("/b", "Withdraw", form)'
    page = shown(buttons, form=Slip())
    assert len(page.xpath('//form[@method="post"]//input[@name="csrf_token"]')) == 2
    assert page.xpath("//@id") == []


def test_amounts_have_a_real_minus_and_nothing_is_a_dash() -> None:
    assert text(shown('amounts.amount(-124000, "TJS")')) == "−1,240.00 TJS"
    assert text(shown('amounts.amount(none, "TJS")')) == "–"


@pytest.mark.parametrize(("share", "value"), [(0.43, "0.430"), (1.4, "1.000"), (-1, "0.000")])
def test_a_bar_stays_between_nothing_and_all(share: float, value: str) -> None:
    (bar,) = shown('amounts.bar(share, "Works")', share=share).iter("progress")
    assert bar.get("value") == value


def test_pages_keep_the_filters_and_name_where_one_is() -> None:
    paging = shown("lists.paging(page)", page=Page([0] * 50, 1240, 2))
    assert text(paging.find(".//p")) == "51 to 100 of 1,240"
    assert text(paging.xpath('//*[@aria-current="page"]')[0]) == "Page 2"


def test_one_page_needs_no_paging() -> None:
    assert text(shown("lists.paging(page)", page=Page([0], 1, 1))) == ""


def test_where_i_am_ends_with_this_page_and_it_is_no_link() -> None:
    nav = shown('records.breadcrumb([("Projects", "/p"), ("P-1", "/p/1")])')
    assert [link.get("href") for link in nav.iter("a")] == ["/p"]
    assert text(nav.xpath('//*[@aria-current="page"]')[0]) == "P-1"


def test_a_story_tells_days_and_instants() -> None:
    steps = [
        {"on": date(2020, 3, 14), "what": "Approved"},
        {"at": datetime(2020, 3, 16, 10, tzinfo=UTC), "what": "Verified", "by": "madina", "url": "/e"},
    ]
    first, second = shown("records.story(steps)", steps=steps).iter("li")
    assert text(first) == "14 Mar 2020 Approved"
    assert text(second) == "16 Mar 2020, 10:00 Verified madina"


def test_what_people_typed_is_never_markup() -> None:
    page = shown("records.headline(title) ~ records.notice(title)", title="<script>alert(1)</script>")
    assert page.xpath("//script") == []
    assert "<script>alert(1)</script>" in text(page)
