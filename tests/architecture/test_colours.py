"""Every text can be read on every ground it stands on, by day and by night."""

import re

import pytest

from tests.architecture.code import ROOT

SHEET = (ROOT / "static" / "hashar.css").read_text()

TEXTS = ("ink", "quiet", "accent", "waiting", "good", "refused")
GROUNDS = ("paper", "sheet", "tint")
OF_TEXT, OF_SHAPES = 4.5, 3.0
"""The least contrasts that WCAG 2.2 allows."""


def themes() -> dict[str, dict[str, str]]:
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", block)) for block in _roots()[:2])
    return {"light": light, "dark": {**light, **dark}}


def _roots() -> list[str]:
    return re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read(theme: str, ground: str, text: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[text], colours[ground]) >= OF_TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_buttons_can_be_read(theme: str) -> None:
    colours = themes()[theme]
    assert contrast(colours["on-accent"], colours["accent"]) >= OF_TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_focus_is_seen(theme: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours["focus"], colours[ground]) >= OF_SHAPES


def test_the_two_themes_set_the_same_colours() -> None:
    light, dark = (set(re.findall(r"--([\w-]+): #", block)) for block in _roots()[:2])
    assert light == dark


def test_colours_are_named_in_one_place() -> None:
    rest = re.sub(r":root \{.*?\}", "", SHEET, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rest) == []
