"""A value as lists of past visits write it: what people type, or the plain form of the export.

Rules: whatever a person may type is understood; besides, names of choices, and lists with semicolons. How far
back a date may lie is a matter of asking, and not of what was found. The question's rule is judged with the
other answers of its visit.
Must not know: files, rows.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from checklists.conditions import evaluate
from checklists.kinds import Kind
from checklists.language import fold
from checklists.messages import Problem
from checklists.model import Checklist, Question
from checklists.progress import is_relevant, visible
from checklists.replies import read_reply
from checklists.values import Picked, Value
from checklists.visit import Visit

_ANY_TIME: Final = 36_500  # days


def read_past_value(question: Question, said: str, *, at: datetime, visit: Visit) -> Value | Problem:
    """The value that a list says was given; `at` is when the visit began, in the district's zone."""
    if question.kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}:
        names = frozenset(_named(question, each.strip()) for each in said.split(";"))
        if None not in names:
            return Picked(tuple(choice.name for choice in question.choices if choice.name in names))
    unlimited = replace(question, look_back_days=_ANY_TIME) if question.look_back_days else question
    return read_reply(unlimited, said, at=at, visit=visit)


def _named(question: Question, said: str) -> str | None:
    """The name of the choice that is written so, by its name or its whole label."""
    for choice in question.choices:
        if said == choice.name or fold(said) in {fold(choice.label.vi), fold(choice.label.en)}:
            return choice.name
    return None


def breaks_rule(checklist: Checklist, visit: Visit, question: Question) -> bool:
    """Whether the answer breaks its question's constraint; what is not asked breaks none."""
    value = visit.value(question.code)
    if value is None or question.constraint is None or not is_relevant(checklist, visit, question):
        return False
    return not evaluate(question.constraint, visible(checklist, visit), value)
