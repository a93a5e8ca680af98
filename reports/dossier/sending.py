"""A large file that is sent once: on the disk, without a name, gone when nobody reads it any more."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from flask import Response

_PIECE = 1 << 18


class Written:
    """Open for writing, then read from its beginning, piece by piece."""

    def __init__(self) -> None:
        self.file = TemporaryFile()  # noqa: SIM115  (closed when it was sent, or its reader went away)

    @property
    def size(self) -> int:
        self.file.seek(0, 2)
        return self.file.tell()

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        while piece := self.file.read(_PIECE):
            yield piece

    def close(self) -> None:
        self.file.close()

    def __del__(self) -> None:
        self.close()


def sent_once(written: Written, name: str, mimetype: str) -> Response:
    """To be saved under this name, of plain letters."""
    response = Response(written, mimetype=mimetype, direct_passthrough=True)
    response.content_length = written.size
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.call_on_close(written.close)
    return response
