"""Keeping the log on disk, so that a demo that was closed goes on where it stopped.

Rules: events go to SQLite in order, in one transaction before each answer and one a moment for the rest. A
killed demo loses nothing it has answered (numbers would come twice), a power cut at most the last moment.
Restoring is a replay. It must not know what the events mean.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.demo.log import EventLog
from bot.demo.refusals import Json

PAUSE_SECONDS = 0.2  # for what no answer waits for, such as the status of the bot's process


class Journal:
    """One SQLite file of events."""

    def __init__(self, path: Path) -> None:
        """Open the file, made when missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        self._written = 0

    def load(self) -> Iterator[Json]:
        """Return the kept events in order."""
        for seq, body in self._db.execute("SELECT seq, body FROM events ORDER BY seq"):
            self._written = seq
            yield json.loads(body)

    def write(self, log: EventLog) -> None:
        """Write what is new since the last time."""
        fresh = log.since(self._written)
        if not fresh:
            return
        rows = [(event["seq"], json.dumps(event, ensure_ascii=False)) for event in fresh]
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO events VALUES (?, ?)", rows)
        self._db.execute("COMMIT")
        self._written = log.seq

    async def follow(self, log: EventLog) -> None:
        """Write again and again until cancelled."""
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            self.write(log)

    def close(self, log: EventLog) -> None:
        """Write the rest and close."""
        with contextlib.closing(self._db):
            self.write(log)
