"""Every field of every form, with whatever is no amount, no day and no honest text."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.abuse.conftest import STRANGER, Site
from tests.abuse.filling import filled
from tests.abuse.forms import TOKEN, Forms, PageForm, forms_of
from tests.abuse.inputs import ALL, AMOUNTS, DAYS, MARKED, SCRIPT, TEXTS
from tests.browsing.books import CODE, PEOPLE, stored
from tests.crawl import crawl

pytestmark = pytest.mark.slow

EVERYBODY = (*PEOPLE, STRANGER)
REFUSED = {400, 403, 404, 409, 413, 422, 429}
OF_A_FIELD = 1
"""So many of the inputs go into each field; the next field has the next ones, so that all have their turns."""

LOST = re.compile("[\x00\r\ud800-\udfff]")
"""What a page cannot hold, or not as it came."""


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_field_of_every_form_takes_it_or_says_why_not(untouched: Site, forms: Forms, name: str) -> None:
    faults = []
    for form, field, text in _misuses(forms[name]):
        faults += [
            (form.action, field, text[:40], fault) for fault in _faults(untouched, name, form, field, text)
        ]
    assert not faults, "\n".join(map(repr, faults))


@pytest.mark.parametrize("field", ["amount", "received_on", "household", "transfer_reference", "step"])
def test_a_contribution_takes_every_input_or_says_why_not(untouched: Site, field: str) -> None:
    address = f"/programmes/{CODE}/projects/FAK-TANK/contributions/new"
    page = untouched.clients["zarina"].get(address)
    (form,) = (form for form in forms_of(address, page.data) if "amount" in form.values)
    form = form.with_("amount", "120").with_("received_on", "2020-06-12").with_("step", "record")
    inputs = {"amount": AMOUNTS, "received_on": DAYS}.get(field, TEXTS)
    faults = []
    for text in inputs:
        faults += [(text[:40], fault) for fault in _faults(untouched, "zarina", form, field, text)]
    assert not faults, "\n".join(map(repr, faults))


def test_what_is_taken_is_shown_as_text_wherever_it_comes_up(untouched: Site, forms: Forms) -> None:
    taken: set[str] = set()
    for name in ("munira", "zarina"):
        for form in forms[name]:
            if form.method == "POST" and "sign" not in form.action and "/account" not in form.action:
                answer = untouched.send(name, filled(form, f"{SCRIPT} & {len(taken)}"))
                if answer.status_code == 303:
                    taken.add(untouched.endpoint(form))
    assert len(taken) >= 5, taken
    rows = [row for rows in stored(untouched.engine).values() for row in rows]
    assert any(SCRIPT in row for row in rows)
    codes = [
        (name, visit.address, code)
        for name in ("munira", "zarina", "ingrid")
        for visit in crawl(untouched.app, untouched.clients[name], of_a_question=1).values()
        if visit.is_page
        for code in _code_on(visit.body)
    ]
    assert codes == []


def _misuses(forms: list[PageForm]) -> Iterator[tuple[PageForm, str, str]]:
    """Each field by itself, all others as they could be taken."""
    number = 0
    for form in forms:
        sound = filled(form) if form.method == "POST" else form
        for field in dict.fromkeys((*form.typed, *form.chosen, *form.kept)):
            if field.endswith(TOKEN):
                continue
            for _ in range(OF_A_FIELD):
                yield sound, field, ALL[number % len(ALL)]
                number += 1


def _faults(site: Site, name: str, form: PageForm, field: str, text: str) -> list[str]:
    answer = site.send(name, form.with_(field, text))
    has_stored = site.spoilt() is not None
    status, found = answer.status_code, []
    if status >= 500 or (status >= 400 and status not in REFUSED):
        found.append(f"answered {status}")
    if has_stored and (form.method == "GET" or status not in (302, 303)):
        found.append(f"answered {status}, and stored something all the same")
    found += _code_on(answer.data) if answer.mimetype == "text/html" else []
    if status == 422 and field in form.typed and not LOST.search(text):
        found += _not_said_or_lost(answer, form, field, text)
    return found


def _code_on(page: bytes) -> list[str]:
    """Scripts and handlers on a page that are not the page's own; what has a type of data is not run."""
    tree = html.document_fromstring(page)
    handlers = tree.xpath("//@*[starts-with(name(), 'on')]")
    scripts = [script.text for script in tree.xpath("//script[not(@type)][text() or not(@src)]")]
    raw = [mark for mark in MARKED[:2] if mark.encode() in page]
    return [f"code: {each}" for each in (*handlers, *scripts, *raw)]


def _not_said_or_lost(answer: TestResponse, form: PageForm, field: str, text: str) -> list[str]:
    tree = html.document_fromstring(answer.data)
    found = [] if tree.xpath("//*[@role='alert'] | //*[@class='error']") else ["does not say what is wrong"]
    if form.method == "POST":
        values = [
            value for again in forms_of(form.page, answer.data) for value in again.values.get(field, [])
        ]
        # A text area begins with a line break that is not part of what was typed.
        if _typed(text) not in {_typed(value) for value in values}:
            found.append(f"what was typed is lost: {values}"[:200])
    return found


def _typed(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip())
