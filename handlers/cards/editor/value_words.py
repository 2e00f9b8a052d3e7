"""What is set of a question, in words: its kind, photos, severity, conditions.

Rules: a condition that buttons can make is a sentence; any other is shown as it is written.
Must not know: what changed, buttons.
"""

import re
from typing import Final

from checklists.model import Checklist, Question
from handlers.cards.layout import quoted
from handlers.words import text
from handlers.words.catalog import texts

FAILED: Final = re.compile(r"\$\{(?P<code>\w+)\} = '(?P<answer>pass|fail)'")
LABEL_SHOWN: Final = 60
_NO_CONDITION: Final = {
    "relevant": "edit.relevant.none",
    "fail_when": "edit.fail_when.none",
    "constraint": "edit.constraint.none",
}


def failed_condition(code: str) -> str:
    """The condition that the question of that code failed."""
    return f"${{{code}}} = 'fail'"


def label_of(checklist: Checklist, code: str) -> str:
    """The question's own words, shortened."""
    question = checklist.question(code)
    return quoted(question.label.vi, LABEL_SHOWN) if question else code


def condition_words(checklist: Checklist, source: str, language: str) -> str:
    """The condition in words, or as it is written with the numbers that people know."""
    found = FAILED.fullmatch(source)
    if found and checklist.question(found["code"]):
        return text(f"edit.when.{found['answer']}", language, number=checklist.number(found["code"]))
    return text("edit.when.free", language, source=quoted(source, 120))


def value_words(field: str, value: str, checklist: Checklist, language: str) -> str:
    """One value of a question as it is said: `value` as files write it."""
    match field:
        case "kind":
            return kind_words(value, language)
        case "photo":
            return text(f"edit.photo.{value}", language)
        case "note":
            return text(f"edit.note.{value}", language)
        case "severity":
            return text(f"edit.severity.{value}", language)
        case "due_days":
            return text("edit.days", language, n=value) if value else text("edit.days.none", language)
        case "relevant" | "fail_when" | "constraint" if value:
            return condition_words(checklist, value, language)
        case "relevant" | "fail_when" | "constraint":
            return text(_NO_CONDITION[field], language)
        case _ if value in {"yes", "no"}:
            return text("edit.yes" if value == "yes" else "edit.no", language)
        case _:
            return quoted(value, 120) or text("edit.nothing", language)


def kind_words(kind: str, language: str) -> str:
    """A kind of question; its own name where nobody found words for it."""
    key = f"edit.kind.{kind}"
    return text(key, language) if key in texts(language) else kind


def settings_line(checklist: Checklist, question: Question, language: str) -> str:
    """The most important settings of a question on one line."""
    parts = [
        text("edit.line.kind", language, value=kind_words(question.kind.value, language)),
        text("edit.line.photo", language, value=text(f"edit.photo.{question.photo.value}", language)),
        text("edit.line.severity", language, value=text(f"edit.severity.{question.severity}", language)),
    ]
    if question.due_days is not None:
        parts.append(text("edit.line.days", language, value=text("edit.days", language, n=question.due_days)))
    if question.relevant is not None:
        condition = condition_words(checklist, question.relevant.source, language)
        parts.append(text("edit.line.when", language, value=condition))
    if not question.required:
        parts.append(text("edit.line.optional", language))
    return " · ".join(parts)
