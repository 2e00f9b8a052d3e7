"""What is asked while a campaign is laid down: its days, its name, its legal basis.

Must not know: where the answers are kept.
"""

from collections.abc import Sequence
from datetime import date

from handlers.actions.planning import CampaignNamed, CampaignPeriod, CampaignWithoutBasis
from handlers.card import Card
from handlers.cards.layout import capitalised, in_rows, quoted, tap
from handlers.cards.plan_cards import period_name
from handlers.rich import Rich
from handlers.words import say, text

_DAY = "%Y%m%d"


def choose_period(periods: Sequence[tuple[date, date]], *, language: str) -> Card:
    """The usual periods as buttons; any other is typed."""
    buttons = (
        tap(capitalised(period_name(first, last)), CampaignPeriod(first.strftime(_DAY), last.strftime(_DAY)))
        for first, last in periods
    )
    return Card(say("campaign.ask_period", language), in_rows(buttons, 1))


def period_again(*, language: str) -> Rich:
    """No two days could be read."""
    return say("campaign.period_again", language)


def usual_name(first: date, last: date) -> str:
    """What a campaign of these days is usually called, in documents and so in Vietnamese."""
    return f"Kiểm tra công vụ {period_name(first, last)}"


def ask_name(first: date, last: date, *, language: str) -> Card:
    """A name is offered; another is typed."""
    offered = tap(usual_name(first, last), CampaignNamed())
    return Card(say("campaign.ask_name", language), ((offered,),))


def name_again(*, language: str) -> Rich:
    """No name could be read."""
    return say("campaign.name_again", language)


def ask_basis(name: str, *, language: str) -> Card:
    """The legal basis is typed, or left out."""
    skip = tap(text("button.skip", language), CampaignWithoutBasis())
    return Card(say("campaign.ask_basis", language, name=quoted(name)), ((skip,),))


def laid_down(*, language: str) -> Rich:
    """The campaign is there."""
    return say("campaign.laid_down", language)
