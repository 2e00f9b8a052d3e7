"""What typed text means for each kind of question, received on Monday 23/11/2026 at 08:15."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.kinds import Kind
from checklists.messages import Problem
from checklists.model import Question
from checklists.problems import ALL_PROBLEM_CODES
from checklists.replies import read_reply
from checklists.taps import chosen_value
from checklists.values import (
    Clock,
    Day,
    Days,
    Judgement,
    Number,
    Picked,
    Place,
    Ratio,
    Value,
    Words,
    from_plain,
    to_plain,
)
from tests.checklists.small_visit import MORNING, SMALL, Player, choices, label, new_visit

FIELDS = choices("Hộ tịch", "Chứng thực", "Đất đai", "Quy hoạch, xây dựng", "Đất đai, môi trường")


def question_of(kind: Kind, *, whole_from: str | None = None, look_back_days: int = 30) -> Question:
    """A question of that kind."""
    fields = FIELDS if kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE} else ()
    return Question(
        "Q", kind, label("Câu hỏi"), choices=fields, whole_from=whole_from, look_back_days=look_back_days
    )


def read(kind: Kind, text: str) -> Value | str:
    """The value, or the code of the problem."""
    reply = read_reply(question_of(kind), text, at=MORNING, visit=new_visit())
    return reply.code if isinstance(reply, Problem) else reply


@pytest.mark.parametrize("text", ["d", "D", "đ", "1", "dat", "Đạt", "ok", "OK.", "Đa\u0323t"])
def test_passes(text: str) -> None:
    """Letters, numbers, words with or without marks."""
    assert read(Kind.PASS_FAIL, text) is Judgement.PASS


@pytest.mark.parametrize("text", ["k", "2", "khong dat", "Không  đạt", "chưa đạt"])
def test_failures(text: str) -> None:
    """The same for a failure."""
    assert read(Kind.PASS_FAIL, text) is Judgement.FAIL


@pytest.mark.parametrize("text", ["o", "O", "3", "khong ap dung", "không áp dụng", "n/a"])
def test_not_applicable(text: str) -> None:
    """The same for what does not apply."""
    assert read(Kind.PASS_FAIL, text) is Judgement.NOT_APPLICABLE


@pytest.mark.parametrize("text", ["4", "không", "3/5", "đạt không", "có"])
def test_what_is_no_judgement(text: str) -> None:
    """A bare "không" may be either; it is asked back."""
    assert read(Kind.PASS_FAIL, text) == "not_a_judgement"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/5", Ratio(part=3, whole=5)),
        ("3 / 5", Ratio(part=3, whole=5)),
        ("3 trên 5", Ratio(part=3, whole=5)),
        ("0/0", Ratio(part=0, whole=0)),
        ("5/3", "part_over_whole"),
        ("3/1000", "number_too_large"),
        ("3", "whole_unknown"),
        ("đủ", "whole_unknown"),
        ("ba phần năm", "not_a_ratio"),
        ("-1/5", "not_a_ratio"),
    ],
)
def test_ratios(text: str, expected: Value | str) -> None:
    """Part and whole, never a date; the whole is at most 999."""
    assert read(Kind.RATIO, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", Ratio(part=3, whole=4)),
        ("đủ", Ratio(part=4, whole=4)),
        ("5", "part_over_whole"),
        ("3/5", Ratio(3, 5)),
    ],
)
def test_a_bare_part_when_the_whole_is_known(text: str, expected: Value | str) -> None:
    """Four of five are present (A7), so "3" is three of four; a typed whole goes first."""
    player = Player()
    player.type("4/5", to="A7")
    reply = read_reply(question_of(Kind.RATIO, whole_from="A7"), text, at=MORNING, visit=player.visit)
    assert (reply.code if isinstance(reply, Problem) else reply) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.INTEGER, "12", Number(Decimal(12))),
        (Kind.INTEGER, "1.250", Number(Decimal(1250))),
        (Kind.INTEGER, "không", Number(Decimal(0))),
        (Kind.INTEGER, "-1", "negative_number"),
        (Kind.INTEGER, "100000", "number_too_large"),
        (Kind.INTEGER, "2,5", "not_whole"),
        (Kind.INTEGER, "hai", "not_a_number"),
        (Kind.DECIMAL, "76,5", Number(Decimal("76.5"))),
        (Kind.DECIMAL, "76.5", Number(Decimal("76.5"))),
        (Kind.DECIMAL, "1.250", "ambiguous_number"),
        (Kind.TIME, "8h15", Clock(time(8, 15))),
        (Kind.TIME, "8:15", Clock(time(8, 15))),
        (Kind.TIME, "bây giờ", Clock(time(8, 15))),
        (Kind.TIME, "25h", "no_such_time"),
        (Kind.TIME, "sáng", "not_a_time"),
        (Kind.TEXT, "  Bà Nga  ", Words("Bà Nga")),
        (Kind.TEXT, " \u200b ", "empty"),
        (Kind.TEXT, "x" * 1001, "too_long"),
        (Kind.IMAGE, "ảnh", "photo_wanted"),
        (Kind.GEOPOINT, "20.98, 105.78", Place(20.98, 105.78, None)),
        (Kind.GEOPOINT, "95, 105.78", "not_a_place"),
        (Kind.GEOPOINT, "nan, inf", "not_a_place"),
        (Kind.GEOPOINT, "Hà Đông", "not_a_place"),
    ],
)
def test_numbers_times_texts_and_places(kind: Kind, text: str, expected: Value | str) -> None:
    """As people write them."""
    assert read(kind, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5/11 12/11", Days((date(2026, 11, 5), date(2026, 11, 12)))),
        ("12/11, 5/11, 12/11", Days((date(2026, 11, 5), date(2026, 11, 12)))),
        ("không", Days(())),
        ("Không có ngày nào", Days(())),
        ("24/11/2026", "future_date"),
        ("1/10", "too_old"),
        ("31/2", "no_such_date"),
        ("hôm nọ", "not_a_date"),
    ],
)
def test_dates(text: str, expected: Value | str) -> None:
    """Distinct, in order, within the thirty days asked about; "không" is an answer."""
    assert read(Kind.DATES, text) == expected


def test_a_date_too_old_says_how_far_back_is_asked() -> None:
    """The sentence needs the day and the days."""
    reply = read_reply(question_of(Kind.DATES), "1/10/2026", at=MORNING, visit=new_visit())
    assert reply == Problem("too_old", "Q", {"date": "2026-10-01", "days": "30"})


def test_a_single_date_looks_back_or_ahead() -> None:
    """With no days to look back on, the question is about a deadline."""
    assert read(Kind.DATE, "20/11") == Day(date(2026, 11, 20))
    assert read(Kind.DATE, "30/11/2026") == "future_date"
    ahead = question_of(Kind.DATE, look_back_days=0)
    assert read_reply(ahead, "5/2", at=MORNING, visit=new_visit()) == Day(date(2027, 2, 5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", Picked(("c1",))),
        ("ho tich", Picked(("c1",))),
        ("chung", Picked(("c2",))),
        ("Đất đai", Picked(("c3",))),
        ("đất", "ambiguous_choice"),
        ("0", "no_such_number"),
        ("6", "no_such_number"),
        ("x", "not_a_choice"),
    ],
)
def test_one_choice(text: str, expected: Value | str) -> None:
    """By number or by how its label begins; a whole label goes before longer ones."""
    assert read(Kind.SELECT_ONE, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 3", Picked(("c1", "c3"))),
        ("3,1", Picked(("c1", "c3"))),
        ("quy hoạch, xây dựng", Picked(("c4",))),
        ("đất đai; hộ tịch", Picked(("c1", "c3"))),
        ("hộ tịch, chứng thực", Picked(("c1", "c2"))),
        ("không", Picked(())),
        ("1 9", "no_such_number"),
        (",", "not_a_choice"),
    ],
)
def test_several_choices(text: str, expected: Value | str) -> None:
    """Numbers stand apart by spaces, labels by commas, in the checklist's order."""
    assert read(Kind.SELECT_MULTIPLE, text) == expected


@pytest.mark.parametrize(
    ("kind", "choice", "expected"),
    [
        (Kind.PASS_FAIL, "na", Judgement.NOT_APPLICABLE),
        (Kind.TIME, "now", Clock(time(8, 15))),
        (Kind.DATES, "none", Days(())),
        (Kind.SELECT_MULTIPLE, "none", Picked(())),
        (Kind.SELECT_ONE, "c2", Picked(("c2",))),
        (Kind.DATE, "2026-11-20", Day(date(2026, 11, 20))),
    ],
)
def test_quick_values_of_buttons(kind: Kind, choice: str, expected: Value) -> None:
    """One tap that answers."""
    assert chosen_value(question_of(kind), choice, at=MORNING, visit=new_visit()) == expected


@given(st.sampled_from(list(Kind)), st.text(max_size=40) | st.text("0123456789/., hkdo-", max_size=12))
def test_any_text_is_a_value_or_a_known_problem(kind: Kind, text: str) -> None:
    """Nothing raises, and what is read survives being stored."""
    reply = read_reply(question_of(kind), text, at=MORNING, visit=new_visit())
    if isinstance(reply, Problem):
        assert reply.code in ALL_PROBLEM_CODES
        assert reply.question == "Q"
    else:
        assert from_plain(kind, to_plain(reply)) == reply


def test_every_kind_of_question_can_be_typed_to() -> None:
    """The small checklist has them all."""
    assert {question.kind for question in SMALL.questions} == set(Kind)
