"""The forms of a trial: the present values, to be made otherwise. They are sent by address, and store nothing."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from sqlmodel import Session, col, select
from werkzeug.datastructures import MultiDict

from core.accounts.person import Reach
from grants.forms.rule_form import OF_THE_RULE
from grants.forms.sheet_form import SheetForm, sheet_form
from grants.models.funds import Fund
from grants.rules_in_words.sections import TERM_SECTIONS
from grants.trying.alterations import MAY_ALTER, OF_FUNDS
from grants.visible import funds_within
from grants.workbook.columns import Kind
from grants.workbook.sheets import SHEETS

TRY = "try"
"""What an address has of which the form was filled in."""

Arguments = MultiDict[str, str]


def rule_form_of(session: Session, reach: Reach, *, is_new: bool) -> type[SheetForm]:
    given = {"version"} if is_new else {"version", "code"}
    query = select(Fund).where(funds_within(reach)).order_by(col(Fund.code))
    funds = [(fund.code, f"{fund.code} · {fund.name}, {fund.currency}") for fund in session.exec(query)]
    return sheet_form("rules", _terms_but(given), {"fund": funds})


def version_form_of() -> type[SheetForm]:
    """Of a version that follows another one: what all versions of the rule have in common is given."""
    return sheet_form("rules", _terms_but({"version", *OF_THE_RULE}))


def fund_form_of() -> type[SheetForm]:
    return sheet_form("funds", OF_FUNDS)


def rate_form_of() -> type[SheetForm]:
    return sheet_form("rates", ("currency", "month", "units_per_usd"))


def _terms_but(given: Container[str]) -> Iterator[str]:
    return (name for section in TERM_SECTIONS for name in section.columns if name not in given)


def filled(form: type[SheetForm], arguments: Arguments, texts: Mapping[str, str]) -> SheetForm:
    """With what was typed, where anything was; else with these texts. It changes nothing, so it needs no token."""
    asked = arguments if TRY in arguments else None
    columns = SHEETS[form.sheet].columns
    lists = {column.name for column in columns if column.kind is Kind.CHOICES}
    values: dict[str, Any] = {
        name: (text.split(";") if text else []) if name in lists else text
        for name, text in ({column.name: "" for column in columns} | dict(texts)).items()
    }
    return form(asked, data=values, meta={"csrf": False})


def cells_of(form: SheetForm) -> dict[str, str]:
    """What is typed of what may be altered."""
    return {name: text.strip() for name, text in form.typed().items() if name in MAY_ALTER[form.sheet]}
