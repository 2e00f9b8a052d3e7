"""One local Telegram: all its parts put together, with or without a folder to keep them in.

Rules: parts are made here and passed on as arguments; the stage is set only in a world nobody has entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.account import Account
from bot.demo.files import Blobs, FileStore
from bot.demo.journal import Journal
from bot.demo.limits import Pace
from bot.demo.log import Clock, EventLog
from bot.demo.stage import BOT_ACCOUNT, DEFAULT_TOKEN, set_stage
from bot.demo.updates import CALLBACK_SECONDS, UpdateQueue
from bot.demo.world import World


def real_time() -> datetime:
    """Return the time of this machine."""
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True)
class LocalTelegram:
    """The parts of one local Telegram."""

    token: str
    log: EventLog
    world: World
    files: FileStore
    updates: UpdateQueue
    account: Account
    pace: Pace
    journal: Journal | None = None
    keep: int | None = None

    def flush(self) -> None:
        """Keep all that happened, so that what is answered next outlives this process."""
        if self.journal:
            self.journal.write(self.log)
        if self.keep and self.log.forget(self.keep):
            pressed_before = self.log.now().timestamp() - CALLBACK_SECONDS
            self.world.forget(self.keep, pressed_before=pressed_before)

    def close(self) -> None:
        """Write what is not kept yet."""
        if self.journal:
            self.journal.close(self.log)


def open_local(
    folder: Path | None = None,
    *,
    now: Clock = real_time,
    token: str = DEFAULT_TOKEN,
    has_flood_limits: bool = True,
    seed: int = 0,
    keep: int | None = None,
) -> LocalTelegram:
    """Open a local Telegram, from `folder` when it holds one, else freshly staged; None keeps nothing.

    With `keep`, memory holds only so many events and messages of each chat; the folder still holds all.
    """
    log = EventLog(now)
    local = LocalTelegram(
        token=token,
        log=log,
        world=World(log, BOT_ACCOUNT),
        files=FileStore(log, Blobs(folder / "files" if folder else None)),
        updates=UpdateQueue(log, seed=seed),
        account=Account(log),
        pace=Pace(now, is_on=has_flood_limits),
        journal=Journal(folder / "journal.sqlite") if folder else None,
        keep=keep,
    )
    if local.journal:
        log.restore(local.journal.load())
    if not log.seq:
        set_stage(local.world)
    return local
