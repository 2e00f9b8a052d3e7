"""Campaigns with real processes: kills (P1, P3), canaries (P9), a flooder (P14), copies and stops (P16).

Rules: each run has a local Bot API and a data folder of its own; figures say how much was at stake.
Must not know: how a fault is found in the database.
"""

import asyncio
import json
import random
import secrets
from functools import partial
from pathlib import Path

from handlers.actions import encode
from handlers.actions.visiting import BeginVisit, Choose
from tests.campaigns.outcome import Outcome
from tests.crash.killing import disturbed, fail_at, killing, steps_reached
from tests.crash.rig import BotProcess, Rig, bot_process, rig
from tests.crash.street import PATIENCE, Inspector, Street

ALREADY_RUNNING = 75
STOP_WITHIN = 5.0  # seconds
REFUSES_WITHIN = 20.0
SLOW = 1.0  # seconds: the 95th percentile that a flooder must not push others over
_FLOODERS_PAUSE = 0.02
# What the bot calls while it runs, each going wrong in every way once in ten times.
BAD_DAY = json.dumps(
    {
        "rates": {"all": 0.1},
        "methods": [
            *("sendMessage", "sendPhoto", "sendMediaGroup", "editMessageText", "answerCallbackQuery"),
            *("setMessageReaction", "getFile", "file", "forwardMessage", "deleteMessage", "getUpdates"),
        ],
        "hang_seconds": 1,
        "late_seconds": 0.2,
        "delay_seconds": 0.1,
    }
)


async def kills(folder: Path, *, seed: int, trials: int) -> Outcome:
    """P1: so many SIGKILLs of a bot at work."""
    ran = await killing(folder, seed=seed, kills=trials)
    faults = [f"seed {seed}: {fault}" for fault in ran.verdict.faults]
    return Outcome(trials, tuple(faults), {"answers": ran.verdict.answers, "presses": ran.verdict.presses})


async def steps(folder: Path, *, seed: int, trials: int) -> Outcome:
    """P1 again: so many deaths, each at another step: before and after each commit and send, in turn."""

    async def die_in_turn(there: Rig, street: Street, chance: random.Random) -> None:
        before_running, running = await steps_reached(there, street)
        every = [(step, step in before_running) for step in (*before_running, *running)]
        for number in range(trials):
            if number % len(every) == 0:
                chance.shuffle(every)
            step, at_start = every[number % len(every)]
            await fail_at(there, step, at_start=at_start)

    ran = await disturbed(folder, die_in_turn, seed=seed, inspectors=3, acts=3)
    failures = [f"seed {seed}: {fault}" for fault in ran.verdict.faults]
    failures += [f"seed {seed}: {ran.verdict.copies} copies remain"] if ran.verdict.copies else []
    return Outcome(trials, tuple(failures), {"answers": ran.verdict.answers, "posts": ran.verdict.posts})


async def posts(folder: Path, *, seed: int, trials: int, faults: str = "{}") -> Outcome:
    """P3: so many summaries at least, with kills between them and `faults` of the platform (see BAD_DAY).

    Lost ones and remaining copies are failures, and counted apart.
    """

    async def until_enough(there: Rig, street: Street, chance: random.Random) -> None:
        while len(street.ledger.submitted) < trials:
            await there.bot.start()
            await there.bot.comes_up()
            await asyncio.sleep(chance.uniform(1, 5))
            await there.bot.kill()

    ran = await disturbed(folder, until_enough, seed=seed, inspectors=8, faults=faults, acts=0)
    verdict = ran.verdict
    failures = [f"seed {seed}: {fault}" for fault in verdict.faults]
    failures += [f"seed {seed}: {verdict.copies} copies remain"] if verdict.copies else []
    return Outcome(
        verdict.posts,
        tuple(failures),
        {"kills": ran.starts - 1, "lost": verdict.lost_posts, "copies": verdict.copies},
    )


async def canaries(folder: Path, *, seed: int, trials: int) -> Outcome:
    """P9: so many runs at DEBUG with kills and a failing platform, searched for the token."""
    failures: list[str] = []
    bytes_searched = 0
    for number in range(trials):
        token = f"7000000001:{secrets.token_urlsafe(24)}"
        run = partial(disturbed, folder / str(number), _start_and_kill, seed=seed + number, inspectors=3)
        ran = await run(faults=BAD_DAY, acts=3, token=token, loud=True)
        failures += [f"seed {seed + number}: {fault}" for fault in ran.verdict.faults]
        secret = token.partition(":")[2].encode()
        for path in (folder / str(number)).rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            bytes_searched += len(content)
            if secret in content:
                failures.append(f"seed {seed + number}: the token is in {path.name}")
    return Outcome(trials, tuple(failures), {"bytes searched": bytes_searched})


async def _start_and_kill(there: Rig, street: Street, chance: random.Random) -> None:
    for _ in range(2):
        await there.bot.start()
        await there.bot.comes_up()
        await asyncio.sleep(chance.uniform(1, 2))
        await there.bot.kill()
    await there.bot.start()
    await street.until(lambda: bool(street.ledger.submitted), "a submitted visit")
    await there.bot.kill()


async def flood(folder: Path, *, seed: int, trials: int, slow_from: float = SLOW) -> Outcome:
    """P14: so many seconds of one person's flood, while others press and wait for the answer.

    The 95th percentile of their waits must not be over `slow_from` seconds.
    """
    async with rig(folder, inspectors=4, seed=seed) as there:
        street = Street(there.http)
        following = asyncio.create_task(street.follow())
        await there.bot.start()
        await there.bot.comes_up()
        flooder, *others = there.accounts
        try:
            for number, account in enumerate(there.accounts):
                await _begin(street, account, there.unit_keys[number])
            quiet = await _waits(street, others, seconds=trials / 3)
            flooding = asyncio.create_task(_flood(street, flooder))
            waits = await _waits(street, others, seconds=trials)
            flooding.cancel()
            await asyncio.gather(flooding, return_exceptions=True)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
        sent = street.ledger.acts
    slow, usual = _percentile(waits), _percentile(quiet)
    # On a machine that is slow without a flood, the flood alone is judged.
    failures = (
        [f"seed {seed}: p95 {slow:.2f} s, without flood {usual:.2f} s"]
        if slow > max(slow_from, 3 * usual)
        else []
    )
    figures = {"presses of others": len(waits), "acts": sent, "max_p95": slow, "max_p95 without flood": usual}
    return Outcome(trials, tuple(failures), figures)


async def _begin(street: Street, account: int, unit: str) -> None:
    await street.act(account, do="say", text="/start")
    await street.until(lambda: account in street.last, "the greeting")
    tap = {"do": "tap", "message": street.last[account], "data": encode(BeginVisit(unit, "planned"))}
    await street.act(account, forged=True, **tap)
    await street.until(lambda: bool(street.visits_seen.get(account)), "the first question")


async def _flood(street: Street, account: int) -> None:
    number = 0
    while True:
        number += 1
        await street.act(account, do="say", text=f"xin chào {number}")
        await asyncio.sleep(_FLOODERS_PAUSE)


async def _waits(street: Street, accounts: list[int], *, seconds: float) -> list[float]:
    """How long each press of each person waited for its answer."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds

    async def press(account: int) -> list[float]:
        found: list[float] = []
        while loop.time() < until:
            choice = ("pass", "fail", "na")[len(found) % 3]
            data = encode(Choose(street.visits_seen[account][-1], "P1", choice))
            began = loop.time()
            tap = {"do": "tap", "message": street.last[account], "data": data}
            query = (await street.act(account, forged=True, **tap))["callback_query_id"]
            await street.until(lambda query=query: query in street.toasts, "an answer")  # type: ignore[misc]
            found.append(loop.time() - began)
            await asyncio.sleep(0.1)
        return found

    return [wait for each in await asyncio.gather(*map(press, accounts)) for wait in each]


def _percentile(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.95)] if waits else PATIENCE


async def stops(folder: Path, *, seed: int, trials: int) -> Outcome:
    """P16: so many times a second copy on the same data is refused, and the first stops cleanly and soon."""
    failures: list[str] = []
    longest = 0.0
    async with (
        rig(folder, inspectors=3, seed=seed) as there,
        bot_process(there.bot.environment, folder / "second.log") as second,
    ):
        street = Street(there.http)
        following = asyncio.create_task(street.follow())
        people = [
            Inspector(street, account, there.unit_keys[number], random.Random(f"{seed}:{account}"))
            for number, account in enumerate(there.accounts)
        ]
        working = asyncio.gather(*(each.work(asyncio.Event()) for each in people))
        try:
            for number in range(trials):
                await there.bot.start()
                await there.bot.comes_up()
                code = await _refused(second)
                if code != ALREADY_RUNNING:
                    failures.append(f"seed {seed}, {number}: the second copy ended with {code}")
                code, seconds = await there.bot.stop()
                longest = max(longest, seconds)
                if code != 0 or seconds > STOP_WITHIN:
                    failures.append(f"seed {seed}, {number}: stopped with {code} after {seconds:.1f} s")
        finally:
            working.cancel()
            following.cancel()
            await asyncio.gather(working, following, return_exceptions=True)
    return Outcome(trials, tuple(failures), {"max_stop seconds": longest})


async def _refused(second: BotProcess) -> int:
    """The exit code of a second copy; 0 when it goes on running, and is killed."""
    await second.start()
    try:
        async with asyncio.timeout(REFUSES_WITHIN):
            return await second.ended()
    except TimeoutError:
        await second.kill()
        return 0
