"""Picture files that are none, lie about themselves or are cut off.

Must not know: who sends them.
"""

import io
import struct
import zlib

from PIL import Image

NOISE = 90


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG of a hundred bytes whose header claims so many pixels."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def vast() -> bytes:
    """A real PNG of a few kilobytes and 42 million pixels."""
    return _written(Image.new("1", (7000, 6000)), "PNG")


def whole(kind: str, side: int = 300) -> bytes:
    """A real picture that hardly shrinks: about `side` * `side` bytes as PNG."""
    return _written(Image.effect_noise((side, side), NOISE), kind)


def _written(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()
