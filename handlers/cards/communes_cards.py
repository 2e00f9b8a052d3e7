"""Today's communes of a province: choosing one, looking at them, taking them into the register.

Rules: the date of the data stands on every card that shows some.
Must not know: where the data come from.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from checklists.language import format_date
from handlers.actions.registering import AskProvince, OpenRegister, PlanCommunes, ShowCommunes, TakeCommunes
from handlers.card import Card
from handlers.cards.layout import arranged, blocks, quoted, tap
from handlers.cards.unit_changes import change_lines, counts
from handlers.outgoing import Button
from handlers.rich import Rich, lines, plain
from handlers.words import say, text
from storage.units.planning import Plan

SHOWN: Final = 8
NAME_LIMIT: Final = 60


def _back(language: str) -> Button:
    return tap(text("button.register", language), OpenRegister())


def ask_province(*, language: str) -> Card:
    """The name of a province is typed."""
    return Card(say("communes.ask", language), ((_back(language),),))


def choose_province(query: str, found: Sequence[tuple[str, str]], *, language: str) -> Card:
    """The provinces that a text may mean, as codes and names."""
    key = "register.found" if found else "communes.none"
    buttons = arranged(tap(name, ShowCommunes(code, "0")) for code, name in found)
    return Card(say(key, language, query=quoted(query, NAME_LIMIT)), (*buttons, (_back(language),)))


def communes(
    province: tuple[str, str],
    shown: Sequence[str],
    *,
    count: int,
    page: int,
    pages: int,
    day: date,
    language: str,
) -> Card:
    """One page of the communes of a province, with the date of the data."""
    code, name = province
    words = blocks(
        say("communes.head", language, province=name, n=count, date=format_date(day)),
        lines(tuple(plain(each) for each in shown)),
        say("communes.page", language, page=page + 1, pages=pages),
    )
    turning = tuple(
        tap(text(f"button.{word}_page", language), ShowCommunes(code, str(to)))
        for word, to in (("earlier", page - 1), ("later", page + 1))
        if 0 <= to < pages
    )
    take = (tap(text("button.take_communes", language), PlanCommunes(code)),)
    other = (tap(text("button.other_province", language), AskProvince()), _back(language))
    return Card(words, (*((turning,) if turning else ()), take, other))


def preview(plan: Plan, province: tuple[str, str], day: date, *, language: str) -> Card:
    """What taking them would change."""
    code, name = province
    told = blocks(
        say("communes.preview", language, province=name, date=format_date(day)),
        lines(
            (
                counts(plan.changes, language=language),
                change_lines(plan.changes, plan.after, most=SHOWN, language=language),
            )
        ),
    )
    leave = tap(text("button.leave_it", language), OpenRegister())
    if not plan.changes:
        return Card(told, ((_back(language),),))
    return Card(told, ((tap(text("button.apply", language), TakeCommunes(code)), leave),))


def taken(plan: Plan, *, language: str) -> Card:
    """They are in the register."""
    words = lines((say("unit_edit.done", language), counts(plan.changes, language=language)))
    return Card(words, ((_back(language),),))


def missing(*, language: str) -> Rich:
    """The data set is not installed."""
    return say("communes.missing", language)
