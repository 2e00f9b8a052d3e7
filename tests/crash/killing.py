"""Runs with a bot that dies: inspectors work without a pause while it is killed, or fails at chosen steps.

Rules: the seed decides moments and acts; at the end one bot works off what is left and stops cleanly.
Must not know: what counts as a fault.
"""

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from bot.demo.stage import DEFAULT_TOKEN
from bot.house import open_database
from tests.crash.failing import FAILED, REACHED
from tests.crash.judgement import Verdict, count_undone, judge
from tests.crash.rig import RUNNING, Rig, rig
from tests.crash.street import PATIENCE, WORDS, Inspector, Street

_AT_START = 0.5
_ANSWERS_A_LIFE = 4
_QUIET_WITHIN = 150.0
_LOOK_AGAIN = 0.05
Disturb: TypeAlias = Callable[[Rig, Street, random.Random], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Ran:
    """How it ended: `starts` of the bot; `stop_code` and `stop_seconds` are those of the last, clean stop."""

    verdict: Verdict
    starts: int
    stop_code: int
    stop_seconds: float


async def killing(folder: Path, *, seed: int, kills: int, inspectors: int = 5, faults: str = "{}") -> Ran:
    """Kill so many bots at random moments, let the last one finish, judge."""
    return await disturbed(
        folder, partial(_kill, kills=kills), seed=seed, inspectors=inspectors, faults=faults
    )


async def disturbed(
    folder: Path,
    disturb: Disturb,
    *,
    seed: int,
    inspectors: int,
    faults: str = "{}",
    acts: int = 12,
    token: str = DEFAULT_TOKEN,
    loud: bool = False,
) -> Ran:
    """Let inspectors work while `disturb` starts and ends bots; then let one bot finish, and judge.

    `faults`: a plan as for POST /demo/faults, in force until the disturbing ends. `acts`: so many in each
    visit before it is completed.
    """
    async with rig(folder, inspectors=inspectors, seed=seed, faults=faults, token=token, loud=loud) as there:
        street = Street(there.http)
        people = [
            Inspector(street, account, there.unit_keys[number], random.Random(f"{seed}:{account}"), acts)
            for number, account in enumerate(there.accounts)
        ]
        closing_time = asyncio.Event()
        following = asyncio.create_task(street.follow())
        working = asyncio.gather(*(each.work(closing_time) for each in people))
        try:
            await disturb(there, street, random.Random(seed))
            await there.http.post("/demo/faults", json={})
            closing_time.set()
            await there.bot.start()
            await working
            await _quiet(there)
        finally:
            working.cancel()
            following.cancel()
            await asyncio.gather(working, following, return_exceptions=True)
        code, seconds = await there.bot.stop()
        await street.look()
        verdict = await judge(there.settings, street)
        if not loud and WORDS.encode() in there.bot.log.read_bytes():
            verdict = replace(verdict, faults=(*verdict.faults, "the log holds a person's words"))
        return Ran(verdict, there.bot.starts, code, seconds)


async def _kill(there: Rig, street: Street, chance: random.Random, *, kills: int) -> None:
    """SIGKILL again and again: some hit the start, most hit the work."""
    loop = asyncio.get_running_loop()
    took, may_be_early = 1.0, True
    for _ in range(kills):
        began, suspects = loop.time(), _suspects(there)
        await there.bot.start()
        is_early = may_be_early and chance.random() < _AT_START
        may_be_early = not is_early
        if is_early:
            await asyncio.sleep(chance.uniform(0, took * 1.1))
        else:
            await there.bot.comes_up()
            took = loop.time() - began
            await _all_done(there, suspects)
            wanted = len(street.toasts) + _ANSWERS_A_LIFE
            await street.until(lambda wanted=wanted: len(street.toasts) >= wanted, "some answers")  # type: ignore[misc]
            await asyncio.sleep(chance.uniform(0, 0.3))
        await there.bot.kill()


def _suspects(there: Rig) -> frozenset[int]:
    """The events that died with a bot: four deaths in a row would quarantine one, as promised."""
    with closing(sqlite3.connect(there.settings.database.removeprefix("sqlite:///"))) as database:
        undone = "SELECT id FROM inbox WHERE attempts > 0 AND state IN ('pending', 'running')"
        return frozenset(id for (id,) in database.execute(undone))  # noqa: A001 - the column's name


async def _all_done(there: Rig, suspects: frozenset[int]) -> None:
    """Wait until events that died with a bot have been dealt with, and something new is in work."""
    async with asyncio.timeout(PATIENCE):
        while suspects & _suspects(there):
            assert there.bot.is_up, "the bot ended by itself"
            await asyncio.sleep(_LOOK_AGAIN)


async def steps_reached(there: Rig, street: Street) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every step that a bot makes before it runs, and while one visit is made and posted."""
    await there.bot.start(step="")
    await street.until(lambda: len(street.posts) > 0, "a visit's post")
    await asyncio.sleep(0.5)
    lines = _said(there)
    await there.bot.kill()
    running = next(number for number, line in enumerate(lines) if RUNNING in line.encode())
    return _reached(lines[:running]), _reached(lines[running:])


def _reached(lines: list[str]) -> tuple[str, ...]:
    return tuple(line.removeprefix(REACHED) for line in lines if line.startswith(REACHED))


async def fail_at(there: Rig, step: str, *, at_start: bool = False) -> None:
    """Let a bot fail at the step. AssertionError when it never comes there."""
    suspects = _suspects(there)
    there.bot.armed.unlink(missing_ok=True)
    if at_start:
        there.bot.armed.touch()
    await there.bot.start(step=step)
    await _all_done(there, frozenset() if at_start else suspects)
    there.bot.armed.touch()
    try:
        async with asyncio.timeout(PATIENCE):
            while f"{FAILED}{step}" not in _said(there):
                await asyncio.sleep(_LOOK_AGAIN)
    except TimeoutError:
        raise AssertionError(f"never reached: {step}") from None
    if there.bot.is_up and step.endswith(" lost"):
        await there.bot.kill()
    await there.bot.ended()


def _said(there: Rig) -> list[str]:
    return there.bot.said().decode().splitlines()


async def _quiet(there: Rig) -> None:
    async with asyncio.timeout(_QUIET_WITHIN), open_database(there.settings) as database:
        while True:
            waiting = (await there.http.get("/demo/state")).json()["updates"]["pending"]
            async with database.read() as connection:
                undone = await count_undone(connection)
            if not waiting and not undone:
                return
            await asyncio.sleep(_LOOK_AGAIN)
