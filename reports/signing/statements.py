"""What somebody states who signs a report: the exact words, which are kept with the signature."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from grants.models.quarters import Part
from reports import labels
from reports.charts import findings
from reports.figures.summary import Measure
from reports.languages import language_of, locale_of
from reports.report import QuarterlyReport

_BEGINNINGS = {
    Part.PREPARED: _l(
        "I prepared the report of the programme %(programme)s (%(code)s) for %(period)s, from its books."
    ),
    Part.CHECKED: _l(
        "I checked the report of the programme %(programme)s (%(code)s) for %(period)s against its books and "
        "their documents. I did not prepare it."
    ),
    Part.APPROVED: _l(
        "I approve the report of the programme %(programme)s (%(code)s) for %(period)s. I neither prepared nor "
        "checked it."
    ),
}
_CERTIFICATION = _l(
    "To the best of my knowledge and belief I certify that its figures and its narrative are true, complete and "
    "agree with the books; that the expenditures in it, %(spent)s in this period, were made for the agreed "
    "purposes, in accordance with the agreements with the donors and the approved budgets, and are charged to no "
    "other source; that what is not yet verified, does not reconcile or is disputed is disclosed in it; and that "
    "the accounting documents for them (vouchers, invoices, receipts, lists and bank statements) are "
    "available for examination when required. I am aware that a false statement may lead to the recovery of funds "
    "and to legal action."
)


def statement_of(report: QuarterlyReport, part: Part, language: str | None) -> str:
    """In the programme's `language`, as its report is sealed."""
    programme = report.programme
    with force_locale(locale_of(language_of(language), programme.country)):
        spent = next(row.quarter for row in report.summary if row.measure is Measure.SPENT)
        said = {
            "programme": programme.name,
            "code": programme.code,
            "period": labels.period(report.span),
            "spent": findings.money(int(spent or 0), programme.currency),
        }
        return " ".join(str(words) % said for words in (_BEGINNINGS[part], _CERTIFICATION))
