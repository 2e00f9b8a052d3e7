"""What changed between versions: everything, once, in the order in which it is read."""

from checklists.diff import (
    ChoiceAdded,
    ChoiceRetired,
    ChoiceReworded,
    ChoicesMoved,
    FieldChanged,
    QuestionAdded,
    QuestionMoved,
    QuestionRetired,
    SectionAdded,
    SectionMoved,
    SectionRetired,
    TextChanged,
    diff,
)
from checklists.edits import (
    AddChoice,
    AddQuestion,
    AddSection,
    ConditionOf,
    MoveChoice,
    MoveQuestion,
    MoveSection,
    RetireChoice,
    RetireQuestion,
    RetireSection,
    SetChoiceText,
    SetCondition,
    SetPhoto,
    SetText,
    SetTitle,
    TextOf,
)
from checklists.lineage import Break, code_in, comparable_since
from checklists.model import PhotoRule
from tests.checklists.test_editing import edited, small


def test_nothing_changed_says_nothing() -> None:
    """Equal versions differ in nothing."""
    assert diff(small(), small()) == ()


def test_each_change_is_named() -> None:
    """The whole first, then section by section; what is gone at the end of where it stood."""
    before = small()
    after = edited(
        before,
        SetTitle("vi", "Phiếu nhỏ hơn"),
        SetPhoto("A1", PhotoRule.ALWAYS),
        SetText("A1", TextOf.LABEL, "vi", "Có biển tên"),
        SetCondition("B1", ConditionOf.FAIL_WHEN, None),
        AddQuestion("mot", "A4", "Có quạt"),
        RetireQuestion("A3"),
    )
    assert diff(before, after) == (
        TextChanged("", "title", "vi", "Phiếu nhỏ", "Phiếu nhỏ hơn"),
        TextChanged("A1", "label", "vi", "Có biển", "Có biển tên"),
        FieldChanged("A1", "photo", "never", "always"),
        QuestionAdded("A4"),
        QuestionRetired("A3"),
        FieldChanged("B1", "fail_when", ". < 1", ""),
    )


def test_choices() -> None:
    """Choices come, go, are renamed and change their order."""
    before = edited(small(), AddChoice("A2", "gate", "Cổng"))
    after = edited(
        before,
        SetChoiceText("A2", "in", "vi", "Trong nhà"),
        MoveChoice("A2", "gate"),
        RetireChoice("A2", "out"),
        AddChoice("A2", "roof", "Mái"),
        MoveChoice("A2", "gate"),
    )
    assert diff(before, after) == (
        ChoiceReworded("A2", "in", "vi"),
        ChoiceAdded("A2", "roof"),
        ChoiceRetired("A2", "out"),
        ChoicesMoved("A2"),
    )


def test_only_what_was_moved_has_moved() -> None:
    """One question put first is one move, not a move of all the others; another section is a move too."""
    first = edited(small(), MoveQuestion("A3", "mot", None))
    assert diff(small(), first) == (QuestionMoved("A3"),)
    elsewhere = edited(small(), MoveQuestion("A3", "hai", "B1"))
    assert diff(small(), elsewhere) == (QuestionMoved("A3"),)


def test_sections() -> None:
    """Sections come, go and move, with their questions."""
    before = small()
    after = edited(before, AddSection("ba", "Ba"), RetireSection("hai", ("B1",)), MoveSection("ba", None))
    assert diff(before, after) == (SectionAdded("ba"), SectionRetired("hai"), QuestionRetired("B1"))
    assert diff(before, edited(before, MoveSection("hai", None))) == (SectionMoved("hai"),)


def test_lineage() -> None:
    """A break ends comparison with what was before it; a successor goes on where the other ended."""
    breaks = (Break(5, "A1"), Break(7, "B2", replaces="B1"))
    assert code_in(breaks, "A1", version=6, earlier=5) == "A1"
    assert code_in(breaks, "A1", version=6, earlier=4) is None
    assert code_in(breaks, "B2", version=8, earlier=6) == "B1"
    assert code_in(breaks, "B2", version=8, earlier=7) == "B2"
    assert comparable_since(breaks, "A1", version=6) == 5
    assert comparable_since(breaks, "A1", version=4) == 1
    assert comparable_since(breaks, "A3", version=8) == 1
