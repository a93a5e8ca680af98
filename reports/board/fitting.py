"""How large the letters of a board may be, so that what it says fits on one page whatever things are called.

The letters of a page cannot be measured here, so the height of each part is judged by how long its text is, in
millimetres of A4. What would be too high even in the smallest letters is cut at the foot of the page.
"""

from math import ceil

from reports.board.board import Board

_WIDTH, _HEIGHT = 186, 264
_PHOTO = 83
"""The width of the photo, with what is left free beside it."""
_LETTER, _BOLD = 0.57, 0.65
"""How wide a letter is, in parts of its height: of Cyrillic, which is wider than Latin."""
_LONG_TITLE = 40

SIZES = {"": 1.0, "size-2": 0.93, "size-3": 0.86, "size-4": 0.78, "size-5": 0.7}
"""Classes of the board, with the part of their size that letters then have."""
_SMALLEST = "size-5"


def size_of(board: Board, amounts: int) -> str:
    """The class; `amounts` is how many signs the longest amount has."""
    return next((name for name, part in SIZES.items() if _height(board, amounts, part) <= _HEIGHT), _SMALLEST)


def is_long(title: str) -> bool:
    return len(title) > _LONG_TITLE


def _height(board: Board, amounts: int, part: float) -> float:
    title = 9.5 if is_long(board.project.name) else 14.0
    place = len(board.community.name) + len(board.community.admin2 or "") + 2
    heights = (
        _lines(len(board.project.name), title * part, _WIDTH, _BOLD) * title * 1.1,
        _lines(place, 8 * part, _WIDTH) * 10,
        _built(board, part),
        _table(board, amounts, part),
        23,
        _lines(100, 5.6 * part, _WIDTH) * 7,
        16 + _lines(len(board.programme.complaints or ""), 5.6 * part, _WIDTH - 8, _BOLD) * 7,
        _lines(80 + len(board.community.name), 5.6 * part, _WIDTH - 8) * 7,
        _lines(110 + len(board.programme.name), 4 * part, _WIDTH) * 5,
        7 * 4,
    )
    return sum(heights) * part


def _built(board: Board, part: float) -> float:
    width = _WIDTH - _PHOTO * part if board.photo else _WIDTH
    told = [48, 46, 15] + ([28 + len(board.milestone.name)] if board.milestone else [])
    text = 17 + 11 + sum(_lines(length, 5.6 * part, width) * 7 + 2 for length in told)
    return max(text + (9 if board.photo else 0), 70 if board.photo else 0)


def _table(board: Board, amounts: int, part: float) -> float:
    names = [line.name for line in board.lines]
    names += [""] * (1 if board.families.abroad is None else 2)
    names += [""] if board.others else []
    free = _WIDTH - amounts * 6.6 * part * _BOLD - 4 * part
    rows = (max(1, _lines(min(len(name), 60), 6.6 * part, free)) * 8.3 + 2.2 for name in names)
    return 10 + sum(rows)


def _lines(length: int, letter: float, width: float, wide: float = _LETTER) -> int:
    return ceil(length * letter * wide / width)
