"""Which questions of a section stand together on one card."""

import pytest

from checklists.bundled import bundled_sources
from checklists.kinds import Kind
from checklists.model import Checklist, Question, Section
from checklists.source import read_checklist
from tests.checklists.small_visit import label


def checklist_of(*questions: Question, one_by_one: bool = False) -> Checklist:
    """A checklist of one section with these questions."""
    section = Section("muc", label("Mục"), questions, one_by_one=one_by_one)
    return Checklist("phieu", 1, label("Phiếu"), ("phuong",), (section,))


def judged(count: int) -> tuple[Question, ...]:
    """So many pass or fail questions, Q1 and on."""
    return tuple(
        Question(f"Q{number}", Kind.PASS_FAIL, label(f"Câu {number}")) for number in range(1, count + 1)
    )


def test_section_of_judgements__stands_on_one_card_with_its_details_behind_it() -> None:
    """A detail belongs to the card of the question it details, and does not stand on it."""
    detail = Question("Q1a", Kind.INTEGER, label("Bao nhiêu"), detail_of="Q1")
    one, two = judged(2)
    checklist = checklist_of(one, detail, two)
    page = checklist.page_of("Q1a")
    assert page is not None
    assert page == checklist.page_of("Q2")
    assert [question.code for question in page.questions] == ["Q1", "Q2"]


@pytest.mark.parametrize(("count", "sizes"), [(10, [10]), (11, [5, 6]), (25, [8, 8, 9]), (60, [10] * 6)])
def test_long_section__is_split_evenly(count: int, sizes: list[int]) -> None:
    """No card has more than ten questions, and no last one is left with a single line."""
    checklist = checklist_of(*judged(count))
    pages = {page.code: page for each in checklist.questions if (page := checklist.page_of(each.code))}
    assert [len(page.questions) for page in pages.values()] == sizes
    assert [page.part for page in pages.values()] == list(range(1, len(sizes) + 1))


def test_section_asked_singly__has_no_card() -> None:
    """A checklist may have a section asked question by question."""
    assert checklist_of(*judged(3), one_by_one=True).page_of("Q1") is None


def test_section_that_is_typed__has_no_card() -> None:
    """What can only be typed or sent is asked singly: a card without a tap would be a step for nothing."""
    typed = Question("T", Kind.TEXT, label("Ý kiến"))
    assert checklist_of(typed, *judged(1)).page_of("T") is None


def test_bundled_checklist__has_cards_for_what_is_judged() -> None:
    """The core set asks its first and last sections singly, one question alone too, the others on a card."""
    sets = {each.key: each for each in map(read_checklist, bundled_sources()) if isinstance(each, Checklist)}
    core = sets["phuong-co-ban"]
    with_card = [section.key for section in core.sections if core.page_of(section.questions[0].code)]
    assert with_card == [
        "niem-yet",
        "so-theo-doi",
        "the-trang-phuc",
        "lanh-dao-truc",
        "gio-lam-viec",
        "tiep-cong-dan",
    ]
