"""What an editor is asked to type.

Rules: with an example where one helps, and the text as it is now.
Must not know: how the text is taken.
"""

from typing import Final

from checklists.model import Checklist
from handlers.actions.editing import DraftAction, Page, SeeDraft, SeeQuestion, SeeSection
from handlers.card import Card
from handlers.cards.editor.value_words import failed_condition
from handlers.cards.layout import blocks, quoted, tap
from handlers.rich import Rich, lines
from handlers.scenes import TextOfDraft
from handlers.words import say, text

WITH_CODES: Final = "edit.type.relevant"
CODES_SHOWN: Final = 12


def ask(scene: TextOfDraft, checklist: Checklist, present: str, *, language: str) -> Card:
    """Ask for the text; a button leads back without one."""
    now = say("edit.type.now", language, words=quoted(present)) if present else Rich()
    key = _key(scene)
    asked = _with_codes(scene, checklist, language) if key == WITH_CODES else say(key, language)
    words = blocks(_about(scene, checklist, language), lines((asked, now)))
    return Card(words, ((tap(text("edit.button.leave", language), _back(scene)),),))


def _with_codes(scene: TextOfDraft, checklist: Checklist, language: str) -> Rich:
    """A condition names questions by their codes, so those that may be named are shown with their numbers."""
    earlier = checklist.questions[: checklist.place(scene.code)][-CODES_SHOWN:]
    codes = "; ".join(
        text("edit.type.code", language, number=checklist.number(each.code), code=each.code)
        for each in earlier
    )
    example = failed_condition(earlier[-1].code if earlier else scene.code)
    return say(WITH_CODES, language, example=example, codes=codes or "-")


def _key(scene: TextOfDraft) -> str:
    if scene.choice:
        return f"edit.type.choice_{scene.what}"
    if scene.code:
        return f"edit.type.{scene.what}"
    if scene.section:
        return "edit.type.question" if scene.what == "question" else f"edit.type.section_{scene.what}"
    return "edit.type.section" if scene.what == "section" else f"edit.type.title_{scene.what}"


def _about(scene: TextOfDraft, checklist: Checklist, language: str) -> Rich:
    question = checklist.question(scene.code)
    if question is not None:
        number = checklist.number(question.code)
        return say("edit.question.line", language, number=number, label=question.label.vi)
    for at, section in enumerate(checklist.sections, 1):
        if section.key == scene.section:
            return say("edit.section.head", language, number=at, title=section.title.vi)
    return Rich()


def _back(scene: TextOfDraft) -> DraftAction:
    if scene.code:
        return SeeQuestion(scene.draft, scene.code, Page.CARD)
    if scene.section:
        return SeeSection(scene.draft, scene.section, Page.CARD)
    return SeeDraft(scene.draft, Page.CARD)
