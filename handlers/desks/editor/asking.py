"""Texts that an editor types: asked for by a button, taken for what was asked.

Rules: the scene says what a text is for; a text that cannot be taken says why and is asked for again, and
what was typed is never lost silently. `-` takes an optional text away.
Must not know: how an edit is applied or kept.
"""

from dataclasses import replace
from typing import Final

from checklists.edits import (
    AddChoice,
    AddQuestion,
    AddSection,
    ConditionOf,
    Edit,
    Language,
    SetChoiceText,
    SetCondition,
    SetDays,
    SetSectionTitle,
    SetText,
    SetTitle,
    TextOf,
)
from checklists.language import clean_line
from checklists.model import Checklist, Label
from checklists.naming import LONGEST_CHOICE, LONGEST_KEY, next_code, next_name
from handlers.actions.editing import Page
from handlers.cards import desk_cards
from handlers.cards.editor import asking_cards
from handlers.desks.editor import showing
from handlers.desks.editor.making import make, open_draft, see
from handlers.scenes import NoScene, TextOfDraft
from handlers.talk import Talk
from handlers.words import say
from storage import drafts
from storage.drafts import Draft

AWAY: Final = "-"
_LANGUAGES: Final = ("vi", "en")
_CONDITIONS: Final = {each.value: each for each in ConditionOf}
_QUESTION_TEXTS: Final = {
    f"{of.value}_{language}": (of, language) for of in TextOf for language in _LANGUAGES
}
_OF_DRAFT: Final = frozenset({"vi", "en", "section"})
_OF_SECTION: Final = frozenset({"vi", "en", "question"})
_OF_QUESTION: Final = frozenset({"days", "choice", *_CONDITIONS, *_QUESTION_TEXTS})


async def ask(talk: Talk, scene: TextOfDraft) -> None:
    """Ask for the text of that scene."""
    draft = await open_draft(talk, scene.draft)
    if draft is None:
        return
    if not _is_known(draft.checklist, scene):
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    see(talk, draft)
    talk.state = replace(talk.state, scene=scene)
    present = _present(draft.checklist, scene)
    talk.show(asking_cards.ask(scene, draft.checklist, present, language=talk.language))


def _is_known(checklist: Checklist, scene: TextOfDraft) -> bool:
    if scene.choice:
        question = checklist.question(scene.code)
        return question is not None and question.choice(scene.choice) is not None and scene.what in _LANGUAGES
    if scene.code:
        return checklist.question(scene.code) is not None and scene.what in _OF_QUESTION
    if scene.section:
        return scene.section in {section.key for section in checklist.sections} and scene.what in _OF_SECTION
    return scene.what in _OF_DRAFT


def _present(checklist: Checklist, scene: TextOfDraft) -> str:
    """The text as it is now."""
    question = checklist.question(scene.code)
    if question is None:
        return _present_title(checklist, scene)
    if scene.choice:
        choice = question.choice(scene.choice)
        return getattr(choice.label, scene.what) if choice else ""
    if scene.what in _QUESTION_TEXTS:
        of, language = _QUESTION_TEXTS[scene.what]
        label: Label | None = getattr(question, of.value)
        return getattr(label, language) if label else ""
    if scene.what in _CONDITIONS:
        condition = getattr(question, scene.what)
        return condition.source if condition else ""
    return ""


def _present_title(checklist: Checklist, scene: TextOfDraft) -> str:
    if scene.what not in _LANGUAGES:
        return ""
    for section in checklist.sections:
        if section.key == scene.section:
            return str(getattr(section.title, scene.what))
    return "" if scene.section else str(getattr(checklist.title, scene.what))


async def typed(talk: Talk, scene: TextOfDraft, text: str) -> None:
    """Take the text for what was asked; the scene stays when it cannot be taken."""
    line = clean_line(text)
    if scene.what == "days" and not line.isdecimal():
        talk.say(say("edit.type.days", talk.language), reply_to=talk.incoming.message_id)
        return
    used = await _used(talk, scene)
    draft = await make(talk, scene.draft, lambda draft: _edit(draft, scene, line, used), typed=line)
    if draft is None:
        return
    talk.state = replace(talk.state, scene=NoScene())
    await _show_after(talk, draft, scene, used)


async def _used(talk: Talk, scene: TextOfDraft) -> frozenset[str]:
    draft = await drafts.load(talk.connection, scene.draft) if scene.what == "question" else None
    return await drafts.used_codes(talk.connection, draft.key) if draft else frozenset()


async def _show_after(talk: Talk, draft: Draft, scene: TextOfDraft, used: frozenset[str]) -> None:
    if scene.what == "question":
        new = [each.code for each in draft.checklist.questions if each.code not in used]
        await showing.show_question(talk, draft, new[-1] if new else "")
    elif scene.what == "section":
        await showing.show_section(talk, draft, draft.checklist.sections[-1].key)
    elif scene.choice or scene.what == "choice":
        await showing.show_question(talk, draft, scene.code, Page.CHOICES)
    elif scene.code:
        await showing.show_question(talk, draft, scene.code)
    elif scene.section:
        await showing.show_section(talk, draft, scene.section)
    else:
        await showing.show_draft(talk, draft)


def _edit(draft: Draft, scene: TextOfDraft, line: str, used: frozenset[str]) -> Edit | None:
    if scene.choice:
        return SetChoiceText(scene.code, scene.choice, _language(scene.what), line)
    if scene.code:
        return _question_edit(draft.checklist, scene, line)
    checklist = draft.checklist
    if scene.what == "question":
        near = [
            each.code
            for section in checklist.sections
            if section.key == scene.section
            for each in section.questions
        ]
        every = used | {each.code for each in checklist.questions}
        return AddQuestion(scene.section, next_code(near, every), line)
    if scene.section:
        return SetSectionTitle(scene.section, _language(scene.what), line)
    if scene.what == "section":
        keys = [section.key for section in checklist.sections]
        return AddSection(next_name(line, keys, longest=LONGEST_KEY), line)
    return SetTitle(_language(scene.what), line)


def _question_edit(checklist: Checklist, scene: TextOfDraft, line: str) -> Edit | None:
    code, what = scene.code, scene.what
    if what in _QUESTION_TEXTS:
        of, language = _QUESTION_TEXTS[what]
        taken_away = line == AWAY and of is not TextOf.LABEL
        return SetText(code, of, _language(language), "" if taken_away else line)
    if what in _CONDITIONS:
        return SetCondition(code, _CONDITIONS[what], None if line == AWAY else line)
    if what == "days":
        return SetDays(code, int(line[:4]))
    question = checklist.question(code)
    names = [choice.name for choice in question.choices] if question else []
    return AddChoice(code, next_name(line, names, longest=LONGEST_CHOICE), line)


def _language(word: str) -> Language:
    return "en" if word == "en" else "vi"
