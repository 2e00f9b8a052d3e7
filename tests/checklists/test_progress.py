"""What is asked, what is missing, what failed and what the counts are."""

from dataclasses import replace
from decimal import Decimal

import pytest

from checklists.kinds import Kind
from checklists.messages import Gap, Part
from checklists.model import Checklist, PhotoRule, Question, Section
from checklists.progress import (
    answered_count,
    failures,
    gaps,
    has_failed,
    is_relevant,
    relevant_questions,
    tally,
)
from checklists.route import next_prompt
from checklists.turn import Prompt
from checklists.values import Days, Judgement, Number, Picked, Ratio, Value
from checklists.visit import Answer, Visit
from tests.checklists.small_visit import LAN, MORNING, SMALL, condition, label, new_visit


def visit_with(answers: dict[str, Value], *, failed_before: frozenset[str] = frozenset()) -> Visit:
    """A visit with these answers."""
    answered = {
        code: Answer(code, value, None, by=LAN, at=MORNING, revision=1) for code, value in answers.items()
    }
    return replace(new_visit(failed_before=failed_before), answers=answered)


def one_section(*questions: Question) -> Checklist:
    """A checklist of one section."""
    return Checklist("k", 1, label("Phiếu"), ("phuong",), (Section("s", label("Mục"), questions),))


def asked_codes(visit: Visit, checklist: Checklist = SMALL) -> list[str]:
    """The codes of what is asked."""
    return [question.code for question in relevant_questions(checklist, visit)]


def test_details_are_asked_only_when_their_question_calls_for_them() -> None:
    """B4 needs B3 failed, C8 needs files overdue, E3 needs a leader on duty."""
    assert not {"B4", "C8", "E3"} & set(asked_codes(new_visit()))
    visit = visit_with({"B3": Judgement.FAIL, "C7": Number(Decimal(2)), "E2": Judgement.PASS})
    assert {"B4", "C8", "E3"} <= set(asked_codes(visit))
    question = SMALL.question("B4")
    assert question
    assert is_relevant(SMALL, visit, question)


def test_what_is_not_asked_is_seen_by_no_condition() -> None:
    """A chain falls as a whole: Z hangs on Y, Y on X."""
    checklist = one_section(
        Question("X", Kind.PASS_FAIL, label("X")),
        Question("Y", Kind.PASS_FAIL, label("Y"), relevant=condition("${X} = 'fail'")),
        Question("Z", Kind.PASS_FAIL, label("Z"), relevant=condition("${Y} = 'fail'")),
        Question("Za", Kind.TEXT, label("Za"), detail_of="Z"),
    )
    answers: dict[str, Value] = {"X": Judgement.FAIL, "Y": Judgement.FAIL, "Z": Judgement.FAIL}
    assert asked_codes(visit_with(answers), checklist) == ["X", "Y", "Z", "Za"]
    assert asked_codes(visit_with(answers | {"X": Judgement.PASS}), checklist) == ["X"]


@pytest.mark.parametrize(
    ("code", "value", "failed"),
    [
        ("B1", Judgement.FAIL, True),
        ("B1", Judgement.PASS, False),
        ("B1", Judgement.NOT_APPLICABLE, False),
        ("D1", Ratio(part=3, whole=5), True),
        ("D1", Ratio(part=5, whole=5), False),
        ("C7", Number(Decimal(0)), False),
        ("E4", Days((MORNING.date(),)), True),
        ("E4", Days(()), False),
        ("A7", Ratio(part=0, whole=5), False),
        ("B1", None, False),
    ],
)
def test_what_fails(code: str, value: Value | None, *, failed: bool) -> None:
    """A judgement fails by itself, other kinds by `fail_when`, nothing fails unanswered."""
    question = SMALL.question(code)
    assert question
    assert has_failed(question, value) is failed


def test_a_fault_may_depend_on_another_answer() -> None:
    """Recorded cases fewer than found ones."""
    checklist = one_section(
        Question("K3", Kind.INTEGER, label("Số vụ phát hiện")),
        Question("K3a", Kind.INTEGER, label("Lập biên bản"), severity=2, fail_when=condition(". < ${K3}")),
    )
    visit = visit_with({"K3": Number(Decimal(3)), "K3a": Number(Decimal(2))})
    assert [failure.question.code for failure in failures(checklist, visit)] == ["K3a"]


def test_gaps_stand_in_the_checklists_order() -> None:
    """Answers, photos and notes; optional questions are none."""
    visit = visit_with({"B1": Judgement.PASS, "D1": Ratio(part=3, whole=5), "E4": Days((MORNING.date(),))})
    found = gaps(SMALL, visit)
    assert found[:4] == (Gap("B1", "photo"), Gap("B3", "answer"), Gap("A7", "answer"), Gap("D1", "note"))
    assert Gap("E4", "photo") in found
    assert Gap("P1", "photo", 2) in found
    assert not {"A6", "N1"} & {gap.question for gap in found}


def test_the_next_stop_after_a_question() -> None:
    """The first that lacks something, evidence too; optional ones on the way; else the review."""
    visit = visit_with({"B1": Judgement.FAIL})
    assert next_prompt(SMALL, visit, None) == Prompt("B1", Part.EVIDENCE)
    assert next_prompt(SMALL, visit, "B1") == Prompt("B3")
    assert next_prompt(SMALL, visit, "B3") == Prompt("A6")
    assert next_prompt(SMALL, visit, "A6") == Prompt("A7")
    assert next_prompt(SMALL, visit, "F3") == Prompt(None)
    assert next_prompt(SMALL, visit, "ZZ") == Prompt("B1", Part.EVIDENCE)


def test_the_tally_counts_verdicts_only() -> None:
    """Severity 0, details and what is not asked are outside; not applicable is counted apart."""
    visit = visit_with(
        {
            "B1": Judgement.PASS,
            "B3": Judgement.FAIL,
            "B4": Picked(("c1",)),
            "A7": Ratio(part=4, whole=5),
            "D1": Ratio(part=3, whole=4),
            "C7": Number(Decimal(0)),
            "C8": Judgement.FAIL,
            "E2": Judgement.NOT_APPLICABLE,
            "E4": Days(()),
        }
    )
    counted = tally(SMALL, visit)
    assert (counted.passed, counted.failed, counted.not_applicable) == (3, 2, 1)
    rows = [(section.key, passed, judged) for section, passed, judged in counted.by_section]
    assert rows == [("niem-yet", 1, 2), ("nguoi", 1, 2), ("truc", 1, 1)]
    assert answered_count(SMALL, visit) == 8


def test_one_question_is_at_most_one_failure_with_its_details() -> None:
    """B3 with its fields, told to have failed before; kept answers that are not asked are none."""
    visit = visit_with(
        {"B3": Judgement.FAIL, "B4": Picked(("c2",)), "C7": Number(Decimal(0)), "C8": Judgement.FAIL},
        failed_before=frozenset({"B3"}),
    )
    (failure,) = failures(SMALL, visit)
    assert failure.question.code == "B3"
    assert failure.repeated
    assert [detail.value for detail in failure.details] == [Picked(("c2",))]


def test_severity_zero_is_noted_and_never_a_failure() -> None:
    """A question of severity 0 may fail without a finding, yet asks for its photo."""
    checklist = one_section(Question("X", Kind.PASS_FAIL, label("X"), photo=PhotoRule.FAIL))
    visit = visit_with({"X": Judgement.FAIL})
    assert failures(checklist, visit) == ()
    assert gaps(checklist, visit) == (Gap("X", "photo"),)
    assert tally(checklist, visit).by_section == ()


def test_a_fault_does_not_see_what_is_not_asked() -> None:
    """K3 is kept from before X was corrected; K3a is no longer held against it."""
    checklist = one_section(
        Question("X", Kind.PASS_FAIL, label("X")),
        Question("K3", Kind.INTEGER, label("K3"), relevant=condition("${X} = 'fail'")),
        Question("K3a", Kind.INTEGER, label("K3a"), severity=2, fail_when=condition(". < ${K3}")),
    )
    visit = visit_with({"X": Judgement.PASS, "K3": Number(Decimal(3)), "K3a": Number(Decimal(2))})
    assert failures(checklist, visit) == ()
