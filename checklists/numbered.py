"""Answers that name their questions by number: `1d 2k 3d`, `5 là 4/5`, `5 k thiếu bảng phí`.

Rules: a text is read as numbered only where it cannot be meant otherwise: `3/5`, `5/11, 12/11` and `8:15` are
values. `#5`, `câu 5`, `5 là` name a question whatever is open; a bare number does when a judgement follows.
`đạt hết trừ 2` passes all that is left but those. What follows a number belongs to it up to the next one.
Must not know: visits, which question is open, what an answer leads to.
"""

import re
from dataclasses import dataclass
from typing import Final

from checklists.kinds import Kind
from checklists.language import clean, fold
from checklists.model import Checklist, Question
from checklists.replies import JUDGEMENTS
from checklists.values import Judgement

WORDS_OF_JUDGEMENT: Final = 3
NUMBER: Final = r"(?P<number>\d{1,3}[a-z]?)"
NAMED: Final = re.compile(
    rf"(?:(?P<mark>#|câu\s+|cau\s+|question\s+)\s*)?{NUMBER}"
    r"(?P<sign>\s+là\b|\s+la\b|\s+is\b|\s*=|\s*:(?=\s))?(?P<rest>(?:[\s.]\s*\S.*)?)\.?",
    re.IGNORECASE | re.DOTALL,
)
PACKED: Final = re.compile(r"#?(?P<number>\d{1,3})(?P<letter>[dđko])[.]?", re.IGNORECASE)
ALL_PASSED: Final = re.compile(
    r"(?:con lai dat|dat het|dat tat ca|all pass)\b\s*(?P<but>(?:tru|but|except)\b)?"
)
CLAUSE: Final = re.compile(r"\s*[,;\n]\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one question: `text` without the number; `is_sure`: it is named beyond doubt."""

    question: str
    text: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Numbered:
    """The entries in their order; `passes_rest`: all that is left passes, but for the codes of `but`."""

    entries: tuple[Entry, ...] = ()
    passes_rest: bool = False
    but: frozenset[str] = frozenset()


def read_numbered(checklist: Checklist, text: str) -> Numbered | None:
    """The text as answers by number, or none when it is not written so."""
    codes = {checklist.number(question.code): question.code for question in checklist.questions}
    clauses = [clause for clause in CLAUSE.split(clean(text).strip()) if clause]
    passing = ALL_PASSED.match(fold(clauses[0])) if clauses else None
    if passing is None:
        entries = _entries(clauses, codes)
        return Numbered(entries) if entries and all(entry.text for entry in entries) else None
    if not passing["but"]:
        return Numbered(passes_rest=True) if fold(clauses[0]) == passing[0].strip() else None
    left = fold(clauses[0])[passing.end() :]
    entries = _entries([*left.split(), *clauses[1:]], codes)
    if entries is None:
        return None
    return Numbered(
        entries=tuple(entry for entry in entries if entry.text),
        passes_rest=True,
        but=frozenset(entry.question for entry in entries),
    )


def read_caption(checklist: Checklist, caption: str) -> Entry | None:
    """The question that a photo's caption names, with the words that remain; none when it names none."""
    codes = {checklist.number(question.code): question.code for question in checklist.questions}
    named = _named(clean(caption).strip(), codes)
    if not named:
        return None
    [entry] = named
    question = checklist.question(entry.question)
    is_judged = question is not None and judged_words(question, entry.text)[0] is not None
    return Entry(entry.question, entry.text, is_sure=entry.is_sure or is_judged or not entry.text)


def judged_words(question: Question, text: str) -> tuple[Judgement | None, str]:
    """The judgement with which the text begins, for a question that takes one, and what remains."""
    words = text.split()
    if question.kind is not Kind.PASS_FAIL:
        return None, text
    for count in range(min(len(words), WORDS_OF_JUDGEMENT), 0, -1):
        first = fold(" ".join(words[:count])).strip(".,:")
        if first in JUDGEMENTS and not first.isdecimal():
            return JUDGEMENTS[first], " ".join(words[count:])
    return None, text


def _entries(clauses: list[str], codes: dict[str, str]) -> tuple[Entry, ...] | None:
    """The entries of the clauses; a clause that names no question belongs to the one before it."""
    entries: list[Entry] = []
    for clause in clauses:
        named = _packed(clause, codes) or _named(clause, codes)
        if named:
            entries.extend(named)
        elif not entries:
            return None
        else:
            last = entries[-1]
            entries[-1] = Entry(last.question, f"{last.text}, {clause}".lstrip(", "), is_sure=last.is_sure)
    return tuple(entries)


def _packed(clause: str, codes: dict[str, str]) -> tuple[Entry, ...]:
    """`1d 2k 3d`: each word a number with its judgement."""
    found = [PACKED.fullmatch(word) for word in clause.split()]
    if not all(match and match["number"] in codes for match in found):
        return ()
    return tuple(Entry(codes[match["number"]], match["letter"], is_sure=False) for match in found if match)


def _named(clause: str, codes: dict[str, str]) -> tuple[Entry, ...]:
    first, _, rest = clause.partition(" ")
    if packed := _packed(first, codes):  # `5k thiếu bảng phí`
        return (Entry(packed[0].question, f"{packed[0].text} {rest}".strip(), is_sure=False),)
    found = NAMED.fullmatch(clause)
    code = codes.get(found["number"].lower()) if found else None
    if found is None or code is None:
        return ()
    return (Entry(code, found["rest"].strip(" ."), is_sure=bool(found["mark"] or found["sign"])),)
