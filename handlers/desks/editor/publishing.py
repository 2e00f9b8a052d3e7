"""From a draft to a version: the difference in words, publishing, discarding.

Rules: what is published is what was shown: a draft edited since is shown again instead. Missing English
texts are lent from the Vietnamese by an edit of its own, so the log says so.
Must not know: how changes are worded.
"""

from dataclasses import replace

from checklists.choosing import ranked
from checklists.diff import may_mean_otherwise, new_codes
from checklists.editing import apply, is_untranslated, unfinished
from checklists.edits import LendVietnamese
from checklists.model import Checklist
from checklists.rulings import breaks_for, is_comparable, replaced_by
from checklists.visit import VISIT_PURPOSES
from checklists.writing import write_checklist
from handlers.cards.editor import change_words, publish_cards
from handlers.cards.editor.publish_cards import Proposal
from handlers.desks.editor import showing
from handlers.desks.editor.making import open_draft, see
from handlers.talk import Talk
from storage import audit, checklists, drafts, visits
from storage.drafts import Draft, DraftState


async def show_changes(talk: Talk, draft: Draft) -> None:
    """What the draft changes, and the ways on."""
    see(talk, draft)
    talk.show(publish_cards.changes(await _proposal(talk, draft), language=talk.language))


def show_discard(talk: Talk, draft: Draft) -> None:
    """Ask before a draft is thrown away."""
    see(talk, draft)
    talk.show(publish_cards.discard(draft.id, draft.revision, draft.revision, language=talk.language))


async def keep(talk: Talk, draft_id: str) -> None:
    """Leave it a draft."""
    draft = await open_draft(talk, draft_id)
    if draft is not None:
        talk.settle(publish_cards.kept(draft.revision, language=talk.language))


async def discard(talk: Talk, draft_id: str, revision: str) -> None:
    """Throw the draft away."""
    draft = await _as_shown(talk, draft_id, revision)
    if draft is None:
        return
    await drafts.end(talk.connection, draft, DraftState.DISCARDED, by=talk.person.id, at=talk.at)
    talk.settle(publish_cards.discarded(language=talk.language))


async def publish(talk: Talk, draft_id: str, revision: str) -> None:
    """Publish the draft as the next version of its checklist."""
    draft = await _as_shown(talk, draft_id, revision)
    if draft is None:
        return
    draft = await _with_english(talk, draft)
    before, last = await _before(talk, draft)
    new = replace(draft.checklist, version=last + 1)
    if unfinished(new) or new == replace(before, version=new.version):
        await show_changes(talk, draft)
        return
    by, at = talk.person.id, talk.at
    published = await checklists.publish(talk.connection, write_checklist(new), at=at, by=by)
    edits = tuple(each.edit for each in draft.made)
    breaks = breaks_for(before, new, edits, version=new.version)
    await checklists.add_breaks(talk.connection, draft.key, breaks)
    await drafts.end(talk.connection, draft, DraftState.PUBLISHED, by=by, at=at, version=new.version)
    await audit.append(
        talk.connection,
        at=at,
        actor=by,
        kind="checklist.published",
        object=draft.key,
        payload={"version": new.version, "draft": draft.id},
    )
    [newest, *_] = await checklists.versions_of(talk.connection, draft.key)
    open_visits = await _open_visits(talk, draft.key)
    talk.settle(publish_cards.published(published, str(newest.id), open_visits, language=talk.language))


async def _as_shown(talk: Talk, draft_id: str, revision: str) -> Draft | None:
    """The draft, if it is still as the button's card showed it; else it is shown again."""
    draft = await open_draft(talk, draft_id)
    if draft is None or str(draft.revision) == revision:
        return draft
    talk.toast(publish_cards.changed_before_end(language=talk.language).plain, alert=True)
    await show_changes(talk, draft)
    return None


async def _with_english(talk: Talk, draft: Draft) -> Draft:
    lent = apply(draft.checklist, LendVietnamese())
    if not isinstance(lent, Checklist) or lent == draft.checklist:
        return draft
    return await drafts.append(talk.connection, draft, LendVietnamese(), lent, by=talk.person.id, at=talk.at)


async def _before(talk: Talk, draft: Draft) -> tuple[Checklist, int]:
    """The newest version, and its number; a blank one and 0 for a new checklist."""
    every = await checklists.versions_of(talk.connection, draft.key)
    return (every[0].checklist, every[0].checklist.version) if every else (drafts.blank(draft.key), 0)


async def _open_visits(talk: Talk, key: str) -> int:
    counts = await visits.count_by_version(talk.connection)
    return sum(open_ for (checklist, _), (_, open_) in counts.items() if checklist == key)


async def _proposal(talk: Talk, draft: Draft) -> Proposal:
    before, last = await _before(talk, draft)
    after = draft.checklist
    edits = tuple(each.edit for each in draft.made)
    lent = apply(after, LendVietnamese())
    whole = lent if isinstance(lent, Checklist) else after
    gone = await showing.retired_questions(talk, draft)
    # A checklist that is all new has no older question to go on for.
    new = new_codes(before, after) if last else ()
    return Proposal(
        draft=draft.id,
        revision=draft.revision,
        checklist=after,
        base=last or None,
        next_version=last + 1,
        sentences=change_words.sentences(
            before, after, language=talk.language, kinds=await showing.kind_labels(talk)
        ),
        rulings=tuple(
            (code, is_comparable(before, after, edits, code)) for code in may_mean_otherwise(before, after)
        ),
        successors=tuple((code, replaced_by(edits, code)) for code in new) if gone else (),
        old_labels={question.code: question.label.vi for question, _ in gone},
        untranslated=tuple(after.number(each.code) for each in after.questions if is_untranslated(each)),
        lacks_english=whole != after,
        open_visits=await _open_visits(talk, draft.key),
        takes_over=await _taken_over(talk, after),
        issues=unfinished(replace(whole, version=last + 1)),
    )


async def _taken_over(talk: Talk, after: Checklist) -> tuple[tuple[str, str], ...]:
    """The kinds of unit whose visits begin with another checklist until this one is published."""
    labels = await showing.kind_labels(talk)
    found: dict[tuple[str, str], None] = {}
    for kind in after.unit_kinds:
        present = await checklists.suitable(talk.connection, kind)
        is_known = any(each.key == after.key for each in present)
        then = tuple(after if each.key == after.key else each for each in present)
        for purpose in VISIT_PURPOSES:
            was = ranked(present, purpose)[:1]
            now = ranked(then if is_known else (after, *present), purpose)[0]
            if was and now.key == after.key and was[0].key != after.key:
                found[labels.get(kind, kind), was[0].title.in_language(talk.language)] = None
    return tuple(found)
