"""What a draft changes, in words, and what becomes of it: published, kept, discarded.

Rules: nothing is published unseen: the button names the version, and belongs to the draft as it was shown.
Must not know: how drafts are kept, who may publish.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checklists.issues import Issue
from checklists.model import Checklist
from handlers.actions.editing import (
    EndDraft,
    Page,
    SeeChecklists,
    SeeDraft,
    SeeQuestion,
    SeeVersion,
    SetQuestion,
    UseDraft,
    What,
)
from handlers.card import Card
from handlers.cards.layout import blocks, tap
from handlers.outgoing import Button
from handlers.rich import Rich, lines, plain
from handlers.words import say, text
from handlers.words.catalog import texts

CHANGES_SHOWN: Final = 30
RULED_SHOWN: Final = 8
ISSUES_SHOWN: Final = 8
_QUOTED: Final = re.compile(r"[«“](\w+)[»”]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft beside what it began from.

    `rulings`: code and whether comparable; `successors`: new code and old; `untranslated`: questions
    without English, by number; `takes_over`: kinds of unit with the checklist that they use until now;
    `issues`: why it cannot be published yet.
    """

    draft: str
    revision: int
    checklist: Checklist
    base: int | None
    next_version: int
    sentences: tuple[str, ...]
    rulings: tuple[tuple[str, bool], ...]
    successors: tuple[tuple[str, str | None], ...]
    old_labels: dict[str, str]
    untranslated: tuple[str, ...]
    lacks_english: bool
    open_visits: int
    takes_over: tuple[tuple[str, str], ...]
    issues: tuple[Issue, ...]


def changes(proposal: Proposal, *, language: str) -> Card:
    """The difference in words, what is asked about it, and the ways on."""
    words = blocks(
        _head(proposal, language),
        lines((*_asked(proposal, language), _under_way(proposal, language), _english(proposal, language))),
        lines(tuple(_taken_over(kind, title, language) for kind, title in proposal.takes_over)),
        lines(tuple(plain(each) for each in _why_not(proposal, language))),
    )
    rulings = tuple(
        (_ruling(proposal, code, same, language),) for code, same in proposal.rulings[:RULED_SHOWN]
    )
    new = tuple(
        (_successor(proposal, code, old, language),) for code, old in proposal.successors[:RULED_SHOWN]
    )
    return Card(words, (*rulings, *new, *_ways(proposal, language)))


def _head(proposal: Proposal, language: str) -> Rich:
    if not proposal.sentences:
        return say("edit.changes.none", language)
    base = proposal.base
    head = say("edit.changes", language, version=base) if base else say("edit.changes.new", language)
    shown = tuple(plain(f"• {each}") for each in proposal.sentences[:CHANGES_SHOWN])
    rest = len(proposal.sentences) - CHANGES_SHOWN
    return lines((head, *shown, say("edit.changes.more", language, count=rest) if rest > 0 else Rich()))


def _asked(proposal: Proposal, language: str) -> tuple[Rich, ...]:
    successors = say("edit.changes.ask_replaces", language) if proposal.successors else Rich()
    same = say("edit.changes.ask_same", language) if proposal.rulings else Rich()
    return successors, same


def _under_way(proposal: Proposal, language: str) -> Rich:
    if not proposal.open_visits:
        return Rich()
    return say("edit.changes.open", language, count=proposal.open_visits, version=proposal.base or 0)


def _taken_over(kind: str, title: str, language: str) -> Rich:
    return say("edit.changes.takes_over", language, kind=kind, title=title)


def _english(proposal: Proposal, language: str) -> Rich:
    if not proposal.lacks_english:
        return Rich()
    if not proposal.untranslated:
        return say("edit.changes.untranslated_titles", language)
    return say("edit.changes.untranslated", language, numbers=", ".join(proposal.untranslated))


def _why_not(proposal: Proposal, language: str) -> tuple[str, ...]:
    if not proposal.issues:
        return ()
    told = (issue_line(proposal.checklist, issue, language) for issue in proposal.issues[:ISSUES_SHOWN])
    return (text("edit.changes.unfinished", language), *told)


def issue_line(checklist: Checklist, issue: Issue, language: str) -> str:
    """Where, what and what to do, for somebody who edits in chat and knows numbers, not codes."""
    about = issue.place.split(".")[0]
    own = f"edit.issue.{issue.code}"
    words = f"{issue.fault.in_language(language)} {issue.remedy.in_language(language)}"
    words = text(own, language) if own in texts(language) else _with_numbers(checklist, words)
    if about == "unit_kinds":
        return text("edit.issue.unit_kinds", language)
    if checklist.question(about):
        return text("edit.issue.question", language, number=checklist.number(about), words=words)
    for section in checklist.sections:
        if section.key == about:
            return text("edit.issue.section", language, title=section.title.vi, words=words)
    return words


def _with_numbers(checklist: Checklist, words: str) -> str:
    def number(found: re.Match[str]) -> str:
        return checklist.number(found[1]) if checklist.question(found[1]) else found[0]

    return _QUOTED.sub(number, words)


def _ruling(proposal: Proposal, code: str, same: bool, language: str) -> Button:  # noqa: FBT001 - a pair of the list
    key = "edit.same.yes" if same else "edit.same.no"
    label = text(key, language, number=proposal.checklist.number(code)) + (" ✓" if same else "")
    return tap(label, SetQuestion(proposal.draft, code, What.COMPARABLE, "no" if same else "yes"))


def _successor(proposal: Proposal, code: str, old: str | None, language: str) -> Button:
    number = proposal.checklist.number(code)
    key = "edit.replaces.some" if old else "edit.replaces.nothing"
    label = proposal.old_labels.get(old or "", "")
    return tap(
        text(key, language, number=number, label=label), SeeQuestion(proposal.draft, code, Page.REPLACES)
    )


def _ways(proposal: Proposal, language: str) -> tuple[tuple[Button, ...], ...]:
    draft, revision = proposal.draft, str(proposal.revision)
    back = tap(text("edit.button.sections", language), SeeDraft(draft, Page.CARD))
    discard = tap(text("edit.button.discard", language), SeeDraft(draft, Page.DISCARD))
    if not proposal.sentences:
        return ((back, discard),)
    key = "edit.button.publish_lent" if proposal.lacks_english else "edit.button.publish"
    publish = tap(
        text(key, language, version=proposal.next_version), EndDraft(draft, What.PUBLISH, revision), "success"
    )
    keep = tap(text("edit.button.keep", language), EndDraft(draft, What.KEEP, revision))
    attempt = tap(text("edit.button.try_draft", language), UseDraft(draft, What.TRY, ""))
    ready = () if proposal.issues else ((publish,),)
    return (*ready, (keep, attempt), (back, discard))


def discard(draft: str, revision: int, count: int, *, language: str) -> Card:
    """Asked before a draft is thrown away."""
    do = tap(text("edit.button.discard", language), EndDraft(draft, What.DISCARD, str(revision)), "danger")
    back = tap(text("edit.button.leave", language), SeeDraft(draft, Page.CHANGES))
    return Card(say("edit.discard", language, count=count), ((do, back),))


def published(checklist: Checklist, version: str, open_visits: int, *, language: str) -> Card:
    """It is published."""
    words = lines(
        (
            say(
                "edit.published",
                language,
                title=checklist.title.in_language(language),
                version=checklist.version,
            ),
            say("edit.published.open", language, count=open_visits) if open_visits else Rich(),
        )
    )
    see = tap(text("edit.button.see_version", language), SeeVersion(version, Page.CARD))
    return Card(words, ((see, tap(text("edit.button.list", language), SeeChecklists())),))


def kept(count: int, *, language: str) -> Card:
    """It stays a draft."""
    return Card(say("edit.kept", language, count=count), ((_list(language),),))


def discarded(*, language: str) -> Card:
    """It is thrown away."""
    return Card(say("edit.discarded", language), ((_list(language),),))


def ended(version: int | None, *, language: str) -> Rich:
    """An old button of a draft that is no more."""
    if version is None:
        return say("edit.ended.discarded", language)
    return say("edit.ended.published", language, version=version)


def changed_since(sentences: Sequence[str], *, language: str) -> Rich:
    """What others did since this editor looked last."""
    return lines((say("edit.meanwhile", language), *(plain(f"• {each}") for each in sentences)))


def conflict(sentences: Sequence[str], typed: str | None, *, language: str) -> Rich:
    """Somebody else changed the same thing: nothing was done, and this is how it is now."""
    kept_words = say("edit.conflict.typed", language, words=typed) if typed else Rich()
    told = tuple(plain(f"• {each}") for each in sentences)
    return lines((say("edit.conflict", language), *told, kept_words, say("edit.conflict.again", language)))


def changed_before_end(*, language: str) -> Rich:
    """The draft was edited after the difference was shown."""
    return say("edit.changes.moved", language)


def refused(checklist: Checklist, issues: Sequence[Issue], *, language: str) -> Rich:
    """An edit that makes no sense, with what to do."""
    told = tuple(dict.fromkeys(issue_line(checklist, issue, language) for issue in issues))
    return plain(" ".join((text("edit.refused", language), *told[:ISSUES_SHOWN])))


def _list(language: str) -> Button:
    return tap(text("edit.button.list", language), SeeChecklists())
