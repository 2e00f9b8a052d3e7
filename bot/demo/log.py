"""The append-only event log: the only place where anything about the demo's world is written.

Rules: an event is never changed once appended; everything else (people, chats, messages, files, updates) is a
fold over it, so that a restart is a replay. Kinds beginning with "_" are inner bookkeeping and never shown.
It must not know what the kinds mean.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.demo.refusals import Json

Clock = Callable[[], datetime]
Fold = Callable[[Json], None]


class Bell:
    """Wakes everybody who waits, each time it is rung."""

    def __init__(self) -> None:
        """Start silent."""
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait now."""
        self._event.set()
        self._event = asyncio.Event()

    async def heard(self, seconds: float | None) -> bool:
        """Wait for the next ring, for ever with None; false when none came in time."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        return True


class EventLog:
    """Events in order; `seq` counts from 1 without gaps, `at` is ISO 8601 in UTC."""

    def __init__(self, now: Clock) -> None:
        """Start empty with the given clock (aware UTC)."""
        self.now = now
        self.events: list[Json] = []
        self.bell = Bell()
        self._folds: list[Fold] = []

    @property
    def seq(self) -> int:
        """The number of the last event, 0 when there is none."""
        return len(self.events)

    def follow(self, fold: Fold) -> None:
        """Let `fold` see every event from now on, restored ones included."""
        self._folds.append(fold)

    def append(self, kind: str, fields: Json) -> Json:
        """Write one event and tell all folds and all who wait."""
        event = {"seq": self.seq + 1, "at": self.now().isoformat(), "kind": kind, **fields}
        self._take(event)
        self.bell.ring()
        return event

    def restore(self, events: Iterable[Json]) -> None:
        """Replay events kept by an earlier run; the log must still be empty."""
        for event in events:
            self._take(event)

    def _take(self, event: Json) -> None:
        self.events.append(event)
        for fold in self._folds:
            fold(event)

    def shown_since(self, seq: int) -> list[Json]:
        """Return the events after `seq` that people may see, in order."""
        return [event for event in self.events[max(seq, 0) :] if not event["kind"].startswith("_")]

    async def wait_shown(self, seq: int, seconds: float) -> list[Json]:
        """Return `shown_since`, waiting up to `seconds` for the first such event."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        start = seq
        while not (found := self.shown_since(start)):
            start = max(start, self.seq)
            left = until - loop.time()
            if left <= 0 or not await self.bell.heard(left):
                return self.shown_since(start)
        return found
