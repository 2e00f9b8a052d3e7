"""What is said of a file: why it cannot be taken, every issue with its place and remedy.

Rules: as many issues as a phone shows without tiring; when there are more, all of them are written into a
text.
Must not know: how a file is read.
"""

from collections.abc import Sequence
from typing import Final

from checklists.issues import Issue
from handlers.cards.layout import blocks, quoted
from handlers.rich import Rich, lines, plain
from handlers.words import say, text

ISSUES_SHOWN: Final = 10
MEGABYTE: Final = 1024 * 1024


def too_large(limit: int, *, language: str) -> Rich:
    """The file is larger than files may be."""
    return say("edit.file.too_large", language, limit=limit // MEGABYTE)


def not_a_checklist(*, language: str) -> Rich:
    """A file was asked for, and this one cannot be a checklist."""
    return say("edit.file.other", language)


def too_many(limit: int, *, language: str) -> Rich:
    """Too many files in an hour."""
    return say("edit.file.too_many", language, limit=limit)


def unread(name: str, reason: str, *, language: str) -> Rich:
    """The platform does not give the file."""
    key = "edit.file.too_large_unread" if reason == "too_big" else "edit.file.unread"
    return say(key, language, name=quoted(name, 80))


def faulty(name: str, issues: Sequence[Issue], *, language: str) -> tuple[Rich, str | None]:
    """The issues for the chat, and all of them as a text when they do not fit."""
    every = tuple(dict.fromkeys(issue_text(issue, language) for issue in issues))
    head = say("edit.file.faulty", language, name=quoted(name, 80), count=len(every))
    shown = tuple(plain(f"{at}. {each}") for at, each in enumerate(every[:ISSUES_SHOWN], 1))
    end = say("edit.file.again", language)
    if len(every) <= ISSUES_SHOWN:
        return blocks(head, lines(shown), end), None
    more = say("edit.file.more", language, count=len(every) - ISSUES_SHOWN)
    whole = "\r\n".join(f"{at}. {each}" for at, each in enumerate(every, 1))
    return blocks(head, lines((*shown, more)), end), whole


def issue_text(issue: Issue, language: str) -> str:
    """Where it stands in the file, the fault and the remedy."""
    words = f"{issue.fault.in_language(language)} {issue.remedy.in_language(language)}"
    if issue.sheet and issue.column:
        cell = f"{issue.column}{issue.line}"
        return text("edit.file.cell", language, sheet=issue.sheet, cell=cell, words=words)
    if issue.line:
        return text("edit.file.line", language, line=issue.line, place=issue.place or "-", words=words)
    return f"{issue.place}: {words}" if issue.place else words


def all_issues(*, language: str) -> Rich:
    """Under the text that holds all issues."""
    return say("edit.file.all_issues", language)
