"""Which questions stand together on one card.

Rules: a section whose questions take a tap stands on one card, too long a one on several of even length; a
section asked one by one on none. What only details a question is asked when that one fails, so it does not
stand there by itself. Done once for a version.
Must not know: visits, how a card looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from checklists.asked import Asked
from checklists.kinds import Kind
from checklists.questions import Question

PAGE_LIMIT: Final = 10  # questions on one message: what a phone shows without losing the thread
TAPPED_AT_LEAST: Final = 2  # one question alone is asked better with its whole label and hints
TAPPED: Final = frozenset({Kind.PASS_FAIL, Kind.YES_NO})
"""What the card itself answers, so that it is not asked again when the card is left."""


@dataclass(frozen=True, slots=True)
class Page:
    """A section's questions, or an even part of them; `section` is its place, `part` counts from 1.

    A page is known by its first question, as long as the checklist lasts.
    """

    section: int
    part: int
    parts: int
    questions: tuple[Question, ...]

    @property
    def code(self) -> str:
        """The code of its first question."""
        return self.questions[0].code


def paged(asked: Sequence[Asked], *, one_by_one: frozenset[int]) -> dict[str, Page]:
    """Each question's page, for those that have one; `one_by_one` are the places of sections without."""
    pages: dict[str, Page] = {}
    for section, found in groupby(asked, key=lambda each: each.section):
        questions = tuple(each.question for each in found)
        for page in () if section in one_by_one else _pages_of(section, questions):
            pages |= {question.code: page for question in page.questions}
        details = (each for each in questions if each.detail_of in pages)
        pages |= {detail.code: pages[detail.detail_of] for detail in details if detail.detail_of}
    return pages


def _pages_of(section: int, questions: tuple[Question, ...]) -> tuple[Page, ...]:
    standing = tuple(question for question in questions if question.detail_of is None)
    if sum(_takes_one_tap(question) for question in standing) < TAPPED_AT_LEAST:
        return ()
    parts = -(-len(standing) // PAGE_LIMIT)
    cuts = [len(standing) * part // parts for part in range(parts + 1)]
    return tuple(
        Page(section, part=at + 1, parts=parts, questions=standing[cuts[at] : cuts[at + 1]])
        for at in range(parts)
    )


def _takes_one_tap(question: Question) -> bool:
    has_usual_whole = question.kind is Kind.RATIO and question.whole_from is not None
    return question.kind in {*TAPPED, Kind.DATES} or has_usual_whole
