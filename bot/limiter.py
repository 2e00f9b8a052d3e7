"""The pace of sending: so much a second in all, so much in each chat.

Rules: monotonic time only; a chat that must wait holds nobody else up; answering a press and fetching are
free of the chat's pace, since a person waits for them. The rule is the generic cell rate algorithm: each
chat has the moment at which its bucket is full again, and a place in its queue is given out by arithmetic,
first come, first served.
Must not know: what is sent, which platform it is.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from handlers.incoming import Chat, ChatKind

_PRIVATE_BURST = 5
_GROUP_BURST = 2  # 18 a minute and 2 more make the 20 that a platform bears in any minute
_OVERALL_BURST = 5
_REMEMBERED_CHATS = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """`interval` seconds for each message, after a burst of `burst` at once."""

    interval: float
    burst: int


@dataclass(frozen=True, slots=True)
class Paces:
    """`overall` and `private` a second, `group` a minute (groups and channels)."""

    overall: float = 25.0
    private: float = 1.0
    group: float = 18.0

    def of(self, kind: ChatKind) -> Pace:
        """The pace of one chat."""
        if kind is ChatKind.PRIVATE:
            return Pace(1 / self.private, _PRIVATE_BURST)
        return Pace(60 / self.group, _GROUP_BURST)

    @property
    def all_chats(self) -> Pace:
        """The pace of all chats together."""
        return Pace(1 / self.overall, _OVERALL_BURST)


@dataclass(slots=True)
class Limiter:
    """Gives out places in time. `monotonic` in seconds; `sleep` waits."""

    paces: Paces
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _full_again: dict[str, float] = field(default_factory=dict)
    _overall_full_again: float = 0.0

    async def wait(self, chat: Chat, *, cost: int = 1) -> bool:
        """Return when `cost` messages may go to the chat; with cost 0 only the overall pace counts.

        Whether that took any time.
        """
        has_waited = await self._pause(self.reserve(chat, cost=cost)) if cost else False
        return await self._pause(self.reserve_overall(max(cost, 1))) or has_waited

    def reserve(self, chat: Chat, *, cost: int = 1) -> float:
        """Seconds until `cost` messages may go to this chat; the place is taken."""
        key, pace, now = _key(chat), self.paces.of(chat.kind), self.monotonic()
        self._forget(now)
        delay, self._full_again[key] = _place(self._full_again.get(key, now), pace, cost=cost, now=now)
        return delay

    def reserve_overall(self, cost: int = 1) -> float:
        """Seconds until `cost` messages may go anywhere; the place is taken."""
        now = self.monotonic()
        delay, self._overall_full_again = _place(
            self._overall_full_again, self.paces.all_chats, cost=cost, now=now
        )
        return delay

    def give_back(self, chat: Chat, *, cost: int = 1) -> None:
        """A place was taken but nothing was sent."""
        key = _key(chat)
        if key in self._full_again:
            self._full_again[key] -= self.paces.of(chat.kind).interval * cost

    def hold(self, chat: Chat, seconds: float) -> None:
        """The platform wants this chat left alone for so long."""
        pace, now = self.paces.of(chat.kind), self.monotonic()
        until = now + seconds + pace.interval * (pace.burst - 1)
        key = _key(chat)
        self._full_again[key] = max(self._full_again.get(key, now), until)

    async def _pause(self, seconds: float) -> bool:
        if seconds > 0:
            await self.sleep(seconds)
        return seconds > 0

    def _forget(self, now: float) -> None:
        """Full buckets need not be remembered."""
        if len(self._full_again) > _REMEMBERED_CHATS:
            self._full_again = {key: at for key, at in self._full_again.items() if at > now}


def _place(full_again: float, pace: Pace, *, cost: int, now: float) -> tuple[float, float]:
    """The delay of `cost` messages, and when the bucket is full again after them."""
    full_again = max(full_again, now)
    room = pace.interval * (pace.burst - min(cost, pace.burst))
    return max(0.0, full_again - room - now), full_again + pace.interval * cost


def _key(chat: Chat) -> str:
    return f"{chat.transport}:{chat.id}"
