"""What a person typed, read as the value that a question takes.

Rules: total for any text; a `Problem` names what is wrong and stays with the question. Dates are judged by
the day the text was received.
Must not know: what is open, what a recorded value leads to, sentences.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from checklists.kinds import Kind
from checklists.language import (
    Slip,
    clean,
    fold,
    parse_date,
    parse_dates,
    parse_number,
    parse_ratio,
    parse_time,
)
from checklists.messages import Problem
from checklists.model import Question
from checklists.problems import ProblemCode, problem
from checklists.typed_choices import NONE_WORDS, many_typed, one_typed
from checklists.values import Clock, Counts, Day, Days, Judgement, Number, Place, Ratio, Value, Words, YesNo
from checklists.visit import Visit

TEXT_LIMIT: Final = 1000
LARGEST_WHOLE: Final = 999
LARGEST_NUMBER: Final = 99_999
LARGEST_LATITUDE: Final = 90
LARGEST_LONGITUDE: Final = 180

JUDGEMENTS: Final = {
    "d": Judgement.PASS,
    "1": Judgement.PASS,
    "dat": Judgement.PASS,
    "ok": Judgement.PASS,
    "pass": Judgement.PASS,
    "k": Judgement.FAIL,
    "2": Judgement.FAIL,
    "khong dat": Judgement.FAIL,
    "chua dat": Judgement.FAIL,
    "fail": Judgement.FAIL,
    "o": Judgement.NOT_APPLICABLE,
    "3": Judgement.NOT_APPLICABLE,
    "khong ap dung": Judgement.NOT_APPLICABLE,
    "na": Judgement.NOT_APPLICABLE,
    "n/a": Judgement.NOT_APPLICABLE,
}
YES_OR_NO: Final = {
    "co": YesNo.YES,
    "c": YesNo.YES,
    "1": YesNo.YES,
    "yes": YesNo.YES,
    "y": YesNo.YES,
    "khong": YesNo.NO,
    "khong co": YesNo.NO,
    "k": YesNo.NO,
    "2": YesNo.NO,
    "no": YesNo.NO,
    "n": YesNo.NO,
}
COUNTS_PARTED_BY: Final = re.compile(r"[\s,;/]+")
NOW_WORDS: Final = frozenset({"bay gio", "gio", "now"})
ALL_WORDS: Final = frozenset({"du", "tat ca", "all"})


def read_reply(question: Question, text: str, *, at: datetime, visit: Visit) -> Value | Problem:
    """The value that `text` gives to the question; `at` is when it was received, in the district's zone."""
    cleaned = clean(text).strip()
    if not cleaned:
        return problem(question, ProblemCode.EMPTY)
    if len(cleaned) > TEXT_LIMIT:
        return problem(question, ProblemCode.TOO_LONG, limit=str(TEXT_LIMIT))
    match question.kind:
        case Kind.RATIO:
            return _ratio(question, cleaned, visit)
        case Kind.TIME:
            return _time(question, cleaned, at)
        case Kind.DATE:
            return _date(question, cleaned, at.date())
        case Kind.DATES:
            return _dates(question, cleaned, at.date())
        case Kind.SELECT_MULTIPLE:
            return many_typed(question, cleaned, visit.value(question.code))
        case _:
            return READERS[question.kind](question, cleaned)


def usual_whole(question: Question, visit: Visit) -> int | None:
    """How many there are in all, by the ratio that `whole_from` names; none while that is not known."""
    match visit.value(question.whole_from) if question.whole_from else None:
        case Ratio(part, _):
            return part
        case Number(number) if 0 <= number <= LARGEST_WHOLE and number == int(number):
            return int(number)
        case _:
            return None


def checked_ratio(question: Question, part: int, whole: int) -> Ratio | Problem:
    """The ratio, if it can be one."""
    if whole > LARGEST_WHOLE:
        return problem(question, ProblemCode.NUMBER_TOO_LARGE, limit=str(LARGEST_WHOLE))
    if part > whole:
        return problem(question, Slip.PART_OVER_WHOLE)
    return Ratio(part=part, whole=whole)


def date_problem(question: Question, day: date, today: date) -> Problem | None:
    """Why the day cannot be an answer: it is to come, or longer ago than is asked.

    A single date with `look_back_days` 0 looks ahead (a deadline), so any day will do.
    """
    if question.kind is Kind.DATE and not question.look_back_days:
        return None
    if day > today:
        return problem(question, ProblemCode.FUTURE_DATE, day=day)
    if today - day > timedelta(days=question.look_back_days):
        return problem(question, ProblemCode.TOO_OLD, day=day)
    return None


def checked_place(question: Question, lat: float, lon: float, accuracy: float | None) -> Place | Problem:
    """The place, if such a one is on earth; an accuracy that is no length is left out."""
    if not (abs(lat) <= LARGEST_LATITUDE and abs(lon) <= LARGEST_LONGITUDE):
        return problem(question, ProblemCode.NOT_A_PLACE)
    known = accuracy is not None and 0 <= accuracy < float("inf")
    return Place(lat=lat, lon=lon, accuracy=accuracy if known else None)


def _judgement(question: Question, text: str) -> Value | Problem:
    return JUDGEMENTS.get(fold(text).rstrip(" ."), problem(question, ProblemCode.NOT_A_JUDGEMENT))


def _ratio(question: Question, text: str, visit: Visit) -> Value | Problem:
    whole = usual_whole(question, visit)
    folded = fold(text)
    part = whole if folded in ALL_WORDS else _small_number(folded)
    if folded not in ALL_WORDS and part is None:
        read = parse_ratio(text)
        return problem(question, read) if isinstance(read, Slip) else checked_ratio(question, *read)
    if part is None or whole is None:
        return problem(question, ProblemCode.WHOLE_UNKNOWN)
    return checked_ratio(question, part, whole)


def _small_number(folded: str) -> int | None:
    plain = folded.isascii() and folded.isdigit() and len(folded) <= len(str(LARGEST_WHOLE))
    return int(folded) if plain else None


def _integer(question: Question, text: str) -> Value | Problem:
    return _number(question, text, decimals=False)


def _decimal(question: Question, text: str) -> Value | Problem:
    return _number(question, text, decimals=True)


def _number(question: Question, text: str, *, decimals: bool) -> Value | Problem:
    if fold(text) in NONE_WORDS:
        return Number(Decimal(0))
    read = parse_number(text, decimals=decimals)
    if isinstance(read, Slip):
        return problem(question, read)
    if read < 0 and not decimals:
        return problem(question, ProblemCode.NEGATIVE_NUMBER)
    if abs(read) > LARGEST_NUMBER and not decimals:
        return problem(question, ProblemCode.NUMBER_TOO_LARGE, limit=str(LARGEST_NUMBER))
    return Number(read)


def _yes_or_no(question: Question, text: str) -> Value | Problem:
    return YES_OR_NO.get(fold(text).rstrip(" ."), problem(question, ProblemCode.NOT_YES_OR_NO))


def _counts(question: Question, text: str) -> Value | Problem:
    """As many numbers as there are names; one word for none of anything."""
    if fold(text).rstrip(" .") in NONE_WORDS:
        return Counts((0,) * len(question.counts))
    numbers = [_number(question, part, decimals=False) for part in COUNTS_PARTED_BY.split(text) if part]
    faults = (each for each in numbers if isinstance(each, Problem))
    if fault := next(faults, None):
        return fault
    if len(numbers) != len(question.counts):
        return problem(question, ProblemCode.HOW_MANY_COUNTS, limit=str(len(question.counts)))
    return Counts(tuple(int(each.number) for each in numbers if isinstance(each, Number)))


def _time(question: Question, text: str, at: datetime) -> Value | Problem:
    if fold(text) in NOW_WORDS:
        return Clock(time(at.hour, at.minute))
    read = parse_time(text)
    return problem(question, read) if isinstance(read, Slip) else Clock(read)


def _date(question: Question, text: str, today: date) -> Value | Problem:
    read = parse_date(text, today, past=question.look_back_days > 0)
    if isinstance(read, Slip):
        return problem(question, read)
    return date_problem(question, read, today) or Day(read)


def _dates(question: Question, text: str, today: date) -> Value | Problem:
    if fold(text).rstrip(" .") in NONE_WORDS:
        return Days(())
    read = parse_dates(text, today, past=True)
    if isinstance(read, Slip):
        return problem(question, read)
    faults = (date_problem(question, day, today) for day in read)
    return next((fault for fault in faults if fault), Days(read))


def _words(_question: Question, text: str) -> Value | Problem:
    return Words(text)


def _place(question: Question, text: str) -> Value | Problem:
    parts = text.replace(";", ",").split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        return problem(question, ProblemCode.NOT_A_PLACE)
    return checked_place(question, lat, lon, None)


def _picture(question: Question, _text: str) -> Value | Problem:
    return problem(question, ProblemCode.PHOTO_WANTED)


READERS: Final[dict[Kind, Callable[[Question, str], Value | Problem]]] = {
    Kind.PASS_FAIL: _judgement,
    Kind.YES_NO: _yes_or_no,
    Kind.SELECT_ONE: one_typed,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.COUNTS: _counts,
    Kind.TEXT: _words,
    Kind.IMAGE: _picture,
    Kind.GEOPOINT: _place,
}
