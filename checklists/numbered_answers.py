"""Answers given by number, one or many in a text, made answers of the visit.

Rules: a number that may be meant otherwise counts on its card alone; each entry is recorded or refused for
itself, nothing is lost with another's slip; words about a judgement that has no answer fail it.
Must not know: how numbers are written (`numbered`).
"""

from dataclasses import replace

from checklists.answering import Given, given, settle
from checklists.kinds import Kind
from checklists.landing import Situation, go_to, stay, with_effects
from checklists.messages import AnswerRecorded, AskSection, Confirmed, Problem
from checklists.model import Question
from checklists.numbered import Entry, Numbered, judged_words
from checklists.pages import passed_rest
from checklists.problems import ProblemCode
from checklists.progress import is_relevant
from checklists.replies import read_reply
from checklists.turn import Turn
from checklists.values import Judgement
from checklists.visit import Answer


def is_meant(situation: Situation, numbered: Numbered) -> bool:
    """Whether the text may be taken as numbered, as things stand open."""
    if numbered.passes_rest and situation.open_page is None:
        return False
    return all(_is_meant(situation, entry) for entry in numbered.entries)


def _is_meant(situation: Situation, entry: Entry) -> bool:
    question, page = situation.checklist.question(entry.question), situation.open_page
    if entry.is_sure or question is None:
        return question is not None
    if page is not None and question in page.questions:
        return True
    if situation.open_question and situation.open_question.kind is Kind.TEXT:
        return False
    return judged_words(question, entry.text)[0] is not None


def answer_numbered(situation: Situation, numbered: Numbered) -> Turn:
    """Record every entry that can be; the others are told."""
    page = situation.open_page
    named = numbered.but | {entry.question for entry in numbered.entries}
    saved: list[Answer] = []
    if numbered.passes_rest and page is not None:
        if not any(question.allow_bulk for question in page.questions):
            return stay(situation, Problem(ProblemCode.BULK_NOT_ALLOWED))
        saved.extend(passed_rest(situation, page, but=named))
    faults: list[Problem] = []
    for entry in {entry.question: entry for entry in numbered.entries}.values():  # of two the last counts
        visit = with_effects(situation.visit, map(AnswerRecorded, saved), at=situation.at)
        outcome = entry_given(replace(situation, visit=visit), entry)
        saved.extend([outcome.answer] if outcome.answer else [])
        faults.extend([outcome.problem] if outcome.problem else [])
    return _landed(situation, tuple(saved), tuple(faults))


def entry_given(situation: Situation, entry: Entry) -> Given:
    """What one entry comes to."""
    question = situation.checklist.question(entry.question)
    if question is None or not is_relevant(situation.checklist, situation.visit, question):
        return Given(problem=Problem(ProblemCode.NOT_ASKED, None, {"question": entry.question}))
    judged, rest = judged_words(question, entry.text)
    old = situation.visit.value(question.code)
    if question.kind is Kind.PASS_FAIL:
        judgement = judged or (Judgement.FAIL if old is None else None)
        return given(situation, question, value=judgement, note=rest)
    value = read_reply(question, entry.text, at=situation.at, visit=situation.visit)
    if not isinstance(value, Problem):
        return given(situation, question, value=value, note="")
    is_remark = old is not None and _has_words(question, entry.text)
    return given(situation, question, value=None, note=entry.text) if is_remark else Given(problem=value)


def _has_words(question: Question, text: str) -> bool:
    return question.kind is not Kind.TEXT and any(letter.isalpha() for letter in text)


def _landed(situation: Situation, saved: tuple[Answer, ...], faults: tuple[Problem, ...]) -> Turn:
    known = situation.visit.answers.values()
    effects = tuple(AnswerRecorded(answer) for answer in saved if answer not in known)
    page, prompt = situation.open_page, situation.prompt
    if not saved and not faults and prompt is not None:
        return go_to(situation, prompt)  # nothing was left to pass: the card shows that it is so
    if not saved:
        return stay(situation, *faults)
    if page is not None and prompt is not None and any(_is_on(situation, answer) for answer in saved):
        turn = go_to(situation, prompt, first=faults, effects=effects)
        return replace(turn, messages=(*faults, AskSection(page.code, saved)))
    question = situation.checklist.question(saved[0].question)
    if len(effects) == len(saved) == 1 and question is not None:
        turn = settle(situation, question, saved[0])
        return replace(turn, messages=(*faults, *turn.messages))
    return stay(situation, *faults, Confirmed(saved[0], saved[1:]), effects=effects)


def _is_on(situation: Situation, answer: Answer) -> bool:
    page = situation.open_page
    return page is not None and any(question.code == answer.question for question in page.questions)
