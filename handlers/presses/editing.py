"""What the buttons of the checklists' editor do.

Rules: whoever edits may do all of it; a press ends whatever text was being asked for.
Must not know: how edits are made.
"""

from dataclasses import replace
from typing import assert_never

from handlers.actions import Action
from handlers.actions.editing import (
    AskOfChoice,
    AskOfDraft,
    AskOfQuestion,
    AskOfSection,
    DraftAction,
    EditingAction,
    EndDraft,
    NewChecklist,
    Page,
    SeeChecklists,
    SeeChoice,
    SeeDraft,
    SeeQuestion,
    SeeSection,
    SeeVersion,
    SetChoice,
    SetQuestion,
    SetSection,
    UseDraft,
    UseVersion,
    What,
)
from handlers.authorize import Verb
from handlers.cards import desk_cards
from handlers.desks.editor import asking, beginning, making, publishing, setting, showing, trying
from handlers.scenes import NoScene, TextOfDraft
from handlers.talk import Talk

VERBS: dict[type[Action], Verb] = dict.fromkeys(
    (
        SeeChecklists,
        NewChecklist,
        SeeVersion,
        UseVersion,
        SeeDraft,
        UseDraft,
        EndDraft,
        AskOfDraft,
        SeeSection,
        SetSection,
        AskOfSection,
        SeeQuestion,
        SetQuestion,
        AskOfQuestion,
        SeeChoice,
        SetChoice,
        AskOfChoice,
    ),
    Verb.EDIT_CHECKLISTS,
)


async def act(talk: Talk, action: EditingAction) -> None:
    """Do what the button says; the person may press such a button."""
    talk.state = replace(talk.state, scene=NoScene())
    match action:
        case SeeChecklists():
            await showing.show_checklists(talk)
        case NewChecklist(how):
            await beginning.ask_how(talk, how)
        case SeeVersion(version, page):
            await showing.show_version(talk, version, page)
        case UseVersion(version, what):
            await _use_version(talk, version, what)
        case _:
            await _act_on_draft(talk, action)


async def _use_version(talk: Talk, version: str, what: str) -> None:
    match what:
        case What.EDIT:
            await beginning.edit(talk, version)
        case What.TRY:
            await trying.try_version(talk, version)
        case What.DOWNLOAD:
            await beginning.download(talk, version)
        case What.AGAIN:
            await beginning.again(talk, version)
        case What.COPY:
            await beginning.ask_name(talk, copied=version)
        case _:
            _lost(talk)


async def _act_on_draft(talk: Talk, action: DraftAction) -> None:
    match action:
        case SetQuestion():
            await setting.set_question(talk, action)
        case SetSection():
            await setting.set_section(talk, action)
        case SetChoice():
            await setting.set_choice(talk, action)
        case EndDraft():
            await _end(talk, action)
        case UseDraft():
            await _use_draft(talk, action)
        case AskOfDraft(draft, what):
            await asking.ask(talk, TextOfDraft(draft, what))
        case AskOfSection(draft, section, what):
            await asking.ask(talk, TextOfDraft(draft, what, section=section))
        case AskOfQuestion(draft, code, what):
            await asking.ask(talk, TextOfDraft(draft, what, code=code))
        case AskOfChoice(draft, code, choice, language):
            await asking.ask(talk, TextOfDraft(draft, language, code=code, choice=choice))
        case SeeDraft() | SeeSection() | SeeQuestion() | SeeChoice():
            await _see(talk, action)
        case _ as never:
            assert_never(never)


async def _see(talk: Talk, action: SeeDraft | SeeSection | SeeQuestion | SeeChoice) -> None:
    draft = await making.open_draft(talk, action.draft)
    if draft is None:
        return
    match action:
        case SeeDraft(page=Page.CHANGES):
            await publishing.show_changes(talk, draft)
        case SeeDraft(page=Page.RETIRED):
            await showing.show_retired(talk, draft)
        case SeeDraft(page=Page.KINDS):
            await showing.show_unit_kinds(talk, draft)
        case SeeDraft(page=Page.DISCARD):
            publishing.show_discard(talk, draft)
        case SeeDraft():
            await showing.show_draft(talk, draft)
        case SeeSection(_, section, page):
            await showing.show_section(talk, draft, section, page)
        case SeeQuestion(_, code, page):
            await showing.show_question(talk, draft, code, page)
        case SeeChoice(_, code, choice):
            await showing.show_choice(talk, draft, code, choice)
        case _ as never:
            assert_never(never)


async def _use_draft(talk: Talk, action: UseDraft) -> None:
    draft = await making.open_draft(talk, action.draft)
    if draft is None:
        return
    match action.what:
        case What.TRY:
            await trying.try_draft(talk, draft)
        case What.DOWNLOAD:
            beginning.download_draft(talk, draft)
        case What.UNIT_KIND:
            await setting.toggle_unit_kind(talk, draft.id, action.value)
        case _:
            _lost(talk)


async def _end(talk: Talk, action: EndDraft) -> None:
    match action.what:
        case What.PUBLISH:
            await publishing.publish(talk, action.draft, action.revision)
        case What.DISCARD:
            await publishing.discard(talk, action.draft, action.revision)
        case What.KEEP:
            await publishing.keep(talk, action.draft)
        case _:
            _lost(talk)


def _lost(talk: Talk) -> None:
    talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
