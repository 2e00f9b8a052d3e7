"""Simulated inspectors: each answers question after question, and begins anew at the end.

Rules: the next tap goes out when the card with the next question has been shown; an answer counts when that
card is there; nobody thinks, so that the bot is what takes the time. With an offered load taps go out by the
clock instead, whatever the bot does.
Must not know: how a bot is started, what is measured elsewhere.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from bench.api import Call, FakeTelegram, Shown


class Manner(Protocol):
    """How one bot is talked to."""

    @property
    def answers(self) -> str:
        """How the buttons of an answer begin."""

    def open(self, api: FakeTelegram, chat: int) -> None:
        """Begin a checklist."""

    def next(self, shown: Shown, last: str) -> str | None:
        """The button to press on a card, after `last`; empty: the checklist is done; none: wait."""


@dataclass(slots=True)
class Inspector:
    """One person. Times are `perf_counter` seconds; `unheard`: no call has followed the last tap."""

    chat: int
    last: str = ""
    press: str = ""
    tapped_at: float = 0.0
    unheard: bool = False
    is_opened: bool = False
    is_waiting: bool = False


@dataclass(slots=True)
class Tally:
    """What happened since the window was opened; times in seconds."""

    answers: int = 0
    to_call: list[float] = field(default_factory=list)
    to_card: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Crowd:
    """Inspectors with the chats `chats`. `tally` may be exchanged at any time."""

    api: FakeTelegram
    manner: Manner
    chats: range
    tally: Tally = field(default_factory=Tally)
    first_shown_at: float | None = None
    is_stopping: bool = False
    _all: dict[int, Inspector] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Listen to the API."""
        self._all = {chat: Inspector(chat) for chat in self.chats}
        self.api.came = self._came
        self.api.seen = self._seen

    def begin(self) -> None:
        """Everybody begins."""
        for inspector in self._all.values():
            self._open(inspector)

    @property
    def opened(self) -> int:
        """How many have seen a first card."""
        return sum(each.is_opened for each in self._all.values())

    @property
    def waiting(self) -> int:
        """How many wait for the bot."""
        return sum(each.is_waiting for each in self._all.values())

    async def offer(self, presses: Iterator[tuple[int, str]], *, rate: float, seconds: float) -> None:
        """Press so many buttons a second, evenly, for so long."""
        began = time.perf_counter()
        for number, (chat, data) in enumerate(presses):
            due = began + number / rate
            if due > began + seconds:
                return
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self._tap(self._all[chat], None, data)

    def _open(self, inspector: Inspector) -> None:
        inspector.last = ""
        self._mark(inspector)
        self.manner.open(self.api, inspector.chat)

    def _tap(self, inspector: Inspector, shown: Shown | None, data: str) -> None:
        inspector.last = data
        self._mark(inspector)
        inspector.press = self.api.press(inspector.chat, shown, data)

    def _mark(self, inspector: Inspector) -> None:
        inspector.is_waiting = True
        inspector.tapped_at, inspector.unheard = time.perf_counter(), True

    def _came(self, call: Call) -> None:
        inspector = self._all.get(call.chat)
        if inspector is None or not inspector.unheard:
            return
        if call.press not in (None, inspector.press):
            return  # a late answer to the press before
        inspector.unheard = False
        if inspector.last.startswith(self.manner.answers):
            self.tally.to_call.append(time.perf_counter() - inspector.tapped_at)

    def _seen(self, call: Call) -> None:
        inspector = self._all.get(call.chat)
        if inspector is None or call.shown is None:
            return
        if self.first_shown_at is None:
            self.first_shown_at = time.perf_counter()
        after = self.manner.next(call.shown, inspector.last)
        if after is None:
            return
        inspector.is_opened, inspector.is_waiting = True, False
        if inspector.last.startswith(self.manner.answers):
            self.tally.answers += 1
            self.tally.to_card.append(time.perf_counter() - inspector.tapped_at)
        if self.is_stopping:
            inspector.last = ""
        elif after:
            self._tap(inspector, call.shown, after)
        else:
            self._open(inspector)
