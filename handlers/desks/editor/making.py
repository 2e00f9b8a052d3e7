"""One edit of a draft: looked at beside what others did meanwhile, applied, kept, told.

Rules: an edit that meets nobody else's is applied to the draft as it is now, and the editor is told what
else changed; one that meets another's is not applied, and he is told whose it was and may do it again. A
draft that is over says what became of it. Two at the very same moment are told apart by the revision: the
second turn is played again.
Must not know: cards of a draft, which button or text made the edit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from checklists.edit_places import first_meeting
from checklists.editing import apply, replay
from checklists.edits import Edit
from checklists.model import Checklist
from handlers.cards import desk_cards
from handlers.cards.editor import change_words, publish_cards
from handlers.cards.layout import quoted
from handlers.talk import Talk
from storage import checklists, drafts, people
from storage.drafts import Draft, DraftState, Made

Build: TypeAlias = Callable[[Draft], Edit | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One edit with the checklist before and after it."""

    made: Made
    before: Checklist
    after: Checklist


async def open_draft(talk: Talk, draft_id: str) -> Draft | None:
    """The open draft; for one that is over or never was, that is said."""
    draft = await drafts.load(talk.connection, draft_id)
    if draft is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return None
    if draft.state is not DraftState.OPEN:
        talk.tell(publish_cards.ended(draft.version, language=talk.language), alert=True)
        return None
    return draft


async def make(talk: Talk, draft_id: str, build: Build, *, typed: str | None = None) -> Draft | None:
    """Make the edit; the draft after it, or none when nothing was done, which has been said."""
    draft = await open_draft(talk, draft_id)
    if draft is None:
        return None
    edit = build(draft)
    if edit is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return None
    unseen = _unseen(talk, draft)
    meeting = first_meeting(edit, (each.edit for each in unseen))
    if meeting is not None:
        await _tell_conflict(talk, draft, unseen, meeting, typed)
        return None
    changed = apply(draft.checklist, edit)
    if not isinstance(changed, Checklist):
        talk.tell(publish_cards.refused(draft.checklist, changed, language=talk.language), alert=True)
        return None
    after = await drafts.append(talk.connection, draft, edit, changed, by=talk.person.id, at=talk.at)
    if unseen:
        told = await _told(talk, draft, unseen)
        talk.say(publish_cards.changed_since(told, language=talk.language))
    see(talk, after)
    return after


def see(talk: Talk, draft: Draft) -> None:
    """The editor has seen the draft as it is now."""
    talk.state = replace(talk.state, draft_seen=(draft.id, draft.revision))


async def steps(talk: Talk, draft: Draft) -> tuple[Step, ...]:
    """Every edit of the draft with what it changed."""
    base = draft.base
    checklist = (
        drafts.blank(draft.key)
        if base is None
        else await checklists.checklist(talk.connection, draft.key, base)
    )
    found = []
    for each in draft.made:
        after = replay(checklist, each.edit)
        if isinstance(after, Checklist):
            found.append(Step(made=each, before=checklist, after=after))
            checklist = after
    return tuple(found)


def step_sentences(
    step: Step, *, language: str, kinds: Mapping[str, str] = change_words.NO_KINDS
) -> tuple[str, ...]:
    """What one edit changed, in words."""
    return change_words.sentences(step.before, step.after, language=language, kinds=kinds)


def _unseen(talk: Talk, draft: Draft) -> tuple[Made, ...]:
    """What others did since this person saw the draft last; all that he did himself he has seen."""
    match talk.state.draft_seen:
        case (seen, revision) if seen == draft.id:
            return tuple(
                each for each in draft.made if each.revision > revision and each.by != talk.person.id
            )
        case _:
            return ()


async def _told(
    talk: Talk, draft: Draft, unseen: tuple[Made, ...], only: Edit | None = None
) -> tuple[str, ...]:
    told = []
    for step in await steps(talk, draft):
        if step.made not in unseen or (only is not None and step.made.edit != only):
            continue
        name = await name_of(talk, step.made.by)
        told += [f"{name}: {each}" for each in step_sentences(step, language=talk.language)]
    return tuple(told)


async def _tell_conflict(
    talk: Talk, draft: Draft, unseen: tuple[Made, ...], meeting: Edit, typed: str | None
) -> None:
    told = await _told(talk, draft, unseen, only=meeting)
    talk.say(publish_cards.conflict(told, quoted(typed) if typed else None, language=talk.language))
    see(talk, draft)


async def name_of(talk: Talk, person_id: str) -> str:
    """The person's name, or his id when he is not known any more."""
    found = await people.person(talk.connection, person_id)
    return found.name if found else person_id
