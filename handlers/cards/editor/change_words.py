"""Changes between two versions, in sentences that an admin reads before publishing.

Rules: every change has its sentence; numbers are those of the newer version, of the older one for what
is gone.
Must not know: which versions they are, who changed what.
"""

from collections.abc import Mapping
from typing import Final, assert_never

from checklists.diff import (
    Change,
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
from checklists.model import Checklist
from handlers.cards.editor.value_words import label_of, value_words
from handlers.cards.layout import quoted
from handlers.words import text
from handlers.words.catalog import texts

TEXT_SHOWN: Final = 90
NO_KINDS: Final[Mapping[str, str]] = {}


def sentences(
    before: Checklist, after: Checklist, *, language: str, kinds: Mapping[str, str] = NO_KINDS
) -> tuple[str, ...]:
    """One sentence a change, in order; `kinds` says what kinds of unit are called."""
    return tuple(
        _of_kinds(change, kinds, language)
        if isinstance(change, FieldChanged) and change.field == "unit_kinds"
        else sentence(before, after, change, language=language)
        for change in diff(before, after)
    )


def _of_kinds(change: FieldChanged, kinds: Mapping[str, str], language: str) -> str:
    named = ", ".join(kinds.get(kind, kind) for kind in change.after.split(", "))
    return text("diff.unit_kinds", language, after=named or text("edit.nothing", language))


def sentence(before: Checklist, after: Checklist, change: Change, *, language: str) -> str:
    """What changed."""
    match change:
        case TextChanged():
            return _of_text(before, after, change, language)
        case FieldChanged():
            return _of_field(before, after, change, language)
        case QuestionAdded(code) | QuestionMoved(code):
            section = quoted(after.section_of(code).title.vi, TEXT_SHOWN)
            return _say(
                change, language, number=after.number(code), label=label_of(after, code), section=section
            )
        case QuestionRetired(code):
            return _say(change, language, number=before.number(code), label=label_of(before, code))
        case SectionAdded(key) | SectionMoved(key):
            return _say(change, language, title=_title(after, key))
        case SectionRetired(key):
            return _say(change, language, title=_title(before, key))
        case ChoiceRetired(code, choice):
            return _say(change, language, number=after.number(code), choice=_choice(before, code, choice))
        case ChoiceAdded(code, choice):
            return _say(change, language, number=after.number(code), choice=_choice(after, code, choice))
        case ChoiceReworded(code, choice, spoken):
            return _say(
                change,
                language,
                number=after.number(code),
                before=_choice(before, code, choice, spoken),
                choice=_choice(after, code, choice, spoken),
            )
        case ChoicesMoved(code):
            return _say(change, language, number=after.number(code))
        case _ as never:
            assert_never(never)


def _say(change: Change, language: str, **values: str) -> str:
    return text(f"diff.{type(change).__name__}", language, **values)


def _of_text(before: Checklist, after: Checklist, change: TextChanged, language: str) -> str:
    about = _about(before, after, change.about, language)
    name = text(f"edit.text.{change.field}", language)
    spoken = text(f"edit.language.{change.language}", language) if change.language != "vi" else ""
    key = "diff.text.changed" if change.before and change.after else "diff.text.set"
    if not change.after:
        key = "diff.text.removed"
    return text(
        key,
        language,
        about=about,
        name=f"{name} {spoken}".strip(),
        before=quoted(change.before, TEXT_SHOWN),
        after=quoted(change.after, TEXT_SHOWN),
    )


def _of_field(before: Checklist, after: Checklist, change: FieldChanged, language: str) -> str:
    about = _about(before, after, change.about, language)
    exact = f"diff.{change.field}.{change.after or 'none'}"
    if exact in texts(language):
        return text(exact, language, about=about)
    known = f"diff.{change.field}"
    key = known if known in texts(language) else "diff.other"
    now = value_words(change.field, change.after, after, language)
    was = value_words(change.field, change.before, before, language)
    return text(key, language, about=about, name=change.field, before=was, after=now)


def _about(before: Checklist, after: Checklist, about: str, language: str) -> str:
    if not about:
        return text("diff.about.checklist", language)
    if about.startswith("#"):
        return text("diff.about.section", language, title=_title(before, about[1:]))
    return text("diff.about.question", language, number=after.number(about))


def _title(checklist: Checklist, key: str) -> str:
    found = (section.title.vi for section in checklist.sections if section.key == key)
    return quoted(next(found, key), TEXT_SHOWN)


def _choice(checklist: Checklist, code: str, name: str, spoken: str = "vi") -> str:
    question = checklist.question(code)
    choice = question.choice(name) if question else None
    return quoted(getattr(choice.label, spoken), TEXT_SHOWN) if choice else name
