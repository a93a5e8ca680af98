"""How long answers took."""

from collections.abc import Sequence


def percentile(seconds: Sequence[float], percent: int) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0


def told(seconds: Sequence[float]) -> str:
    """`p50 41 ms, p99 300 ms`"""
    return ", ".join(f"p{percent} {_written(percentile(seconds, percent))}" for percent in (50, 99))


def _written(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
