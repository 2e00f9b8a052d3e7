"""What documents say of a failure, as in the article this product starts from."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.findings import fail_words
from checklists.kinds import Kind
from checklists.model import Checklist, Label, Question, Section
from checklists.values import Days, Judgement, Number, Picked, Ratio, Value
from checklists.visit import Answer
from tests.checklists.small_visit import LAN, MORNING, SMALL, choices, label


def said_of(code: str, value: Value, *details: Answer, language: str = "vi") -> str:
    """The sentence for that question of the small checklist."""
    question = SMALL.question(code)
    assert question
    return fail_words(SMALL, question, value, details, language)


def detail(code: str, value: Value) -> Answer:
    """An answer to a detail question."""
    return Answer(code, value, None, by=LAN, at=MORNING, revision=1)


def said_by(fail_text: str, value: Value, *, name: str = "Hộ tịch", kind: Kind = Kind.SELECT_MULTIPLE) -> str:
    """The sentence of a question with that text, whose first choice has that label."""
    question = Question("Q", kind, label("Tên"), choices=choices(name, "Đất đai"), fail_text=label(fail_text))
    checklist = Checklist("k", 1, label("k"), (), (Section("s", label("s"), (question,)),))
    return fail_words(checklist, question, value, (), "vi")


@pytest.mark.parametrize(
    ("code", "value", "sentence"),
    [
        ("D1", Ratio(part=1, whole=5), "4/5 người không đeo thẻ"),
        ("C7", Number(Decimal(1250)), "còn 1.250 hồ sơ quá hạn"),
        (
            "E4",
            Days((date(2026, 11, 5), date(2026, 11, 12))),
            "có 2 ngày không có lãnh đạo trực (05/11, 12/11)",
        ),
        ("B1", Judgement.FAIL, "chưa niêm yết đủ thủ tục"),
    ],
)
def test_sentences(code: str, value: Value, sentence: str) -> None:
    """Filled from the answer, else made of the criterion."""
    assert said_of(code, value) == sentence


def test_the_fields_come_from_the_details() -> None:
    """Labels joined by "; "; without details the brackets go, too."""
    start = "chưa niêm yết đúng danh mục của từng lĩnh vực"
    fields = detail("B4", Picked(("c1", "c2")))
    assert said_of("B3", Judgement.FAIL, fields) == f"{start} (Hộ tịch; Đất đai)"
    assert said_of("B3", Judgement.FAIL) == start
    assert said_of("B3", Judgement.FAIL, detail("B4", Picked(()))) == start


def test_the_criterion_in_english_and_with_an_abbreviation_in_front() -> None:
    """An abbreviation keeps its capitals."""
    question = Question("Q", Kind.PASS_FAIL, Label("TTHC được công khai", "Procedures published"))
    assert fail_words(SMALL, question, Judgement.FAIL, (), "vi") == "chưa TTHC được công khai"
    assert fail_words(SMALL, question, Judgement.FAIL, (), "en") == "not met: Procedures published"


def test_a_sentence_is_never_half_filled() -> None:
    """Where the numbers are missing, the criterion is said instead."""
    assert said_by("{missing}/{whole} người", Picked(("c1",))) == "chưa tên"


def test_braces_that_a_person_wrote_stay() -> None:
    """A label with braces is text, and so is a placeholder that is none."""
    assert said_by("hỏng: {list}", Picked(("c1",)), name="{n} máy {0}") == "hỏng: {n} máy {0}"
    assert said_by("hỏng {0} {} {x!r} { {list}", Picked(("c2",))) == "hỏng {0} {} {x!r} { Đất đai"


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["{n}", "{list}", "(", ")", "{", "}", "{part}"])).map("".join)
)
def test_no_text_breaks_the_sentence(fail_text: str) -> None:
    """Whatever an author wrote, there is a sentence and it says nothing of placeholders it knows."""
    sentence = said_by(fail_text, Picked(("c1",)))
    assert "{part}" not in sentence
    assert "{list}" not in sentence.replace(fail_text, "")


def test_own_choices_and_those_of_the_first_detail() -> None:
    """`{list}` is the answer's own, `{fields}` the first detail's, or its own without any."""
    own = Question(
        "Q", Kind.SELECT_MULTIPLE, label("Q"), choices=choices("Máy in"), fail_text=label("{list} | {fields}")
    )
    first = Question("Qa", Kind.SELECT_MULTIPLE, label("Qa"), choices=choices("Tầng 1"), detail_of="Q")
    second = Question("Qb", Kind.SELECT_MULTIPLE, label("Qb"), choices=choices("Tầng 2"), detail_of="Q")
    checklist = Checklist("k", 1, label("k"), (), (Section("s", label("s"), (own, first, second)),))
    taken = Picked(("c1",))
    details = (detail("Qa", taken), detail("Qb", taken))
    assert fail_words(checklist, own, taken, details, "vi") == "Máy in | Tầng 1"
    assert fail_words(checklist, own, taken, (), "vi") == "Máy in | Máy in"
