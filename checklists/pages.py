"""What happens on a card of several questions: opened, left, passed in one tap, answered by text.

Rules: a card stays open while it is answered, whatever its answers call for; leaving it leads to that. A text
without a number is for the first question on the card that is typed and can read it, else a remark on what
its writer just failed there.
Must not know: how a card looks, how numbered answers are written.
"""

from dataclasses import replace
from typing import assert_never

from checklists.answering import record_note, record_value, revised
from checklists.events import PageLeft, PageOpened, RestPassed
from checklists.kinds import Kind
from checklists.landing import Situation, go_to, refuse, stay, with_effects
from checklists.messages import AnswerRecorded, AskSection, Confirmed, Part, Problem
from checklists.model import NoteRule, Page, Question
from checklists.page import TAPPED
from checklists.problems import ProblemCode
from checklists.progress import has_failed, is_relevant, visible
from checklists.replies import read_reply
from checklists.route import prompt_behind, standing_on
from checklists.turn import Prompt, Turn
from checklists.values import Judgement
from checklists.visit import Answer


def at_page(situation: Situation, event: PageOpened | PageLeft | RestPassed) -> Turn:
    """What a button of a card does to it as a whole."""
    if situation.checklist.question(event.question) is None:
        return refuse(situation, ProblemCode.UNKNOWN_QUESTION)
    page = situation.checklist.page_of(event.question)
    if page is None:
        return go_to(situation, Prompt(event.question))
    match event:
        case PageOpened():
            return go_to(situation, Prompt(page.code, Part.CARD))
        case PageLeft():
            return go_to(situation, prompt_behind(situation.checklist, situation.visit, page))
        case RestPassed() if any(question.allow_bulk for question in page.questions):
            return settle_several(situation, page, passed_rest(situation, page))
        case RestPassed():
            return refuse(situation, ProblemCode.BULK_NOT_ALLOWED)
        case _ as never:
            assert_never(never)


def passed_rest(situation: Situation, page: Page, *, but: frozenset[str] = frozenset()) -> tuple[Answer, ...]:
    """A pass for each judgement on the card that may pass so and has no answer, those of `but` aside."""
    passed: list[Answer] = []
    visit = situation.visit
    for question in page.questions:
        may_pass = question.kind is Kind.PASS_FAIL and question.allow_bulk
        is_left = may_pass and visit.value(question.code) is None
        if not is_left or question.code in but or not is_relevant(situation.checklist, visit, question):
            continue
        old = visit.answer(question.code)
        answer = revised(situation, question.code, value=Judgement.PASS, note=old.note if old else None)
        passed.append(answer)
        # A pass may open or close a question further down the card.
        visit = with_effects(visit, (AnswerRecorded(answer),), at=situation.at)
    return tuple(passed)


def settle_several(situation: Situation, page: Page, saved: tuple[Answer, ...]) -> Turn:
    """Answers given together: the page's card shows them, unless something else is open and stays so."""
    effects = tuple(AnswerRecorded(answer) for answer in saved)
    if saved and situation.prompt and situation.open_page != page:
        return stay(situation, Confirmed(saved[0], saved[1:]), effects=effects)
    turn = go_to(situation, Prompt(page.code, Part.CARD), effects=effects)
    return replace(turn, messages=(AskSection(page.code, saved),))


def typed_on(situation: Situation, page: Page, text: str) -> Turn:
    """A text without a number, sent while the page's card is open."""
    standing = standing_on(situation.checklist, situation.visit, page)
    faults: list[Problem] = []
    for question in standing:
        if question.kind in {*TAPPED, Kind.TEXT} or situation.visit.value(question.code) is not None:
            continue
        value = read_reply(question, text, at=situation.at, visit=situation.visit)
        if not isinstance(value, Problem):
            return record_value(situation, question, value)
        faults.append(value)
    remarked = _just_failed(situation, standing)
    if remarked and any(letter.isalpha() for letter in text):
        return record_note(situation, remarked, text)
    return stay(situation, faults[0]) if faults else refuse(situation, ProblemCode.NUMBER_WANTED)


def _just_failed(situation: Situation, standing: tuple[Question, ...]) -> Question | None:
    """The question on the card that this person answered last, when that failed it and it takes notes."""
    answers = (situation.visit.answer(question.code) for question in standing)
    own = [answer for answer in answers if answer and answer.by == situation.by]
    last = max(own, key=lambda answer: answer.at, default=None)
    question = situation.checklist.question(last.question) if last else None
    if last is None or question is None or question.note is NoteRule.NEVER:
        return None
    seen = visible(situation.checklist, situation.visit)
    return question if has_failed(question, last.value, seen) else None
