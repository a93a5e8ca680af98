"""Shares as a rule states them: all decimals, since terms are never rounded."""

from decimal import Decimal

from flask_babel import format_percent

from grants.matching.terms import Fraction


def share(fraction: Fraction) -> str:
    """'60%', '33.3333%'."""
    numerator, denominator = fraction
    return str(format_percent(Decimal(numerator) / Decimal(denominator), f"#,##0.{'#' * 20}%"))
