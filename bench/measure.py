"""One bot measured: started, asked, watched, stopped.

Rules: a window opens when every inspector has seen a first card, and what happened before counts nowhere;
each measurement starts from an empty folder.
Must not know: what the figures are compared with.
"""

import asyncio
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.api import FakeTelegram
from bench.bots import QUESTIONS, ROOT, Bot, question, visit_of
from bench.crowd import Crowd, Tally
from bench.running import Cores, Running, started
from bench.wire import Wire

FIRST_CHAT = 100_000
LONGEST_START = 30.0
LONGEST_OPENING = 20.0
_SETTLE = 3.0
_LOOK = 0.05


class BotDied(Exception):  # noqa: N818 - it says what happened
    """The bot ended by itself, or never said a word; the text is the end of its log."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: numbers of inspectors, seconds of a window, milliseconds of each API call."""

    inspectors: tuple[int, ...]
    seconds: float
    latency_ms: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """One window's figures. `api_load`: share of the API's core that was busy, below 1 is room.

    `opened`: how many inspectors had seen a first card when it began. None: nothing was answered.
    """

    inspectors: int
    opened: int
    latency_ms: int
    answers_per_s: float
    call_p50_ms: float
    call_p99_ms: float
    card_p50_ms: float
    card_p99_ms: float
    calls_per_answer: float | None
    cpu_s_per_1000: float | None
    api_load: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of one bot."""

    first_reply_s: float
    peak_mb: float
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A running bot with its API."""

    api: FakeTelegram
    bot: Running
    first_reply_s: float


async def measure(bot: Bot, plan: Plan, cores: Cores) -> Measured:
    """As many inspectors as the plan says, one number after the other, each as fast as the bot allows."""
    total = 1 + sum(plan.inspectors)
    async with _stage(bot, cores, people=total, latency=plan.latency_ms / 1000) as stage:
        windows, first = [], FIRST_CHAT + 1
        for many in plan.inspectors:
            windows.append(await _window(stage, bot, range(first, first + many), plan))
            first += many
        return Measured(stage.first_reply_s, stage.bot.peak_mb(), tuple(windows))


async def measure_offered(bot: Bot, plan: Plan, cores: Cores, *, rate: float) -> Measured:
    """So many answers a second, whatever the bot does, over visits that are all open; pace limits on."""
    (many,) = plan.inspectors
    async with _stage(bot, cores, people=1 + many, is_open=True, is_paced=True) as stage:
        crowd = Crowd(stage.api, bot.manner, range(FIRST_CHAT + 1, FIRST_CHAT + 1 + many), is_stopping=True)
        await crowd.offer(_presses(crowd.chats), rate=rate, seconds=1.0)
        presses = _presses(crowd.chats, after=int(rate) + 1)
        with_load = partial(crowd.offer, presses, rate=rate, seconds=plan.seconds)
        window = await _count(stage, crowd, with_load, many, plan)
        return Measured(stage.first_reply_s, stage.bot.peak_mb(), (window,))


def _presses(chats: range, *, after: int = 0) -> Iterator[tuple[int, str]]:
    """Everybody's first question, then everybody's second; beginning after so many."""
    for number in range(after, len(chats) * QUESTIONS):
        turn, place = divmod(number, len(chats))
        yield chats[place], f"ch.{visit_of(chats[place])}.{question(turn + 1)}.pass"


async def _window(stage: Stage, bot: Bot, chats: range, plan: Plan) -> Window:
    crowd = Crowd(stage.api, bot.manner, chats)
    crowd.begin()
    await _until(lambda: crowd.opened >= len(chats), LONGEST_OPENING)
    await asyncio.sleep(plan.seconds / 5)
    window = await _count(stage, crowd, partial(asyncio.sleep, plan.seconds), crowd.opened, plan)
    crowd.is_stopping = True
    await _until(lambda: crowd.waiting == 0, _SETTLE)
    if not stage.bot.is_up:
        raise BotDied(bot.name)
    return window


async def _count(
    stage: Stage, crowd: Crowd, load: Callable[[], Awaitable[None]], opened: int, plan: Plan
) -> Window:
    crowd.tally = tally = Tally()
    calls, cpu = stage.api.calls.total(), stage.bot.cpu_seconds()
    own, began = time.process_time(), time.perf_counter()
    await load()
    seconds = time.perf_counter() - began
    answers = tally.answers
    cpu, own = stage.bot.cpu_seconds() - cpu, time.process_time() - own
    return Window(
        inspectors=len(crowd.chats),
        opened=opened,
        latency_ms=plan.latency_ms,
        answers_per_s=tally.answers / seconds,
        call_p50_ms=percentile(tally.to_call, 50),
        call_p99_ms=percentile(tally.to_call, 99),
        card_p50_ms=percentile(tally.to_card, 50),
        card_p99_ms=percentile(tally.to_card, 99),
        calls_per_answer=(stage.api.calls.total() - calls) / answers if answers else None,
        cpu_s_per_1000=cpu / answers * 1000 if answers else None,
        api_load=own / seconds,
    )


def percentile(seconds: list[float], share: int) -> float:
    """That percentile in milliseconds; 0 of nothing."""
    if not seconds:
        return 0.0
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] * 1000


@asynccontextmanager
async def _stage(
    bot: Bot,
    cores: Cores,
    *,
    people: int,
    latency: float = 0.0,
    is_open: bool = False,
    is_paced: bool = False,
) -> AsyncIterator[Stage]:
    """The bot, up: one inspector's update waited for it, and was answered."""
    api = FakeTelegram(latency=latency)
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        if bot.is_seeded:
            _seed(bot, folder, people, is_open=is_open)
        async with _served(api) as address:
            environment = bot.environment(address, folder, is_paced=is_paced)
            crowd = Crowd(api, bot.manner, range(FIRST_CHAT, FIRST_CHAT + 1), is_stopping=True)
            crowd.begin()
            began = time.perf_counter()
            with started(bot.command, environment, folder, cores) as running:
                if not await _until(lambda: crowd.first_shown_at is not None, LONGEST_START, alive=running):
                    raise BotDied(f"{bot.name}: {(folder / 'bot.log').read_text(errors='replace')[-2000:]}")
                yield Stage(api, running, (crowd.first_shown_at or 0.0) - began)


@asynccontextmanager
async def _served(api: FakeTelegram) -> AsyncIterator[str]:
    server = await asyncio.get_running_loop().create_server(lambda: Wire(api.answer), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def _seed(bot: Bot, folder: Path, people: int, *, is_open: bool) -> None:
    """With the bot's own interpreter, because its libraries are not ours."""
    command = [bot.command[0], "-m", "bench.seed", str(folder), str(FIRST_CHAT), str(people)]
    subprocess.run([*command, *(["--open"] if is_open else [])], cwd=ROOT, check=True)  # noqa: S603


async def _until(is_so: Callable[[], bool], longest: float, *, alive: Running | None = None) -> bool:
    """Wait for it. False: it did not come to be in time."""
    deadline = time.perf_counter() + longest
    while not is_so():
        if time.perf_counter() > deadline or (alive is not None and not alive.is_up):
            return False
        await asyncio.sleep(_LOOK)
    return True
