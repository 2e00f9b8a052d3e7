"""A checklist changed by one edit: a checklist that makes sense again, or why not.

Rules: whatever the edit, a checklist or issues, never an exception; nothing is half done. While a checklist
is being edited, English texts may be missing and sections empty: `unfinished` tells what publishing
still needs.
Must not know: drafts, who edits, versions that are published, how codes are made (`naming`).
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Final, TypeAlias, TypeVar, assert_never

from checklists.conditions import Expression, Fault, parse_expression
from checklists.edits import (
    AddChoice,
    AddQuestion,
    AddSection,
    ConditionOf,
    Edit,
    Judge,
    LendVietnamese,
    MoveChoice,
    MoveQuestion,
    MoveSection,
    PlaceEdit,
    QuestionEdit,
    RestoreQuestion,
    RetireChoice,
    RetireQuestion,
    RetireSection,
    SectionEdit,
    SetChoiceText,
    SetCondition,
    SetDays,
    SetKind,
    SetNote,
    SetPhoto,
    SetRequired,
    SetSectionTitle,
    SetSeverity,
    SetShared,
    SetText,
    SetTitle,
    SetUnitKinds,
    Succeed,
    TakeFile,
    TakeVersion,
    TextOf,
)
from checklists.issues import Issue, make_issue
from checklists.kinds import Kind
from checklists.model import Checklist, Choice, Label, PhotoRule, Question, Section
from checklists.soundness import SELECTS, unsound
from checklists.source import condition_issue, read_checklist, read_question
from checklists.writing import write_checklist

Outcome: TypeAlias = Checklist | tuple[Issue, ...]
Value = TypeVar("Value")

USUAL_SEVERITY: Final = 2  # of a new question: to be corrected, within the usual days
USUAL_DAYS: Final = 15
YES_NO: Final = (Choice("yes", Label(vi="Có", en="Yes")), Choice("no", Label(vi="Không", en="No")))


def apply(checklist: Checklist, edit: Edit) -> Outcome:
    """The checklist as the edit makes it, or every reason why it cannot be."""
    changed = replay(checklist, edit)
    if not isinstance(changed, Checklist):
        return changed
    return tuple(issue for issue in unsound(changed) if not _may_wait(issue)) or changed


def replay(checklist: Checklist, edit: Edit) -> Outcome:
    """The same for an edit that was judged before: only what cannot be done at all is an issue."""
    match edit:
        case AddQuestion() | RestoreQuestion() | RetireQuestion() | MoveQuestion():
            return _placed(checklist, edit)
        case AddSection() | SetSectionTitle() | MoveSection() | RetireSection():
            return _sectioned(checklist, edit)
        case SetTitle(language, text):
            return replace(checklist, title=_worded(checklist.title, language, text))
        case SetUnitKinds(kinds):
            return replace(checklist, unit_kinds=kinds)
        case LendVietnamese():
            return _mapped(checklist, _lent)
        case TakeFile(written=written) | TakeVersion(written=written):
            read = read_checklist(written)
            return replace(read, key=checklist.key) if isinstance(read, Checklist) else read
        case Judge() | Succeed():
            return checklist
        case _:
            return _questioned(checklist, edit)


def unfinished(checklist: Checklist) -> tuple[Issue, ...]:
    """What publishing still needs, by the same reading that a file must pass."""
    read = read_checklist(write_checklist(checklist))
    return () if isinstance(read, Checklist) else read


def is_untranslated(question: Question) -> bool:
    """Whether an English text is missing in it."""
    return _mapped(question, _lent) != question


def _may_wait(issue: Issue) -> bool:
    return issue.code == "missing_translation" and issue.place.endswith(".en")


def _lent(label: Label) -> Label:
    return label if label.en.strip() else replace(label, en=label.vi)


def _mapped(piece: Value, change: Callable[[Label], Label]) -> Value:
    """The piece with every text in it changed, however deep."""
    if isinstance(piece, Label):
        return change(piece)  # type: ignore[return-value]  # a Label gives a Label
    if isinstance(piece, tuple):
        return tuple(_mapped(each, change) for each in piece)  # type: ignore[return-value]  # as above
    if not is_dataclass(piece) or isinstance(piece, type | Expression):
        return piece
    kept = {each.name: getattr(piece, each.name) for each in fields(piece) if each.init}
    return replace(piece, **{name: _mapped(value, change) for name, value in kept.items()})


def _worded(label: Label, language: str, text: str) -> Label:
    return replace(label, vi=text) if language == "vi" else replace(label, en=text)


def _missing(code: str) -> tuple[Issue, ...]:
    return (make_issue("unknown_question", code, {"detail": code}),)


def _no_section(key: str) -> tuple[Issue, ...]:
    return (make_issue("unknown_section", key, {"detail": key}),)


def _find(checklist: Checklist, key: str) -> Section | None:
    return next((section for section in checklist.sections if section.key == key), None)


def _with_questions(checklist: Checklist, change: Callable[[Section], tuple[Question, ...]]) -> Checklist:
    sections = (replace(section, questions=change(section)) for section in checklist.sections)
    return replace(checklist, sections=tuple(sections))


# --- questions come, go and move


def _placed(checklist: Checklist, edit: PlaceEdit) -> Outcome:
    match edit:
        case AddQuestion(section, code, label, after):
            new = Question(
                code=code,
                kind=Kind.PASS_FAIL,
                label=Label(vi=label, en=""),
                photo=PhotoRule.FAIL,
                severity=USUAL_SEVERITY,
                due_days=USUAL_DAYS,
            )
            found = _find(checklist, section)
            place = after or (found.questions[-1].code if found and found.questions else None)
            return _put(checklist, (new,), section=section, after=place)
        case RestoreQuestion(section, code, written):
            read = read_question(written)
            if not isinstance(read, Question):
                return read
            found = _find(checklist, section)
            last = found.questions[-1].code if found and found.questions else None
            return _put(checklist, (replace(read, code=code),), section=section, after=last)
        case RetireQuestion(code):
            gone = {question.code for question in _with_details(checklist, code)}
            return _without(checklist, gone) if gone else _missing(code)
        case MoveQuestion(code, section, after):
            moved = _with_details(checklist, code)
            if not moved:
                return _missing(code)
            if after in {question.code for question in moved}:
                return checklist
            return _put(
                _without(checklist, {each.code for each in moved}), moved, section=section, after=after
            )
        case _ as never:
            assert_never(never)


def _with_details(checklist: Checklist, code: str) -> tuple[Question, ...]:
    """The question and those of its section that only detail it."""
    if checklist.written_question(code) is None:
        return ()
    near = checklist.section_of(code).questions
    return tuple(question for question in near if code in {question.code, question.detail_of})


def _without(checklist: Checklist, codes: set[str]) -> Checklist:
    return _with_questions(
        checklist, lambda section: tuple(each for each in section.questions if each.code not in codes)
    )


def _put(checklist: Checklist, new: tuple[Question, ...], *, section: str, after: str | None) -> Outcome:
    target = _find(checklist, section)
    if target is None:
        return _no_section(section)
    codes = [question.code for question in target.questions]
    if after is not None and after not in codes:
        return _missing(after)
    at = 0 if after is None else codes.index(after) + 1
    while after is not None and at < len(codes) and target.questions[at].detail_of == after:
        at += 1  # after a question means after what details it
    questions = (*target.questions[:at], *new, *target.questions[at:])
    return _with_questions(checklist, lambda each: questions if each.key == section else each.questions)


# --- sections


def _sectioned(checklist: Checklist, edit: SectionEdit) -> Outcome:
    if isinstance(edit, AddSection):
        new = Section(key=edit.section, title=Label(vi=edit.title, en=""), questions=())
        return replace(checklist, sections=(*checklist.sections, new))
    found = _find(checklist, edit.section)
    if found is None:
        return _no_section(edit.section)
    others = tuple(section for section in checklist.sections if section.key != edit.section)
    match edit:
        case SetSectionTitle(_, language, text):
            named = replace(found, title=_worded(found.title, language, text))
            sections = tuple(named if each.key == named.key else each for each in checklist.sections)
            return replace(checklist, sections=sections)
        case MoveSection(_, after):
            keys = [section.key for section in others]
            if after is not None and after not in keys:
                return _no_section(after)
            at = 0 if after is None else keys.index(after) + 1
            return replace(checklist, sections=(*others[:at], found, *others[at:]))
        case RetireSection():
            return replace(checklist, sections=others)
        case _ as never:
            assert_never(never)


# --- what is in a question


def _questioned(checklist: Checklist, edit: QuestionEdit) -> Outcome:
    question = checklist.written_question(edit.code)
    if question is None:
        return _missing(edit.code)
    changed = _changed(question, edit)
    if not isinstance(changed, Question):
        return changed
    return _with_questions(
        checklist,
        lambda section: tuple(changed if each.code == edit.code else each for each in section.questions),
    )


def _changed(question: Question, edit: QuestionEdit) -> Question | tuple[Issue, ...]:
    match edit:
        case SetText(_, of, language, text):
            return _texted(question, of, language=language, text=text)
        case SetKind(_, kind):
            return _of_kind(question, kind)
        case SetPhoto(_, photo):
            return replace(question, photo=photo)
        case SetNote(_, note):
            return replace(question, note=note)
        case SetRequired(_, required):
            return replace(question, required=required)
        case SetShared(_, shared):
            return replace(question, share_photo=shared)
        case SetSeverity(_, severity):
            return replace(question, severity=severity)
        case SetDays(_, days):
            return replace(question, due_days=days)
        case SetCondition(_, of, source):
            return _conditioned(question, of, source)
        case AddChoice() | SetChoiceText() | MoveChoice() | RetireChoice():
            return _chosen(question, edit)
        case _ as never:
            assert_never(never)


def _texted(question: Question, of: TextOf, *, language: str, text: str) -> Question:
    match of:
        case TextOf.LABEL:
            return replace(question, label=_worded(question.label, language, text))
        case TextOf.HINT:
            return replace(question, hint=_optional(question.hint, language, text))
        case TextOf.PHOTO_HINT:
            return replace(question, photo_hint=_optional(question.photo_hint, language, text))
        case TextOf.FAIL_TEXT:
            return replace(question, fail_text=_optional(question.fail_text, language, text))
        case TextOf.CONSTRAINT_MESSAGE:
            return replace(
                question, constraint_message=_optional(question.constraint_message, language, text)
            )
        case _ as never:
            assert_never(never)


def _optional(label: Label | None, language: str, text: str) -> Label | None:
    if not text and (language == "vi" or label is None):
        return None
    return _worded(label or Label(vi="", en=""), language, text)


def _of_kind(question: Question, kind: Kind) -> Question:
    """What the other kind had and this one has no use for goes; what it needs is there from the start."""
    if kind is question.kind:
        return question
    choices = (question.choices or YES_NO) if kind in SELECTS else ()
    return replace(
        question,
        kind=kind,
        choices=choices,
        fail_when=None,
        constraint=None,
        constraint_message=None,
        whole_from=None,
    )


def _conditioned(question: Question, of: ConditionOf, source: str | None) -> Question | tuple[Issue, ...]:
    read = None if source is None else parse_expression(source)
    if isinstance(read, Fault):
        return (condition_issue(read, f"{question.code}.{of.value}"),)
    match of:
        case ConditionOf.RELEVANT:
            return replace(question, relevant=read)
        case ConditionOf.CONSTRAINT:
            return replace(question, constraint=read)
        case ConditionOf.FAIL_WHEN:
            return replace(question, fail_when=read)
        case _ as never:
            assert_never(never)


def _chosen(
    question: Question, edit: AddChoice | SetChoiceText | MoveChoice | RetireChoice
) -> Question | tuple[Issue, ...]:
    names = [choice.name for choice in question.choices]
    if isinstance(edit, AddChoice):
        new = Choice(name=edit.choice, label=Label(vi=edit.label, en=""))
        return replace(question, choices=(*question.choices, new))
    if edit.choice not in names:
        details = {"question": question.code, "detail": edit.choice, "allowed": ", ".join(names)}
        return (make_issue("unknown_choice", f"{question.code}.choices", details),)
    return replace(question, choices=tuple(_rearranged(question.choices, names.index(edit.choice), edit)))


def _rearranged(
    choices: tuple[Choice, ...], at: int, edit: SetChoiceText | MoveChoice | RetireChoice
) -> Iterator[Choice]:
    match edit:
        case SetChoiceText(_, _, language, text):
            named = replace(choices[at], label=_worded(choices[at].label, language, text))
            yield from (*choices[:at], named, *choices[at + 1 :])
        case MoveChoice():
            above = max(0, at - 1)
            others = (*choices[:at], *choices[at + 1 :])
            yield from (*others[:above], choices[at], *others[above:])
        case RetireChoice():
            yield from (*choices[:at], *choices[at + 1 :])
        case _ as never:
            assert_never(never)
