"""The buttons with which a question is answered: one set for each kind.

Rules: a button names its visit and question; the chosen answer is marked, the others lose their colour;
what can only be typed has no buttons.
Must not know: sentences around the buttons, what a tap leads to.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from checklists.kinds import Kind
from checklists.language import format_day, format_short, format_time
from checklists.model import Question
from checklists.progress import has_failed, visible
from checklists.replies import usual_whole
from checklists.values import OTHER, Counts, Day, Days, Judgement, Number, Picked, Value, YesNo
from handlers.actions.visiting import Choose, Toggle
from handlers.cards.layout import arranged, in_rows, quoted, tap
from handlers.cards.sight import Sight
from handlers.graphemes import shortened
from handlers.outgoing import Button, Rows
from handlers.words import text

CHOSEN: Final = " •"
TAKEN: Final = " ✓"
# Shortened here, so that the mark behind a long label is never cut off.
LABEL_LIMIT: Final = 36
DAYS_OFFERED: Final = 10
SATURDAY: Final = 5
DAYS_IN_ROW: Final = 3
DAYS_AHEAD: Final = (7, 15, 30)
MOST_SMALL: Final = 5
TONES: Final = {Judgement.PASS: "success", Judgement.FAIL: "danger", Judgement.NOT_APPLICABLE: None}


def answer_rows(sight: Sight, question: Question, *, language: str) -> Rows:
    """The rows of buttons that answer the question; none for kinds that are typed or sent."""
    match question.kind:
        case Kind.PASS_FAIL:
            return _judgement_rows(sight, question, language)
        case Kind.YES_NO:
            return (tuple(_yes_or_no(sight, question, value, language) for value in YesNo),)
        case Kind.SELECT_ONE:
            return _choice_rows(sight, question, language)
        case Kind.SELECT_MULTIPLE:
            return _toggle_rows(sight, question, language)
        case Kind.RATIO:
            return _full_row(sight, question, language)
        case Kind.TIME:
            label = text("button.now", language, time=format_time(sight.at.time()))
            return ((tap(label, Choose(sight.visit.id, question.code, "now")),),)
        case Kind.DATE:
            return _date_row(sight, question, language)
        case Kind.DATES:
            return _day_rows(sight, question, language)
        case Kind.INTEGER:
            return _small_numbers(sight, question)
        case Kind.COUNTS:
            return _zero_row(sight, question, language)
        case _:
            return ()


def _judgement_rows(sight: Sight, question: Question, language: str) -> Rows:
    value = sight.visit.value(question.code)
    passing, failing, exempt = (
        _judgement(sight, question, judgement, value, language) for judgement in Judgement
    )
    return ((passing, failing), (exempt,))


def _judgement(
    sight: Sight, question: Question, judgement: Judgement, value: Value | None, language: str
) -> Button:
    chosen = value is judgement
    label = text(f"answer.{judgement.value}", language) + (CHOSEN if chosen else "")
    tone = TONES[judgement] if chosen or value is None else None
    return tap(label, Choose(sight.visit.id, question.code, judgement.value), tone)


def _yes_or_no(sight: Sight, question: Question, answer: YesNo, language: str) -> Button:
    """Green and red only where the checklist says which of the two is bad."""
    value = sight.visit.value(question.code)
    label = text(f"value.{answer.value}", language) + (CHOSEN if value is answer else "")
    tone = None
    if question.fail_when is not None and value in {None, answer}:
        seen = visible(sight.checklist, sight.visit)
        tone = TONES[Judgement.FAIL if has_failed(question, answer, seen) else Judgement.PASS]
    return tap(label, Choose(sight.visit.id, question.code, answer.value), tone)


def _names(question: Question) -> tuple[str, ...]:
    return tuple(choice.name for choice in question.choices)


def _taken(value: Value | None) -> tuple[str, ...]:
    return value.names if isinstance(value, Picked) else ()


def _label(question: Question, name: str, language: str) -> str:
    choice = question.choice(name)
    return shortened(choice.label.in_language(language) if choice else name, LABEL_LIMIT)


def _choice(sight: Sight, question: Question, name: str, language: str) -> Button:
    chosen = name in _taken(sight.visit.value(question.code))
    label = _label(question, name, language) + (CHOSEN if chosen else "")
    return tap(label, Choose(sight.visit.id, question.code, name))


def _choice_rows(sight: Sight, question: Question, language: str) -> Rows:
    choices = [_choice(sight, question, name, language) for name in _names(question)]
    if question.other:
        label = _other_label(sight, question, language, mark=CHOSEN)
        choices.append(tap(label, Choose(sight.visit.id, question.code, OTHER)))
    return arranged(choices, marks=(CHOSEN,))


def _other_label(sight: Sight, question: Question, language: str, *, mark: str) -> str:
    """`Khác…`, and what was typed once it was."""
    value = sight.visit.value(question.code)
    if not isinstance(value, Picked) or value.other is None:
        return text("button.other", language)
    typed = text("button.other_is", language, other=quoted(value.other))
    return shortened(typed, LABEL_LIMIT) + mark


def _toggle_rows(sight: Sight, question: Question, language: str) -> Rows:
    value = sight.visit.value(question.code)
    taken = _taken(value)
    buttons = [
        tap(
            _label(question, name, language) + (TAKEN if name in taken else ""),
            Toggle(sight.visit.id, question.code, name),
        )
        for name in _names(question)
    ]
    if question.other:
        label = _other_label(sight, question, language, mark=TAKEN)
        buttons.append(tap(label, Toggle(sight.visit.id, question.code, OTHER)))
    toggles = arranged(buttons, marks=(TAKEN,))
    # A follow-up asks which ones were wrong, so there is at least one; a choice may itself be called "none".
    if question.detail_of or question.choice("none"):
        return toggles
    nothing = text("button.nothing", language) + (CHOSEN if value == Picked(()) else "")
    return (*toggles, (tap(nothing, Choose(sight.visit.id, question.code, "none")),))


def _full_row(sight: Sight, question: Question, language: str) -> Rows:
    whole = usual_whole(question, sight.visit)
    if not whole:
        return ()
    label = text("button.full", language, part=whole, whole=whole)
    return ((tap(label, Choose(sight.visit.id, question.code, "full")),),)


def _small_numbers(sight: Sight, question: Question) -> Rows:
    """The numbers one mostly needs; a detail tells how many there are, so none is no answer there."""
    value = sight.visit.value(question.code)
    first = 1 if question.detail_of else 0
    return (
        tuple(
            tap(
                str(number) + (CHOSEN if value == Number(Decimal(number)) else ""),
                Choose(sight.visit.id, question.code, str(number)),
            )
            for number in range(first, MOST_SMALL + 1)
        ),
    )


def _zero_row(sight: Sight, question: Question, language: str) -> Rows:
    zeros = Counts((0,) * len(question.counts))
    chosen = sight.visit.value(question.code) == zeros
    label = text("button.all_zero", language) + (CHOSEN if chosen else "")
    return ((tap(label, Choose(sight.visit.id, question.code, "none")),),)


def _date_row(sight: Sight, question: Question, language: str) -> Rows:
    """Today and yesterday, or, for a date to come, the usual terms."""
    today = sight.at.date()
    steps = (0, -1) if question.look_back_days else DAYS_AHEAD
    days = (today + timedelta(days=step) for step in steps)
    value = sight.visit.value(question.code)
    return (
        tuple(
            tap(
                _day_label(day, language) + (CHOSEN if value == Day(day) else ""),
                Choose(sight.visit.id, question.code, day.isoformat()),
            )
            for day in days
        ),
    )


def _day_rows(sight: Sight, question: Question, language: str) -> Rows:
    value = sight.visit.value(question.code)
    taken = value.on if isinstance(value, Days) else ()
    none = text("button.no_days", language) + (CHOSEN if value == Days(()) else "")
    today = sight.at.date()
    past = (today - timedelta(days=back) for back in range(question.look_back_days + 1))
    days = tuple(day for day in past if day.weekday() < SATURDAY or day in taken)[:DAYS_OFFERED]
    toggles = (
        tap(
            _day_label(day, language) + (TAKEN if day in taken else ""),
            Toggle(sight.visit.id, question.code, day.isoformat()),
        )
        for day in days
    )
    first = (tap(none, Choose(sight.visit.id, question.code, "none")),)
    return (first, *in_rows(toggles, DAYS_IN_ROW))


def _day_label(day: date, language: str) -> str:
    """`T5 05/11`."""
    weekday, _, _ = format_day(day, language).partition(",")
    return f"{weekday} {format_short(day)}"
