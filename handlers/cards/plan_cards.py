"""The plan as it is shown: the campaign's coverage, what is planned, and a person's visits of the day.

Rules: a surprise that the reader may not know is counted, never named; `planned` holds only what he may see.
Must not know: who may see what, how coverage is computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.language import format_date, format_day, format_period
from checklists.planning import Campaign
from checklists.visit import Purpose
from handlers.actions.planning import DropPlanned, NewCampaign, NewDraw, PlanVisit, RevealDraw
from handlers.actions.visiting import ChooseUnit
from handlers.card import Card
from handlers.cards.layout import blocks, in_rows, quoted, tap
from handlers.outgoing import Rows
from handlers.rich import Rich, lines
from handlers.words import say, text
from storage.units import KIND_LABELS

PLANNED_SHOWN: Final = 12
TEAM_LIMIT: Final = 80


@dataclass(frozen=True, slots=True)
class KindCoverage:
    """How many units of a kind were reached, and the names of those that were not, in the official order."""

    kind: str
    reached: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A planned visit as it is told."""

    planned: str
    unit_key: str
    unit: str
    on: date
    purpose: Purpose
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CampaignView:
    """What one person may see of a campaign; `hidden` surprises he may not, `draws` still secret."""

    campaign: Campaign
    coverage: tuple[KindCoverage, ...]
    planned: tuple[PlannedLine, ...]
    hidden: int
    draws: tuple[str, ...]
    today: date


def no_campaign(*, may_plan: bool, language: str) -> Card:
    """There is no campaign today."""
    words = say("plan.none", language)
    new = tap(text("button.new_campaign", language), NewCampaign())
    return Card(words, ((new,),) if may_plan else ())


def campaign(view: CampaignView, *, may_plan: bool, language: str) -> Card:
    """The campaign, how far it has come, and what is next."""
    shown = view.planned[:PLANNED_SHOWN]
    coming = (
        *(_line(each, view.today, language) for each in shown),
        say("plan.more", language, n=len(view.planned) - len(shown))
        if len(view.planned) > len(shown)
        else Rich(),
        say("plan.hidden", language, n=view.hidden) if view.hidden else Rich(),
    )
    nothing = not view.planned and not view.hidden
    head = say("plan.nothing", language) if nothing else say("plan.coming", language)
    words = blocks(
        _head(view.campaign, language),
        lines(tuple(_coverage(each, language) for each in view.coverage)),
        lines((head, *coming)),
    )
    return Card(words, _buttons(view, shown, language) if may_plan else ())


def _head(told: Campaign, language: str) -> Rich:
    days = {"first": format_date(told.starts_on), "last": format_date(told.ends_on)}
    basis = say("plan.basis", language, basis=quoted(told.basis)) if told.basis else Rich()
    return lines(
        (say("plan.head", language, name=quoted(told.name)), say("plan.days", language, **days), basis)
    )


def _coverage(told: KindCoverage, language: str) -> Rich:
    label = KIND_LABELS[told.kind].label.in_language(language)
    every = told.reached + len(told.missing)
    if not told.missing:
        return say("plan.coverage_all", language, reached=told.reached, all=every, kind=label)
    missing = ", ".join(told.missing)
    return say("plan.coverage", language, reached=told.reached, all=every, kind=label, missing=missing)


def _line(told: PlannedLine, today: date, language: str) -> Rich:
    team = quoted(", ".join(told.team), TEAM_LIMIT)
    purpose = text(f"purpose.{told.purpose.value}", language)
    key = "plan.line_overdue" if told.on < today else "plan.line"
    return say(key, language, day=format_day(told.on, language), unit=told.unit, purpose=purpose, team=team)


def _buttons(view: CampaignView, shown: Sequence[PlannedLine], language: str) -> Rows:
    plan = tap(text("button.plan_visit", language), PlanVisit(), "primary")
    draw = tap(text("button.draw", language), NewDraw())
    drops = (
        tap(text("button.drop_planned", language, unit=each.unit), DropPlanned(each.planned))
        for each in shown
    )
    reveals = (tap(text("button.reveal", language), RevealDraw(each)) for each in view.draws)
    new = tap(text("button.new_campaign", language), NewCampaign())
    return ((plan, draw), *in_rows(drops, 2), *in_rows(reveals, 1), (new,))


def today(told: Sequence[PlannedLine], *, language: str) -> Card:
    """Where this person goes today, each unit a button that begins its visit."""
    every = tuple(
        say(
            "plan.today_line",
            language,
            unit=each.unit,
            purpose=text(f"purpose.{each.purpose.value}", language),
            team=quoted(", ".join(each.team), TEAM_LIMIT),
        )
        for each in told
    )
    head = say("plan.today", language, day=format_day(told[0].on, language))
    secret = any(each.purpose is Purpose.SURPRISE for each in told)
    words = lines((head, *every, say("plan.keep_secret", language) if secret else Rich()))
    return Card(words, in_rows((tap(each.unit, ChooseUnit(each.unit_key)) for each in told), 2))


def dropped(*, language: str) -> Rich:
    """The planned visit will not take place."""
    return say("plan.dropped", language)


def period_name(first: date, last: date) -> str:
    """The period as a campaign's name has it: `6 tháng cuối năm 2026`."""
    return format_period(first, last, in_document=True)
