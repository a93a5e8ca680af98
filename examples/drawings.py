"""Drawings of works, for pages that show photos: nobody took any of works that were never built."""

from examples.pencil import BLUE, BROWN, GREEN, INK, LINE, ORANGE, PAPER, QUIET, RED, Pencil, Point, pale

_WALL, _WOOD, _STONE, _WATER = pale(ORANGE, 0.22), pale(BROWN, 0.8), pale(QUIET, 0.55), pale(BLUE, 0.55)


def trench() -> bytes:
    """A pipe in an open trench that leads to a standpipe."""
    pencil = Pencil(sun=240)
    pencil.shape([(0, 830), (500, 640), (960, 600), (1000, 616), (620, 690), (260, 840)], pale(BROWN, 0.8))
    pencil.shape(
        [(0, 770), (90, 690), (210, 730), (330, 640), (480, 630), (500, 640), (0, 830)], pale(BROWN, 0.58)
    )
    pencil.line([(110, 834), (560, 664), (975, 608)], _WATER, 20)
    _standpipe(pencil, (1000, 620), runs=False)
    pencil.person((700, 800), pale(BLUE, 0.75), 190)
    pencil.line([(738, 660), (800, 806)], _WOOD, 8)
    pencil.person((420, 610), pale(GREEN, 0.7), 110)
    return pencil.jpeg()


def standpipe() -> bytes:
    """Water runs, and people fetch it."""
    pencil = Pencil()
    pencil.tree((170, 640), 300)
    pencil.box((380, 740), (760, 770), _STONE)
    _standpipe(pencil, (520, 740), runs=True)
    _bucket(pencil, (610, 740))
    pencil.person((800, 770), pale(RED, 0.7), 250)
    _bucket(pencil, (880, 790))
    pencil.person((960, 720), pale(ORANGE, 0.75), 150)
    return pencil.jpeg()


def hand_pump() -> bytes:
    """A pump that waits for a part: its handle is up, and no water comes."""
    pencil = Pencil(sun=200)
    pencil.shape([(330, 790), (870, 790), (800, 730), (400, 730)], _STONE)
    pencil.box((560, 470), (640, 750), pale(BLUE, 0.7))
    pencil.box((540, 440), (660, 480), INK)
    pencil.line([(600, 455), (420, 300), (340, 310)], INK, 16)
    pencil.line([(640, 560), (720, 560), (730, 610)], pale(BLUE, 0.7), 26)
    _bucket(pencil, (735, 740))
    pencil.tree((1010, 660), 330)
    return pencil.jpeg()


def school(*, has_roof: bool) -> bytes:
    """Of two wings; the wind takes the roof of the upper one, on the right."""
    pencil = Pencil(sun=300 if has_roof else 1060, sky=BLUE if has_roof else QUIET)
    for left, top in ((120, 480), (620, 420)):
        pencil.box((left, top), (left + 440, 700), _WALL)
        for number in range(3):
            _window(pencil, (left + 45 + number * 130, top + 60))
    pencil.box((290, 530), (385, 700), _WOOD)
    _roof(pencil, 120, 480)
    if has_roof:
        _roof(pencil, 620, 420)
    else:
        for rafter in (650, 790, 930, 1030):
            pencil.line([(rafter - 30, 420), (rafter + 10, 330)], _WOOD, 10)
        pencil.shape([(860, 790), (1130, 740), (1160, 780), (900, 830)], pale(RED, 0.6))
        pencil.line([(700, 300), (620, 230), (520, 250)], _WOOD, 8)
    pencil.person((430, 790), pale(BLUE, 0.7), 130)
    pencil.person((500, 800), pale(GREEN, 0.7), 110)
    return pencil.jpeg()


def bridge(*, is_done: bool) -> bytes:
    """Over a canal; before it is done, one half of its deck is missing."""
    pencil = Pencil(sun=980 if is_done else 180)
    pencil.shape([(420, 560), (780, 560), (960, 830), (240, 830)], _WATER)
    for pier in (330, 570, 810):
        pencil.box((pier, 600), (pier + 60, 760), _STONE)
    end = 1200 if is_done else 630
    pencil.box((0, 570), (end, 612), pale(QUIET, 0.75))
    for post in range(40, end, 90):
        pencil.line([(post, 570), (post, 510)], INK, 6)
    pencil.line([(0, 512), (end, 512)], INK, 6)
    if is_done:
        pencil.person((500, 570), pale(RED, 0.7), 130)
        pencil.person((580, 570), pale(GREEN, 0.7), 100)
    else:
        pencil.box((870, 570), (1200, 612), pale(QUIET, 0.75))
        pencil.line([(630, 590), (870, 590)], _WOOD, 10)
        pencil.person((990, 570), pale(ORANGE, 0.8), 130)
    return pencil.jpeg()


def house(*, share: float, sun: float = 950) -> bytes:
    """Walls up to this share of their height; with 1 it has its roof, and a family."""
    pencil = Pencil(sun)
    pencil.tree((1040, 650), 280)
    pencil.box((280, 700), (860, 730), _STONE)
    top = 700 - 260 * share
    pencil.box((310, top), (830, 700), _WALL)
    for course in range(int(top), 700, 26):
        pencil.line([(310, course), (830, course)], LINE, 2)
    pencil.box((530, max(top, 540)), (620, 700), _WOOD if share >= 1 else PAPER)
    if share >= 1:
        _window(pencil, (370, 520))
        _window(pencil, (690, 520))
        pencil.shape([(260, 450), (420, 320), (720, 320), (880, 450)], pale(RED, 0.7))
        pencil.person((690, 790), pale(BLUE, 0.7), 170)
        pencil.person((770, 790), pale(ORANGE, 0.75), 110)
    else:
        for post in (320, 570, 820):
            pencil.line([(post, 700), (post, 400)], _WOOD, 10)
        pencil.line([(300, 520), (840, 520)], _WOOD, 10)
        pencil.person((450, 515), pale(BLUE, 0.7), 130)
        pencil.box((900, 690), (1040, 760), pale(QUIET, 0.4))
    return pencil.jpeg()


def tap() -> bytes:
    """At the wall of a house."""
    pencil = Pencil(sun=1010)
    pencil.box((0, 300), (620, 760), _WALL)
    pencil.shape([(0, 300), (0, 200), (560, 200), (680, 310)], pale(RED, 0.7))
    _window(pencil, (140, 400), 2)
    pencil.line([(540, 760), (540, 560), (680, 560), (680, 600)], QUIET, 18)
    pencil.line([(650, 535), (710, 535)], RED, 14)
    pencil.line([(680, 600), (680, 735)], _WATER, 10)
    pencil.box((600, 750), (780, 780), _STONE)
    _bucket(pencil, (680, 752))
    pencil.person((860, 790), pale(GREEN, 0.7), 260)
    return pencil.jpeg()


def _standpipe(pencil: Pencil, at: Point, *, runs: bool) -> None:
    x, y = at
    pencil.line([(x, y), (x, y - 200), (x + 90, y - 200), (x + 90, y - 160)], QUIET, 20)
    pencil.line([(x + 40, y - 230), (x + 85, y - 230)], RED, 12)
    if runs:
        pencil.line([(x + 90, y - 160), (x + 90, y - 60)], _WATER, 12)


def _bucket(pencil: Pencil, at: Point) -> None:
    x, y = at
    pencil.shape([(x - 42, y - 75), (x + 42, y - 75), (x + 30, y), (x - 30, y)], pale(BLUE, 0.8))


def _window(pencil: Pencil, at: Point, size: float = 1) -> None:
    x, y = at
    pencil.box((x - 6, y - 6), (x + 86 * size, y + 86 * size), _WOOD)
    pencil.box((x, y), (x + 80 * size, y + 80 * size), pale(BLUE, 0.3))
    pencil.line([(x + 40 * size, y), (x + 40 * size, y + 80 * size)], _WOOD, 5)


def _roof(pencil: Pencil, left: float, top: float) -> None:
    pencil.shape(
        [(left - 30, top), (left + 60, top - 110), (left + 380, top - 110), (left + 470, top)], pale(RED, 0.7)
    )
