"""The bot's queue of updates and the one consumer it may have.

Rules: `offset` confirms and forgets everything below it; numbers go up by one and start anew at random after
a quiet week; updates live 24 hours, pressed buttons 150 seconds; a second poller ends the first with 409;
a webhook forbids polling, and whoever carries updates there is woken.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.demo.interface import bot_api
from bot.demo.log import Bell, EventLog
from bot.demo.refusals import Json, conflict

RETENTION_SECONDS = 24 * 3600
CALLBACK_SECONDS = 150
QUIET_SECONDS = 7 * 24 * 3600
LONGEST_POLL = 50
MOST_AT_ONCE = 100
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
HIGHEST_START = 900_000_000
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One update that waits for the bot; `at` in Unix seconds."""

    update: Json
    kind: str
    at: float

    @property
    def id(self) -> int:
        """The update_id."""
        number: int = self.update["update_id"]
        return number

    def is_alive(self, now: float) -> bool:
        """Tell whether Telegram would still hand it out."""
        return now <= self.until

    @property
    def until(self) -> float:
        """The last moment it is handed out, in Unix seconds."""
        return self.at + (CALLBACK_SECONDS if self.kind == "callback_query" else RETENTION_SECONDS)


Listener = Callable[[Waiting | None], None]


class UpdateQueue:
    """Updates in order, derived from the log; who polls now is not kept."""

    def __init__(self, log: EventLog, *, seed: int = 0) -> None:
        """Follow the log; `seed` draws the first numbers."""
        self._log = log
        self._random = random.Random(seed)
        self._waiting: OrderedDict[int, Waiting] = OrderedDict()
        self._none_old_until = 0.0
        self._last: Waiting | None = None
        self._next: int | None = None
        self._allowed: frozenset[str] | None = None
        self._poller: asyncio.Future[None] | None = None
        self.webhook: Json = {}
        self.webhook_trouble: Json = {}
        self.polled = Bell()
        self.webhook_failures = 0
        self._listener: Listener = lambda _: None
        log.follow(self.apply)

    # --- from the world --------------------------------------------------------------------------

    def put(self, kind: str, body: Json) -> None:
        """Queue an update, unless its kind is not wanted."""
        if not self._is_wanted(kind):
            return
        self._forget_old()
        now = self._log.now().timestamp()
        if self._next is None or (self._last and now - self._last.at > QUIET_SECONDS):
            self.restart_ids()
        self._log.append("_update", {"update": {"update_id": self._next, kind: body}, "type": kind})
        self._wake()

    def restart_ids(self) -> None:
        """Let the numbers start anew at random, as after a quiet week; nothing may be waiting."""
        self._log.append("_numbers", {"next": self._random.randrange(1_000, HIGHEST_START)})

    def pending(self) -> int:
        """Return how many updates wait."""
        self._forget_old()
        return len(self._waiting)

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits, in order."""
        self._forget_old()
        return tuple(self._waiting.values())

    # --- towards a webhook -----------------------------------------------------------------------

    def listen(self, listener: Listener) -> None:
        """Let `listener` alone hear of each queued update and, with None, of a changed webhook."""
        self._listener = listener

    def delivered(self, update_id: int) -> None:
        """Note that the webhook has taken an update."""
        self._log.append("_delivered", {"update_id": update_id})

    def webhook_failed(self, reason: str) -> None:
        """Note what getWebhookInfo tells about the last failed delivery."""
        self.webhook_failures += 1
        now = int(self._log.now().timestamp())
        self.webhook_trouble = {"last_error_date": now, "last_error_message": reason}

    # --- from the bot ----------------------------------------------------------------------------

    async def poll(self, *, offset: int, limit: int, seconds: int, allowed: list[str] | None) -> list[Json]:
        """Return waiting updates or wait for the first; raises 409 for another poller or a webhook."""
        self._refuse_webhook()
        self._set_allowed(allowed)
        self._end_poller()
        self._confirm(offset)
        self.polled.ring()
        loop = asyncio.get_running_loop()
        until = loop.time() + min(max(seconds, 0), LONGEST_POLL)
        while not (found := self._handed_out(limit)):
            left = until - loop.time()
            if left <= 0:
                return []
            await self._wait(left)
        return found

    def set_webhook(self, info: Json, allowed: list[str] | None, *, drop: bool) -> None:
        """Note a webhook (or none, when empty); a poller in flight ends with 409."""
        self._log.append("_webhook", {"info": info})
        self.webhook_trouble = {}
        self._set_allowed(allowed)
        if drop:
            self._confirm_all()
        if info:
            self._end_poller("terminated by setWebhook request")
        self._listener(None)

    def allowed(self) -> list[str] | None:
        """Return the kinds asked for, None for the default."""
        return None if self._allowed is None else sorted(self._allowed)

    def _handed_out(self, limit: int) -> list[Json]:
        self._forget_old()
        count = min(limit, MOST_AT_ONCE) if limit > 0 else MOST_AT_ONCE
        return [waiting.update for waiting in islice(self._waiting.values(), count)]

    async def _wait(self, seconds: float) -> None:
        poller: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None

    def _wake(self) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(None)
        self._listener(self._last)

    def _end_poller(self, reason: str = OTHER_POLLER) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_exception(conflict(reason))
        self._poller = None

    def _refuse_webhook(self) -> None:
        if self.webhook:
            raise conflict(WEBHOOK_SET)

    # --- what is kept ----------------------------------------------------------------------------

    def _is_wanted(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in OPT_IN

    def _set_allowed(self, kinds: list[str] | None) -> None:
        if kinds is None:
            return
        known = sorted(set(kinds) & bot_api().updates)
        if known != (self.allowed() or []):
            self._log.append("_allowed", {"kinds": known})

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._confirm_all(keep=-offset)
        elif self._next is None or offset > self._next:
            return  # numbers started anew: an offset beyond them all means "from the first that waits"
        elif self._first() < offset:
            self._log.append("_confirmed", {"offset": offset})

    def _first(self) -> float:
        return next(iter(self._waiting), math.inf)

    def _confirm_all(self, *, keep: int = 0) -> None:
        if len(self._waiting) > keep:
            self._log.append("_forgotten", {"kept": keep})

    def _forget_old(self) -> None:
        now = self._log.now().timestamp()
        if now <= self._none_old_until:
            return
        for waiting in [waiting for waiting in self._waiting.values() if not waiting.is_alive(now)]:
            del self._waiting[waiting.id]
        self._none_old_until = min((waiting.until for waiting in self._waiting.values()), default=now)

    def apply(self, event: Json) -> None:
        """Take one event into the state; other kinds belong to others."""
        match event["kind"]:
            case "_update":
                at = datetime.fromisoformat(event["at"]).timestamp()
                self._last = Waiting(update=event["update"], kind=event["type"], at=at)
                self._waiting[self._last.id] = self._last
                self._none_old_until = min(self._none_old_until, self._last.until)
                self._next = self._last.id + 1
            case "_numbers":
                self._next = event["next"]
            case "_confirmed":
                while self._first() < event["offset"]:
                    self._waiting.popitem(last=False)
            case "_delivered":
                self._waiting.pop(event["update_id"], None)
            case "_forgotten":
                while len(self._waiting) > event["kept"]:
                    self._waiting.popitem(last=False)
            case "_allowed":
                self._allowed = frozenset(event["kinds"]) or None
            case "_webhook":
                self.webhook = event["info"]
