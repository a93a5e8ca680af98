"""What a file is by its content; its name and what the browser says of it are nobody's word."""

from enum import StrEnum


class FileKind(StrEnum):
    PHOTO = "photo"
    PDF = "pdf"
    HEIC = "heic"


_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})


def kind_of(content: bytes) -> FileKind | None:
    """None for what is no evidence."""
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return FileKind.PHOTO
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileKind.PHOTO
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return FileKind.HEIC
    return None
