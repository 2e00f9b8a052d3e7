"""How much room is left on the disks that hold the data, watched; admins are told before it is too late.

Rules: told once when less than a tenth is free, and again only after there was more; the share is shown at
`/healthz` and among the figures.
Must not know: what takes the room.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog

from bot.house import file_of
from bot.settings import Settings

LEAST_SHARE = 0.1
_LOOK_EVERY = 60.0
_logger = structlog.get_logger(__name__)


def share_free(folder: Path) -> float:
    """How much of the folder's disk is free for us, from 0 to 1."""
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total if usage.total else 1.0


def folders_of(settings: Settings) -> tuple[Path, ...]:
    """Where data lies on disks of this machine: the data folder, the database, the evidence."""
    found = [settings.data_dir.absolute()]
    if file := file_of(settings):
        found.append(file.parent)
    if settings.files.startswith("file://"):
        found.append(Path(unquote(urlsplit(settings.files).path)))
    return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class Room:
    """Watches `folders`; `warn(percent)` tells the admins."""

    folders: tuple[Path, ...]
    warn: Callable[[int], Awaitable[None]]
    share: Callable[[Path], float] = share_free
    look_every: float = _LOOK_EVERY
    _is_low: bool = False

    def least(self) -> float | None:
        """The smallest share among the disks; none when no folder can be looked at."""
        shares = []
        for folder in self.folders:
            try:
                shares.append(self.share(folder))
            except OSError:
                continue
        return min(shares, default=None)

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(self.look_every)
            try:
                await self.look()
            except Exception:
                # The warning goes through the database, which may be away; the next look warns.
                _logger.exception("cannot warn of little room")

    async def look(self) -> None:
        """Warn if it has become too little."""
        least = await asyncio.to_thread(self.least)
        is_low = least is not None and least < LEAST_SHARE
        if is_low and not self._is_low:
            percent = int((least or 0) * 100)
            _logger.warning("little room on the disk", percent_free=percent)
            await self.warn(percent)  # first, so that a warning that fails is tried again
        self._is_low = is_low
