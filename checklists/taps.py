"""What a tap on a question's button means, as a value.

Rules: a button is an untrusted request: whatever is not a choice of that question is a `Problem`.
Must not know: how buttons look, what a recorded value leads to.
"""

from datetime import date, datetime, time
from decimal import Decimal

from checklists.kinds import Kind
from checklists.messages import Problem
from checklists.model import Question
from checklists.problems import ProblemCode, problem
from checklists.replies import checked_ratio, date_problem, usual_whole
from checklists.values import OTHER, Clock, Counts, Day, Days, Judgement, Number, Picked, Value, YesNo
from checklists.visit import Visit


def chosen_value(question: Question, choice: str, *, at: datetime, visit: Visit) -> Value | Problem:
    """The value of one tap that answers; `at` is when it was received, in the district's zone."""
    match question.kind, choice:
        case Kind.PASS_FAIL, ("pass" | "fail" | "na"):
            return Judgement(choice)
        case Kind.YES_NO, ("yes" | "no"):
            return YesNo(choice)
        case ((Kind.SELECT_ONE | Kind.SELECT_MULTIPLE), _) if question.choice(choice):
            return Picked((choice,))
        case Kind.SELECT_ONE, "other" if question.other:
            return problem(question, ProblemCode.OTHER_WANTED)
        case Kind.INTEGER, _ if choice.isascii() and choice.isdecimal() and len(choice) == 1:
            return Number(Decimal(choice))
        case Kind.COUNTS, "none":
            return Counts((0,) * len(question.counts))
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
    if question.kind is Kind.SELECT_MULTIPLE:
        return _toggled_choice(question, choice, value if isinstance(value, Picked) else Picked(()))
    if question.kind is Kind.DATES:
        day = _day(question, choice, at.date())
        if isinstance(day, Problem):
            return day
        days = {day} ^ set(value.on if isinstance(value, Days) else ())
        return Days(tuple(sorted(days))) if days else None
    return problem(question, ProblemCode.BAD_CHOICE)


def _toggled_choice(question: Question, choice: str, taken: Picked) -> Value | Problem | None:
    if choice == OTHER and question.other:
        if taken.other is None:
            return problem(question, ProblemCode.OTHER_WANTED)
        return Picked(taken.names) if taken.names else None
    if question.choice(choice) is None:
        return problem(question, ProblemCode.BAD_CHOICE)
    names = {choice} ^ set(taken.names)
    kept = tuple(each.name for each in question.choices if each.name in names)
    return Picked(kept, taken.other) if kept or taken.other is not None else None


def _day(question: Question, choice: str, today: date) -> date | Problem:
    try:
        day = date.fromisoformat(choice)
    except ValueError:
        return problem(question, ProblemCode.BAD_CHOICE)
    return date_problem(question, day, today) or day
