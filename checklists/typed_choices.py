"""Typed text read as one or several choices of a question.

Rules: a choice is known by its number, from 1, or by how its label begins, in either language; where a
question takes another answer, what fits no choice is that, and what begins several is still asked back.
Must not know: other kinds of question, buttons.
"""

from collections.abc import Iterable
from typing import Final

from checklists.language import fold
from checklists.messages import Problem
from checklists.model import Choice, Question
from checklists.problems import ProblemCode, problem
from checklists.values import OTHER, Picked, Value

NONE_WORDS: Final = frozenset({"khong", "khong co", "khong co ngay nao", "khong ngay nao", "0", "none", "no"})
OTHER_WORDS: Final = frozenset({"khac", OTHER})
LONGEST_OTHER: Final = 200
MOST_DIGITS: Final = 3


def one_typed(question: Question, text: str) -> Value | Problem:
    """The one choice that the text means, or the other answer that it is."""
    found = _choice(question, text)
    if isinstance(found, Choice):
        return Picked((found.name,))
    return _other(question, (), text) if _is_other(question, found) else found


def many_typed(question: Question, text: str, before: Value | None) -> Value | Problem:
    """The choices that the text means; another answer alone joins what was taken `before`."""
    if fold(text).rstrip(" .") in NONE_WORDS:
        return Picked(())
    parts = _parts(question, text)
    found = [_choice(question, part) for part in parts]
    others = [part for part, each in zip(parts, found, strict=True) if _is_other(question, each)]
    faults = [each for each in found if isinstance(each, Problem) and not _is_other(question, each)]
    if faults or not found:
        return faults[0] if faults else problem(question, ProblemCode.NOT_A_CHOICE)
    names = {each.name for each in found if isinstance(each, Choice)}
    if not names and isinstance(before, Picked):
        names = set(before.names)
    taken = tuple(choice.name for choice in question.choices if choice.name in names)
    return _other(question, taken, ", ".join(each.strip() for each in others)) if others else Picked(taken)


def _is_other(question: Question, found: Choice | Problem) -> bool:
    return question.other and isinstance(found, Problem) and found.code == ProblemCode.NOT_A_CHOICE


def _other(question: Question, names: tuple[str, ...], text: str) -> Value | Problem:
    if fold(text).rstrip(" .") in OTHER_WORDS:
        return problem(question, ProblemCode.OTHER_WANTED)
    if len(text) > LONGEST_OTHER:
        return problem(question, ProblemCode.TOO_LONG, limit=str(LONGEST_OTHER))
    return Picked(names, " ".join(text.split()))


def _parts(question: Question, text: str) -> list[str]:
    """Numbers stand apart by spaces, labels by commas or semicolons, for labels have spaces of their own."""
    words = text.replace(",", " ").replace(";", " ").split()
    if all(word.isascii() and word.isdigit() for word in words):
        return words
    if not isinstance(_choice(question, text), Problem):
        return [text]
    return [part for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]


def _choice(question: Question, text: str) -> Choice | Problem:
    """The choice of that number (from 1), or whose label begins so, in either language."""
    key = fold(text).rstrip(" .")
    if key.isascii() and key.isdigit() and len(key) <= MOST_DIGITS:
        within = 0 < int(key) <= len(question.choices)
        return question.choices[int(key) - 1] if within else problem(question, ProblemCode.NO_SUCH_NUMBER)
    found = _exact(question, key) or _begun(question, key)
    if len(found) == 1:
        return found[0]
    return problem(question, ProblemCode.AMBIGUOUS_CHOICE if found else ProblemCode.NOT_A_CHOICE)


def _labelled(question: Question) -> Iterable[tuple[Choice, frozenset[str]]]:
    return ((each, frozenset({fold(each.label.vi), fold(each.label.en)})) for each in question.choices)


def _exact(question: Question, key: str) -> list[Choice]:
    return [choice for choice, keys in _labelled(question) if key in keys]


def _begun(question: Question, key: str) -> list[Choice]:
    begun = ((choice, any(each.startswith(key) for each in keys)) for choice, keys in _labelled(question))
    return [choice for choice, is_begun in begun if key and is_begun]
