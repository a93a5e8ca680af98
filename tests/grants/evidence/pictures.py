"""Photos and PDF files as they come from telephones, and as they come from those who mean no good."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ContentStream,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

PLACE = b"GPS-38.56N-68.78E"


def jpeg(size: tuple[int, int] = (80, 40), orientation: int = 1, with_place: bool = True) -> bytes:
    """A red left half and a blue right one, with what a camera writes beside it."""
    picture = Image.new("RGB", size, (200, 20, 20))
    picture.paste((20, 20, 200), (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    if with_place:
        exif[0x010E] = PLACE.decode()
        exif.get_ifd(0x8825)[1] = "N"
    target = BytesIO()
    picture.save(target, "JPEG", exif=exif, comment=PLACE, quality=90)
    return target.getvalue()


def saved(picture: Image.Image, format: str) -> bytes:
    target = BytesIO()
    picture.save(target, format)
    return target.getvalue()


def png_that_says_it_is(width: int, height: int) -> bytes:
    """A PNG of a few bytes that promises any number of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(pages: int = 1, password: str | None = None) -> bytes:
    """A page with a photo on it, an author, a script, an attachment and a place in the photo."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(200, 100)
        photo = StreamObject()
        photo._data = jpeg()
        photo.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Image"),
                NameObject("/Width"): NumberObject(80),
                NameObject("/Height"): NumberObject(40),
                NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
                NameObject("/BitsPerComponent"): NumberObject(8),
                NameObject("/Filter"): NameObject("/DCTDecode"),
            }
        )
        reference = writer._add_object(photo)
        drawn = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/P"): reference})})
        page[NameObject("/Resources")] = drawn
        content = ContentStream(None, writer)
        content.set_data(b"q 200 0 0 100 0 0 cm /P Do Q")
        page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Author": PLACE.decode()})
    action = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.add_attachment("notes.txt", PLACE)
    writer.add_uri(0, "http://example.org/track", RectangleObject((0, 0, 50, 50)))
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
