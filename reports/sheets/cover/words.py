"""The sentences of the cover."""

from babel import Locale
from babel.numbers import format_decimal
from flask_babel import get_locale, ngettext
from flask_babel import lazy_gettext as _l

from core.calendar import quarter_of
from reports import labels
from reports.figures.summary import Measure, MeasureRow
from reports.languages import language_name
from reports.report import QuarterlyReport
from reports.seal import Seal

FIGURES = {
    Measure.CONTRIBUTED: _l("Contributed by household groups"),
    Measure.MATCHED: _l("Matched"),
    Measure.LEVERAGE: _l("Matched for each 1.00 contributed"),
    Measure.DISBURSED: _l("Paid to projects"),
    Measure.SPENT: _l("Spent by projects"),
    Measure.BENEFICIARIES: _l("People who benefit"),
}
"""The six that matter, in their order."""

CONTENTS = _l("What is in this workbook")
STANDS_ON = _l("On what it stands")

_CURRENCY = _l(
    "Amounts are in %(currency)s unless a column says otherwise. Each is converted at the rate of its own "
    "month, a match at that of its contribution, and rounded; totals are sums of rounded rows."
)
HOW_TO_CHECK = _l(
    "Open the file in Excel or LibreOffice and read the column check of the sheet control: its formulas "
    "compute the figures again from the rows of the other sheets, and say OK or what is off."
)
HOW_MADE = _l(
    "Hashar wrote it from the journal of the programme. No figure was typed by hand, and the same books "
    "give the same file."
)
DIGEST_OF = _l("Of the cells of all sheets but cover, control and definitions:")


def kind_of_report(report: QuarterlyReport) -> str:
    is_quarter = report.span == quarter_of(report.span.starts_on)
    return str(_l("Quarterly report") if is_quarter else _l("Report"))


def under_title(report: QuarterlyReport) -> str:
    """'TJ-KHT · Tajikistan', and of a fund's report the fund and who gives it."""
    programme = report.programme
    country = _locale().territories.get(programme.country, programme.country)
    said = [programme.code, country]
    if report.fund is not None:
        [donor] = [fund.donor for fund in report.funds if fund.code == report.fund]
        said.append(str(_l("fund %(fund)s of %(donor)s")) % {"fund": report.fund, "donor": donor})
    return " · ".join(said)


def until(report: QuarterlyReport) -> str:
    return str(_l("To %(day)s")) % {"day": labels.day(report.span.ends_on)}


def amounts_in(currency: str) -> str:
    return str(_l("Amounts in %(currency)s")) % {"currency": currency}


def finding(report: QuarterlyReport) -> str:
    """What groups gave and what answered it, in a sentence or two."""
    rows = {row.measure: row for row in report.summary}
    said = {
        "day": labels.day(report.span.ends_on),
        "given": _amount(report, rows[Measure.CONTRIBUTED]),
        "matched": _amount(report, rows[Measure.MATCHED]),
        "leverage": _number(rows[Measure.LEVERAGE], "#,##0.00"),
    }
    sentences = [str(_main_sentence(rows)) % said]
    people = rows[Measure.BENEFICIARIES].cumulative
    if people:
        number = _number(rows[Measure.BENEFICIARIES], "#,##0")
        sentences.append(
            ngettext("%(people)s person benefits.", "%(people)s people benefit.", int(people), people=number)
        )
    return " ".join(sentences)


def _main_sentence(rows: dict[Measure, MeasureRow]) -> object:
    if not rows[Measure.CONTRIBUTED].cumulative:
        return _l("By %(day)s nothing had been contributed and verified.")
    if not rows[Measure.MATCHED].cumulative:
        return _l("By %(day)s household groups had contributed %(given)s; nothing of it was matched.")
    return _l(
        "By %(day)s household groups had contributed %(given)s, and %(matched)s were matched: %(leverage)s for "
        "each 1.00 contributed."
    )


def state_of_books(report: QuarterlyReport) -> str:
    control = report.control
    position = format_decimal(control.journal_seq, "#,##0", locale=_locale())
    if control.latest_on is None:
        return str(_l("At journal position %(position)s; nothing was given or paid yet.")) % {
            "position": position
        }
    words = _l("At journal position %(position)s; the latest contribution or payment in them is of %(day)s.")
    return str(words) % {"position": position, "day": labels.day(control.latest_on)}


def sealed(seal: Seal) -> str:
    words = (
        _l(
            "Closed on %(day)s by %(closed_by)s; %(asked_by)s had asked for it. It speaks of the journal up to "
            "its entry %(position)s, which has the digest %(head)s."
        )
        if seal.asked_by
        else _l(
            "Closed on %(day)s by %(closed_by)s. It speaks of the journal up to its entry %(position)s, which has "
            "the digest %(head)s."
        )
    )
    return str(words) % {
        "day": labels.day(seal.closed_on),
        "closed_by": seal.closed_by,
        "asked_by": seal.asked_by,
        "position": format_decimal(seal.position, "#,##0", locale=_locale()),
        "head": seal.head,
    }


def copy_of(seal: Seal) -> str:
    if seal.hides_people:
        words = _l(
            "A copy in which the persons who were paid stand by their initials, derived from the sealed report "
            "with the SHA-256 %(sha256)s. All else is as in that report; the digest below is of this copy."
        )
        return str(words) % {"sha256": seal.copy_of}
    words = _l(
        "A copy in %(language)s, derived from the sealed report with the SHA-256 %(sha256)s. Its figures are "
        "those of that report, cell by cell: both have the same digest below."
    )
    return str(words) % {"language": language_name(), "sha256": seal.copy_of}


def currency(report: QuarterlyReport) -> str:
    return str(_CURRENCY) % {"currency": report.programme.currency}


def rates(report: QuarterlyReport) -> str:
    """How many, and whose: all of them stand in `control`."""
    used = report.control.rates
    if not used:
        return str(_l("None was needed."))
    number = ngettext("%(num)s monthly rate", "%(num)s monthly rates", len(used))
    sources = list(dict.fromkeys(labels.rate_of(rate) for rate in used))
    if len(sources) == 1:
        return str(_l("%(number)s: %(source)s.")) % {"number": number, "source": sources[0]}
    words = _l("%(number)s, each with its source in control; the first: %(source)s.")
    return str(words) % {"number": number, "source": sources[0]}


def _amount(report: QuarterlyReport, row: MeasureRow) -> str:
    currency = report.programme.currency
    return f"{labels.amount(int(row.cumulative or 0), currency)} {currency}"


def _number(row: MeasureRow, pattern: str) -> str:
    return str(format_decimal(row.cumulative or 0, pattern, locale=_locale()))


def _locale() -> Locale:
    return get_locale() or Locale("en")
