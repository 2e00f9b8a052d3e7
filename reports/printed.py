"""A value as tables print it: its code, and what people read.

Rules: the code is the export's plain form on one line; people read Đạt, Chưa đạt, Không áp dụng, and labels.
Must not know: which table.
"""

from typing import Final, assert_never

from checklists.language import format_date, format_number, format_time
from checklists.model import Question
from checklists.values import (
    Clock,
    Counts,
    Day,
    Days,
    Judgement,
    Number,
    Picked,
    Pictures,
    Place,
    Ratio,
    Value,
    Words,
    YesNo,
)

JUDGED: Final = {
    Judgement.PASS: "Đạt",
    Judgement.FAIL: "Chưa đạt",
    Judgement.NOT_APPLICABLE: "Không áp dụng",
}
YES_OR_NO: Final = {YesNo.YES: "Có", YesNo.NO: "Không"}
BETWEEN: Final = ";"


def value_code(value: Value) -> str:
    """`fail`, `3/5`, `2`, `2013-01-20;2013-01-27`, `dat-dai;ho-tich`, text."""
    match value:
        case Judgement() | YesNo():
            return value.value
        case Ratio(part, whole):
            return f"{part}/{whole}"
        case Number(number):
            return f"{number:f}"
        case Counts(numbers):
            return BETWEEN.join(map(str, numbers))
        case Words(text):
            return text
        case Clock(at):
            return at.isoformat("minutes")
        case Day(on):
            return on.isoformat()
        case Days(on):
            return BETWEEN.join(each.isoformat() for each in on)
        case Picked(names, other):
            return BETWEEN.join(names if other is None else (*names, other))
        case Place(lat, lon, accuracy):
            return f"{lat} {lon}" if accuracy is None else f"{lat} {lon} 0 {accuracy}"
        case Pictures():
            return ""
        case _ as never:
            assert_never(never)


def value_label(question: Question, value: Value) -> str:
    """`Chưa đạt`, `3/5`, `20/01/2013; 27/01/2013`, `Đất đai; Hộ tịch`."""
    match value:
        case Judgement():
            return JUDGED[value]
        case YesNo():
            return YES_OR_NO[value]
        case Counts(numbers):
            named = zip(question.counts, numbers, strict=False)
            return "; ".join(f"{count.label.vi}: {number}" for count, number in named)
        case Number(number):
            return format_number(number)
        case Clock(at):
            return format_time(at)
        case Day(on):
            return format_date(on)
        case Days(on):
            return "; ".join(map(format_date, on)) or "Không có"
        case Picked(names, other):
            choices = ((name, question.choice(name)) for name in names)
            labels = [choice.label.vi if choice else name for name, choice in choices]
            return "; ".join(labels if other is None else [*labels, other]) or "Không có"
        case Ratio() | Words() | Place() | Pictures():
            return value_code(value)
        case _ as never:
            assert_never(never)
