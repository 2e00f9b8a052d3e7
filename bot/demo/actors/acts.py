"""What every act of a person shares: reading its fields, entering chats, letting the bot hear of it.

Rules: an impossible act is refused in words and changes nothing; what a person at the page can run into is
said in Vietnamese, a caller's mistake in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.demo.calls.targets import as_seen, quoted
from bot.demo.local import LocalTelegram
from bot.demo.refusals import Json
from bot.demo.world import Chat, ChatType, Person, Shown


class ActRefusedError(Exception):
    """A person cannot do this here and now; the text says why."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it was asked for."""

    fields: Mapping[str, object]

    def number(self, name: str) -> int:
        """Return an integer; raises when it is missing or none."""
        value = self.fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise ActRefusedError(f'"{name}" must be an integer')

    def real(self, name: str) -> float:
        """Return a number; raises when it is missing or none."""
        value = self.fields.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        raise ActRefusedError(f'"{name}" must be a number')

    def text(self, name: str) -> str:
        """Return a text that is not empty; raises otherwise."""
        value = self.fields.get(name)
        if isinstance(value, str) and value.strip():
            return value
        raise ActRefusedError(f'"{name}" must be a text')

    def text_or_none(self, name: str) -> str | None:
        """Return a text, None when it is missing or empty."""
        return self.text(name) if self.fields.get(name) else None

    def has(self, name: str) -> bool:
        """Tell whether a field is given and not false."""
        return bool(self.fields.get(name))


def person_of(local: LocalTelegram, act: Act) -> Person:
    """Return who acts."""
    person = local.world.people.get(act.number("as"))
    if person is None:
        raise ActRefusedError(f"no person {act.number('as')}")
    return person


def chat_of(local: LocalTelegram, act: Act, name: str = "chat") -> Chat:
    """Return the chat acted in, by default the private one with the bot; the person must be in it."""
    person = person_of(local, act)
    chat_id = act.number(name) if act.fields.get(name) is not None else person.id
    chat = local.world.chats.get(chat_id)
    if chat is None or person.id not in chat.members + chat.admins:
        raise ActRefusedError(f"{person.name} không ở trong cuộc trò chuyện {chat_id}")
    return chat


def message_of(local: LocalTelegram, chat: Chat, message_id: int) -> Shown:
    """Return a message as the chat shows it now."""
    shown = local.world.find(chat.id, message_id)
    if shown is None:
        raise ActRefusedError(f"Không còn tin {message_id}.")
    return shown


def replying(local: LocalTelegram, chat: Chat, act: Act) -> Json:
    """Return the part of a message that shows what it replies to."""
    if act.fields.get("reply_to") is None:
        return {}
    return {"reply_to_message": quoted(message_of(local, chat, act.number("reply_to")).message)}


def speak(local: LocalTelegram, chat: Chat, person: Person, content: Json) -> Json:
    """Post a person's message and let the bot hear of it; returns the message."""
    if chat.type is ChatType.CHANNEL:
        raise ActRefusedError("Kênh chỉ nhận bài đăng.")
    chat = _entered(local, chat)
    posted = local.world.post(chat.id, person.id, content)
    tell(local, chat, "message", posted)
    return posted


def _entered(local: LocalTelegram, chat: Chat) -> Chat:
    if chat.type is not ChatType.PRIVATE or chat.bot == "member":
        return chat
    if chat.bot == "left":
        raise ActRefusedError("Đang chặn bot. Bỏ chặn để nhắn tiếp.")
    started = replace(chat, bot="member")
    local.world.put_chat(started)
    return started


def tell(local: LocalTelegram, chat: Chat, kind: str, message: Json) -> None:
    """Queue an update about a message, when the bot is there to hear."""
    if chat.bot in ("administrator", "member"):
        local.updates.put(kind, as_seen(message))
