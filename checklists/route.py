"""The way through a visit: which stop comes next, derived from the answers.

Rules: stops stand in the checklist's order. Questions of a page are one stop, its card, as long as one of
them has no answer; what their answers call for, and what is typed or sent, follows question by question. A
judgement left open on a card is not asked again by itself: the review names it.
Must not know: what an event is, wording.
"""

from dataclasses import dataclass

from checklists.conditions import Seen
from checklists.messages import Part
from checklists.model import Checklist, Page, Question
from checklists.page import TAPPED
from checklists.progress import gaps_of, is_required, missing_evidence, relevant_questions, visible
from checklists.turn import Prompt
from checklists.visit import Visit


@dataclass(frozen=True, slots=True)
class _Way:
    """Where one looks: from `start` on; optional questions count from `asked_from`; `inside` which page."""

    checklist: Checklist
    visit: Visit
    seen: Seen
    start: int
    asked_from: int
    inside: Page | None


def next_prompt(checklist: Checklist, visit: Visit, after: str | None) -> Prompt:
    """The first stop that stands after the question `after`, else the review.

    Stops are what is missing, and optional questions without an answer. With `after` none the whole checklist
    is looked through; optional questions before the last answered one have been passed by then.
    """
    start = _place_after(checklist, after)
    asked_from = start if after is not None else _first_unreached(checklist, visit)
    inside = None if after is None else checklist.page_of(after)
    if inside is not None and _is_back_to_card(checklist, visit, inside, after):
        return Prompt(inside.code, Part.CARD)
    return _first_stop(_Way(checklist, visit, visible(checklist, visit), start, asked_from, inside))


def prompt_behind(checklist: Checklist, visit: Visit, page: Page) -> Prompt:
    """The first stop when the page's card is left: what its answers call for, else what follows the page."""
    start = checklist.place(page.code)
    return _first_stop(_Way(checklist, visit, visible(checklist, visit), start, start, page))


def standing_on(checklist: Checklist, visit: Visit, page: Page) -> tuple[Question, ...]:
    """The questions that the page's card shows as the answers stand."""
    relevant = frozenset(question.code for question in relevant_questions(checklist, visit))
    return tuple(question for question in page.questions if question.code in relevant)


def _is_back_to_card(checklist: Checklist, visit: Visit, page: Page, after: str | None) -> bool:
    """Whoever opened one question from the card, and answered it, finds the card's other questions again."""
    standing = standing_on(checklist, visit, page)
    came_from = next((each for each in standing if each.code == after), None)
    if came_from is None or visit.value(came_from.code) is None or came_from.kind in TAPPED:
        return False
    seen = visible(checklist, visit)
    judged = (each for each in standing if each.kind in TAPPED and is_required(each, seen))
    return any(visit.value(each.code) is None for each in judged)


def _first_stop(way: _Way) -> Prompt:
    for question in relevant_questions(way.checklist, way.visit):
        if way.checklist.place(question.code) < way.start:
            continue
        stop = _stop_at(way, question)
        if stop is not None:
            return stop
    return Prompt(None)


def _stop_at(way: _Way, question: Question) -> Prompt | None:
    page = way.checklist.page_of(question.code)
    if page is None:
        return _stop_alone(way, question)
    if page != way.inside and _is_waiting(way, page):
        return Prompt(page.code, Part.CARD)
    return _stop_behind_card(way, question)


def _stop_alone(way: _Way, question: Question) -> Prompt | None:
    value = way.visit.value(question.code)
    if any(gap.lacks != "storing" for gap in gaps_of(way.visit, question, way.seen)):
        return Prompt(question.code, Part.VALUE if value is None else Part.EVIDENCE)
    return Prompt(question.code) if value is None and _is_asked_now(way, question) else None


def _stop_behind_card(way: _Way, question: Question) -> Prompt | None:
    if question.detail_of is not None:
        return None  # the prompt of what it details asks for it
    if way.visit.value(question.code) is None:
        is_typed = question.kind not in TAPPED
        return Prompt(question.code) if is_typed and _is_asked_now(way, question) else None
    missing = missing_evidence(way.checklist, way.visit, question)
    return Prompt(question.code, Part.EVIDENCE) if missing.anything else None


def _is_waiting(way: _Way, page: Page) -> bool:
    standing = standing_on(way.checklist, way.visit, page)
    return any(way.visit.value(each.code) is None and _is_asked_now(way, each) for each in standing)


def _is_asked_now(way: _Way, question: Question) -> bool:
    return is_required(question, way.seen) or way.checklist.place(question.code) >= way.asked_from


def _place_after(checklist: Checklist, code: str | None) -> int:
    if code is None or checklist.question(code) is None:
        return 0
    return checklist.place(code) + 1


def _first_unreached(checklist: Checklist, visit: Visit) -> int:
    relevant = relevant_questions(checklist, visit)
    answered = (
        checklist.place(question.code) for question in relevant if visit.value(question.code) is not None
    )
    return max(answered, default=-1) + 1
