"""Plotly's script as the installed package brings it, and the name under which a browser may keep it for ever."""

import gzip
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import plotly
from plotly.offline import get_plotlyjs_version


@dataclass(frozen=True)
class Script:
    """`name` changes with the content."""

    version: str
    content: bytes

    @cached_property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()[:16]

    @property
    def name(self) -> str:
        return f"plotly-{self.version}-{self.digest}.js"

    @cached_property
    def compressed(self) -> bytes:
        """As gzip."""
        return gzip.compress(self.content, mtime=0)

    @property
    def text(self) -> str:
        return self.content.decode()


@cache
def plotly_script() -> Script:
    """Read, and later compressed, once in a process: together some 0.2 s."""
    file = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return Script(get_plotlyjs_version(), file.read_bytes())
