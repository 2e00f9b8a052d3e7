"""The ground truth: people, chats, messages, pressed buttons, as a fold over the event log.

Rules: every change goes through one method that appends one event; `apply` is the only place that changes
state, so a replayed log gives the same world. Messages are Bot API JSON and are replaced, never edited in
place. It must not know limits, rights, wording of refusals, files or HTTP.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.demo.log import EventLog
from bot.demo.refusals import Json

SHARED_COUNTER = 0  # private chats and basic groups number their messages together
BOT = "bot"


class ChatType(StrEnum):
    """What kind of chat it is, in Telegram's words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The bot as Telegram knows it."""

    id: int
    username: str
    first_name: str

    def user(self) -> Json:
        """Return the Bot API `User`."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a Telegram account; `note` is a short label of the role played in the demo."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    def user(self) -> Json:
        """Return the Bot API `User`."""
        fields = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        present = {key: value for key, value in fields.items() if value}
        return {"id": self.id, "is_bot": False, **present, "language_code": "vi"}

    def shown(self) -> Json:
        """Return the person as the event stream shows it."""
        fields = {**asdict(self), "name": self.name}
        return {key: value for key, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat; `bot` is the bot's status there.

    In a private chat None means that the person never wrote and "left" that the bot is blocked.
    """

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    members: tuple[int, ...] = ()
    admins: tuple[int, ...] = ()
    bot: str | None = None
    bot_rights: tuple[str, ...] = ()

    def shown(self) -> Json:
        """Return the chat as the event stream shows it."""
        fields = asdict(self) | {"members": list(self.members), "admins": list(self.admins)}
        fields["bot_rights"] = list(self.bot_rights)
        return {key: value for key, value in fields.items() if value is not None or key == "bot"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as its chat shows it now; `sender` is "bot" or a person's id; `posted_at` in Unix seconds."""

    message: Json
    sender: str | int
    posted_at: int


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button; `at` in Unix seconds."""

    id: str
    person: int
    at: float
    is_answered: bool = False


class World:
    """The state of all chats, derived from the log."""

    def __init__(self, log: EventLog, bot: BotAccount) -> None:
        """Follow the log from its beginning."""
        self.log = log
        self.bot = bot
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.messages: dict[tuple[int, int], Shown] = {}
        self.presses: dict[str, Press] = {}
        self.pins: dict[int, list[int]] = {}
        self.keyboards: dict[int, Json] = {}
        self._last_ids: dict[int, int] = {}
        log.follow(self.apply)

    # --- questions -------------------------------------------------------------------------------

    def unix(self) -> int:
        """Return the time in whole seconds, as messages carry it."""
        return int(self.log.now().timestamp())

    def chat_json(self, chat_id: int) -> Json:
        """Return the Bot API `Chat`."""
        chat = self.chats[chat_id]
        found: Json = {"id": chat.id, "type": chat.type.value}
        if chat.type is ChatType.PRIVATE:
            user = self.people[chat.id].user()
            return found | {key: user[key] for key in ("first_name", "last_name", "username") if key in user}
        names = {"title": chat.title, "username": chat.username}
        return found | {key: value for key, value in names.items() if value}

    def find(self, chat_id: int, message_id: int) -> Shown | None:
        """Return a message that is still shown."""
        return self.messages.get((chat_id, message_id))

    # --- changes ---------------------------------------------------------------------------------

    def add_person(self, person: Person) -> None:
        """Let a person exist, with a private chat in which nothing was said yet."""
        self.log.append("person", {"person": person.shown()})
        self.put_chat(Chat(id=person.id, type=ChatType.PRIVATE, members=(person.id,)))

    def put_chat(self, chat: Chat) -> None:
        """Add or replace a chat."""
        self.log.append("chat", {"chat": chat.shown()})

    def post(self, chat_id: int, sender: str | int, content: Json) -> Json:
        """Show a new message in a chat and return it as Bot API JSON, reply keyboard included."""
        chat = self.chats[chat_id]
        head: Json = {"message_id": self._next_id(chat), "date": self.unix(), "chat": self.chat_json(chat_id)}
        if chat.type is ChatType.CHANNEL:
            head["sender_chat"] = head["chat"]
        else:
            head["from"] = self.bot.user() if isinstance(sender, str) else self.people[sender].user()
        message = head | content
        self.log.append("message", {"chat_id": chat_id, "message": message, "sender": sender})
        return message

    def revise(self, chat_id: int, message: Json, *, is_edited: bool = True) -> Json:
        """Replace a message; a changed keyboard alone leaves no edit date."""
        shown = message | {"edit_date": self.unix()} if is_edited else message
        self.log.append("edit", {"chat_id": chat_id, "message": shown})
        return shown

    def erase(self, chat_id: int, message_id: int) -> None:
        """Take a message away."""
        self.log.append("delete", {"chat_id": chat_id, "message_id": message_id})

    def react(self, chat_id: int, message_id: int, reactions: list[str]) -> None:
        """Set the bot's reactions to a message."""
        fields = {"chat_id": chat_id, "message_id": message_id, "reactions": reactions, "by": BOT}
        self.log.append("reaction", fields)

    def pin(self, chat_id: int, message_id: int | None, *, unpinned: int | None = None) -> None:
        """Say which message is now on top; `unpinned` is the one taken down, if any."""
        fields: Json = {"chat_id": chat_id, "message_id": message_id}
        self.log.append("pin", fields if unpinned is None else fields | {"unpinned": unpinned})

    def press(self, person: int, chat_id: int, message_id: int, data: str, query_id: str) -> None:
        """Note a pressed button that waits for its answer."""
        fields = {"person": person, "chat_id": chat_id, "message_id": message_id, "data": data}
        self.log.append("pending", fields | {"callback_query_id": query_id})

    def answer(self, query_id: str, *, text: str | None, show_alert: bool) -> None:
        """Answer a pressed button."""
        fields: Json = {"person": self.presses[query_id].person, "callback_query_id": query_id}
        fields |= {"show_alert": show_alert} | ({"text": text} if text else {})
        self.log.append("answer", fields)

    def _next_id(self, chat: Chat) -> int:
        return self._last_ids.get(_counter(chat), 0) + 1

    def forget(self, keep: int, *, pressed_before: float) -> None:
        """Drop all but the last `keep` messages of each chat, pinned ones aside, and old pressed buttons."""
        counts: Counter[int] = Counter()
        kept = {}
        for key, shown in reversed(self.messages.items()):
            counts[key[0]] += 1
            if counts[key[0]] <= keep or key[1] in self.pins.get(key[0], ()):
                kept[key] = shown
        self.messages = dict(reversed(kept.items()))
        self.presses = {key: press for key, press in self.presses.items() if press.at >= pressed_before}

    # --- the fold --------------------------------------------------------------------------------

    def apply(self, event: Json) -> None:
        """Take one event into the state; unknown kinds belong to others."""
        match event["kind"]:
            case "person":
                self._apply_person(event["person"])
            case "chat":
                self._apply_chat(event["chat"])
            case "message":
                self._apply_message(event)
            case "edit":
                key = (event["chat_id"], event["message"]["message_id"])
                self.messages[key] = replace(self.messages[key], message=event["message"])
            case "delete":
                self.messages.pop((event["chat_id"], event["message_id"]), None)
            case "pin":
                self._apply_pin(event)
            case "pending":
                at = datetime.fromisoformat(event["at"]).timestamp()
                press = Press(id=event["callback_query_id"], person=event["person"], at=at)
                self.presses[press.id] = press
            case "answer":
                query = event["callback_query_id"]
                self.presses[query] = replace(self.presses[query], is_answered=True)

    def _apply_person(self, fields: Json) -> None:
        known = {key: value for key, value in fields.items() if key != "name"}
        person = Person(**known)
        self.people[person.id] = person

    def _apply_chat(self, fields: Json) -> None:
        lists = {key: tuple(fields.get(key, ())) for key in ("members", "admins", "bot_rights")}
        chat = Chat(**(fields | lists | {"type": ChatType(fields["type"])}))
        self.chats[chat.id] = chat

    def _apply_message(self, event: Json) -> None:
        message, chat_id = event["message"], event["chat_id"]
        self.messages[chat_id, message["message_id"]] = Shown(message, event["sender"], message["date"])
        self._last_ids[_counter(self.chats[chat_id])] = message["message_id"]
        markup = message.get("reply_markup", {})
        if "keyboard" in markup:
            self.keyboards[chat_id] = markup
        elif "remove_keyboard" in markup:
            self.keyboards.pop(chat_id, None)

    def _apply_pin(self, event: Json) -> None:
        pins = self.pins.setdefault(event["chat_id"], [])
        gone = event.get("unpinned")
        if gone in pins:
            pins.remove(gone)
        top = event["message_id"]
        if top is None:
            pins.clear()
        elif top not in pins:
            pins.append(top)


def _counter(chat: Chat) -> int:
    return chat.id if chat.type in (ChatType.CHANNEL, ChatType.SUPERGROUP) else SHARED_COUNTER
