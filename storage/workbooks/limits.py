"""What a workbook, and the process that reads it, may take.

Rules: a survey of 300 questions has some 10,000 cells and is read in 0.1 s with 40 MB.
Must not know: how the limits are held.
"""

from dataclasses import astuple, dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """Rows and columns of each sheet; cells and letters of all; bytes of memory, seconds of a processor."""

    rows: int = 5_000
    columns: int = 60
    cells: int = 40_000
    letters: int = 1_000_000
    memory: int = 256 * 1024 * 1024
    seconds: int = 5

    def written(self) -> tuple[str, ...]:
        """The limits as arguments of a command."""
        return tuple(str(each) for each in astuple(self))

    @classmethod
    def read(cls, arguments: list[str]) -> "Limits":
        """The limits that `written` gave."""
        return cls(*(int(each) for each in arguments))


LIMITS: Final = Limits()
