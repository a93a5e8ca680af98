"""What a comparison finds, in a sentence or two: what was signed, what it is today, and why."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.web.i18n import minor
from reports import labels
from reports.comparing.causes import Cause
from reports.comparing.comparing import Comparison
from reports.comparing.figure import Figure, Level, Period, Value
from reports.comparing.labels import CAUSES, FIELDS
from reports.figures.summary import Measure

_SAID = {
    (Measure.CONTRIBUTED, "other"): _l(
        "%(quarter)s as signed on %(day)s: %(amount)s contributed; as known today %(known)s: "
        "%(difference)s %(why)s."
    ),
    (Measure.CONTRIBUTED, "same"): _l(
        "%(quarter)s as signed on %(day)s: %(amount)s contributed, and as much as known today."
    ),
    (Measure.CONTRIBUTED, "nothing"): _l(
        "%(quarter)s as signed on %(day)s: %(amount)s contributed. Nothing that is known today says otherwise."
    ),
    (Measure.MATCHED, "other"): _l(
        "%(quarter)s as signed on %(day)s: %(amount)s matched; as known today %(known)s: "
        "%(difference)s %(why)s."
    ),
    (Measure.MATCHED, "same"): _l(
        "%(quarter)s as signed on %(day)s: %(amount)s matched, and as much as known today."
    ),
    (Measure.MATCHED, "nothing"): _l(
        "%(quarter)s as signed on %(day)s: %(amount)s matched. Nothing that is known today says otherwise."
    ),
}


def finding_of(compared: Comparison, signed_on: date) -> list[str]:
    """Of a fund what it matched, of the programme what groups gave; then what else differs."""
    measure = Measure.MATCHED if compared.sealed.fund else Measure.CONTRIBUTED
    figure = compared.measure(measure, Period.QUARTER)
    said = [_first(compared, figure, measure, signed_on), *_by_cause(figure)]
    others = [
        str(FIELDS.get(each.field, each.field))
        for each in compared.of(Level.PROGRAMME)
        if each.differs and each.field != measure and each.period is Period.QUARTER
    ]
    if others:
        said.append(_("In the quarter these differ, too: %(what)s.", what=", ".join(others)))
    if compared.not_explained:
        said.append(_not_explained(len(compared.not_explained)))
    return said


def _first(compared: Comparison, figure: Figure, measure: Measure, signed_on: date) -> str:
    currency, difference = compared.sealed.programme.currency, _minor(figure.difference)
    way = "other" if difference else "same" if compared.differing else "nothing"
    return str(_SAID[measure, way]) % {
        "quarter": str(compared.sealed.span),
        "day": labels.day(signed_on),
        "amount": f"{minor(_minor(figure.signed), currency)} {currency}",
        "known": minor(_minor(figure.known), currency),
        "difference": minor(abs(difference), currency),
        "why": _why(figure, difference),
    }


def _why(figure: Figure, difference: int) -> str:
    """With one cause that, else whether it is more or less."""
    causes = {line.cause for line in figure.lines}
    if causes == {Cause.LATE} and difference > 0:
        return str(_("came late"))
    if causes == {Cause.LATE}:
        return str(_("belong to earlier quarters"))
    if causes == {Cause.REVERSAL} and difference < 0:
        return str(_("were taken back"))
    if causes == {Cause.RATE}:
        return str(_("by other rates"))
    return str(_("more") if difference > 0 else _("less"))


def _by_cause(figure: Figure) -> list[str]:
    """Where there are several, how much each of them makes."""
    sums: defaultdict[Cause, int] = defaultdict(int)
    for line in figure.lines:
        sums[line.cause] += _minor(line.effect)
    if len(sums) < 2:
        return []
    parts = (f"{CAUSES[cause]} {_signed(sums[cause], figure.currency)}" for cause in Cause if cause in sums)
    return [_("By cause: %(parts)s.", parts=", ".join(parts))]


def _signed(amount: int, currency: str) -> str:
    return f"{'+' if amount > 0 else ''}{minor(amount, currency)}"


def _not_explained(figures: int) -> str:
    said = ngettext(
        "%(num)s figure differs by more than its lines explain: the sealed figures or the books were altered.",
        "%(num)s figures differ by more than their lines explain: the sealed figures or the books were altered.",
        figures,
    )
    return str(said)


def _minor(value: Value) -> int:
    return int(value) if isinstance(value, int | Decimal) else 0
