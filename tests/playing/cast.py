"""The house in which every transcript plays: its units, checklist, channel and the people of the header.

Rules: made once per transcript in a fresh database, by the same functions that settings and imports use;
each depth begins with an equal one.
Must not know: what is said.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

import storage
from bot.clock import Clock
from checklists.bundled import bundled
from storage import channels, checklists, people, units
from storage.database import Database
from storage.people import Grant, Identity
from storage.units import Unit
from storage.units.listing import read_csv
from storage.units.planning import Plan, plan_list
from storage.units.registering import carry_out, register
from tests.playing.script import Script

TRANSPORT = "telegram"
BOT_NAME = "kiem_tra_cong_vu_bot"
CHANNEL = "-1009000000001"
CHANNEL_TITLE = "Kiểm tra công vụ Hà Đông"
TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
UNITS = Path(storage.__file__).parent / "bundled" / "units-ha-dong.csv"


@dataclass(frozen=True, slots=True)
class StandingClock(Clock):
    """A clock that moves only when a transcript says so."""

    moment: list[datetime] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment[-1]

    def move(self, time: timedelta) -> None:
        self.moment.append(self.moment[-1] + time)


def clock_of(script: Script) -> StandingClock:
    """The clock as the transcript's header sets it."""
    return StandingClock(moment=[script.at.astimezone(UTC)])


def counting() -> Callable[[int], str]:
    """Ids and codes that are the same in every run."""
    numbers = itertools.count(1)
    return lambda length: f"{next(numbers):0{length}d}"


def checklist_source(name: str) -> str:
    """A checklist of the transcripts, else a bundled one. KeyError for neither."""
    own = TRANSCRIPTS / "checklists" / f"{name}.yaml"
    if own.exists():
        return own.read_text(encoding="utf-8")
    return {each.key: each for each in bundled()}[name].source()


async def put_listed_units(connection: AsyncConnection, listed: bytes, *, at: datetime) -> tuple[Unit, ...]:
    """Put the units of a list into the database; all units then."""
    kinds, known = await units.kinds(connection), await register(connection)
    plan = plan_list(known, read_csv(listed), kinds=kinds, today=at.date())
    assert isinstance(plan, Plan), plan
    await carry_out(connection, plan, by="settings", at=at)
    return tuple(plan.after.units.values())


async def furnish(database: Database, script: Script) -> None:
    """Put all that the header names into an empty database."""
    at = script.at
    async with database.write() as connection:
        await put_listed_units(connection, UNITS.with_name(f"units-{script.units}.csv").read_bytes(), at=at)
        for name in script.checklists:
            await checklists.publish(connection, checklist_source(name), at=at)
        await _add_people(connection, script)
        if script.is_channel_connected:
            await channels.connect(
                connection,
                transport=TRANSPORT,
                chat_id=CHANNEL,
                title=CHANNEL_TITLE,
                by="settings",
                at=at,
            )


async def _add_people(connection: AsyncConnection, script: Script) -> None:
    for each in script.people:
        if each.role is None:
            continue
        await people.add_person(
            connection,
            id=f"person-{each.key.lower()}",
            name=each.name,
            office=each.office,
            language=each.language,
            identity=Identity(TRANSPORT, str(each.account)),
            grants=(Grant(each.role),),
            at=script.at,
        )
