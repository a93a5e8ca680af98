from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask, g, render_template_string

from app import create_app
from core.accounts.models import Membership
from core.accounts.person import Person, Reach
from core.programmes import Programme
from core.roles import Action, Role, ScopeKind
from core.web.access import Here
from core.web.pages import SECTIONS, has_page, sections

PAGE = '{% extends "base.html" %}{% block title %}A page{% endblock %}'


@pytest.fixture
def app() -> Flask:
    """Without a database: what the foot of a page says of the books is tested elsewhere."""
    app = create_app(DATABASE_URL="sqlite://", SECRET_KEY="of this test", TESTING=True)
    app.jinja_env.globals["books_standing"] = lambda: None
    return app


@pytest.fixture(autouse=True)
def asked(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def go_to_a_programme_as(role: Role, scope: ScopeKind, code: str) -> None:
    membership = Membership(account_id=1, programme_id=7, role=role, scope_kind=scope, scope_code=code)
    g.person = Person(account_id=1, name="zarina", language=None, memberships=(membership,))
    programme = Programme(
        id=7,
        code="TJ-KHT",
        name="Khatlon water",
        country="TJ",
        currency="TJS",
        starts_on=date(2018, 1, 1),
        time_zone="Asia/Dushanbe",
    )
    g.here = Here(programme, g.person, Reach(7, is_whole=True))


def seen() -> set[str]:
    return {section.endpoint for _, part in sections() for section in part}


def test_outside_a_programme_there_are_no_sections() -> None:
    assert sections() == []


@pytest.mark.parametrize(
    ("role", "scope"),
    [(Role.OFFICER, ScopeKind.COMMUNITY), (Role.DONOR, ScopeKind.FUND), (Role.MANAGER, ScopeKind.PROGRAMME)],
)
def test_the_sections_are_those_that_exist_and_that_the_person_may_see(role: Role, scope: ScopeKind) -> None:
    go_to_a_programme_as(role, scope, "one")
    there = {each.endpoint for each in SECTIONS if has_page(each.endpoint, "programme")}
    may = {each.endpoint for each in SECTIONS if g.person.may(each.action, 7)}
    assert "reports.programme_detail" in there
    assert seen() == there & may


def test_an_officer_is_not_shown_what_only_managers_do() -> None:
    go_to_a_programme_as(Role.OFFICER, ScopeKind.COMMUNITY, "one")
    assert not {each.endpoint for each in SECTIONS if each.action is Action.MANAGE} & seen()


def test_a_page_that_needs_more_than_a_programme_is_no_section() -> None:
    assert not has_page("reports.programme_detail", "programme", "fund")
    assert not has_page("nowhere.to_be_found")


def test_who_is_signed_in_is_named_and_can_sign_out_with_a_token() -> None:
    go_to_a_programme_as(Role.OFFICER, ScopeKind.COMMUNITY, "one")
    page = render_template_string(PAGE)
    assert "Khatlon water" in page
    assert 'name="csrf_token"' in page
    assert "Sign out" in page


def test_a_stranger_is_shown_no_names_and_no_menu() -> None:
    page = render_template_string(PAGE)
    assert "Sign out" not in page
    assert 'class="sections"' not in page
