"""Pictures that people send in transcripts: small, real, and each different from the others.

Must not know: who sends them.
"""

import io

from PIL import Image


def picture(number: int) -> bytes:
    """The JPEG of that number."""
    drawn = Image.new("RGB", (64, 48), (number * 37 % 256, number * 91 % 256, number % 256))
    written = io.BytesIO()
    drawn.save(written, "JPEG")
    return written.getvalue()
