"""On what the figures stand: rates, rule versions, the place in the journal, and the digest of all cells."""

from collections.abc import Iterator

from reports import labels
from reports.sheets.control.lines import Contents, Line

DIGEST = "digest"


def rate_lines(contents: Contents) -> Iterator[Line]:
    for rate in contents.report.control.rates:
        yield Line(
            f"rate {rate.currency} {rate.month}",
            currency=rate.currency,
            closing=rate.units_per_usd,
            remark=str(labels.rate_of(rate)),
        )


def rule_lines(contents: Contents) -> Iterator[Line]:
    for rule in contents.report.control.rules:
        yield Line(f"rule {rule.code} version {rule.version}", remark=str(labels.terms_of(rule)))


def state_lines(contents: Contents) -> Iterator[Line]:
    """The digest is filled in when all other sheets are written; until then it takes its place."""
    yield Line("journal position", closing=str(contents.report.control.journal_seq))
    yield Line(DIGEST, remark="0" * 64)
