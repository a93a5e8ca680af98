"""A sheet to draw simple shapes on, in the colours of the site, which says at its foot that it is a drawing."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 900
CAPTION = "A drawing, not a photo"
GROUND, FOOT = 560, 820
"""Where the ground begins, and the strip with the caption."""

PAPER, TINT, LINE, INK, QUIET = "#faf6ee", "#f1eadc", "#ddd3c1", "#1f1a15", "#5d5446"
BLUE, BROWN, GREEN, RED, ORANGE = "#1e3f8a", "#855000", "#1d6338", "#9b1b30", "#b85c00"
"""Those of static/hashar.css."""

Point = tuple[float, float]

_FINER = 2
"""Drawn so much larger, and then made small, so that edges are smooth."""
_QUALITY = 80


def pale(colour: str, share: float) -> str:
    """The colour mixed with the paper, of which it keeps this share."""
    parts = zip(_parts(colour), _parts(PAPER), strict=True)
    return "#" + "".join(f"{round(own * share + paper * (1 - share)):02x}" for own, paper in parts)


def _parts(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


class Pencil:
    """Draws on a sheet with sky, mountains and ground; places are pixels of the finished picture."""

    def __init__(self, sun: float = 950, sky: str = BLUE) -> None:
        self._sheet = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), pale(sky, 0.18))
        self._draw = ImageDraw.Draw(self._sheet)
        self.disc((sun, 150), 60, pale(ORANGE, 0.45))
        self.shape([(0, 470), (220, 250), (430, 430), (640, 210), (960, 460), (1200, 300), (1200, 600), (0, 600)],
                   pale(QUIET, 0.32))  # fmt: skip
        self.shape([(0, 540), (350, 420), (700, 530), (1200, 410), (1200, 640), (0, 640)], pale(GREEN, 0.35))
        self.box((0, GROUND), (WIDTH, HEIGHT), pale(BROWN, 0.38))

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon([_finer(each) for each in points], fill=colour)

    def box(self, start: Point, end: Point, colour: str) -> None:
        (left, top), (right, bottom) = start, end
        self.shape([start, (right, top), end, (left, bottom)], colour)

    def line(self, points: Sequence[Point], colour: str, width: int = 8) -> None:
        self._draw.line([_finer(each) for each in points], fill=colour, width=width * _FINER, joint="curve")

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        x, y = centre
        ends = [_finer((x - radius, y - radius)), _finer((x + radius, y + radius))]
        self._draw.ellipse(ends, fill=colour)

    def person(self, at: Point, dress: str, height: float = 150) -> None:
        """Somebody who stands with the feet at that point."""
        x, y = at
        wide = height / 5
        shoulders = y - height * 0.72
        left, right = x - wide / 2, x + wide / 2
        self.shape([(left, shoulders), (right, shoulders), (x + wide, y), (x - wide, y)], dress)
        self.disc((x, y - height * 0.85), height * 0.13, pale(BROWN, 0.75))

    def tree(self, at: Point, height: float = 220) -> None:
        x, y = at
        self.line([(x, y), (x, y - height * 0.6)], pale(BROWN, 0.85), 14)
        self.disc((x, y - height * 0.75), height * 0.28, pale(GREEN, 0.75))

    def jpeg(self) -> bytes:
        """The picture with its caption."""
        self.box((0, FOOT), (WIDTH, HEIGHT), PAPER)
        font = ImageFont.load_default(52 * _FINER)
        self._draw.text(_finer((WIDTH / 2, (FOOT + HEIGHT) / 2)), CAPTION, fill=INK, font=font, anchor="mm")
        target = BytesIO()
        small = self._sheet.reduce(_FINER)
        small.save(target, "JPEG", quality=_QUALITY, optimize=True)
        return target.getvalue()


def _finer(point: Point) -> Point:
    return point[0] * _FINER, point[1] * _FINER
