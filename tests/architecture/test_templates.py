"""What every template keeps to, so that every page is of one cast and nothing on it comes from a stranger."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePath

import pytest

from app import create_app
from tests.architecture.code import ROOT, modules

TEMPLATES = ROOT / "templates"

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)|<[a-z][^>]*\s(?:style|on[a-z]+)=|javascript:", re.IGNORECASE
)
UNESCAPED = re.compile(r"\|\s*safe\b|\bautoescape\s+false\b|\bMarkup\(")
FORM = re.compile(
    r"<form\b(?P<tag>(?:\{\{.*?\}\}|\{%.*?%\}|[^>])*)>(?P<body>.*?)</form>", re.DOTALL | re.IGNORECASE
)
TOKEN = re.compile(r"\b(?:token|kept|hidden_tag)\(|\bcsrf_token\b")
NAMES = {"Hashar"}
"""Words that are the same in every language."""


@cache
def sources() -> Mapping[str, str]:
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in sorted(TEMPLATES.rglob("*.html"))
    }


def pages() -> list[str]:
    """Templates that are rendered by themselves: no skeleton, no macros, no part of others (`_part.html`)."""
    return [name for name in sources() if not re.search(r"^base\.html$|^macros/|(^|/)_", name)]


@cache
def strings_in_views_of(folder: str) -> frozenset[str]:
    return frozenset(
        node.value
        for tree in views_of(folder)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def views_of(folder: str) -> Iterator[ast.Module]:
    """The modules of views of the package that a folder of templates is named after."""
    for path, tree in modules().items():
        parts = PurePath(path).parts
        if "views" in parts and folder in parts:
            yield tree


def unprotected(source: str) -> list[str]:
    """The forms that change something and carry no token."""
    forms = [
        found for found in FORM.finditer(source) if re.search(r'method="?post', found["tag"], re.IGNORECASE)
    ]
    return [found[0] for found in forms if not TOKEN.search(found["body"])]


def words_outside_translations(source: str) -> set[str]:
    """Commands, in <pre> and <code>, are for the machine."""
    text = re.sub(r"<(pre|code)>.*?</\1>|<[^>]*>", " ", JINJA.sub("", source), flags=re.DOTALL)
    return set(re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", "", text))) - NAMES


def test_every_template_can_be_compiled() -> None:
    templates = create_app(SECRET_KEY="of this test").jinja_env
    for name in sources():
        templates.get_template(name)


@pytest.mark.parametrize("name", pages())
def test_a_page_extends_the_base(name: str) -> None:
    assert sources()[name].lstrip().startswith('{% extends "base.html" %}')


@pytest.mark.parametrize("name", [name for name in pages() if "/" in name])
def test_a_page_is_rendered_by_the_views_of_its_package(name: str) -> None:
    assert name in strings_in_views_of(name.partition("/")[0])


@pytest.mark.parametrize("name", sources())
def test_no_template_has_styles_or_scripts_of_its_own(name: str) -> None:
    assert INLINE.findall(sources()[name]) == []


@pytest.mark.parametrize("name", sources())
def test_no_template_leaves_a_value_unescaped(name: str) -> None:
    assert UNESCAPED.findall(sources()[name]) == []


@pytest.mark.parametrize("name", sources())
def test_every_form_that_changes_something_carries_the_token(name: str) -> None:
    assert unprotected(sources()[name].replace("{% macro end() %}</form>", "")) == []


@pytest.mark.parametrize("name", sources())
def test_every_word_can_be_translated(name: str) -> None:
    assert words_outside_translations(sources()[name]) == set()


def test_the_checks_see_what_they_look_for() -> None:
    assert INLINE.search('<p class="a" style="color: red">')
    assert INLINE.search("<a href='#' onclick=go()>")
    assert not INLINE.search('<script src="a.js" defer></script>')
    assert UNESCAPED.search("{{ name|safe }}")
    assert unprotected('<form method="post" action="{{ a > b }}"><button>Go</button></form>')
    assert not unprotected('<form method="get"></form><form method="post">{{ form.hidden_tag() }}</form>')
    assert words_outside_translations('<p title="x">Left {{ _("right") }} Hashar</p>') == {"Left"}
