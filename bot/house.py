"""The house, opened: database, evidence and what the settings say, made true before anything runs.

Rules: idempotent; used by the running bot and by the commands of the command line alike.
Must not know: how events arrive or leave.
"""

import asyncio
import secrets
import string
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.settings import BadSettings, Settings, make_data_dir
from checklists.bundled import bundled
from handlers.capabilities import TELEGRAM
from handlers.house import House
from handlers.setup import ensure_admins, ensure_channel
from storage.checklists import publish, source
from storage.database import Database
from storage.migrate import copy_for_reading, migrate
from storage.people import Identity
from storage.queue import INBOX, OUTBOX, State
from storage.store_faults import fault_of
from storage.tables import UNDONE

_KEPT = timedelta(days=7)  # what is done stays so long in the queues
_LETTERS = string.ascii_letters + string.digits
_logger = structlog.get_logger(__name__)


def file_of(settings: Settings) -> Path | None:
    """The database's file; none for a server."""
    url = settings.database
    return Path(url.removeprefix("sqlite:///")).absolute() if url.startswith("sqlite:///") else None


def lock_path(settings: Settings) -> Path:
    """The file that says that a bot runs on this database."""
    if file := file_of(settings):
        return file.with_name(f"{file.name}.lock")
    return settings.data_dir.absolute() / "wardrounds.lock"


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """The database, brought to this program's schema."""
    make_data_dir(settings)
    was, is_now = await migrate(settings.database)
    if was != is_now:
        _logger.info("database migrated", before=was, now=is_now)
    database = await Database.open(settings.database)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def open_for_reading(settings: Settings) -> AsyncIterator[Database]:
    """The database; where nothing can be written, a copy of it in the machine's folder for passing files."""
    async with AsyncExitStack() as stack:
        try:
            yield await stack.enter_async_context(open_database(settings))
            return
        except (BadSettings, DBAPIError, OSError) as error:
            file = file_of(settings)
            is_ours = isinstance(error, BadSettings) or fault_of(error) is not None
            if file is None or not file.exists() or not is_ours:
                raise
        folder = Path(stack.enter_context(TemporaryDirectory()))
        copy = await asyncio.to_thread(copy_for_reading, file, folder)
        beside = settings.model_copy(update={"data_dir": folder, "database_url": f"sqlite:///{copy}"})
        yield await stack.enter_async_context(open_database(beside))


async def furnish(database: Database, settings: Settings, clock: Clock) -> None:
    """Bundled checklists, the first admins and the channel."""
    at = clock.now()
    async with database.write() as connection:
        await publish_bundled(connection, at)
        admins = tuple(Identity(admin.transport, admin.id) for admin in settings.admin_ids)
        await ensure_admins(connection, admins, at=at, new_id=token(12))
        if settings.channel_id:
            channel = settings.channel_id
            await ensure_channel(connection, transport=channel.transport, chat_id=channel.id, at=at)


async def publish_bundled(connection: AsyncConnection, at: datetime) -> None:
    """Publish the sets that are new; a version that is there already stays as it is."""
    for each in bundled():
        if await source(connection, each.key, each.version) is None:
            await publish(connection, each.source(), at=at)


async def take_up(database: Database, clock: Clock) -> frozenset[int]:
    """What was in work when the last run ended is pending again, and what was done long ago goes.

    Returns the inbox items that were in work: one of them may have killed the program.
    """
    row = INBOX.table.c
    async with database.write() as connection:
        running = await connection.scalars(select(row.id).where(UNDONE, row.state == State.RUNNING))
        suspects = frozenset(running.all())
        for queue in (INBOX, OUTBOX):
            await queue.recover(connection)
            await queue.prune(connection, clock.now() - _KEPT)
    return suspects


def token(length: int) -> str:
    """Random characters of A-Z a-z 0-9, not to be guessed."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def make_house(settings: Settings, clock: Clock, *, username: str) -> House:
    """What a turn needs to know of the house. `username` is the bot's on Telegram."""

    def deep_link(payload: str) -> str:
        return f"https://t.me/{username}?start={payload}"

    return House(
        timezone=settings.zone,
        language=settings.language,
        now=clock.now,
        token=token,
        deep_link=deep_link,
        capabilities={TELEGRAM.transport: TELEGRAM},
        stamp=settings.stamp or "",
        taps_a_minute=settings.limit_taps,
        photos_a_minute=settings.limit_photos,
        imports_an_hour=settings.limit_imports,
    )
