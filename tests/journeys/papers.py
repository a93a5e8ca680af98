"""What people hold into the camera: slips as photos."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload

_PLACE, _LATITUDE = 0x8825, 2


def photo(name: str = "slip.jpg", colour: str = "wheat") -> FilePayload:
    """A photo that remembers where it was taken."""
    where = Image.Exif()
    where.get_ifd(_PLACE)[_LATITUDE] = (38.0, 5.0, 0.0)
    file = BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(file, "JPEG", exif=where)
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def place_of(photo: bytes) -> dict[int, object]:
    """What a photo says of the place where it was taken."""
    with Image.open(BytesIO(photo)) as opened:
        return dict(opened.getexif().get_ifd(_PLACE))
