"""Questions as they are asked: repeated for items, told by lists, sections and what failed before."""

from dataclasses import replace
from decimal import Decimal

from checklists.findings import fail_words, failures
from checklists.model import FAILED_BEFORE, Checklist, ChoiceList, Count, Kind, PhotoRule, Question, Section
from checklists.progress import gaps, relevant_questions, tally
from checklists.values import Counts, Judgement, Number, Picked
from tests.checklists.small_visit import Player, choices, condition, label, new_visit

FIELDS = ChoiceList("linh-vuc", choices("Hộ tịch", "Đất đai"))
POSTED = (
    Question("B3", Kind.PASS_FAIL, label("Niêm yết đúng"), severity=2),
    Question(
        "B4",
        Kind.SELECT_MULTIPLE,
        label("Lĩnh vực chưa đúng"),
        relevant=condition("${B3} = 'fail'"),
        choices_from="linh-vuc",
        other=True,
        detail_of="B3",
    ),
    Question("B4a", Kind.IMAGE, label("Ảnh chưa đúng: {item}"), for_each="B4", detail_of="B3"),
    Question(
        "B4b",
        Kind.INTEGER,
        label("{item}: số thủ tục sai"),
        relevant=condition("position(..) > 0 and ${B3} = 'fail'"),
        for_each="B4",
        detail_of="B3",
    ),
    Question(
        "B5",
        Kind.INTEGER,
        label("Tổng đã đếm"),
        severity=1,
        fail_when=condition(". != sum(${B4b})"),
    ),
)


def checklist(*sections: Section) -> Checklist:
    return Checklist("nho", 1, label("Nhỏ"), ("phuong",), sections, lists=(FIELDS,))


REPEATED = checklist(Section("mot", label("Một"), POSTED))


def asked(player: Player) -> list[str]:
    return [each.code for each in relevant_questions(player.checklist, player.visit)]


def failing(*names: str) -> Player:
    player = Player(REPEATED)
    player.start()
    player.tap("B3", "fail")
    for name in names:
        player.toggle("B4", name)
    return player


def test_a_repeated_question_is_asked_once_for_each_choice_taken() -> None:
    """Each has its own code, number and text, its own photos and answers; what is not taken is not asked."""
    player = failing("c2")
    assert asked(player) == ["B3", "B4", "B4a-c2", "B4b-c2", "B5"]
    player.toggle("B4", "c1")
    assert asked(player) == ["B3", "B4", "B4a-c1", "B4a-c2", "B4b-c1", "B4b-c2", "B5"]
    question = REPEATED.question("B4a-c2")
    assert question is not None
    assert question.label.vi == "Ảnh chưa đúng: Đất đai"
    assert question.detail_of == "B3"
    assert REPEATED.number("B4a-c2") == "1b.2"
    player.photo("p1", to="B4a-c2")
    player.store("p1")
    assert [photo.id for photo in player.visit.photos_of("B4a-c2")] == ["p1"]
    assert "B4a-c1" in {gap.question for gap in gaps(REPEATED, player.visit)}


def test_another_answer_is_an_item_too() -> None:
    """What was typed because no choice fits has its own photo, and counts among those taken."""
    player = failing("c1")
    player.type("Lưu trú", to="B4")
    assert player.visit.value("B4") == Picked(("c1",), other="Lưu trú")
    assert {"B4a-c1", "B4a-other"} <= set(asked(player))
    player.toggle("B4", "other")
    assert player.visit.value("B4") == Picked(("c1",))


def test_a_sum_over_a_repeated_question_adds_up_its_answers() -> None:
    """From outside only the sum or the count of the answers can be seen."""
    player = failing("c1", "c2")
    player.tap("B4b-c1", "2")
    player.tap("B4b-c2", "3")
    player.type("5", to="B5")
    assert player.visit.value("B5") == Number(Decimal(5))
    assert [each.question.code for each in failures(REPEATED, player.visit)] == ["B3"]


def test_a_choice_of_a_list_is_a_choice() -> None:
    """The list stands once, and every question that names it has its choices."""
    question = REPEATED.question("B4")
    assert question is not None
    assert question.choices == FIELDS.choices
    assert REPEATED.written[1].choices == ()


def test_a_section_that_is_not_relevant_is_not_asked() -> None:
    """Its condition holds for every question in it."""
    first = Section("mot", label("Một"), (Question("A1", Kind.YES_NO, label("Có quầy")),))
    second = Section("hai", label("Hai"), POSTED[:1], relevant=condition("${A1} = 'yes'"))
    player = Player(checklist(first, second))
    player.start()
    assert asked(player) == ["A1"]
    player.tap("A1", "yes")
    assert asked(player) == ["A1", "B3"]


def test_what_failed_before_is_asked_again_and_what_became_of_it() -> None:
    """A re-check asks about each failure of the visit before, and those questions anew; nothing else."""
    fixed = Question("L1", Kind.SELECT_ONE, label("Đã sửa: {item}"), choices=choices("Xong", "Chưa"),
                     for_each=FAILED_BEFORE)  # fmt: skip
    why = Question("L2", Kind.TEXT, label("Nguyên nhân: {item}"), relevant=condition("${L1} = 'c2'"),
                   for_each=FAILED_BEFORE, detail_of="L1")  # fmt: skip
    again = replace(POSTED[4], code="B9", fail_when=condition(". > 0"))
    form = checklist(
        Section("l", label("Lần trước"), (fixed, why)),
        Section("b", label("Niêm yết"), (*POSTED[:3], again), only_failed=True),
    )
    player = Player(form)
    player.visit = new_visit(failed_before=frozenset({"B3", "Z9"}))
    player.start()
    assert asked(player) == ["L1-B3", "B3"]
    player.tap("L1-B3", "c2")
    assert asked(player) == ["L1-B3", "L2-B3", "B3"]
    assert form.number("L1-B3") == "1.2"
    assert form.number("B3") == "2"


def test_a_choice_that_does_not_apply_is_no_verdict() -> None:
    """`na` of a choice takes the question out of passed and failed, and calls for nothing."""
    (first, second) = choices("Tốt", "Không có")
    question = Question(
        "Q1", Kind.SELECT_ONE, label("Phòng"), choices=(first, replace(second, is_na=True)), severity=1,
        fail_when=condition(". = 'c2'"), photo=PhotoRule.ALWAYS,
    )  # fmt: skip
    player = Player(checklist(Section("mot", label("Một"), (question,))))
    player.start()
    player.tap("Q1", "c2")
    count = tally(player.checklist, player.visit)
    assert (count.passed, count.failed, count.not_applicable) == (0, 0, 1)
    assert gaps(player.checklist, player.visit) == ()


def test_required_where_a_condition_holds() -> None:
    """An answer is missing only where the other answers call for it."""
    second = Question("Q2", Kind.TEXT, label("Lý do"), required=condition("${B3} = 'fail'"))
    player = Player(checklist(Section("mot", label("Một"), (POSTED[0], second))))
    player.start()
    player.tap("B3", "pass")
    assert gaps(player.checklist, player.visit) == ()
    player.tap("B3", "fail")
    assert [gap.question for gap in gaps(player.checklist, player.visit)] == ["Q2"]


def test_documents_leave_out_counts_of_zero() -> None:
    """Of two counts the one that is zero is not told."""
    question = Question(
        "F3",
        Kind.COUNTS,
        label("Đi muộn, về sớm"),
        counts=(Count("late", label("đi muộn")), Count("early", label("về sớm"))),
        fail_when=condition("late > 0 or early > 0"),
        fail_text=label("{late} người đi muộn, {early} người về sớm"),
        severity=2,
    )
    form = checklist(Section("mot", label("Một"), (question,)))
    told = fail_words(form, question, Counts((0, 2)), (), "vi")
    assert told == "2 người về sớm"
    assert fail_words(form, question, Counts((1, 2)), (), "vi") == "1 người đi muộn, 2 người về sớm"
    player = Player(form)
    player.start()
    player.type("0 2")
    assert [each.question.code for each in failures(form, player.visit)] == ["F3"]
    player.type("0 0", to="F3")
    assert failures(form, player.visit) == ()
    assert player.visit.value("B3") is not Judgement.PASS
