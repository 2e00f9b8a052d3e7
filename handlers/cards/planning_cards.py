"""What is asked while a visit, or a draw, is planned: one step a card, with what was chosen so far above.

Must not know: where the choices are kept, who may be chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checklists.language import format_date, format_day
from checklists.planning import Campaign
from checklists.visit import Purpose
from handlers.actions.planning import DrawMany, PlanDay, PlanMember, PlanPurpose, PlanSave, PlanUnit
from handlers.card import Card
from handlers.cards.layout import arranged, in_rows, quoted, tap
from handlers.rich import Rich, lines, plain
from handlers.words import say, text

TAKEN = " ✓"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was chosen so far: the unit's name, or how `many` are drawn; the day; the purpose."""

    unit: str
    many: int
    on: date | None
    purpose: Purpose | None


def choose_unit(choices: Sequence[tuple[str, str]], *, query: str | None, language: str) -> Card:
    """Which unit? Those not reached yet come first."""
    if not choices:
        return Card(say("unit.none", language, query=quoted(query, 60)))
    head = (
        say("unit.found", language, query=quoted(query, 60)) if query else say("planning.ask_unit", language)
    )
    return Card(head, arranged(tap(name, PlanUnit(key)) for key, name in choices))


def how_many(most: int, *, language: str) -> Card:
    """So many buttons as units may be drawn at once."""
    buttons = (tap(str(number), DrawMany(str(number))) for number in range(1, most + 1))
    return Card(say("planning.ask_many", language), in_rows(buttons, 5))


def choose_day(draft: Draft, days: Sequence[date], *, language: str) -> Card:
    """Which day? The next ones as buttons."""
    buttons = (tap(format_day(day, language), PlanDay(day.strftime("%Y%m%d"))) for day in days)
    return Card(lines((_so_far(draft, language), say("planning.ask_day", language))), in_rows(buttons, 2))


def day_again(*, language: str) -> Rich:
    """No day to come could be read."""
    return say("planning.day_again", language)


def choose_purpose(draft: Draft, *, language: str) -> Card:
    """Each purpose a button."""
    buttons = tuple(tap(text(f"purpose.{each.value}", language), PlanPurpose(each.value)) for each in Purpose)
    return Card(lines((_so_far(draft, language), say("planning.ask_purpose", language))), (buttons,))


def choose_team(draft: Draft, people: Sequence[tuple[str, str, bool]], *, language: str) -> Card:
    """Who goes (id, name, chosen)? Kept with the last button, which is there when somebody is chosen."""
    buttons = arranged(
        (tap(quoted(name, 30) + (TAKEN if taken else ""), PlanMember(who)) for who, name, taken in people),
        marks=(TAKEN,),
    )
    label = text("button.draw_now" if draft.many else "button.done", language)
    ready = any(taken for _, _, taken in people)
    rows = (*buttons, (tap(label, PlanSave(), "success"),)) if ready else buttons
    return Card(lines((_so_far(draft, language), say("planning.ask_team", language))), rows)


def outside(campaign: Campaign, *, language: str) -> Rich:
    """The day is not of the campaign."""
    days = {"first": format_date(campaign.starts_on), "last": format_date(campaign.ends_on)}
    return say("planning.outside", language, **days)


def kept(*, language: str) -> Rich:
    """It is in the plan."""
    return say("planning.kept", language)


def _so_far(draft: Draft, language: str) -> Rich:
    parts = (
        draft.unit or (text("planning.many", language, n=draft.many) if draft.many else ""),
        format_day(draft.on, language) if draft.on else "",
        text(f"purpose.{draft.purpose.value}", language) if draft.purpose else "",
    )
    return plain(" · ".join(part for part in parts if part))
