"""A draft as its editor sees it: its sections, a section's questions, what belongs to the whole.

Rules: the numbers are those that inspectors will see; a missing English text is told as missing.
Must not know: how edits are made or kept.
"""

from collections.abc import Sequence
from typing import Final

from checklists.editing import is_untranslated
from checklists.model import Checklist, Question, Section
from handlers.actions.editing import (
    AskOfDraft,
    AskOfSection,
    Page,
    SeeChecklists,
    SeeDraft,
    SeeQuestion,
    SeeSection,
    SetSection,
    UseDraft,
    What,
)
from handlers.actions.editing import SetQuestion as SetIt
from handlers.card import Card
from handlers.cards.layout import blocks, in_rows, quoted, tap
from handlers.outgoing import Button
from handlers.rich import Rich, lines, plain
from handlers.words import say, text

LABEL_SHOWN: Final = 28
NUMBERS_IN_ROW: Final = 5
TITLE_SHOWN: Final = 40


def sections(draft_id: str, checklist: Checklist, *, base: int | None, changes: int, language: str) -> Card:
    """The draft: where it comes from, its sections."""
    title = checklist.title.vi or text("edit.untitled", language)
    origin = say("edit.draft.from", language, version=base) if base else say("edit.draft.new", language)
    state = (
        say("edit.draft.changes", language, count=changes) if changes else say("edit.draft.same", language)
    )
    words = blocks(
        say("edit.draft.head", language, title=title),
        lines((origin + plain(" ") + state, _english(checklist.title.en, language))),
        say("edit.draft.choose", language) if checklist.sections else say("edit.draft.no_sections", language),
    )
    rows = tuple(
        (_section(draft_id, section, at, language),) for at, section in enumerate(checklist.sections, 1)
    )
    return Card(words, (*rows, *_whole(draft_id, language)))


def _section(draft_id: str, section: Section, at: int, language: str) -> Button:
    label = text(
        "edit.section.button",
        language,
        number=at,
        title=quoted(section.title.vi, TITLE_SHOWN),
        count=len(section.questions),
    )
    return tap(label, SeeSection(draft_id, section.key, Page.CARD))


def _whole(draft_id: str, language: str) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            tap(text("edit.button.new_section", language), AskOfDraft(draft_id, "section")),
            tap(text("edit.button.retired", language), SeeDraft(draft_id, Page.RETIRED)),
        ),
        (
            tap(text("edit.button.title", language), AskOfDraft(draft_id, "vi")),
            tap(text("edit.button.title_en", language), AskOfDraft(draft_id, "en")),
        ),
        (
            tap(text("edit.button.unit_kinds", language), SeeDraft(draft_id, Page.KINDS)),
            tap(text("edit.button.try_draft", language), UseDraft(draft_id, What.TRY, "")),
        ),
        (
            tap(text("edit.button.download", language), UseDraft(draft_id, What.DOWNLOAD, "")),
            tap(text("edit.button.list", language), SeeChecklists()),
        ),
        (tap(text("edit.button.changes", language), SeeDraft(draft_id, Page.CHANGES), tone="primary"),),
    )


def section(draft_id: str, checklist: Checklist, found: Section, *, language: str) -> Card:
    """A section's questions."""
    told = (_line(checklist, each, language) for each in found.questions)
    words = blocks(
        lines(
            (
                say("edit.section.head", language, number=_place(checklist, found), title=found.title.vi),
                _english(found.title.en, language),
            )
        ),
        lines((*told,)) or say("edit.section.none", language),
        say("edit.section.choose", language) if found.questions else Rich(),
    )
    buttons = (
        tap(checklist.number(each.code), SeeQuestion(draft_id, each.code, Page.CARD))
        for each in found.questions
    )
    return Card(words, (*in_rows(buttons, NUMBERS_IN_ROW), *_of_section(draft_id, found, language)))


def _line(checklist: Checklist, question: Question, language: str) -> Rich:
    mark = text("edit.mark.untranslated", language) if is_untranslated(question) else ""
    number, label = checklist.number(question.code), question.label.vi
    return say("edit.question.line", language, number=number, label=f"{label} {mark}".strip())


def _of_section(draft_id: str, found: Section, language: str) -> tuple[tuple[Button, ...], ...]:
    key = found.key
    return (
        (
            tap(
                text("edit.button.new_question", language),
                AskOfSection(draft_id, key, "question"),
                tone="primary",
            ),
        ),
        (
            tap(text("edit.button.rename", language), AskOfSection(draft_id, key, "vi")),
            tap(text("edit.button.english", language), AskOfSection(draft_id, key, "en")),
        ),
        (
            tap(text("edit.button.up", language), SetSection(draft_id, key, What.UP)),
            tap(text("edit.button.down", language), SetSection(draft_id, key, What.DOWN)),
            tap(text("edit.button.retire_section", language), SeeSection(draft_id, key, Page.RETIRE)),
        ),
        (
            tap(text("edit.button.sections", language), SeeDraft(draft_id, Page.CARD)),
            tap(text("edit.button.changes_short", language), SeeDraft(draft_id, Page.CHANGES)),
        ),
    )


def retire_section(draft_id: str, found: Section, *, language: str) -> Card:
    """A section goes with all its questions: asked before."""
    words = say("edit.section.retire", language, title=found.title.vi, count=len(found.questions))
    do = tap(
        text("edit.button.retire_section", language), SetSection(draft_id, found.key, What.RETIRE), "danger"
    )
    back = tap(text("edit.button.leave", language), SeeSection(draft_id, found.key, Page.CARD))
    return Card(words, ((do, back),))


def unit_kinds(
    draft_id: str, chosen: Sequence[str], every: Sequence[tuple[str, str]], *, language: str
) -> Card:
    """For which kinds of unit the checklist is; `every` are keys and labels."""
    buttons = (
        tap(f"{label} ✓" if key in chosen else label, UseDraft(draft_id, What.UNIT_KIND, key))
        for key, label in every
    )
    back = tap(text("button.done", language), SeeDraft(draft_id, Page.CARD))
    return Card(say("edit.unit_kinds", language), (*in_rows(buttons, 2), (back,)))


def retired(draft_id: str, gone: Sequence[tuple[Question, int]], *, language: str) -> Card:
    """Questions of earlier versions that are not asked any more."""
    rows = tuple(
        (
            tap(
                text(
                    "edit.retired.button",
                    language,
                    label=quoted(question.label.vi, LABEL_SHOWN),
                    version=version,
                ),
                SetIt(draft_id, question.code, What.RESTORE, ""),
            ),
        )
        for question, version in gone
    )
    back = tap(text("edit.button.sections", language), SeeDraft(draft_id, Page.CARD))
    return Card(say("edit.retired" if rows else "edit.retired.none", language), (*rows, (back,)))


def _place(checklist: Checklist, found: Section) -> int:
    return checklist.sections.index(found) + 1


def _english(words: str, language: str) -> Rich:
    return say("edit.english", language, words=words) if words else say("edit.english.none", language)
