"""What is altered, in words: a line for each term, and how a sentence about it begins."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.money import minor_per_major
from core.web.i18n import day, figure, minor
from grants.entering.labels import label_of
from grants.explaining.numbers import rate
from grants.models.funds import Fund
from grants.rules_in_words.values import term_in_words
from grants.trying.alterations import OF_FUNDS
from grants.trying.altering import Altered, Changed, as_rule
from grants.workbook.mapping import Content

Funds = Mapping[str, Fund]
"""By their codes."""

_OF_EACH_VERSION = frozenset({"version", "effective_from", "effective_to"})
"""What differs between versions by itself."""

_INSTEAD = _l("%(what)s: %(term)s %(now)s instead of %(before)s")
_IS_NEW = _l("%(what)s: %(term)s %(now)s, where none is given now")
_IS_GONE = _l("%(what)s: no %(term)s, which is %(before)s now")
_WITH = _l("With %(term)s %(now)s instead of %(before)s")
_WITH_NEW = _l("With %(term)s %(now)s")
_WITHOUT = _l("Without %(term)s, which is %(before)s")


def lines_of(changed: Changed, funds: Funds) -> list[str]:
    """One for each term that is otherwise; one for a rule that is added or left out."""
    if changed.after is None:
        return [_("Rule %(rule)s is left out.", rule=name_of(changed))]
    if changed.before is None and changed.sheet == "rules":
        return list(_added(changed, changed.after, funds))
    return [_line(changed, column, funds) for column in _columns(changed)]


def _added(changed: Changed, after: Content, funds: Funds) -> Iterator[str]:
    """With its ratio, or tiers; and of a version that follows another one, what it says otherwise."""
    said = {"rule": name_of(changed), "start": day(after["effective_from"]), "how": _ratio_of(after, funds)}
    yield str(_("Rule %(rule)s is added, from %(start)s on: %(how)s.", **said))
    if changed.follows is not None:
        told = replace(changed, before=changed.follows)
        yield from (_line(told, column, funds) for column in told.columns if column not in _OF_EACH_VERSION)


def beginning(altered: Altered, funds: Funds) -> str:
    """How the finding begins: what is altered, where it is one term; else of how many things it speaks."""
    terms = [(row, column) for row in altered.rows for column in _columns(row)]
    if not altered.rows:
        return str(_("With the terms as they are"))
    if (following := _next_version(altered)) is not None:
        return following
    if len(altered.rows) == 1 and len(terms) <= 1:
        [row] = altered.rows
        if row.after is None:
            return str(_("Without rule %(rule)s", rule=name_of(row)))
        if row.before is None and row.sheet == "rules":
            return str(_("With rule %(rule)s besides", rule=name_of(row)))
        return _with_ratio(row, funds) or _said(_WITH, _WITH_NEW, _WITHOUT, row, terms[0][1], funds)
    count = max(len(terms), len(altered.rows))
    return str(ngettext("With this change", "With these %(num)s changes", count))


def _next_version(altered: Altered) -> str | None:
    """Where all that is altered is that one version follows another, which ends for it."""
    added = [row for row in altered.rows if row.follows is not None]
    others = [row for row in altered.rows if row.follows is None]
    if len(added) != 1 or any(row.sheet != "rules" or row.columns != ["effective_to"] for row in others):
        return None
    [row] = added
    if row.after is None or any(other.key[0] != row.key[0] for other in others):
        return None
    start = day(row.after["effective_from"])
    return str(_("With rule %(rule)s, from %(start)s on", rule=name_of(row), start=start))


def _with_ratio(changed: Changed, funds: Funds) -> str | None:
    """A ratio is said as people say it; None where something else is altered."""
    before, after = changed.before, changed.after
    if before is None or after is None or changed.columns != ["ratio"]:
        return None
    currency = funds[after["fund"]].currency
    was, now = (rate(Decimal(content["ratio"]).as_integer_ratio(), currency) for content in (before, after))
    said = _(
        "With %(now)s instead of %(was)s for each %(one)s",
        now=now,
        was=was,
        one=minor(minor_per_major(currency), currency),
    )
    return str(said)


def name_of(changed: Changed) -> str:
    """A rule with its version, as its page names it; a rate by its currency and month."""
    if changed.sheet == "rules":
        rule, version = changed.key
        return str(_("%(rule)s, version\u00a0%(version)s", rule=rule, version=version))
    return " ".join(changed.key)


def _columns(changed: Changed) -> list[str]:
    if changed.sheet == "rates":
        return ["units_per_usd"]
    return [column for column in changed.columns if changed.sheet != "funds" or column in OF_FUNDS]


def _line(changed: Changed, column: str, funds: Funds) -> str:
    return _said(_INSTEAD, _IS_NEW, _IS_GONE, changed, column, funds) + "."


def _said(
    instead: LazyString,
    is_new: LazyString,
    is_gone: LazyString,
    changed: Changed,
    column: str,
    funds: Funds,
) -> str:
    before, now = (_value(changed, content, column, funds) for content in (changed.before, changed.after))
    sentence = is_new if before is None else is_gone if now is None else instead
    term = f"“{label_of(changed.sheet, column)}”"
    return str(sentence) % {"what": name_of(changed), "term": term, "now": now, "before": before}


def _value(changed: Changed, content: Content | None, column: str, funds: Funds) -> str | None:
    value = None if content is None else content[column]
    if content is None or value is None:
        return None
    if changed.sheet == "rules":
        return term_in_words(as_rule(content), funds[content["fund"]], column)
    if changed.sheet == "rates":
        return figure(value)
    return (
        day(value) if column == "closes_on" else f"{minor(value, content['currency'])} {content['currency']}"
    )


def _ratio_of(content: Content, funds: Funds) -> str:
    column = "ratio" if content["ratio"] is not None else "tiers"
    return term_in_words(as_rule(content), funds[content["fund"]], column) or ""
