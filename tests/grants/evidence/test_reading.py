"""What may be kept of a photo or a PDF, and what is no evidence; numbers are those of the bad inputs."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from core.confinement import Resources
from core.errors import Refusal
from grants.evidence.jpegs import without_metadata
from grants.evidence.pdfs import rewrite_pdf
from grants.evidence.photos import shrink_photo
from grants.evidence.reading import MAX_FILE_BYTES, RESOURCES, read_evidence
from grants.evidence.refusals import EvidenceReason as R
from grants.evidence.sniffing import FileKind, kind_of
from tests.grants.evidence.pictures import PLACE, jpeg, pdf, png_that_says_it_is, saved

RED_AND_BLUE = Image.new("RGBA", (40, 20), (200, 20, 20, 0))


def refused(content: bytes) -> R:
    with pytest.raises(Refusal) as refusal:
        read_evidence(content)
    return R(refusal.value.reason)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def shrunk(content: bytes) -> bytes:
    made = shrink_photo(content)
    assert isinstance(made, bytes), made
    return made


def rewritten(content: bytes) -> bytes:
    made = rewrite_pdf(content)
    assert isinstance(made, bytes), made
    return made


def test_a_photo_is_read_in_a_process_of_its_own() -> None:
    evidence = read_evidence(jpeg())
    assert evidence.media_type == "image/jpeg"
    assert opened(evidence.content).size == (80, 40)


def test_the_place_where_a_photo_was_taken_is_not_kept() -> None:
    assert PLACE in jpeg()
    made = shrunk(jpeg())
    assert PLACE not in made
    assert dict(opened(made).getexif()) == {}
    assert "comment" not in opened(made).info


def test_a_photo_is_made_small() -> None:
    picture = opened(shrunk(jpeg((4000, 3000))))
    assert picture.size == (1600, 1200)
    assert len(shrunk(jpeg((4000, 3000)))) < 200_000


def test_a_photo_stands_the_right_way_up() -> None:
    """Orientation 6: the camera was held upright, so what lay to the left is at the top."""
    picture = opened(shrunk(jpeg((80, 40), orientation=6)))
    assert picture.size == (40, 80)
    top, bottom = picture.getpixel((20, 8)), picture.getpixel((20, 72))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > bottom[0]


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_other_pictures_become_jpeg_on_white(format: str) -> None:
    picture = opened(shrunk(saved(RED_AND_BLUE, format)))
    assert picture.format == "JPEG"
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_pdf_keeps_what_is_seen_and_nothing_else() -> None:
    given = pdf()
    assert PLACE in given
    made = rewritten(given)
    for leftover in (PLACE, b"JavaScript", b"EmbeddedFile", b"example.org", b"/Annots", b"Author", b"pypdf"):
        assert leftover not in made, leftover
    [page] = PdfReader(BytesIO(made)).pages
    [image] = page.images
    assert image.image is not None
    assert image.image.size == (80, 40)


def test_a_pdf_is_read_in_a_process_of_its_own() -> None:
    assert read_evidence(pdf(2)).media_type == "application/pdf"


def test_a_jpeg_within_a_pdf_keeps_its_pixels() -> None:
    stripped = without_metadata(jpeg())
    assert PLACE not in stripped
    assert list(opened(stripped).tobytes()) == list(opened(jpeg()).tobytes())


HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(100)
REFUSED = {
    "96 no bytes": (b"", R.EMPTY),
    "95 a name is nothing": (b"../../etc/passwd", R.NOT_EVIDENCE),
    "97a SVG with script": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        R.NOT_EVIDENCE,
    ),
    "97b a page": (b"<!doctype html><script>alert(1)</script>", R.NOT_EVIDENCE),
    "97c a PDF behind a script": (b"<script>1</script>" + pdf(), R.NOT_EVIDENCE),
    "97d a GIF": (saved(Image.new("P", (3, 3)), "GIF"), R.NOT_EVIDENCE),
    "87 a workbook": (b"PK\x03\x04" + bytes(100), R.NOT_EVIDENCE),
    "97e 30,000 x 30,000 pixels": (png_that_says_it_is(30_000, 30_000), R.TOO_MANY_PIXELS),
    "97f 8,000 x 8,000 pixels": (png_that_says_it_is(8_000, 8_000), R.TOO_MANY_PIXELS),
    "HEIC": (HEIC, R.HEIC),
    "a photo that ends too soon": (jpeg()[:300], R.DAMAGED),
    "a PDF of nothing": (b"%PDF-1.7\n" + bytes(50), R.DAMAGED),
    "too many pages": (pdf(21), R.TOO_MANY_PAGES),
    "a password": (pdf(password="secret"), R.ENCRYPTED),
    "10 MB and a byte": (jpeg() + bytes(MAX_FILE_BYTES), R.TOO_LARGE),
    "a PDF of 6 MB": (pdf() + bytes(6_000_000), R.PDF_TOO_LARGE),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_evidence_is_refused(case: str) -> None:
    content, reason = REFUSED[case]
    assert refused(content) is reason


@pytest.mark.parametrize(
    "resources",
    [
        Resources(RESOURCES.memory_bytes, cpu_seconds=0, wall_seconds=20),
        Resources(RESOURCES.memory_bytes, cpu_seconds=10, wall_seconds=0),
    ],
    ids=["processor", "clock"],
)
def test_a_file_that_takes_too_long_is_refused(resources: Resources) -> None:
    with pytest.raises(Refusal) as refusal:
        read_evidence(jpeg(), resources)
    assert refusal.value.reason == R.TOO_MUCH_WORK


def test_a_polyglot_is_only_what_it_shows() -> None:
    """Number 97: a photo with a script and an archive behind it."""
    made = shrunk(jpeg() + b"<script>alert(1)</script>PK\x03\x04")
    assert b"script" not in made
    assert b"PK" not in made[-200:]


def test_content_says_what_a_file_is() -> None:
    assert kind_of(jpeg()) is FileKind.PHOTO
    assert kind_of(pdf()) is FileKind.PDF
    assert kind_of(HEIC) is FileKind.HEIC
    assert kind_of(b"BM" + bytes(20)) is None


def test_what_is_no_jpeg_inside_a_pdf_is_left_out() -> None:
    assert without_metadata(b"\xff\xd8\xff\xe1\xff\xff") == without_metadata(b"GIF89a") == b""
