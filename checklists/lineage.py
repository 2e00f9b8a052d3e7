"""Which answers may be compared across the versions of a checklist.

Rules: a question with the same code is comparable from version to version unless a `Break` says otherwise; a
break with `replaces` means that the question goes on where another one ended.
Must not know: where breaks are kept, what is made of the answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Break:
    """From `version` on, answers to `code` are not comparable with earlier ones to the same code.

    `replaces`: they are comparable with earlier answers to that code instead.
    """

    version: int
    code: str
    replaces: str | None = None


def code_in(breaks: Iterable[Break], code: str, *, version: int, earlier: int) -> str | None:
    """The code whose answers in version `earlier` compare with `code` of `version`; none when none do."""
    between = sorted(
        (each for each in breaks if earlier < each.version <= version), key=lambda each: -each.version
    )
    found: str | None = code
    for each in between:
        if each.code == found:
            found = each.replaces
    return found


def comparable_since(breaks: Iterable[Break], code: str, *, version: int) -> int:
    """The first version from which answers to the code compare with those of `version`; 1 for all."""
    return max((each.version for each in breaks if each.code == code and each.version <= version), default=1)
