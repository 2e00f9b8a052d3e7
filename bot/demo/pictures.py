"""Pictures as Telegram treats them: a photo is recompressed to a few sizes and loses its EXIF.

Rules: pure bytes in, bytes out, in a thread of the caller's choice; sizes ascend. It knows no files and no
chats.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.demo.limits import check_photo_bytes, check_photo_size
from bot.demo.refusals import CallRefusedError, bad_request

EDGES = (320, 1280, 2560)
QUALITY = 87


@dataclass(frozen=True, slots=True)
class Picture:
    """One size of a photo as JPEG; measures in pixels."""

    content: bytes
    width: int
    height: int


def recompressed(content: bytes) -> tuple[Picture, ...]:
    """Return the sizes Telegram would keep of a photo; raises 400 for what it would refuse."""
    check_photo_bytes(len(content))
    image = _opened(content)
    sizes = [edge for edge in EDGES if edge < max(image.size)]
    if len(sizes) < len(EDGES):
        sizes.append(max(image.size))
    return tuple(_sized(image, edge) for edge in sizes)


def thumbnail(content: bytes, edge: int = 320) -> Picture | None:
    """Return a small JPEG of a picture file, None when it is no picture."""
    try:
        return _sized(_opened(content), edge)
    except CallRefusedError:
        return None


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content))
        check_photo_size(*image.size)
        image.draft("RGB", (max(EDGES), max(EDGES)))  # JPEG decodes smaller at once
        return ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error


def _sized(image: Image.Image, edge: int) -> Picture:
    scale = min(1.0, edge / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    sized = image if size == image.size else image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    out = io.BytesIO()
    sized.save(out, "JPEG", quality=QUALITY)
    return Picture(content=out.getvalue(), width=size[0], height=size[1])
