"""One comparison as one line: name, ours, reference, ratio, goal."""

from dataclasses import dataclass

from benchmarks.running import Measured

_WIDTHS = (60, 36, 50, 7)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a figure, and how it is shown. `figure` is None where there is nothing."""

    figure: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What the ratio is to be: `limit` at most, or at least; and what else has to hold, with its words."""

    limit: float
    is_least: bool = False
    besides: tuple[str, bool] = ("", True)

    def said_of(self, ratio: float) -> str:
        is_met = (ratio >= self.limit) if self.is_least else (ratio <= self.limit)
        words, holds = self.besides
        said = f"{'at least' if self.is_least else 'at most'} {self.limit:g}"
        return f"{'met' if is_met and holds else 'NOT MET'}: {', '.join(filter(None, (said, words)))}"


def wall(measured: Measured, what: str = "") -> Side:
    return Side(
        measured.wall,
        _named(what, f"{measured.wall:.1f} s ({measured.user:.1f} user), {_megabytes(measured)}"),
    )


def processor(measured: Measured, what: str = "") -> Side:
    """Of one that does not share its time with others, on a machine that may."""
    return Side(measured.user, _named(what, f"{measured.user:.2f} s user, {_megabytes(measured)}"))


def per_second(figure: float, what: str = "", besides: str = "") -> Side:
    return Side(figure, _named(what, f"{figure:,.0f} a second") + besides)


def not_installed(what: str, how: str) -> Side:
    return Side(None, f"{what}: not installed: {how}")


NOTHING = Side(None, "-")


def show(name: str, ours: Side, reference: Side = NOTHING, goal: Goal | None = None) -> None:
    ratio, said = "", ""
    if ours.figure is not None and reference.figure:
        found = ours.figure / reference.figure
        ratio = f"{found:.2f}"
        said = goal.said_of(found) if goal else ""
    _line(name, ours.shown, reference.shown, ratio, said)


def show_header() -> None:
    _line("work", "ours", "reference", "ratio", "goal")


def _line(*cells: str) -> None:
    padded = (f"{cell:<{width}}" for cell, width in zip(cells, (*_WIDTHS, 0), strict=True))
    print("  ".join(padded).rstrip(), flush=True)


def _named(what: str, figure: str) -> str:
    return f"{what}: {figure}" if what else figure


def _megabytes(measured: Measured) -> str:
    return f"{measured.peak_bytes / 1_000_000:.0f} MB"
