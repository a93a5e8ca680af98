"""A PDF file written anew, page by page: what is seen on them, and nothing that acts or tells of its author.

Runs in a confined process.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from grants.evidence.jpegs import without_metadata
from grants.evidence.refusals import EvidenceReason

MAX_PAGES = 20
MB = 1_000_000
MAX_BYTES = 5 * MB

_OF_A_PAGE = frozenset(
    {"/Type", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"}
)
"""What a page needs to be seen; annotations, actions and attachments are not among it."""
_NEVER = (
    *("/Metadata", "/PieceInfo", "/AF", "/A", "/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/OPI"),
    *("/Alternates", "/StructParent", "/StructParents", "/LastModified", "/Measure", "/PtData"),
)
"""Of anything that a page draws; /Measure and /PtData hold places on the map."""
_PHOTO = "/DCTDecode"


def rewrite_pdf(content: bytes) -> bytes | EvidenceReason:
    """The file as it may be kept; or why not."""
    if len(content) > MAX_BYTES:
        return EvidenceReason.PDF_TOO_LARGE
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            return EvidenceReason.ENCRYPTED
        if not len(reader.pages):
            return EvidenceReason.DAMAGED
        if len(reader.pages) > MAX_PAGES:
            return EvidenceReason.TOO_MANY_PAGES
        rewritten = _rewritten(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return EvidenceReason.DAMAGED  # what a broken file breaks in its reader is no concern of its sender
    return rewritten if len(rewritten) <= MAX_BYTES else EvidenceReason.PDF_TOO_LARGE


def _rewritten(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page, excluded_keys=set(page) - _OF_A_PAGE)
    for page in writer.pages:
        for name in set(page) - _OF_A_PAGE - {"/Parent"}:
            del page[name]
        for drawn in _drawn(page.get("/Resources"), set()):
            _strip(drawn)
        for drawn in _drawn(page.get("/Contents"), set()):
            _strip(drawn)
    writer.metadata = None
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _drawn(found: Any, seen: set[int]) -> Iterator[DictionaryObject]:
    """Every dictionary and stream from here on, each once."""
    waiting = [found]
    while waiting:
        value = waiting.pop()
        value = value.get_object() if isinstance(value, IndirectObject) else value
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, DictionaryObject):
            yield value
            waiting += value.values()
        elif isinstance(value, ArrayObject):
            waiting += value


def _strip(drawn: DictionaryObject) -> None:
    for name in _NEVER:
        drawn.pop(name, None)
    if isinstance(drawn, StreamObject) and drawn.get("/Filter") in (_PHOTO, [_PHOTO]):
        drawn._data = without_metadata(drawn._data)  # the bytes as the file has them, which are a JPEG
