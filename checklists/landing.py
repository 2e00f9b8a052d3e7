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
    Effect,
    Message,
    Part,
    PhotoRecorded,
    Problem,
    Review,
    VisitCancelled,
    VisitSubmitted,
)
from checklists.model import Checklist, Question
from checklists.problems import ProblemCode
from checklists.progress import gaps, is_relevant, missing_evidence, next_prompt
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
    def open_question(self) -> Question | None:
        """The question that is open, if it is one and still asked."""
        code = self.prompt.question if self.prompt else None
        question = None if code is None else self.checklist.question(code)
        return question if question and is_relevant(self.checklist, self.visit, question) else None

    def is_open_at(self, question: Question) -> bool:
        """Whether that question is what is open; yes as well when nothing has been asked yet."""
        return self.prompt is None or self.prompt.question == question.code


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


def _asking(checklist: Checklist, visit: Visit, prompt: Prompt, saved: Answer | None) -> Message:
    question = None if prompt.question is None else checklist.question(prompt.question)
    if question is None:
        return Review(gaps(checklist, visit), saved=saved)
    if prompt.part is Part.VALUE:
        return Ask(question.code, saved)
    missing = missing_evidence(checklist, visit, question)
    return AskEvidence(question.code, missing.photos, missing.note, saved)
