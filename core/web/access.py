"""Who may use a route: every view says so, and nothing is served that does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, select

from core.accounts.person import Person, Reach
from core.programmes import Programme
from core.roles import Action
from core.web.forgery import SAFE_METHODS, comes_from_elsewhere

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

_ATTRIBUTE = "hashar_access"
PUBLIC = "public"
SIGNED_IN = "signed in"


def allows(action: Action) -> Callable[[View], View]:
    """The view is for whoever may do `action` somewhere; `here()` then says how far in the programme."""

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, action)
        return view

    return declare


def signed_in(view: View) -> View:
    """The view is for everybody who is signed in; it shows what is their own."""
    setattr(view, _ATTRIBUTE, SIGNED_IN)
    return view


def public(view: View) -> View:
    """The view is for everybody."""
    setattr(view, _ATTRIBUTE, PUBLIC)
    return view


def access_of(view: Callable[..., Any]) -> Action | str | None:
    """What a view declares; None is an oversight, and refused."""
    return getattr(view, _ATTRIBUTE, None)


def find_person() -> Person | None:
    """Who is signed in, if anybody."""
    found: Person | None = g.get("person")
    return found


def person() -> Person:
    """Who is signed in. For views that are not public."""
    found: Person = g.person
    return found


@dataclass(frozen=True)
class Here:
    """The programme of a page, and what the person may do in it."""

    programme: Programme
    person: Person
    reach: Reach
    """How far the action goes that the route names."""

    @property
    def programme_id(self) -> int:
        return self.reach.programme_id

    def may(self, action: Action) -> bool:
        return self.person.may(action, self.programme_id)

    def reach_of(self, action: Action) -> Reach:
        return self.person.reach(action, self.programme_id)


def here(session: Session, code: str) -> Here:
    """The programme of this code for the action of this route. What is not theirs is not there: 404."""
    action = access_of(current_app.view_functions[str(request.endpoint)])
    assert isinstance(action, Action)
    programme = session.exec(select(Programme).where(Programme.code == code)).first()
    if programme is None or programme.id is None:
        abort(404)
    reach = person().reach(action, programme.id)
    if not reach:
        abort(404)
    g.here = Here(programme, person(), reach)
    found: Here = g.here
    return found


def init_access(
    app: Flask, identify: Callable[[], Person | None], ask_to_sign_in: Callable[[], ResponseReturnValue]
) -> None:
    """Before each request: who is it, and may they? `identify` reads the cookie."""

    @app.before_request
    def admit() -> ResponseReturnValue | None:
        if request.endpoint == "static":
            return None
        g.person = identify()
        if request.endpoint is None:
            return None
        declared = access_of(app.view_functions[request.endpoint])
        if request.method not in SAFE_METHODS and comes_from_elsewhere(request):
            abort(400)
        if declared == PUBLIC:
            return None
        if declared is None:
            abort(404)
        if g.person is None:
            return ask_to_sign_in()
        if isinstance(declared, Action) and not g.person.may(declared):
            abort(404)
        return None

    app.jinja_env.globals.update(find_person=find_person, Action=Action)
