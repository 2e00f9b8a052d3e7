"""A Bot API with nobody behind it but simulated inspectors: it answers at once, or after a fixed latency.

Rules: a call counts when it comes in, and is shown to the inspector when it is answered; a waiting
`getUpdates` is answered when something happens, but no earlier than the latency after it came in. The same
for every bot.
Must not know: which bot calls, what its buttons say.
"""

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bench.wire import Fields, Reply

BOT = {"id": 7000000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
TOKEN = "7000000001:bench-token-that-opens-nothing"
Shown: TypeAlias = dict[str, Any]
_SHOWING = frozenset({"sendMessage", "editMessageText"})
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Call:
    """A call that speaks to one chat; `shown` is the message as it stands now, for those that show one.

    `press`: which press it answers, if it answers one.
    """

    method: str
    chat: int
    shown: Shown | None
    press: str | None = None


@dataclass(slots=True)
class _Poll:
    """A waiting `getUpdates`."""

    reply: Reply
    since: float
    timer: asyncio.TimerHandle | None = None


@dataclass(slots=True)
class FakeTelegram:
    """One bot's Telegram. `came` is told of a call on arrival, `seen` when it is answered."""

    latency: float = 0.0
    came: Callable[[Call], None] = lambda _: None
    seen: Callable[[Call], None] = lambda _: None
    calls: Counter[str] = field(default_factory=Counter)
    _updates: deque[dict[str, Any]] = field(default_factory=deque)
    _next_update: int = 1
    _next_message: int = 10_000
    _presses: dict[str, int] = field(default_factory=dict)
    _poll: _Poll | None = None

    def say(self, chat: int, text: str) -> None:
        """A person writes to the bot in private."""
        message = self._message(chat, text, sender=_person(chat))
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self._happen({"message": message})

    def press(self, chat: int, shown: Shown | None, data: str) -> str:
        """A person presses a button; the press's id."""
        message = shown or self._message(chat, "…", sender=BOT)
        id_ = f"{self._next_update}0{chat}"
        self._presses[id_] = chat
        self._happen(
            {
                "callback_query": {
                    "id": id_,
                    "from": _person(chat),
                    "message": message,
                    "chat_instance": "1",
                    "data": data,
                }
            }
        )
        return id_

    def answer(self, method: str, fields: Fields, reply: Reply) -> None:
        """Take one call."""
        if method == "getUpdates":
            self._take_poll(fields, reply)
            return
        self.calls[method] += 1
        call, result = self._act(method, fields)
        if call is not None:
            self.came(call)
        self._later(lambda: self._end(reply, result, call))

    def _later(self, act: Callable[[], None]) -> None:
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, act)
        else:
            act()

    def _end(self, reply: Reply, result: object, call: Call | None) -> None:
        reply(result)
        if call is not None:
            self.seen(call)

    def _act(self, method: str, fields: Fields) -> tuple[Call | None, object]:
        if method == "getMe":
            return None, BOT | {"can_join_groups": True, "supports_inline_queries": False}
        if method == "getWebhookInfo":
            return None, {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        if method == "answerCallbackQuery":
            press = str(fields["callback_query_id"])
            chat = self._presses.pop(press, None)
            return (Call(method, chat, None, press) if chat else None), True
        if method in _SHOWING:
            chat = int(fields["chat_id"])
            shown = self._message(chat, str(fields["text"]), sender=BOT, id_=fields.get("message_id"))
            if markup := fields.get("reply_markup"):
                shown["reply_markup"] = json.loads(markup) if isinstance(markup, str) else markup
            return Call(method, chat, shown), shown
        return None, True

    def _message(self, chat: int, text: str, *, sender: Shown, id_: str | int | None = None) -> Shown:
        if id_ is None:
            self._next_message += 1
        return {
            "message_id": self._next_message if id_ is None else int(id_),
            "from": sender,
            "chat": {"id": chat, "type": "private", "first_name": f"Lan {chat}"},
            "date": int(time.time()),
            "text": text,
        }

    def _happen(self, body: dict[str, Any]) -> None:
        self._updates.append({"update_id": self._next_update} | body)
        self._next_update += 1
        if self._poll is not None and self._poll.timer is None:
            # One turn of the loop later, so that what happens together goes out together.
            early = self._poll.since + self.latency
            self._poll.timer = asyncio.get_running_loop().call_at(early, self._hand_out, self._poll)

    def _take_poll(self, fields: Fields, reply: Reply) -> None:
        if self._poll is not None:
            self._hand_out(self._poll)  # the bot has given the older request up
        offset = int(fields.get("offset") or 0)
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        loop = asyncio.get_running_loop()
        wait = self.latency if self._updates else max(self.latency, float(fields.get("timeout") or 0))
        self._poll = _Poll(reply, loop.time())
        timer = loop.call_later(wait, self._hand_out, self._poll)
        if self._updates:
            self._poll.timer = timer

    def _hand_out(self, poll: _Poll) -> None:
        if self._poll is not poll:
            return  # answered before
        self._poll = None
        poll.reply([self._updates[each] for each in range(min(len(self._updates), _BATCH))])


def _person(chat: int) -> Shown:
    return {"id": chat, "is_bot": False, "first_name": f"Lan {chat}", "language_code": "vi"}
