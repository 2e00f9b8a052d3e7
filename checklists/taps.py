"""What a tap on a question's button means, as a value.

Rules: a button is an untrusted request: whatever is not a choice of that question is a `Problem`.
Must not know: how buttons look, what a recorded value leads to.
"""

from datetime import date, datetime, time

from checklists.kinds import Kind
from checklists.messages import Problem
from checklists.model import Question
from checklists.problems import ProblemCode
from checklists.replies import checked_ratio, date_problem, problem, usual_whole
from checklists.values import Clock, Day, Days, Judgement, Picked, Value
from checklists.visit import Visit


def chosen_value(question: Question, choice: str, *, at: datetime, visit: Visit) -> Value | Problem:
    """The value of one tap that answers; `at` is when it was received, in the district's zone."""
    match question.kind, choice:
        case Kind.PASS_FAIL, ("pass" | "fail" | "na"):
            return Judgement(choice)
        case ((Kind.SELECT_ONE | Kind.SELECT_MULTIPLE), _) if question.choice(choice):
            return Picked((choice,))
        case Kind.SELECT_MULTIPLE, "none":
            return Picked(())
        case Kind.DATES, "none":
            return Days(())
        case Kind.TIME, "now":
            return Clock(time(at.hour, at.minute))
        case Kind.RATIO, "full":
            whole = usual_whole(question, visit)
            unknown = problem(question, ProblemCode.WHOLE_UNKNOWN)
            return unknown if whole is None else checked_ratio(question, whole, whole)
        case Kind.DATE, _:
            day = _day(question, choice, at.date())
            return day if isinstance(day, Problem) else Day(day)
        case _:
            return problem(question, ProblemCode.BAD_CHOICE)


def toggled_value(question: Question, choice: str, *, at: datetime, visit: Visit) -> Value | Problem | None:
    """The value after adding `choice` or taking it away; none when nothing is left."""
    value = visit.value(question.code)
    if question.kind is Kind.SELECT_MULTIPLE and question.choice(choice):
        names = {choice} ^ set(value.names if isinstance(value, Picked) else ())
        kept = tuple(each.name for each in question.choices if each.name in names)
        return Picked(kept) if kept else None
    if question.kind is Kind.DATES:
        day = _day(question, choice, at.date())
        if isinstance(day, Problem):
            return day
        days = {day} ^ set(value.on if isinstance(value, Days) else ())
        return Days(tuple(sorted(days))) if days else None
    return problem(question, ProblemCode.BAD_CHOICE)


def _day(question: Question, choice: str, today: date) -> date | Problem:
    try:
        day = date.fromisoformat(choice)
    except ValueError:
        return problem(question, ProblemCode.BAD_CHOICE)
    return date_problem(question, day, today) or day
