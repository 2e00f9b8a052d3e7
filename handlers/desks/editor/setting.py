"""What a button sets in a draft: from its words to an edit, and what is shown then.

Rules: a word that is none of ours, or a value that the checklist language does not know, is a button that no
longer works; nothing else is checked here, since the edit itself is.
Must not know: how an edit is applied or kept.
"""

from checklists.edits import (
    ConditionOf,
    Edit,
    Judge,
    MoveChoice,
    MoveQuestion,
    MoveSection,
    RestoreQuestion,
    RetireChoice,
    RetireQuestion,
    RetireSection,
    SetCondition,
    SetDays,
    SetKind,
    SetNote,
    SetPhoto,
    SetRequired,
    SetSeverity,
    SetShared,
    SetUnitKinds,
    Succeed,
)
from checklists.kinds import Kind
from checklists.model import Checklist, NoteRule, PhotoRule
from checklists.writing import write_question
from handlers.actions.editing import Page, SetChoice, SetQuestion, SetSection, What
from handlers.cards.editor.value_words import failed_condition
from handlers.desks.editor import publishing, showing
from handlers.desks.editor.making import make, open_draft
from handlers.talk import Talk
from storage import checklists
from storage.drafts import Draft

# Where one stands after setting this: most lead back to the question.
_PAGES_AFTER = {What.UP: Page.PLACE, What.DOWN: Page.PLACE, What.REQUIRED: Page.MORE, What.SHARE: Page.PHOTO}
_TO_CHANGES = frozenset({What.COMPARABLE, What.REPLACES})


async def set_question(talk: Talk, action: SetQuestion) -> None:
    """Set one thing of a question."""
    if action.what == What.RESTORE:
        await _restore(talk, action)
        return
    before = await open_draft(talk, action.draft)
    if before is None:
        return
    section = before.checklist.section_of(action.code).key if before.checklist.question(action.code) else ""
    draft = await make(talk, action.draft, lambda draft: question_edit(draft.checklist, action))
    draft = draft or await open_draft(talk, action.draft)
    if draft is None:
        return
    if action.what in _TO_CHANGES:
        await publishing.show_changes(talk, draft)
    elif action.what == What.RETIRE:
        await showing.show_section(talk, draft, section)
    else:
        await showing.show_question(talk, draft, action.code, _PAGES_AFTER.get(What(action.what), Page.CARD))


def question_edit(checklist: Checklist, action: SetQuestion) -> Edit | None:
    """The edit that the button means, or none."""
    code, value = action.code, action.value
    try:
        return _edit(checklist, code, What(action.what), value)
    except ValueError:  # a word or a value that nobody knows
        return None


def _edit(checklist: Checklist, code: str, what: What, value: str) -> Edit | None:  # noqa: PLR0911 - a table of buttons
    match what:
        case What.KIND:
            return SetKind(code, Kind(value))
        case What.PHOTO:
            return SetPhoto(code, PhotoRule(value))
        case What.SHARE:
            return SetShared(code, shared=value == "yes")
        case What.NOTE:
            return SetNote(code, NoteRule(value))
        case What.REQUIRED:
            return SetRequired(code, required=value == "yes")
        case What.SEVERITY:
            return SetSeverity(code, int(value))
        case What.DAYS:
            return SetDays(code, int(value) if value else None)
        case What.WHEN:
            return SetCondition(code, ConditionOf.RELEVANT, failed_condition(value) if value else None)
        case What.NEVER_FAILS:
            return SetCondition(code, ConditionOf.FAIL_WHEN, None)
        case What.RETIRE:
            return RetireQuestion(code)
        case What.COMPARABLE:
            return Judge(code, comparable=value == "yes")
        case What.REPLACES:
            return Succeed(code, value or None)
        case What.UP | What.DOWN | What.AFTER | What.SECTION:
            return _move(checklist, code, what, value)
        case _:
            return None


def _move(checklist: Checklist, code: str, what: What, value: str) -> Edit | None:
    if checklist.question(code) is None:
        return None
    here = checklist.section_of(code)
    if what is What.AFTER:
        there = checklist.section_of(value) if checklist.question(value) else None
        return MoveQuestion(code, there.key, value) if there else None
    if what is What.SECTION:
        named = [section for section in checklist.sections if section.key.startswith(value)]
        last = named[0].questions[-1:] if len(named) == 1 else ()
        return MoveQuestion(code, named[0].key, last[0].code if last else None) if len(named) == 1 else None
    mains = [each.code for each in here.questions if each.detail_of is None or each.code == code]
    at = mains.index(code)
    if what is What.UP:
        return MoveQuestion(code, here.key, mains[at - 2] if at > 1 else None)
    return MoveQuestion(code, here.key, mains[min(at + 1, len(mains) - 1)])


async def _restore(talk: Talk, action: SetQuestion) -> None:
    draft = await open_draft(talk, action.draft)
    if draft is None:
        return
    gone = {
        question.code: (question, version)
        for question, version in await showing.retired_questions(talk, draft)
    }
    found = gone.get(action.code)
    section = ""
    if found is not None:
        was = await checklists.checklist(talk.connection, draft.key, found[1])
        section = _home(draft, was.section_of(action.code).key)
    restore = RestoreQuestion(section, action.code, write_question(found[0])) if found else None
    after = await make(talk, action.draft, lambda _: restore)
    if after is not None:
        await showing.show_question(talk, after, action.code)


def _home(draft: Draft, key: str) -> str:
    """The section in which the question stood, else the last one."""
    keys = [section.key for section in draft.checklist.sections]
    return key if key in keys else (keys[-1] if keys else key)


async def set_section(talk: Talk, action: SetSection) -> None:
    """Move or retire a section."""
    draft = await make(talk, action.draft, lambda draft: _section_edit(draft.checklist, action))
    draft = draft or await open_draft(talk, action.draft)
    if draft is not None and action.what == What.RETIRE:
        await showing.show_draft(talk, draft)
    elif draft is not None:
        await showing.show_section(talk, draft, action.section)


def _section_edit(checklist: Checklist, action: SetSection) -> Edit | None:
    keys = [section.key for section in checklist.sections]
    if action.section not in keys:
        return None
    at = keys.index(action.section)
    match action.what:
        case What.RETIRE:
            return RetireSection(keys[at], tuple(each.code for each in checklist.sections[at].questions))
        case What.UP:
            return MoveSection(keys[at], keys[at - 2] if at > 1 else None)
        case What.DOWN:
            return MoveSection(keys[at], keys[at + 1] if at + 1 < len(keys) else keys[at - 1] if at else None)
        case _:
            return None


async def set_choice(talk: Talk, action: SetChoice) -> None:
    """Move a choice up, or retire it."""
    edits: dict[str, Edit] = {
        What.UP: MoveChoice(action.code, action.choice),
        What.RETIRE: RetireChoice(action.code, action.choice),
    }
    draft = await make(talk, action.draft, lambda _: edits.get(action.what))
    draft = draft or await open_draft(talk, action.draft)
    if draft is not None:
        await showing.show_question(talk, draft, action.code, Page.CHOICES)


async def toggle_unit_kind(talk: Talk, draft_id: str, kind: str) -> None:
    """Take or leave a kind of unit."""

    def edit(draft: Draft) -> Edit:
        kinds = draft.checklist.unit_kinds
        others = tuple(each for each in kinds if each != kind)
        return SetUnitKinds(others if kind in kinds else (*kinds, kind))

    draft = await make(talk, draft_id, edit)
    draft = draft or await open_draft(talk, draft_id)
    if draft is not None:
        await showing.show_unit_kinds(talk, draft)
