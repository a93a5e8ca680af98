"""What `make run` shows where people add photos: the same at each run, small, no two alike."""

from io import BytesIO

from PIL import Image

from grants.evidence.sniffing import FileKind, kind_of
from reports.example_pictures import PICTURES

MOST_BYTES = 80_000


def test_each_is_drawn_alike_again_and_is_a_small_photo_like_others() -> None:
    pictures = [each for programme in PICTURES.values() for each in programme]
    drawn = [each.draw() for each in pictures]
    assert [pictures[0].draw(), pictures[-1].draw()] == [drawn[0], drawn[-1]]
    assert len(set(drawn)) == len(pictures)
    for jpeg in drawn:
        assert kind_of(jpeg) is FileKind.PHOTO
        assert len(jpeg) < MOST_BYTES
        with Image.open(BytesIO(jpeg)) as picture:
            assert picture.size == (1200, 900)
            assert not picture.getexif()


def test_each_is_called_a_drawing() -> None:
    assert all("(drawing)" in each.title for programme in PICTURES.values() for each in programme)
