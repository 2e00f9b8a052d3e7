"""Pictures: what may be kept as one, and the copy that may be shown.

Rules: what a file is, is read from its header, before anything is decoded; a format is on our list or it is
no picture, and neither is a file with a part missing, which nobody could be shown; a shown copy is drawn
anew, so that no EXIF, place or trailing bytes leave the house.
Must not know: where pictures come from or are kept.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
PIXELS_MOST = 40_000_000
SHOWN_SIDE = 1600
SHOWN_QUALITY = 85
WHITE = (255, 255, 255)
RIFF_HEAD = 8  # bytes before those that the head counts


class PictureFault(StrEnum):
    """Why bytes are not kept as a picture."""

    NOT_A_PICTURE = "not_a_picture"
    TOO_BIG = "too_big"


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What the header says: one of `FORMATS`, pixels."""

    format: str
    width: int
    height: int


class UnshowablePicture(Exception):  # noqa: N818 - it names what was given
    """The bytes are no picture of ours, or are broken inside; `fault` says which."""

    def __init__(self, fault: PictureFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def check_picture(content: bytes) -> PictureFacts | PictureFault:
    """Judge bytes by their header, JPEG, PNG or WebP of at most 40 million pixels; then see that none miss.

    For a process that may die of it (`picture_workshop`).
    """
    try:
        with _opened(content) as picture:
            width, height = picture.size
            if width * height > PIXELS_MOST:
                return PictureFault.TOO_BIG
            facts = PictureFacts(format=str(picture.format), width=width, height=height)
            _read_through(picture, content)
            return facts
    except Image.DecompressionBombError:
        return PictureFault.TOO_BIG
    # A hostile header can make any part of the decoder stumble; whatever it raises, it is no picture.
    except Exception:  # noqa: BLE001
        return PictureFault.NOT_A_PICTURE


def shown_copy(content: bytes) -> bytes:
    """A JPEG of at most 1600 pixels a side, upright, with nothing but the picture in it. UnshowablePicture.

    For a process that may die of it (`picture_workshop`).
    """
    facts = check_picture(content)
    if isinstance(facts, PictureFault):
        raise UnshowablePicture(facts)
    try:
        with _opened(content) as picture:
            return _drawn(picture)
    except Exception as error:
        raise UnshowablePicture(PictureFault.NOT_A_PICTURE) from error


def _read_through(picture: Image.Image, content: bytes) -> None:
    """Raise for bytes that are cut off or damaged, as far as that shows without unpacking all pixels."""
    match picture.format:
        case "JPEG":
            picture.draft("L", (1, 1))  # an eighth of each side
            picture.load()
        case "PNG":
            picture.verify()
        case _:
            if len(content) < RIFF_HEAD + int.from_bytes(content[4:RIFF_HEAD], "little"):
                raise ValueError("cut off")


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """Read the header. The limit of pixels is ours: Pillow's own only warns up to twice its figure."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            yield picture


def _drawn(picture: Image.Image) -> bytes:
    side = (SHOWN_SIDE, SHOWN_SIDE)
    # The real target size: a JPEG is then decoded at the nearest eighth, for a fraction of the work.
    picture.draft("RGB", side)
    picture.thumbnail(side, Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(picture)
    bare = Image.new("RGB", upright.size, WHITE)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        bare.paste(layer, mask=layer.getchannel("A"))
    else:
        bare.paste(upright.convert("RGB"))
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=SHOWN_QUALITY, optimize=True)
    return written.getvalue()
