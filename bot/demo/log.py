"""The append-only event log: the only place where anything about the demo's world is written.

Rules: an event is never changed once appended; everything else (people, chats, messages, files, updates) is a
fold over it, so that a restart is a replay. Kinds beginning with "_" are inner bookkeeping and never shown.
A log told to forget drops old events of each chat, and numbers then have gaps. Beyond that it must not know
what the kinds mean.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.demo.refusals import Json

Clock = Callable[[], datetime]
Fold = Callable[[Json], None]
CHATTER = frozenset({"message", "edit", "delete", "reaction", "answer", "pending", "pin", "action"})
FORGET_EVERY = 1000  # events; forgetting looks at all that are kept, so it is done now and then


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
        self.seq = 0  # the number of the last event, 0 when there is none
        self.events: list[Json] = []
        self.bell = Bell()
        self._folds: list[Fold] = []
        self._forget_at = FORGET_EVERY

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
        self.seq = event["seq"]
        self.events.append(event)
        for fold in self._folds:
            fold(event)

    def since(self, seq: int) -> list[Json]:
        """Return the events after `seq`, inner ones included, in order."""
        if seq >= self.seq:
            return []
        if len(self.events) == self.seq:
            return self.events[max(seq, 0) :]
        return self.events[bisect_right(self.events, seq, key=_number) :]

    def shown_since(self, seq: int) -> list[Json]:
        """Return the events after `seq` that people may see, in order."""
        return [event for event in self.since(seq) if not event["kind"].startswith("_")]

    def forget(self, keep: int) -> bool:
        """Now and then drop all but the last `keep` shown events of each chat; true when it was done."""
        if self.seq < self._forget_at:
            return False
        kept: list[Json] = []
        counts: Counter[object] = Counter()
        for event in reversed(self.events):
            topic = _topic(event)
            counts[topic] += 1
            if topic is not None and (topic == event["kind"] or counts[topic] <= keep):
                kept.append(event)
        self.events = kept[::-1]
        self._forget_at = self.seq + max(FORGET_EVERY, len(kept))
        return True

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


def _number(event: Json) -> int:
    number: int = event["seq"]
    return number


def _topic(event: Json) -> object:
    # A chat's id, else the kind of what is rare and stays; None for inner bookkeeping.
    kind: str = event["kind"]
    if kind.startswith("_"):
        return None
    return event.get("chat_id") or event.get("person") if kind in CHATTER else kind
