"""The running bot, put together: receiver, worker and deliverer around one database.

Rules: everything is made here and handed down; a stop lets what is in work come to its end, within five
seconds, and what does not is taken up again at the next start. One program at a time: a second one is
refused, and one that was overtaken while it slept stops.
Must not know: rules of any kind.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot
from telegram.error import InvalidToken

from bot.alarm import Alarm, first_admin
from bot.clock import Clock
from bot.deliverer import Deliverer, Performer
from bot.due import DueWatch
from bot.house import furnish, lock_path, make_house, open_database, take_up
from bot.lanes import Lanes, Wake
from bot.limiter import Limiter, Paces
from bot.poster import Poster
from bot.process import beating, stop_signal
from bot.receiver import Receiver
from bot.room import Room, folders_of
from bot.searcher import Searcher
from bot.settings import Settings, make_data_dir
from bot.silence import Silence
from bot.telegram.commands import set_commands
from bot.telegram.connection import Access, connected
from bot.telegram.parse import TRANSPORT
from bot.telegram.probe import TelegramProbe
from bot.telegram.send import TelegramSender
from bot.unstored import Noticed, Unstored, say_now
from bot.web.front import Front, open_front, receive
from bot.web.metrics import Counted
from bot.web.pulse import Pulse, Way
from bot.worker import Worker
from handlers.desk import Desk
from handlers.house import House
from storage.database import Database
from storage.evidence import EvidenceStore
from storage.lease import Lease, Superseded, alone, take
from storage.lock import AlreadyRunning, ProcessLock
from storage.people import Identity
from storage.queue import INBOX, OUTBOX, Item

DONE, ALREADY_RUNNING, BAD_SETTINGS = 0, 75, 78
_SENDS = 512  # most of them only wait for their chat's pace
_SETTLE = 1.5  # seconds for each half of a stop
_LONGEST_PAUSE = 30.0
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Engine:
    """The parts that run, and what wakes and stops them.

    `receive` brings updates in until cancelled; `introduce` tells Telegram the commands; each of `watch`
    looks after something until cancelled.
    """

    introduce: Callable[[], Coroutine[Any, Any, None]]
    receive: Callable[[], Coroutine[Any, Any, None]]
    watch: tuple[Callable[[], Coroutine[Any, Any, None]], ...]
    front: Front
    inbox: Lanes
    outbox: Lanes


async def run(settings: Settings, stopped: asyncio.Event | None = None) -> int:
    """Run until SIGTERM or SIGINT, or until `stopped` is set. The exit code."""
    make_data_dir(settings)
    try:
        with ProcessLock(lock_path(settings)):
            if stopped is not None:
                return await _run_alone(settings, stopped)
            async with beating():
                return await _run_alone(settings, stop_signal())
    except AlreadyRunning:
        sys.stderr.write("Chương trình đang chạy với dữ liệu này rồi. / Already running on this data.\n")
        return ALREADY_RUNNING
    except ExceptionGroup as failed:
        if failed.subgroup(Superseded) is None:
            raise
        sys.stderr.write("Một chương trình khác đã tiếp quản. / Another program took over.\n")
        return ALREADY_RUNNING


async def _run_alone(settings: Settings, stopped: asyncio.Event) -> int:
    clock = Clock(settings.clock)
    access = Access(settings.token, settings.telegram_api_url, settings.telegram_proxy)
    async with (
        open_database(settings) as database,
        alone(database, access.source),
        connected(access) as bot,
    ):
        async with database.write() as connection:
            lease = await take(connection, access.source, at=clock.now())
        await furnish(database, settings, clock)
        await Silence(database, access.source, clock.now, Wake()).look()
        suspects = await take_up(database, clock)
        username = await _username(bot, stopped)
        if username is None:
            return DONE if stopped.is_set() else BAD_SETTINGS
        house = make_house(settings, clock, username=username)
        engine = _assemble(settings, access, database, bot, house, clock, suspects=suspects, lease=lease)
        await _run_engine(engine, stopped)
    return DONE


def _assemble(
    settings: Settings,
    access: Access,
    database: Database,
    bot: Bot,
    house: House,
    clock: Clock,
    *,
    suspects: frozenset[int] = frozenset(),
    lease: Lease | None = None,
) -> Engine:
    inbox, outbox = Wake(), Wake()
    bare, limiter = TelegramSender(bot, EvidenceStore(settings.files)), _limiter(settings)
    unstored = Unstored(house, database, partial(say_now, bare, limiter), _first_admins(settings))
    alarm = Alarm(house, clock.now)
    room = Room(folders_of(settings), partial(alarm.little_room, database))
    refused = partial(unstored.refused, access.source)
    fronted = partial(open_front, settings, database, source=access.source, now=clock.now, inbox=inbox)
    front = fronted(pulse=_pulse(settings, clock, unstored, room), on_refused=refused)
    receiver = Receiver(access, database, clock.now, inbox, on_refused=refused)
    sender = Noticed(Counted(bare, front.metrics), unstored)
    deliverer = _deliverer(settings, database, bot, sender, inbox, alarm, limiter)
    worker = Worker(database, Desk(house), outbox, clock.now, alarm, said=deliverer.said)
    turns = front.metrics.timed(unstored.watched(worker.handle))
    aside, unsent = partial(_buried, alarm.set_aside), partial(_buried, alarm.not_sent)
    lanes = partial(Lanes, database=database, now=clock.now, lease=lease, on_trouble=unstored.failed)
    outward = partial(lanes, "outbox", queue=OUTBOX, limit=_SENDS, tries=None)
    silence, due = Silence(database, access.source, clock.now, inbox), DueWatch(database, clock.now, inbox)
    return Engine(
        introduce=partial(set_commands, bot),
        receive=partial(receive, settings, bot, receiver, front),
        watch=(silence.watch, due.watch, unstored.run, room.watch),
        front=front,
        inbox=lanes("inbox", queue=INBOX, handle=turns, wake=inbox, on_buried=aside, suspects=set(suspects)),
        outbox=outward(handle=deliverer.handle, wake=outbox, on_buried=unsent),
    )


def _pulse(settings: Settings, clock: Clock, unstored: Unstored, room: Room) -> Pulse:
    return Pulse(
        Way.WEBHOOK if settings.public_url else Way.POLLING,
        clock.now(),
        troubles=lambda: unstored.troubles,
        share_free=room.least,
    )


def _limiter(settings: Settings) -> Limiter:
    return Limiter(Paces(settings.limit_overall, settings.limit_private, settings.limit_group))


def _first_admins(settings: Settings) -> tuple[Identity, ...]:
    return tuple(Identity(each.transport, each.id) for each in settings.admin_ids)


def _deliverer(
    settings: Settings,
    database: Database,
    bot: Bot,
    sender: Performer,
    inbox: Wake,
    alarm: Alarm,
    limiter: Limiter,
) -> Deliverer:
    scratch = settings.scratch_chat_id.id if settings.scratch_chat_id else None
    searcher = Searcher(TelegramProbe(bot), limiter, scratch, partial(first_admin, database))
    poster = Poster(
        database,
        alarm.now,
        searcher,
        settle=timedelta(seconds=settings.settle_seconds),
        strict=settings.channel_strict,
        language=settings.language,
    )
    return Deliverer(database, {TRANSPORT: sender}, limiter, inbox, alarm.now, alarm, poster)


async def _run_engine(engine: Engine, stopped: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(engine.front.server.run())
        watching = [tasks.create_task(watch()) for watch in engine.watch]
        introducing = tasks.create_task(engine.introduce())
        receiving = tasks.create_task(engine.receive())
        working = tasks.create_task(engine.inbox.run())
        delivering = tasks.create_task(engine.outbox.run())
        _logger.info("running")
        await stopped.wait()
        _logger.info("stopping")
        engine.front.server.halt()
        for task in (*watching, introducing, receiving):
            task.cancel()
        for lanes, task in ((engine.inbox, working), (engine.outbox, delivering)):
            lanes.wake.halt()
            await asyncio.wait((task,), timeout=_SETTLE)
            task.cancel()
    _logger.info("stopped")


async def _buried(
    tell: Callable[[AsyncConnection, Item], Awaitable[None]],
    connection: AsyncConnection,
    item: Item,
    reason: str,
) -> None:
    """The log is the operator's; `key` and `lane` name the row, and hold no person's words."""
    _logger.critical("buried for good", item=item.id, lane=item.lane, key=item.key, reason=reason)
    await tell(connection, item)


async def _username(bot: Bot, stopped: asyncio.Event) -> str | None:
    """The bot's name, asked for until Telegram answers; none when stopped or when the token is wrong."""
    stopping = asyncio.create_task(stopped.wait())
    asking = asyncio.create_task(_ask_username(bot))
    try:
        await asyncio.wait((stopping, asking), return_when=asyncio.FIRST_COMPLETED)
        return asking.result() if asking.done() else None
    finally:
        for task in (stopping, asking):
            task.cancel()
        await asyncio.gather(stopping, asking, return_exceptions=True)


async def _ask_username(bot: Bot) -> str | None:
    pause = 1.0
    while True:
        try:
            return (await bot.get_me()).username
        except InvalidToken:
            _logger.critical("Telegram does not know this token")
            return None
        except Exception as error:  # noqa: BLE001 - an odd answer makes the library raise anything
            _logger.warning("Telegram cannot be reached", error=type(error).__name__)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
