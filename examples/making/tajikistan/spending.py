"""What the works cost, month by month, as far as there was money."""

from datetime import date
from decimal import Decimal
from random import Random

from examples.making.book import Book
from examples.making.days import later, month_ends, on
from examples.making.tajikistan.money import Coming, comings, in_kind_of
from examples.making.tajikistan.projects import PROJECTS, Project
from examples.making.tajikistan.vouchers import add_vouchers, purse_of
from examples.making.tajikistan.works import LAST_LOOK, actual_on, is_at_work

_LEAST = 1500
_MOST = Decimal("0.98")
"""Of the money in hand, what may be spent."""
_CORRECTED = "VAT-SCHOOL-V03"
"""The voucher that was entered too high."""


def add_expenditures(book: Book) -> None:
    money, in_kind = comings(book), in_kind_of(book)
    for project in PROJECTS:
        if is_at_work(project):
            own = [each for each in money if each.project == project.code]
            _spend(book, project, own, int(in_kind.get(project.code, 0)))
    _add_correction(book)


def _spend(book: Book, project: Project, money: list[Coming], in_kind: int) -> None:
    chance = Random(f"vouchers of {project.code}")
    purse = purse_of(book, project.code)
    cost = (project.final_cost or project.budget) - in_kind
    for day in _days(project):
        wanted = cost * _percent(project, day) // 100
        in_hand = sum((each.somoni for each in money if each.on <= day), Decimal(0))
        amount = min(wanted, int(in_hand * _MOST)) - purse.spent
        if amount >= _LEAST:
            add_vouchers(book, chance, purse, day, amount)


def _days(project: Project) -> list[date]:
    """Month by month; what there was no money for is paid later."""
    ends = month_ends(on(project.starts_on or ""), LAST_LOOK)
    return [*(day for day in ends if actual_on(project, day) > 0), LAST_LOOK]


def _percent(project: Project, day: date) -> int:
    """Of the cost: the works, and by how much the vouchers are ahead of them or behind."""
    actual = actual_on(project, day)
    if project.final_cost and actual == 100:
        return 100
    return min(max(0, actual + project.spent_ahead * actual // project.done), 100)


def _add_correction(book: Book) -> None:
    wrong = next(row for row in book.rows["expenditures"] if row["reference"] == _CORRECTED)
    day = wrong["spent_on"]
    assert isinstance(day, date)
    columns = ("project", "currency", "category", "budget_line", "payee", "invoice_no", "description", "fund")
    book.add(
        "expenditures",
        reference=f"{_CORRECTED}-C",
        spent_on=later(day, 33),
        amount=-420,
        corrects=_CORRECTED,
        evidence=f"credit note to {wrong['evidence']}",
        **{column: wrong[column] for column in columns},
    )
