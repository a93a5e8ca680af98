"""What Plotly writes into a page as style, found in the script itself: so much is admitted, and nothing else."""

import re
from ast import literal_eval
from base64 import b64encode
from functools import cache
from hashlib import sha256

from reports.plotly.script import plotly_script

_ELEMENTS = re.compile(
    r"""createElement\("style"\).{0,200}?(?:createTextNode\(|\.textContent=)"""
    r"""(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""",
    re.DOTALL,
)
"""Each place where a style element is made, and the text that it is given: '' where rules are added one by one."""

_TAGS = re.compile(r'\{sup:"[^}]*"\}')
"""The styles of the few tags that its texts may have, as `<b>`."""


@cache
def style_elements() -> tuple[str, ...]:
    """The texts of the style elements, in the script's order. String literals of both languages read alike."""
    return tuple(literal_eval(found["text"]) for found in _ELEMENTS.finditer(plotly_script().text))


@cache
def style_attributes() -> tuple[str, ...]:
    """The texts of the attributes `style`: of tags, and an empty one, by which colour scales are cleared."""
    tags = "".join(_TAGS.findall(plotly_script().text))
    return tuple(sorted({"", *re.findall(r':"([^"]*)"', tags)}))


def hash_source(text: str | bytes) -> str:
    """By which a policy admits an element with exactly this text."""
    content = text.encode() if isinstance(text, str) else text
    return f"'sha256-{b64encode(sha256(content).digest()).decode()}'"
