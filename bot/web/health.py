"""Whether the program does its work, told to whoever watches over it.

Rules: 200 while all is well, 503 with the reasons when not; figures and times only, no names, no words, no
ids; asked often, it looks once a second. For internal use: the address is not made for the open network.
Must not know: how anything is mended.
"""

import asyncio
import shutil
import time
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import cache
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.pulse import Pulse, Way
from storage import tables
from storage.database import Database
from storage.queue import INBOX, OUTBOX

OLDEST_EVENT = timedelta(seconds=60)
OVERDUE_SENDING = timedelta(minutes=15)
LONGEST_WITHOUT_POLL = timedelta(seconds=150)  # a long poll, and the longest pause after trouble
LEAST_FREE = 64 * 1024 * 1024
_LOOKED_WITHIN = 3.0
_FRESH = 1.0


@dataclass(frozen=True, slots=True)
class Lags:
    """Ages of the oldest undone items; `overdue`: how long a sending has been due without being done."""

    inbox: timedelta
    outbox: timedelta
    overdue: timedelta


@dataclass(frozen=True, slots=True)
class Report:
    """The health. Ages in seconds, times in ISO 8601; an age is none when the database cannot be read."""

    state: str
    reasons: tuple[str, ...]
    version: str
    receiving: Way
    oldest_event_seconds: float | None
    outbox_lag_seconds: float | None
    last_poll: str | None
    last_webhook: str | None
    database_writable: bool
    not_stored: tuple[str, ...]
    disk_free_percent: float | None


@dataclass(slots=True)
class Health:
    """Looks, at most once a second. `folder` is where the data lies."""

    database: Database
    pulse: Pulse
    now: Callable[[], datetime]
    folder: Path
    _seen: Report | None = None
    _seen_at: float = 0.0
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def answer(self, _: Request) -> Response:
        """`GET /healthz`."""
        report = await self.report()
        status = HTTPStatus.OK if report.state == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse(asdict(report), status, headers={"Cache-Control": "no-store"})

    async def report(self) -> Report:
        """The health as it is now, or was less than a second ago."""
        async with self._one:
            if self._seen is None or time.monotonic() - self._seen_at > _FRESH:
                self._seen = await self._look()
                self._seen_at = time.monotonic()
            return self._seen

    async def _look(self) -> Report:
        lags = await self._lags()
        writable = await self._can_write()
        polled, hooked = self.pulse.last_poll(), self.pulse.last_webhook_at
        is_sound = writable and lags is not None
        not_stored = self.pulse.troubles()
        reasons = (
            *_late(lags),
            *self._unheard(),
            *(() if is_sound else ("database",)),
            *(("store",) if not_stored else ()),
        )
        share = await asyncio.to_thread(self.pulse.share_free)
        return Report(
            state="degraded" if reasons else "ok",
            reasons=reasons,
            version=own_version(),
            receiving=self.pulse.way,
            oldest_event_seconds=lags.inbox.total_seconds() if lags else None,
            outbox_lag_seconds=lags.outbox.total_seconds() if lags else None,
            last_poll=polled.isoformat() if polled else None,
            last_webhook=hooked.isoformat() if hooked else None,
            database_writable=writable,
            not_stored=not_stored,
            disk_free_percent=None if share is None else round(share * 100, 1),
        )

    async def _lags(self) -> Lags | None:
        now = self.now()
        try:
            async with asyncio.timeout(_LOOKED_WITHIN), self.database.read() as connection:
                return Lags(
                    await INBOX.lag(connection, now),
                    await OUTBOX.lag(connection, now),
                    await _overdue(connection, now),
                )
        except Exception:  # noqa: BLE001 - that it cannot be read is what is told
            return None

    async def _can_write(self) -> bool:
        row = INBOX.table.c
        # A change of no row: a database that is read-only or away refuses that too.
        nothing = update(INBOX.table).where(row.id == -1).values(reason=None)
        try:
            free = await asyncio.to_thread(lambda: shutil.disk_usage(self.folder).free)
            async with asyncio.timeout(_LOOKED_WITHIN), self.database.write() as connection:
                await connection.execute(nothing)
        except Exception:  # noqa: BLE001 - that it cannot be written is what is told
            return False
        return free >= LEAST_FREE and not self.pulse.refused_last

    def _unheard(self) -> tuple[str, ...]:
        pulse = self.pulse
        heard = max(pulse.started_at, pulse.last_poll() or pulse.started_at)
        is_late = self.now() - heard > LONGEST_WITHOUT_POLL
        match pulse.way:
            case Way.POLLING:
                return ("polling",) if is_late else ()
            case Way.WEBHOOK:
                return ("webhook",) if is_late and not pulse.webhook_set else ()


async def _overdue(connection: AsyncConnection, now: datetime) -> timedelta:
    """Only heads of lanes count: a post that waits an hour for a lost channel is no fault of the program."""
    row = OUTBOX.table.c
    heads = select(func.min(row.id)).where(tables.UNDONE).group_by(row.lane)
    due = select(func.min(row.not_before)).where(row.id.in_(heads), row.not_before <= now)
    oldest = await connection.scalar(due)
    return now - oldest if oldest else timedelta()


def _late(lags: Lags | None) -> tuple[str, ...]:
    if lags is None:
        return ()
    late = ("inbox" if lags.inbox > OLDEST_EVENT else "", "outbox" if lags.overdue > OVERDUE_SENDING else "")
    return tuple(each for each in late if each)


@cache
def own_version() -> str:
    """The program's version: as installed, else as the checkout says."""
    try:
        return version("wardrounds")
    except PackageNotFoundError:
        project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    try:
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, ValueError, LookupError):
        return "unknown"
