"""A photo made small: its pixels and nothing else. Runs in a confined process."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from grants.evidence.refusals import EvidenceReason

MAX_PIXELS = 40_000_000
LONG_SIDE = 1_600
QUALITY = 75

_FORMATS = ("JPEG", "PNG", "WEBP")
_PAPER = (255, 255, 255)


def shrink_photo(content: bytes) -> bytes | EvidenceReason:
    """As JPEG, the right way up, without place, time or camera; or why not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            with Image.open(BytesIO(content), formats=_FORMATS) as photo:
                if photo.width * photo.height > MAX_PIXELS:
                    return EvidenceReason.TOO_MANY_PIXELS
                return _shrunk(photo)
    except Image.DecompressionBombError:
        return EvidenceReason.TOO_MANY_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return EvidenceReason.DAMAGED


def _shrunk(photo: Image.Image) -> bytes:
    photo.draft("RGB", (LONG_SIDE, LONG_SIDE))
    small = ImageOps.exif_transpose(photo)
    small.thumbnail((LONG_SIDE, LONG_SIDE))
    # A new picture takes the pixels over, and no profile, comment or thumbnail with them.
    clean = Image.new("RGB", small.size, _PAPER)
    is_transparent = "transparency" in small.info or small.mode in {"RGBA", "LA", "PA"}
    opaque = small.convert("RGBA" if is_transparent else "RGB")
    clean.paste(opaque, mask=opaque if is_transparent else None)
    target = BytesIO()
    clean.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return target.getvalue()
