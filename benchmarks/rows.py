"""One comparison as one line: name, ours, reference, ratio."""

from dataclasses import dataclass

from benchmarks.running import Measured

_WIDTHS = (52, 28, 56)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a figure, and how it is shown. `figure` is None where there is nothing."""

    figure: float | None
    shown: str


def wall(measured: Measured, what: str = "") -> Side:
    return Side(
        measured.wall,
        _named(what, f"{measured.wall:.1f} s ({measured.user:.1f} user), {_megabytes(measured)}"),
    )


def processor(measured: Measured, what: str = "") -> Side:
    """Of one that does not share its time with others, on a machine that may."""
    return Side(measured.user, _named(what, f"{measured.user:.2f} s user, {_megabytes(measured)}"))


def milliseconds(figure: float, what: str = "") -> Side:
    return Side(figure, _named(what, f"{figure:.2f} ms"))


def per_second(figure: float, what: str = "") -> Side:
    return Side(figure, _named(what, f"{figure:,.0f} a second"))


def not_installed(what: str, how: str) -> Side:
    return Side(None, f"{what}: not installed: {how}")


NOTHING = Side(None, "-")


def show(name: str, ours: Side, reference: Side = NOTHING) -> None:
    ratio = ""
    if ours.figure is not None and reference.figure:
        ratio = f"{ours.figure / reference.figure:.2f}"
    _line(name, ours.shown, reference.shown, ratio)


def show_header() -> None:
    _line("work", "ours", "reference", "ours / reference")


def _line(*cells: str) -> None:
    padded = (f"{cell:<{width}}" for cell, width in zip(cells, (*_WIDTHS, 0), strict=True))
    print("  ".join(padded).rstrip(), flush=True)


def _named(what: str, figure: str) -> str:
    return f"{what}: {figure}" if what else figure


def _megabytes(measured: Measured) -> str:
    return f"{measured.peak_bytes / 1_000_000:.0f} MB"
