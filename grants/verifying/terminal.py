"""What `flask verify` prints: a line a check and programme, every difference, and what is noteworthy besides."""

import click
from flask_babel import gettext as _

from core.money import to_major
from grants.labels import CHECKS, COUNTED, DIFFERENCES
from grants.verifying.differences import Difference
from grants.verifying.results import Checked, Verified

_LONGEST = 58


def show_result(found: Verified) -> None:
    """The differences go to where errors go."""
    click.echo(
        _(
            "%(programme)s: %(journal)s journal entries, %(rows)s rows, %(entries)s match entries, "
            "%(balances)s balances, %(granted)s matched, %(explained)s %% of it explained",
            programme=found.programme,
            journal=found.journal_entries,
            rows=found.rows,
            entries=found.match_entries,
            balances=found.balances,
            granted=_money(found.granted),
            explained=_percent(found.explained),
        )
    )
    for checked in found.checks.values():
        click.echo(_line(checked))
    for difference in found.differences:
        click.echo("  " + said(difference), err=True)


def said(found: Difference) -> str:
    """In the words of whoever reads it."""
    details = {"what": found.what, "stored": found.stored, "rebuilt": found.rebuilt}
    return str(DIFFERENCES[found.kind]) % details


def counted(checked: Checked) -> str:
    """As `120 balances, 5 funds`."""
    return ", ".join(f"{count} {COUNTED[what]}" for what, count in checked.counted.items())


def _line(checked: Checked) -> str:
    name = f"{checked.check.value} {CHECKS[checked.check]}"
    money = f"; {_money(checked.money)}" if checked.money else ""
    outcome = _("%(count)s differ", count=checked.differences) if checked.differences else _("ok")
    return f"  {name:<{_LONGEST}} {outcome:<10} {checked.seconds:6.2f} s  {counted(checked)}{money}"


def _money(by_currency: dict[str, int]) -> str:
    return (
        ", ".join(
            f"{to_major(minor, currency)} {currency}" for currency, minor in sorted(by_currency.items())
        )
        or "0"
    )


def _percent(share: float) -> str:
    """Rounded down: 100 is said of all alone."""
    return "100" if share >= 100 else f"{int(share * 1000) / 1000:.3f}"
