"""What documents say of a failure.

Rules: one sentence without its full stop, first letter small, from the question's `fail_text` filled with the
answer and its details, else from the criterion itself. A filled text is never read again, so braces that a
person wrote stay as they are; what cannot be filled is left out, never half said. A part of the sentence that
tells a count of zero is left out while another part tells more.
Must not know: due dates, units, where the sentence is printed.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from checklists.language import format_number, format_short
from checklists.model import Checklist, Question
from checklists.progress import Failure, failures
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
from checklists.visit import Answer

__all__ = ["Failure", "fail_words", "failures"]

PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
LIST_JOINED_BY: Final = "; "
DATES_JOINED_BY: Final = ", "
PARTS_JOINED_BY: Final = ", "


def fail_words(
    checklist: Checklist, question: Question, value: Value | None, details: Iterable[Answer], language: str
) -> str:
    """The sentence for a failure of `question`; `details` are the answers to its detail questions."""
    if question.fail_text is not None:
        fills = _fills(checklist, question, value, tuple(details), language)
        filled = _filled(question.fail_text.in_language(language), fills)
        if filled is not None:
            return filled
    label = question.label.in_language(language)
    return f"not met: {label}" if language == "en" else f"chưa {_small_first(label)}"


def _small_first(label: str) -> str:
    """A first word in capitals is an abbreviation and stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _filled(template: str, fills: dict[str, str]) -> str | None:
    """The template filled, empty brackets and zeros left out; none when what remains cannot be filled."""

    def bracket(found: re.Match[str]) -> str:
        names = PLACEHOLDER.findall(found[0])
        return found[0] if all(name in fills for name in names) else ""

    kept = _without_zeros(IN_BRACKETS.sub(bracket, template), fills)
    if any(name not in fills for name in PLACEHOLDER.findall(kept)):
        return None
    return PLACEHOLDER.sub(lambda found: fills[found[1]], kept)


def _without_zeros(template: str, fills: dict[str, str]) -> str:
    """`0 người đi muộn, 2 người về sớm` says the second alone."""
    parts = template.split(PARTS_JOINED_BY)
    telling = [part for part in parts if {fills.get(name) for name in PLACEHOLDER.findall(part)} != {"0"}]
    return PARTS_JOINED_BY.join(telling or parts)


def _fills(
    checklist: Checklist, question: Question, value: Value | None, details: tuple[Answer, ...], language: str
) -> dict[str, str]:
    """What each placeholder stands for: the failed answer goes before its details, but for `fields`."""
    fills: dict[str, str] = {}
    for detail in reversed(details):
        asked = checklist.question(detail.question)
        if asked is not None and detail.value is not None:
            fills |= dict(_fills_of(asked, detail.value, language))
    fields = fills.get("list")
    own = {} if value is None else dict(_fills_of(question, value, language))
    fields = fields or own.get("list")
    return fills | own | ({"fields": fields} if fields else {})


def _fills_of(question: Question, value: Value, language: str) -> Iterator[tuple[str, str]]:
    match value:
        case Ratio(part, whole):
            yield from (("part", str(part)), ("whole", str(whole)), ("missing", str(whole - part)))
            yield "n", str(part)
        case Number(number):
            yield "n", format_number(number)
        case Counts(numbers) if numbers:
            named = zip(question.counts, numbers, strict=False)
            yield from ((count.name, str(number)) for count, number in named)
            yield "n", str(sum(numbers))
            yield "missing", str(max(0, numbers[0] - sum(numbers[1:2])))
        case Days(on) if on:
            yield from (("n", str(len(on))), ("dates", DATES_JOINED_BY.join(map(format_short, on))))
        case Day(on):
            yield "dates", format_short(on)
        case Picked(names, other) if value.all_names:
            labels = [*(_label(question, name, language) for name in names), *([other] if other else [])]
            yield from (("n", str(len(labels))), ("list", LIST_JOINED_BY.join(labels)))
        case Judgement() | YesNo() | Words() | Clock() | Counts() | Days() | Picked() | Place() | Pictures():
            return
        case _ as never:
            assert_never(never)


def _label(question: Question, name: str, language: str) -> str:
    choice = question.choice(name)
    return name if choice is None else choice.label.in_language(language)
