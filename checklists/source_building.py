"""From the shapes that were read to the model: head, sections, questions.

Rules: what could not be read has a stand-in, so that the rest is checked with it.
Must not know: YAML, what makes sense together (`soundness`).
"""

from collections.abc import Mapping
from typing import Any, Final

from checklists.conditions import Expression
from checklists.model import Checklist, Choice, ChoiceList, Count, Label, LegalBasis, Question, Section
from checklists.source_shapes import ChoiceShape, HeadShape, LabelShape, QuestionShape, SectionShape

# Stand for a head or section that could not be read, so that its questions are checked with the others.
UNREAD_KEY: Final = "unread"
UNREAD: Final = Label(vi="-", en="-")

_TEXTS: Final = ("hint", "constraint_message", "fail_text", "photo_hint")
_LABELS: Final = ("label", *_TEXTS)
_MADE: Final = (*_LABELS, "required", "relevant", "constraint", "fail_when", "choices", "counts")


def built_checklist(head: HeadShape | None, sections: tuple[Section, ...]) -> Checklist:
    """The checklist; without a head it has one that nothing is wrong with."""
    if head is None:
        return Checklist(UNREAD_KEY, 1, UNREAD, (UNREAD_KEY,), sections)
    return Checklist(
        key=head.checklist,
        version=head.version,
        title=_label(head.title),
        unit_kinds=head.unit_kinds,
        sections=sections,
        purposes=tuple(each.value for each in head.purposes),
        is_extra=head.extra,
        pass_mark=head.pass_mark,
        lists=tuple(ChoiceList(name, _choices(choices)) for name, choices in head.lists.items()),
        legal_basis=tuple(LegalBasis(key, **dict(shape)) for key, shape in head.legal_basis.items()),
    )


def built_section(
    shape: SectionShape, questions: tuple[Question, ...], relevant: Expression | None
) -> Section:
    """The section with the questions that could be read."""
    return Section(
        key=shape.key,
        title=_label(shape.title),
        questions=questions,
        hint=None if shape.hint is None else _label(shape.hint),
        relevant=relevant,
        one_by_one=shape.one_by_one,
        only_failed=shape.only_failed,
    )


def unread_section(at: int, questions: tuple[Question, ...]) -> Section:
    """A stand-in for a section whose own keys could not be read."""
    return Section(key=f"{UNREAD_KEY}-{at}", title=UNREAD, questions=questions)


def built_question(shape: QuestionShape, conditions: Mapping[str, bool | Expression | None]) -> Question:
    """The question; `conditions` are those of its conditions, already read."""
    made: dict[str, Any] = {name: value for name, value in shape if name not in _MADE}
    made |= {name: _label(text) for name in _LABELS if (text := getattr(shape, name)) is not None}
    made["choices"] = _choices(shape.choices)
    made["counts"] = tuple(Count(name, _label(each)) for name, each in shape.counts.items())
    return Question(**made | dict(conditions))


def _choices(shapes: Mapping[str, ChoiceShape]) -> tuple[Choice, ...]:
    return tuple(
        Choice(name, Label(vi=each.vi, en=each.en), each.score, each.na) for name, each in shapes.items()
    )


def _label(shape: LabelShape) -> Label:
    return Label(vi=shape.vi, en=shape.en)
