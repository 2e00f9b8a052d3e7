"""Codes of links: how long they are, how they are kept.

Rules: 128 bits or more; the code itself is never stored.
Must not know: what a code opens.
"""

import hashlib
from typing import Final

CODE_LENGTH: Final = 22  # 22 of 62 characters carry 131 bits


def hash_of(code: str) -> str:
    """How a code is stored."""
    return hashlib.sha256(code.encode()).hexdigest()
