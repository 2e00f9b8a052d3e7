"""The running bot, put together: receiver, worker and deliverer around one database.

Rules: everything is made here and handed down; a stop lets what is in work come to its end, within five
seconds, and what does not is taken up again at the next start.
Must not know: rules of any kind.
"""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.deliverer import Deliverer
from bot.house import furnish, lock_path, make_house, open_database, take_up
from bot.lanes import Lanes, Wake
from bot.limiter import Limiter, Paces
from bot.receiver import Receiver
from bot.settings import Settings, make_data_dir
from bot.silence import Silence
from bot.telegram.commands import set_commands
from bot.telegram.connection import Access, connected
from bot.telegram.parse import TRANSPORT
from bot.telegram.send import TelegramSender
from bot.web.front import Front, open_front, receive
from bot.web.metrics import Counted
from bot.worker import Worker
from handlers.desk import Desk
from storage.database import Database
from storage.evidence import EvidenceStore
from storage.lock import AlreadyRunning, ProcessLock
from storage.queue import INBOX, OUTBOX, Item

DONE, ALREADY_RUNNING, BAD_SETTINGS = 0, 75, 78
_INBOX_TASKS = 32
_OUTBOX_TASKS = 512  # most of them only wait for their chat's pace
_SETTLE = 2.0  # seconds for each half of a stop
_LONGEST_PAUSE = 30.0
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Engine:
    """The parts that run, and what wakes and stops them. `receive` brings updates in until cancelled."""

    receive: Callable[[], Coroutine[Any, Any, None]]
    silence: Silence
    front: Front
    inbox: Lanes
    outbox: Lanes


async def run(settings: Settings, stopped: asyncio.Event | None = None) -> int:
    """Run until SIGTERM or SIGINT, or until `stopped` is set. The exit code."""
    make_data_dir(settings)
    try:
        with ProcessLock(lock_path(settings)):
            return await _run_alone(settings, stopped or _stop_signal())
    except AlreadyRunning:
        sys.stderr.write("Chương trình đang chạy với dữ liệu này rồi. / Already running on this data.\n")
        return ALREADY_RUNNING


async def _run_alone(settings: Settings, stopped: asyncio.Event) -> int:
    clock = Clock(settings.clock)
    access = Access(settings.token, settings.telegram_api_url, settings.telegram_proxy)
    async with open_database(settings) as database, connected(access) as bot:
        await furnish(database, settings, clock)
        await Silence(database, access.source, clock.now, Wake()).look()
        await take_up(database, clock)
        username = await _username(bot, stopped)
        if username is None:
            return DONE if stopped.is_set() else BAD_SETTINGS
        desk = Desk(make_house(settings, clock, username=username))
        engine = _assemble(settings, access, database, bot, desk, clock)
        await set_commands(bot)
        await _run_engine(engine, stopped)
    return DONE


def _assemble(
    settings: Settings, access: Access, database: Database, bot: Bot, desk: Desk, clock: Clock
) -> Engine:
    inbox, outbox = Wake(), Wake()
    paces = Paces(settings.limit_overall, settings.limit_private, settings.limit_group)
    front = open_front(settings, database, source=access.source, now=clock.now, inbox=inbox)
    sender = Counted(TelegramSender(bot, EvidenceStore(settings.files)), front.metrics)
    receiver = Receiver(access, database, clock.now, inbox)
    deliverer = Deliverer(database, {TRANSPORT: sender}, Limiter(paces), inbox, clock.now)
    worker = Worker(database, desk, outbox, clock.now)
    return Engine(
        receive=partial(receive, settings, bot, receiver, front),
        silence=Silence(database, access.source, clock.now, inbox),
        front=front,
        inbox=Lanes(
            "inbox",
            database,
            INBOX,
            front.metrics.timed(worker.handle),
            clock.now,
            inbox,
            _tell_operator,
            limit=_INBOX_TASKS,
        ),
        outbox=Lanes(
            "outbox",
            database,
            OUTBOX,
            deliverer.handle,
            clock.now,
            outbox,
            _tell_operator,
            limit=_OUTBOX_TASKS,
            tries=None,
        ),
    )


async def _run_engine(engine: Engine, stopped: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(engine.front.server.run())
        watching = tasks.create_task(engine.silence.watch())
        receiving = tasks.create_task(engine.receive())
        working = tasks.create_task(engine.inbox.run())
        delivering = tasks.create_task(engine.outbox.run())
        _logger.info("running")
        await stopped.wait()
        _logger.info("stopping")
        engine.front.server.halt()
        watching.cancel()
        receiving.cancel()
        for lanes, task in ((engine.inbox, working), (engine.outbox, delivering)):
            lanes.wake.halt()
            await asyncio.wait((task,), timeout=_SETTLE)
            task.cancel()
    _logger.info("stopped")


async def _tell_operator(item: Item, reason: str) -> None:
    """The log is the operator's; `key` and `lane` name the row, and hold no person's words."""
    _logger.critical("buried for good", item=item.id, lane=item.lane, key=item.key, reason=reason)


async def _username(bot: Bot, stopped: asyncio.Event) -> str | None:
    """The bot's name, asked for until Telegram answers; none when stopped or when the token is wrong."""
    pause = 1.0
    while not stopped.is_set():
        try:
            return (await bot.get_me()).username
        except InvalidToken:
            _logger.critical("Telegram does not know this token")
            return None
        except TelegramError as error:
            _logger.warning("Telegram cannot be reached", error=type(error).__name__)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
    return None


def _stop_signal() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    return stopped
