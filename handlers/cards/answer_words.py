"""An answer in words: its value, its sign, and the line that tells what is recorded.

Rules: chat words ("Không đạt"), not document words; what a person wrote is quoted, never parsed.
Must not know: cards, buttons.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, assert_never

from checklists.language import format_date, format_number, format_short, format_time
from checklists.model import Question
from checklists.progress import has_failed, is_exempt, visible
from checklists.values import (
    Clock,
    Counts,
    Day,
    Days,
    Judgement,
    Number,
    Picked,
    Pictures,
    Place,
    Ratio,
    Value,
    Words,
    YesNo,
)
from checklists.visit import Answer
from handlers.cards.layout import quoted
from handlers.cards.sight import Sight
from handlers.graphemes import shortened
from handlers.words import counted, text

SIGNS: Final = {Judgement.PASS: "✅", Judgement.FAIL: "❌", Judgement.NOT_APPLICABLE: "➖"}
RECORDED: Final = "✓"
MISSING: Final = "…"
LIST_LIMIT: Final = 600
ENGLISH_SIGNS: Final = str.maketrans(",.", ".,")


def value_text(question: Question, value: Value, *, language: str) -> str:
    """The value in words, without a sign."""
    match value:
        case Judgement() | YesNo():
            return text(f"value.{value.value}", language)
        case Ratio(part, whole):
            return f"{part}/{whole}"
        case Number(number):
            written = format_number(number)
            return written.translate(ENGLISH_SIGNS) if language == "en" else written
        case Counts(numbers):
            return _counts_text(question, numbers, language)
        case Words(words):
            return quoted(words)
        case Clock(at):
            return format_time(at)
        case Day(on):
            return format_date(on)
        case Days(on):
            return _days_text(on, language)
        case Picked():
            return _picked_text(question, value, language)
        case Place(_, _, accuracy):
            return _place_text(accuracy, language)
        case Pictures():
            return text("value.pictures", language)
        case _ as never:
            assert_never(never)


def sign_of(sight: Sight, question: Question) -> str:
    """✅ ❌ ➖ for a verdict, ✓ for an answer that is none, … for no answer."""
    value = sight.visit.value(question.code)
    if isinstance(value, Judgement):
        return SIGNS[value]
    if value is None:
        return MISSING
    if is_exempt(question, value):
        return SIGNS[Judgement.NOT_APPLICABLE]
    if question.fail_when is None:
        return RECORDED
    seen = visible(sight.checklist, sight.visit)
    return SIGNS[Judgement.FAIL if has_failed(question, value, seen) else Judgement.PASS]


def recorded_line(sight: Sight, question: Question, *, language: str) -> str:
    """What is recorded: `❌ Không đạt · 2 ảnh · «thiếu bảng phí»`; empty when nothing is."""
    answer = sight.visit.answer(question.code)
    photos = len(sight.visit.photos_of(question.code))
    parts = (
        _signed(sight, question, answer, language),
        counted("photo", photos, language) if photos else "",
        f"«{quoted(answer.note)}»" if answer and answer.note else "",
    )
    told = tuple(part for part in parts if part)
    author = sight.answer_authors.get(question.code)
    return " · ".join((*told, quoted(author)) if told and author else told)


def _only_noted(answer: Answer) -> bool:
    """Whether the last change was to the note alone."""
    if not answer.history:
        return False
    before = answer.history[-1]
    return before.value == answer.value and before.note != answer.note


def saved_text(sight: Sight, answer: Answer, *, language: str) -> str:
    """`Đã lưu câu 3: Không đạt`."""
    question = sight.checklist.question(answer.question)
    if question is None:
        return ""
    number = number_of(sight, question)
    if answer.value is None or _only_noted(answer):
        photos = len(sight.visit.photos_of(question.code))
        key = "saved.photos_and_note" if photos else "saved.note"
        return text(key, language, number=number, photos=counted("photo", photos, language))
    words = value_text(question, answer.value, language=language)
    other = _overwritten(sight, answer)
    if other is not None:
        before = value_text(question, other[1], language=language)
        return text("saved.over", language, number=number, name=other[0], before=before, answer=words)
    return text("saved", language, number=number, answer=words)


def saved_several(sight: Sight, answers: Iterable[Answer], *, language: str) -> str:
    """`Đã lưu câu 1, 3, 4: Đạt`, or one after the other when they differ."""
    saved = tuple(answers)
    questions = [sight.checklist.question(answer.question) for answer in saved]
    told = {
        value_text(question, answer.value, language=language)
        for question, answer in zip(questions, saved, strict=True)
        if question and answer.value is not None
    }
    if len(saved) > 1 and len(told) == 1 and not any(answer.note for answer in saved):
        numbers = ", ".join(number_of(sight, question) for question in questions if question)
        return text("saved", language, number=numbers, answer=told.pop())
    return ". ".join(saved_text(sight, answer, language=language) for answer in saved)


def _overwritten(sight: Sight, answer: Answer) -> tuple[str, Value] | None:
    """Whose answer this one replaced, and what it was, when it was another person's."""
    before = answer.history[-1] if answer.history else None
    if before is None or before.by == answer.by or before.value is None:
        return None
    name = next((member.name for member in sight.visit.team if member.person == before.by), None)
    return None if name is None else (quoted(name), before.value)


def number_of(sight: Sight, question: Question) -> str:
    """The number that people know the question by; it never changes within a visit."""
    return sight.checklist.number(question.code)


def _signed(sight: Sight, question: Question, answer: Answer | None, language: str) -> str:
    # Of an answer that is photos, their number says all.
    if answer is None or answer.value is None or isinstance(answer.value, Pictures):
        return ""
    words = value_text(question, answer.value, language=language)
    sign = sign_of(sight, question)
    return words if sign == RECORDED else f"{sign} {words}"


def _days_text(days: Iterable[date], language: str) -> str:
    return ", ".join(format_short(day) for day in days) or text("value.no_days", language)


def _counts_text(question: Question, numbers: Iterable[int], language: str) -> str:
    """`có lý do: 1, không có lý do: 0`."""
    named = zip(question.counts, numbers, strict=False)
    return ", ".join(f"{count.label.in_language(language)}: {number}" for count, number in named)


def _picked_text(question: Question, picked: Picked, language: str) -> str:
    choices = (question.choice(name) for name in picked.names)
    labels = [choice.label.in_language(language) for choice in choices if choice]
    labels += [f"«{quoted(picked.other)}»"] if picked.other is not None else []
    return shortened("; ".join(labels), LIST_LIMIT) or text("value.nothing", language)


def _place_text(accuracy: float | None, language: str) -> str:
    if accuracy is None:
        return text("value.place", language)
    return text("value.place_accuracy", language, metres=round(accuracy))
