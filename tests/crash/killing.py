"""One run of killings: inspectors work without a pause while the bot is killed at random moments.

Rules: the seed decides moments and acts; some kills hit the start, most hit the work; at the end one bot
works off what is left and stops cleanly.
Must not know: what counts as a fault.
"""

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path

from bot.house import open_database
from tests.crash.judgement import Verdict, count_undone, judge
from tests.crash.rig import Rig, rig
from tests.crash.street import Inspector, Street

_AT_START = 0.5
_QUIET_WITHIN = 150.0
_LOOK_AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class Killing:
    """How it ended: `stop_code` and `stop_seconds` are those of the last, clean stop."""

    verdict: Verdict
    kills: int
    stop_code: int
    stop_seconds: float


async def killing(
    folder: Path,
    *,
    seed: int,
    kills: int,
    inspectors: int = 5,
    faults: str = "{}",
    settings: dict[str, str] | None = None,
) -> Killing:
    """Kill so many bots, let the last one finish, judge."""
    async with rig(folder, inspectors=inspectors, seed=seed, faults=faults, settings=settings) as there:
        street = Street(there.http)
        chance = random.Random(seed)
        people = [
            Inspector(street, account, there.unit_keys[number], random.Random(f"{seed}:{account}"))
            for number, account in enumerate(there.accounts)
        ]
        closing = asyncio.Event()
        following = asyncio.create_task(street.follow())
        working = asyncio.gather(*(each.work(closing) for each in people))
        try:
            await _kill_again_and_again(there, street, chance, kills)
            closing.set()
            await there.bot.start()
            await working
            await _quiet(there, street)
        finally:
            working.cancel()
            following.cancel()
            await asyncio.gather(working, following, return_exceptions=True)
        code, seconds = await there.bot.stop()
        await street.look()
        return Killing(await judge(there.settings, street), kills, code, seconds)


async def _kill_again_and_again(there: Rig, street: Street, chance: random.Random, kills: int) -> None:
    loop = asyncio.get_running_loop()
    took, may_be_early = 1.0, True
    for _ in range(kills):
        began = loop.time()
        await there.bot.start()
        is_early = may_be_early and chance.random() < _AT_START
        # What was in work at four deaths in a row is quarantined, as promised: let each lane move on.
        may_be_early = not is_early
        if is_early:
            await asyncio.sleep(chance.uniform(0, took * 1.1))
        else:
            await there.bot.comes_up()
            took = loop.time() - began
            await _all_move(there, street)
            await asyncio.sleep(chance.uniform(0, 0.4))
        await there.bot.kill()


async def _all_move(there: Rig, street: Street) -> None:
    before = street.moves.copy()
    await street.until(
        lambda: all(street.moves[each] > before[each] for each in there.accounts), "any sign for each person"
    )


async def _quiet(there: Rig, street: Street) -> None:
    async with asyncio.timeout(_QUIET_WITHIN), open_database(there.settings) as database:
        while True:
            waiting = (await there.http.get("/demo/state")).json()["updates"]["pending"]
            async with database.read() as connection:
                undone = await count_undone(connection)
            if not waiting and not undone:
                return
            await asyncio.sleep(_LOOK_AGAIN)
