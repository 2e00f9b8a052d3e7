"""Telegram's limits: sizes as constants, rates as buckets.

Rules: a refused send counts for nothing; an album counts once per message. Rates can be switched off, sizes
never.
"""

from __future__ import annotations

import math
from collections import deque

from bot.demo.log import Clock
from bot.demo.refusals import bad_request, too_many_requests
from bot.demo.world import Chat, ChatType

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
ANSWER_UNITS = 200
ENTITIES = 100
CALLBACK_BYTES = 64
BUTTONS = 100
BUTTONS_IN_ROW = 8
ALBUM = range(2, 11)
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_EDGES = 10_000
PHOTO_RATIO = 20
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
DELETE_SECONDS = 48 * 3600
ACCURACY_METERS = 1500

OVERALL = (30, 1.0)  # sends, seconds
PLURAL_CHAT = (20, 60.0)
PRIVATE_BURST = 20  # sends that may pass at once before one a second holds
PRIVATE_CHAT = (PRIVATE_BURST, float(PRIVATE_BURST))


class Window:
    """At most `count` sends in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        """Start empty."""
        self._count = count
        self._seconds = seconds
        self._sent: deque[float] = deque()

    def wait(self, now: float, weight: int) -> float:
        """Return the seconds until `weight` more sends fit, 0 when they fit now."""
        while self._sent and self._sent[0] <= now - self._seconds:
            self._sent.popleft()
        excess = len(self._sent) + weight - self._count
        if excess <= 0 or not self._sent:
            return 0.0
        return self._sent[min(excess, len(self._sent)) - 1] + self._seconds - now

    def take(self, now: float, weight: int) -> None:
        """Count sends."""
        self._sent.extend([now] * weight)


class Pace:
    """The flood limits: per chat and overall."""

    def __init__(self, now: Clock, *, is_on: bool = True) -> None:
        """Take the clock; switched off, everything passes."""
        self.is_on = is_on
        self._now = now
        self._overall = Window(*OVERALL)
        self._chats: dict[int, Window] = {}

    def spend(self, chat: Chat, weight: int = 1) -> None:
        """Count sends to a chat; raises 429 when they come too fast."""
        if not self.is_on:
            return
        now = self._now().timestamp()
        window = self._chats.get(chat.id) or self._open(chat)
        seconds = max(window.wait(now, weight), self._overall.wait(now, weight))
        if seconds > 0:
            raise too_many_requests(max(1, math.ceil(seconds)))
        window.take(now, weight)
        self._overall.take(now, weight)

    def _open(self, chat: Chat) -> Window:
        window = Window(*(PRIVATE_CHAT if chat.type is ChatType.PRIVATE else PLURAL_CHAT))
        self._chats[chat.id] = window
        return window


def check_photo_size(width: int, height: int) -> None:
    """Refuse a photo whose measures Telegram refuses; in pixels."""
    ratio = max(width, height) / max(1, min(width, height))
    if width + height > PHOTO_EDGES or ratio > PHOTO_RATIO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def check_photo_bytes(size: int) -> None:
    """Refuse a photo of too many bytes."""
    if size > PHOTO_BYTES:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )
