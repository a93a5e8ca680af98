"""From what somebody sent to what may be kept: read in a confined process, made anew from its content."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from core.confinement import Died, Resources, run_confined
from core.errors import Refusal
from grants.evidence.pdfs import rewrite_pdf
from grants.evidence.photos import shrink_photo
from grants.evidence.refusals import EvidenceReason
from grants.evidence.sniffing import FileKind, kind_of

MB = 1_000_000
MAX_FILE_BYTES = 10 * MB
MAX_FILES = 5
"""Of one contribution."""
LIMITS: dict[EvidenceReason, int] = {
    EvidenceReason.TOO_LARGE: MAX_FILE_BYTES // MB,
    EvidenceReason.TOO_MANY: MAX_FILES,
    EvidenceReason.TOO_MANY_PIXELS: 40,
    EvidenceReason.TOO_MANY_PAGES: 20,
    EvidenceReason.PDF_TOO_LARGE: 5,
}
"""The figures that the sentences name."""
RESOURCES = Resources(memory_bytes=768 * 1024 * 1024, cpu_seconds=15, wall_seconds=25)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Evidence:
    """A file as it may be kept."""

    content: bytes
    media_type: str


def read_evidence(content: bytes, resources: Resources = RESOURCES) -> Evidence:
    """Raises Refusal."""
    kind = _checked_kind(content)
    if kind is FileKind.PHOTO:
        return Evidence(_confined(content, kind, resources), "image/jpeg")
    return Evidence(_confined(content, kind, resources), "application/pdf")


def _checked_kind(content: bytes) -> FileKind:
    if not content:
        raise _refusal(EvidenceReason.EMPTY)
    if len(content) > MAX_FILE_BYTES:
        raise _refusal(EvidenceReason.TOO_LARGE)
    kind = kind_of(content)
    if kind is None:
        raise _refusal(EvidenceReason.NOT_EVIDENCE)
    if kind is FileKind.HEIC:
        raise _refusal(EvidenceReason.HEIC)
    return kind


def _confined(content: bytes, kind: FileKind, resources: Resources) -> bytes:
    try:
        (made,) = run_confined(partial(make_anew, content, kind), resources, (EvidenceReason,))
    except Died as death:
        if death.trace:
            _log.error("A file of evidence could not be read.\n%s", death.trace)
        raise _refusal(EvidenceReason.TOO_MUCH_WORK) from death
    if isinstance(made, EvidenceReason):
        raise _refusal(made)
    found: bytes = made
    return found


def make_anew(content: bytes, kind: FileKind) -> Iterator[bytes | EvidenceReason]:
    """What the confined process does."""
    yield shrink_photo(content) if kind is FileKind.PHOTO else rewrite_pdf(content)


def _refusal(reason: EvidenceReason) -> Refusal:
    return Refusal(reason, limit=LIMITS.get(reason, ""))
