"""Files that a page hands out: always to be saved, never to be shown by the browser."""

from io import BytesIO
from pathlib import Path

from flask import Response, send_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attached(path: Path, name: str, mimetype: str = XLSX) -> Response:
    """The file's content under this name; the file itself may be removed at once."""
    return send_file(BytesIO(path.read_bytes()), mimetype, as_attachment=True, download_name=name)
