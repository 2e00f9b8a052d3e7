"""Laying down a campaign: its days, its name, its legal basis, in three steps.

Rules: what has been said so far is kept in the scene; a button of a step that is over says so. The usual
periods and a name are offered, so that two taps and one text are enough.
Must not know: what is planned in a campaign.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from checklists.language import Slip, clean_line, parse_date
from checklists.planning import Campaign
from handlers.authorize import Verb, authorize
from handlers.cards import campaign_cards, desk_cards
from handlers.desks import plan_desk
from handlers.scenes import BasingCampaign, DatingCampaign, NamingCampaign
from handlers.talk import Talk
from storage import audit, plans

NAME_LIMIT = 120
BASIS_LIMIT = 300
LONGEST = timedelta(days=366)


async def begin(talk: Talk) -> None:
    """Ask for its days."""
    talk.state = replace(talk.state, scene=DatingCampaign())
    periods = tuple(usual_periods(talk.at.date()))
    talk.show(campaign_cards.choose_period(periods, language=talk.language))


def usual_periods(today: date) -> Iterator[tuple[date, date]]:
    """The half-year, the quarter and the year of that day, and the half-year after it."""
    half = date(today.year, 1 if today.month <= 6 else 7, 1)  # noqa: PLR2004 - June ends the first half
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    yield half, _before(half, months=6)
    yield quarter, _before(quarter, months=3)
    yield date(today.year, 1, 1), date(today.year, 12, 31)
    following = _before(half, months=6) + timedelta(days=1)
    yield following, _before(following, months=6)


def _before(first: date, *, months: int) -> date:
    """The last day of so many months from the first of a month on."""
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


async def choose_period(talk: Talk, starts: str, ends: str) -> None:
    """A button with two days."""
    days = (_read_day(starts), _read_day(ends))
    if not isinstance(talk.state.scene, DatingCampaign) or days[0] is None or days[1] is None:
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    await _ask_name(talk, days[0], days[1])


def _read_day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


async def type_period(talk: Talk, text: str) -> None:
    """`15/12/2025 - 14/6/2026`, as it was typed."""
    parts = text.replace("–", "-").replace(" đến ", " - ").split(" - ")
    today = talk.at.date()
    read = [parse_date(part, today, past=True) for part in parts]
    days = [each for each in read if not isinstance(each, Slip)]
    if len(parts) != 2 or len(days) != 2 or not timedelta(0) <= days[1] - days[0] <= LONGEST:  # noqa: PLR2004
        talk.tell(campaign_cards.period_again(language=talk.language))
        return
    await _ask_name(talk, days[0], days[1])


async def _ask_name(talk: Talk, starts_on: date, ends_on: date) -> None:
    talk.state = replace(talk.state, scene=NamingCampaign(starts_on, ends_on))
    talk.show(campaign_cards.ask_name(starts_on, ends_on, language=talk.language))


async def take_offered_name(talk: Talk) -> None:
    """The name that was offered will do."""
    scene = talk.state.scene
    if not isinstance(scene, NamingCampaign):
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    await type_name(talk, campaign_cards.usual_name(scene.starts_on, scene.ends_on))


async def type_name(talk: Talk, text: str) -> None:
    """The campaign's name."""
    scene, name = talk.state.scene, clean_line(text)[:NAME_LIMIT]
    if not isinstance(scene, NamingCampaign) or not name:
        talk.tell(campaign_cards.name_again(language=talk.language))
        return
    talk.state = replace(talk.state, scene=BasingCampaign(scene.starts_on, scene.ends_on, name))
    talk.show(campaign_cards.ask_basis(name, language=talk.language))


async def finish(talk: Talk, *, basis: str) -> None:
    """The legal basis, or none: the campaign is laid down."""
    scene = talk.state.scene
    if not isinstance(scene, BasingCampaign) or not authorize(talk.person, Verb.PLAN):
        talk.tell(desk_cards.lost_button(language=talk.language), alert=True)
        return
    new = Campaign(
        id=talk.house.token(12),
        name=scene.called,
        basis=clean_line(basis)[:BASIS_LIMIT],
        starts_on=scene.starts_on,
        ends_on=scene.ends_on,
    )
    await plans.add_campaign(talk.connection, new, by=talk.person.id, at=talk.at)
    await audit.append(
        talk.connection,
        at=talk.at,
        actor=talk.person.id,
        kind="campaign.laid_down",
        object=new.id,
        payload={"name": new.name, "from": new.starts_on.isoformat(), "to": new.ends_on.isoformat()},
    )
    talk.toast(campaign_cards.laid_down(language=talk.language).plain)
    await plan_desk.show(talk)
