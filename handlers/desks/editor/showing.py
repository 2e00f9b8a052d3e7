"""What an editor looks at: the checklists, a version, a draft and its parts.

Rules: who looks at a draft has seen what others did in it; a part that is gone meanwhile is said to be gone,
and what is around it is shown.
Must not know: how an edit is made.
"""

from checklists.model import Checklist, Question
from handlers.actions.editing import Page
from handlers.cards import desk_cards
from handlers.cards.editor import change_words, draft_cards, list_cards, question_cards
from handlers.cards.editor.list_cards import DraftState, Shelf, VersionState
from handlers.desks.editor import making
from handlers.desks.editor.making import name_of, see
from handlers.talk import Talk
from storage import checklists, drafts, units, visits
from storage.checklists import Published
from storage.drafts import Draft

STEPS: int = 20


async def show_checklists(talk: Talk) -> None:
    """Every checklist with its state."""
    every = await checklists.newest(talk.connection)
    counts = await visits.count_by_version(talk.connection)
    open_drafts = dict(await drafts.open_keys(talk.connection))
    shelves = [
        Shelf(
            checklist=each.checklist,
            version=str(each.id),
            visits=counts.get((each.checklist.key, each.checklist.version), (0, 0))[0],
            draft=open_drafts.pop(each.checklist.key, None),
        )
        for each in every
    ]
    for draft_id in open_drafts.values():
        draft = await drafts.load(talk.connection, draft_id)
        if draft is not None:
            shelves.append(Shelf(checklist=draft.checklist, version=None, visits=0, draft=draft_id))
    talk.show(list_cards.checklists(shelves, language=talk.language))


async def version_of(talk: Talk, version_id: str) -> Published | None:
    """The version of that number; when there is none, that is said."""
    key = (
        await checklists.version_numbered(talk.connection, int(version_id))
        if version_id.isdecimal()
        else None
    )
    if key is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return None
    every = await checklists.versions_of(talk.connection, key[0])
    return next(each for each in every if str(each.id) == version_id)


async def show_version(talk: Talk, version_id: str, page_name: str) -> None:
    """A version, or the history of its checklist."""
    found = await version_of(talk, version_id)
    if found is None:
        return
    key = found.checklist.key
    every = await checklists.versions_of(talk.connection, key)
    if page_name == Page.HISTORY:
        await _show_history(talk, every)
        return
    state = await _version_state(talk, found, every)
    if not state.is_newest:
        sentences = change_words.sentences(every[0].checklist, found.checklist, language=talk.language)
        talk.show(list_cards.older(state, sentences, language=talk.language))
        return
    draft = await drafts.open_for(talk.connection, key)
    talk.show(list_cards.version(state, await _draft_state(talk, draft), language=talk.language))


async def _version_state(talk: Talk, found: Published, every: tuple[Published, ...]) -> VersionState:
    counts = await visits.count_by_version(talk.connection)
    count, open_ = counts.get((found.checklist.key, found.checklist.version), (0, 0))
    return VersionState(
        id=str(found.id),
        checklist=found.checklist,
        at=talk.house.local(found.at),
        by=await name_of(talk, found.by) if found.by else None,
        visits=count,
        open_visits=open_,
        is_newest=found.id == every[0].id,
    )


async def _draft_state(talk: Talk, draft: Draft | None) -> DraftState | None:
    if draft is None:
        return None
    by, at = (draft.made[-1].by, draft.made[-1].at) if draft.made else (draft.begun_by, draft.begun_at)
    return DraftState(
        id=draft.id, changes=draft.revision, by=await name_of(talk, by), at=talk.house.local(at)
    )


async def _show_history(talk: Talk, every: tuple[Published, ...]) -> None:
    states = [await _version_state(talk, each, every) for each in every]
    steps, labels = [], await kind_labels(talk)
    for draft in reversed(await drafts.of(talk.connection, every[0].checklist.key)):
        for step in await making.steps(talk, draft):
            sentences = making.step_sentences(step, language=talk.language, kinds=labels)
            if sentences:
                by, at = await name_of(talk, step.made.by), talk.house.local(step.made.at)
                steps.append(list_cards.Step(by=by, at=at, sentences=sentences))
    title = every[0].checklist.title.in_language(talk.language)
    talk.show(list_cards.history(title, states, steps[-STEPS:], language=talk.language))


async def show_draft(talk: Talk, draft: Draft) -> None:
    """A draft's sections."""
    see(talk, draft)
    card = draft_cards.sections(
        draft.id, draft.checklist, base=draft.base, changes=draft.revision, language=talk.language
    )
    talk.show(card)


async def show_section(talk: Talk, draft: Draft, key: str, page_name: str = Page.CARD) -> None:
    """A section's questions; the draft when the section is gone."""
    found = next((section for section in draft.checklist.sections if section.key == key), None)
    if found is None:
        talk.toast(desk_cards.lost_button(language=talk.language).plain)
        await show_draft(talk, draft)
        return
    see(talk, draft)
    if page_name == Page.RETIRE:
        talk.show(draft_cards.retire_section(draft.id, found, language=talk.language))
        return
    talk.show(draft_cards.section(draft.id, draft.checklist, found, language=talk.language))


async def show_question(talk: Talk, draft: Draft, code: str, page_name: str = Page.CARD) -> None:
    """A question, or the page of one setting; the draft when the question is gone."""
    page = next((each for each in Page if each == page_name), None)
    if draft.checklist.question(code) is None or page is None:
        talk.toast(desk_cards.lost_button(language=talk.language).plain)
        await show_draft(talk, draft)
        return
    see(talk, draft)
    match page:
        case Page.CARD:
            talk.show(
                question_cards.question(draft.id, draft.checklist, code, at=talk.at, language=talk.language)
            )
        case Page.MORE:
            talk.show(question_cards.more(draft.id, draft.checklist, code, language=talk.language))
        case Page.REPLACES:
            gone = [(each.code, each.label.vi) for each, _ in await retired_questions(talk, draft)]
            card = question_cards.replaces(draft.id, code, draft.checklist, gone, language=talk.language)
            talk.show(card)
        case _:
            talk.show(question_cards.page(draft.id, draft.checklist, code, page, language=talk.language))


async def show_choice(talk: Talk, draft: Draft, code: str, name: str) -> None:
    """One choice; its question when it is gone."""
    question = draft.checklist.question(code)
    if question is None or question.choice(name) is None:
        await show_question(talk, draft, code, Page.CHOICES)
        return
    see(talk, draft)
    talk.show(question_cards.choice(draft.id, draft.checklist, code, name, language=talk.language))


async def show_retired(talk: Talk, draft: Draft) -> None:
    """Questions that were asked once and are not in the draft."""
    see(talk, draft)
    gone = await retired_questions(talk, draft)
    talk.show(draft_cards.retired(draft.id, gone, language=talk.language))


async def retired_questions(talk: Talk, draft: Draft) -> tuple[tuple[Question, int], ...]:
    """Each question of an earlier version that the draft does not ask, as it was last, with that version."""
    found: dict[str, tuple[Question, int]] = {}
    for each in await checklists.versions_of(talk.connection, draft.key):
        for question in each.checklist.questions:
            if draft.checklist.question(question.code) is None:
                found.setdefault(question.code, (question, each.checklist.version))
    return tuple(found.values())


async def show_unit_kinds(talk: Talk, draft: Draft) -> None:
    """For which kinds of unit the draft is; the kinds of today's units are offered."""
    see(talk, draft)
    kinds = await kinds_offered(talk, draft.checklist)
    known = await kind_labels(talk)
    labels = tuple((kind, known.get(kind, kind)) for kind in kinds)
    talk.show(draft_cards.unit_kinds(draft.id, draft.checklist.unit_kinds, labels, language=talk.language))


async def kind_labels(talk: Talk) -> dict[str, str]:
    """What kinds of unit are called."""
    known = await units.kinds(talk.connection)
    return {key: kind.label.in_language(talk.language) for key, kind in known.items()}


async def kinds_offered(talk: Talk, checklist: Checklist) -> tuple[str, ...]:
    """The kinds of the units in force, and those the checklist has already."""
    every = await units.units_on(talk.connection, talk.at.date())
    return tuple(dict.fromkeys((*checklist.unit_kinds, *(unit.kind for unit in every))))
