"""The checklists, one published version, its history.

Rules: a version says when it came, who published it, and how many visits were made with it.
Must not know: the database, how drafts are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from checklists.language import format_date, format_time
from checklists.model import Checklist
from handlers.actions.editing import (
    NewChecklist,
    Page,
    SeeChecklists,
    SeeDraft,
    SeeVersion,
    UseVersion,
    What,
)
from handlers.card import Card
from handlers.cards.layout import blocks, quoted, tap
from handlers.outgoing import Button
from handlers.rich import Rich, lines, plain
from handlers.words import say, text

TITLE_SHOWN: Final = 40
VERSIONS_SHOWN: Final = 8
STEPS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Shelf:
    """A checklist on the list. `version`: the number of its newest version's row; `draft`: its open draft."""

    checklist: Checklist
    version: str | None
    visits: int
    draft: str | None


@dataclass(frozen=True, slots=True)
class DraftState:
    """An open draft in one line: how many changes, who made the last one, when."""

    id: str
    changes: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionState:
    """A version: `by` none when it came with the program; `open_visits` are under way."""

    id: str
    checklist: Checklist
    at: datetime
    by: str | None
    visits: int
    open_visits: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody changed at one time, in sentences."""

    by: str
    at: datetime
    sentences: tuple[str, ...]


def checklists(shelves: Sequence[Shelf], *, language: str) -> Card:
    """All checklists with their state."""
    rows = tuple((_shelf(shelf, language),) for shelf in shelves)
    more = (
        tap(text("edit.button.new", language), NewChecklist("ask")),
        tap(text("edit.button.file", language), NewChecklist("file")),
    )
    return Card(say("edit.list" if shelves else "edit.list.none", language), (*rows, more))


def _shelf(shelf: Shelf, language: str) -> Button:
    title = quoted(shelf.checklist.title.in_language(language), TITLE_SHOWN)
    count = len(shelf.checklist.questions)
    if shelf.version is None:
        label = text("edit.shelf.new", language, title=title, count=count)
        return tap(label, SeeDraft(shelf.draft or "", Page.CARD))
    key = "edit.shelf.draft" if shelf.draft else "edit.shelf"
    label = text(key, language, title=title, version=shelf.checklist.version, count=count)
    return tap(label, SeeVersion(shelf.version, Page.CARD))


def version(state: VersionState, draft: DraftState | None, *, language: str) -> Card:
    """One version: what it is, whether it is being edited, what can be done."""
    words = blocks(
        lines((Rich(), say("edit.title", language, title=state.checklist.title.in_language(language)))),
        lines((_published(state, language), _used(state, language), _drafted(draft, language))),
    )
    return Card(words, (*_version_rows(state, draft, language), (_to_list(language),)))


def _version_rows(
    state: VersionState, draft: DraftState | None, language: str
) -> tuple[tuple[Button, ...], ...]:
    download = tap(text("edit.button.download", language), UseVersion(state.id, What.DOWNLOAD))
    if not state.is_newest:
        again = tap(text("edit.button.again", language), UseVersion(state.id, What.AGAIN), tone="primary")
        return ((again,), (download,))
    edit = tap(text("edit.button.edit", language), UseVersion(state.id, What.EDIT), tone="primary")
    attempt = tap(text("edit.button.try", language), UseVersion(state.id, What.TRY))
    if draft is not None:
        edit = tap(text("edit.button.go_on", language), SeeDraft(draft.id, Page.CARD), tone="primary")
    history = tap(text("edit.button.history", language), SeeVersion(state.id, Page.HISTORY))
    copy = tap(text("edit.button.copy", language), UseVersion(state.id, What.COPY))
    return ((edit, attempt), (history, download), (copy,))


def _published(state: VersionState, language: str) -> Rich:
    key = "edit.version.by" if state.by else "edit.version"
    values: dict[str, str | int] = {
        "version": state.checklist.version,
        "date": format_date(state.at.date()),
        "count": len(state.checklist.questions),
    }
    return say(key, language, **values, **({"name": quoted(state.by)} if state.by else {}))


def _used(state: VersionState, language: str) -> Rich:
    key = "edit.version.used_open" if state.open_visits else "edit.version.used"
    return say(key, language, visits=state.visits, open=state.open_visits)


def _drafted(draft: DraftState | None, language: str) -> Rich:
    if draft is None:
        return say("edit.draft.none", language)
    if not draft.changes:
        return say("edit.draft.empty", language)
    return say("edit.draft.line", language, count=draft.changes, **who_when(draft.by, draft.at))


def who_when(by: str, at: datetime) -> dict[str, str]:
    """The fillings `name`, `time` and `date`."""
    return {"name": quoted(by, 60), "time": format_time(at.time()), "date": format_date(at.date())}


def history(title: str, versions: Sequence[VersionState], steps: Sequence[Step], *, language: str) -> Card:
    """Every version, and who changed what in the newest draft."""
    told = tuple(
        say(
            "edit.history.version",
            language,
            version=each.checklist.version,
            **who_when(each.by or text("edit.history.program", language), each.at),
        )
        for each in versions[:VERSIONS_SHOWN]
    )
    changes = tuple(
        plain(f"{_stamp(step)} {'; '.join(step.sentences)}") for step in tuple(steps)[-STEPS_SHOWN:]
    )
    words = blocks(
        say("edit.history", language, title=title),
        lines(told),
        lines((say("edit.history.changes", language), *changes)) if changes else Rich(),
    )
    rows = tuple(
        (
            tap(
                text("edit.history.open", language, version=each.checklist.version),
                SeeVersion(each.id, Page.CARD),
            ),
        )
        for each in versions[:VERSIONS_SHOWN]
    )
    return Card(words, (*rows, (_to_list(language),)))


def _stamp(step: Step) -> str:
    when = who_when(step.by, step.at)
    return f"{when['date'][:5]} {when['time']} {when['name']}:"


def older(state: VersionState, sentences: Sequence[str], *, language: str) -> Card:
    """An older version: how it differs from the newest, and that it can be published again."""
    words = blocks(
        lines((say("edit.title", language, title=state.checklist.title.in_language(language)),)),
        lines((_published(state, language), _used(state, language))),
        lines((say("edit.older.differs", language), *(plain(f"• {each}") for each in sentences))),
    )
    return Card(words, (*_version_rows(state, None, language), (_to_list(language),)))


def new_checklist(versions: Sequence[tuple[str, str]], *, language: str) -> Card:
    """How a new checklist is to begin; `versions` are number and title of those that can be copied."""
    rows = tuple(
        (
            tap(
                text("edit.new.copy", language, title=quoted(title, TITLE_SHOWN)),
                UseVersion(version, What.COPY),
            ),
        )
        for version, title in versions
    )
    scratch = (tap(text("edit.new.scratch", language), NewChecklist("scratch")),)
    file = (tap(text("edit.button.file", language), NewChecklist("file")),)
    return Card(say("edit.new", language), (scratch, *rows, file, (_to_list(language),)))


def ask_name(*, language: str) -> Card:
    """What the new checklist is called."""
    return Card(say("edit.new.name", language), ((_to_list(language),),))


def ask_file(*, language: str) -> Card:
    """Send the file."""
    return Card(say("edit.file.ask", language), ((_to_list(language),),))


def _to_list(language: str) -> Button:
    return tap(text("edit.button.list", language), SeeChecklists())
