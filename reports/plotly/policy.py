"""What a page with charts may load and hold, which is what every page may, and the styles that Plotly writes."""

from functools import cache

from core.web.headers import policy
from reports.plotly.styles import hash_source, style_attributes, style_elements


@cache
def page_policy() -> str:
    """Of a page of the site."""
    return policy(style_src=_sources("'self'", *_elements()), style_src_attr=_attributes())


def file_policy(styles: list[str], scripts: list[bytes]) -> str:
    """Of a file that stands alone, with these texts as its styles and scripts: it may load nothing at all."""
    directives = {
        "default-src": "'none'",
        "img-src": "data:",
        "script-src": _sources(*map(hash_source, scripts)),
        "style-src": _sources(*map(hash_source, styles), *_elements()),
        "style-src-attr": _attributes(),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _elements() -> list[str]:
    return [hash_source(text) for text in style_elements()]


def _attributes() -> str:
    """`unsafe-hashes` lets hashes speak of attributes too, and of these alone."""
    return _sources("'unsafe-hashes'", *map(hash_source, style_attributes()))


def _sources(*sources: str) -> str:
    return " ".join(sources)
