"""Where a turn ends: what is changed, what is open afterwards and the message that says so.

Rules: a turn's new visit is its old one with the turn's effects applied, and nothing else; `revision` grows
by one when there are any. A person is led to the next stop, or stays where they are.
Must not know: what kinds of event there are, how values are read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from checklists.messages import (
    AnswerRecorded,
    Ask,
    AskEvidence,
    AskSection,
    Effect,
    Message,
    Part,
    PhotoRecorded,
    Problem,
    Review,
    VisitCancelled,
    VisitSubmitted,
)
from checklists.model import Checklist, Page, Question
from checklists.problems import ProblemCode
from checklists.progress import details_asked, gaps, is_relevant, missing_evidence
from checklists.route import next_prompt
from checklists.turn import Conversation, Prompt, Turn
from checklists.visit import Answer, Photo, Status, Visit


@dataclass(frozen=True, slots=True)
class Situation:
    """What an event meets: the checklist, the visit before it, what was asked last, by whom and when."""

    checklist: Checklist
    visit: Visit
    conversation: Conversation
    by: str
    at: datetime

    @property
    def prompt(self) -> Prompt | None:
        """What is open; none, too, when that question is not of this checklist."""
        prompt = self.conversation.prompt
        if prompt is None or prompt.question is None or self.checklist.question(prompt.question):
            return prompt
        return None

    @property
    def open_page(self) -> Page | None:
        """The page whose card is open, if one is."""
        prompt = self.prompt
        if prompt is None or prompt.part is not Part.CARD or prompt.question is None:
            return None
        return self.checklist.page_of(prompt.question)

    @property
    def open_question(self) -> Question | None:
        """The one question that is open, if it is one and still asked."""
        code = self.prompt.question if self.prompt and self.prompt.part is not Part.CARD else None
        question = None if code is None else self.checklist.question(code)
        return question if question and is_relevant(self.checklist, self.visit, question) else None

    def is_open_at(self, question: Question) -> bool:
        """Whether that question is what is open; yes as well when nothing has been asked yet.

        A card is open at each question that stands on it, a finding's prompt at the details it asks for.
        """
        if self.prompt is None:
            return True
        if self.open_page is not None:
            return question in self.open_page.questions
        return self.prompt.question == question.code or self.is_detail_of_open(question)

    def is_detail_of_open(self, question: Question) -> bool:
        """Whether the prompt that is open asks for this detail along with its finding's evidence."""
        if question.detail_of is None or self.checklist.page_of(question.code) is None:
            return False
        return self.prompt == Prompt(question.detail_of, Part.EVIDENCE)


def with_effects(visit: Visit, effects: Iterable[Effect], *, at: datetime) -> Visit:
    """The visit after one turn's effects; `at` is when its event was received."""
    changed = visit
    for effect in effects:
        changed = _with_effect(changed, effect, at=at)
    return visit if changed is visit else replace(changed, revision=visit.revision + 1)


def _with_effect(visit: Visit, effect: Effect, *, at: datetime) -> Visit:
    match effect:
        case AnswerRecorded(answer):
            return replace(visit, answers={**visit.answers, answer.question: answer})
        case PhotoRecorded(photo):
            return replace(visit, photos=_with_photo(visit.photos, photo))
        case VisitSubmitted():
            return replace(visit, status=Status.SUBMITTED, submitted_at=at)
        case VisitCancelled():
            return replace(visit, status=Status.CANCELLED)
        case _ as never:
            assert_never(never)


def _with_photo(photos: tuple[Photo, ...], photo: Photo) -> tuple[Photo, ...]:
    if any(each.id == photo.id for each in photos):
        return tuple(photo if each.id == photo.id else each for each in photos)
    return (*photos, photo)


def stay(situation: Situation, *messages: Message, effects: tuple[Effect, ...] = ()) -> Turn:
    """What was open stays open."""
    visit = with_effects(situation.visit, effects, at=situation.at)
    return Turn(visit=visit, conversation=situation.conversation, messages=messages, effects=effects)


def refuse(
    situation: Situation,
    code: ProblemCode,
    question: Question | None = None,
    details: Mapping[str, str] | None = None,
) -> Turn:
    """A slip: nothing changes; `question` is what stays asked, else the one that is open."""
    asked = question or situation.open_question
    return stay(situation, Problem(code, asked.code if asked else None, details or {}))


def go_to(
    situation: Situation,
    prompt: Prompt,
    *,
    first: tuple[Message, ...] = (),
    effects: tuple[Effect, ...] = (),
    saved: Answer | None = None,
) -> Turn:
    """Open `prompt`, whose question is of this checklist; `first` is said before it is asked."""
    visit = with_effects(situation.visit, effects, at=situation.at)
    return Turn(
        visit=visit,
        conversation=replace(situation.conversation, prompt=prompt),
        messages=(*first, _asking(situation.checklist, visit, prompt, saved)),
        effects=effects,
    )


def go_on(
    situation: Situation,
    after: str | None,
    *,
    first: tuple[Message, ...] = (),
    effects: tuple[Effect, ...] = (),
    saved: Answer | None = None,
) -> Turn:
    """Open the next stop after the question `after`."""
    visit = with_effects(situation.visit, effects, at=situation.at)
    prompt = next_prompt(situation.checklist, visit, after)
    return go_to(situation, prompt, first=first, effects=effects, saved=saved)


def not_asked(situation: Situation, question: Question) -> Turn:
    """Refuse an answer to a question that is not asked now; if that one was open, lead on from it."""
    details = {"question": question.code}
    if situation.prompt and situation.prompt.question == question.code:
        return go_on(situation, question.code, first=(Problem(ProblemCode.NOT_ASKED, None, details),))
    return refuse(situation, ProblemCode.NOT_ASKED, None, details)


def _asking(checklist: Checklist, visit: Visit, prompt: Prompt, saved: Answer | None) -> Message:
    question = None if prompt.question is None else checklist.question(prompt.question)
    if question is None:
        return Review(gaps(checklist, visit), saved=saved)
    match prompt.part:
        case Part.VALUE:
            return Ask(question.code, saved)
        case Part.CARD:
            return AskSection(question.code, (saved,) if saved else ())
        case Part.EVIDENCE:
            missing = missing_evidence(checklist, visit, question)
            details = tuple(each.code for each in details_asked(checklist, visit, question))
            return AskEvidence(question.code, missing.photos, missing.note, saved, details)
        case _ as never:
            assert_never(never)
