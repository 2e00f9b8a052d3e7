"""Choosing another checklist than the usual one for a visit.

Rules: the usual one needs no tap; what is only offered says how long it is.
Must not know: which is usual, who may begin.
"""

from collections.abc import Mapping, Sequence

from checklists.model import Checklist
from checklists.visit import Purpose
from handlers.actions.visiting import BeginWith, ChooseUnit, PickChecklist
from handlers.card import Card
from handlers.cards.layout import capitalised, tap
from handlers.rich import Rich, lines
from handlers.words import say, text


def usual_lines(usual: Mapping[Purpose, Checklist], *, language: str) -> Rich:
    """Which checklist each purpose is made with."""
    return lines(
        tuple(
            say(
                "checklist.usual",
                language,
                purpose=text(f"purpose.{purpose.value}", language),
                title=checklist.title.in_language(language),
            )
            for purpose, checklist in usual.items()
        )
    )


def choose_checklist(
    unit_label: str, offered: Sequence[tuple[str, Checklist]], *, unit_key: str, language: str
) -> Card:
    """Every checklist for the unit; each with what stands for it in a button."""
    rows = tuple(
        (tap(_label(checklist, language), PickChecklist(unit_key, handle)),) for handle, checklist in offered
    )
    back = (tap(text("button.back", language), ChooseUnit(unit_key)),)
    return Card(say("checklist.choose", language, unit=capitalised(unit_label)), (*rows, back))


def begin_with(
    unit_label: str,
    checklist: Checklist,
    handle: str,
    *,
    unit_key: str,
    purposes: Sequence[Purpose],
    language: str,
) -> Card:
    """The kind of visit, for a checklist that was chosen."""
    words = say(
        "checklist.chosen",
        language,
        unit=capitalised(unit_label),
        title=checklist.title.in_language(language),
        n=_count(checklist),
    )
    begin = tuple(
        tap(text(f"purpose.{purpose.value}", language), BeginWith(unit_key, purpose.value, handle))
        for purpose in purposes
    )
    return Card(words, (begin, (tap(text("button.back", language), ChooseUnit(unit_key)),)))


def _label(checklist: Checklist, language: str) -> str:
    title = checklist.title.in_language(language)
    return text("button.checklist", language, title=title, n=_count(checklist))


def _count(checklist: Checklist) -> int:
    """How many questions people would count: details have no number of their own."""
    return sum(question.detail_of is None for question in checklist.written)
