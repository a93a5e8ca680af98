"""A JPEG without what is written beside its pixels; they stay as they are."""

_START = b"\xff\xd8"
_SCAN = 0xDA
_COMMENT = 0xFE
_APPLICATION = range(0xE0, 0xF0)
_NEEDED = frozenset({0xE0, 0xEE})
"""JFIF, and Adobe's word on which colours are meant."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def without_metadata(content: bytes) -> bytes:
    """Without comments and the segments in which cameras tell place and time.

    What is not built as a JPEG comes back empty, since nobody could say what is in it.
    """
    if not content.startswith(_START):
        return b""
    kept, place = [_START], len(_START)
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == _SCAN:
            return b"".join([*kept, content[place:]])
        length = 0 if marker in _ALONE else int.from_bytes(content[place + 2 : place + 4], "big")
        end = place + 2 + length
        if marker != _COMMENT and (marker not in _APPLICATION or marker in _NEEDED):
            kept.append(content[place:end])
        place = end
    return b""
