"""The deepest depth: the bot as it is wired, with its real Telegram client, over HTTP on this machine.

Rules: the local Bot API stands in for Telegram; quiet is when no update waits there and both queues are
worked off, asked of the database in one look; nothing sleeps longer than a fiftieth of a second.
Must not know: how the bot decides.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import assert_never

from pydantic import SecretStr
from sqlalchemy import exists, or_, select

from bot import wiring
from bot.demo.actors import perform_act
from bot.demo.actors.acts import speak
from bot.demo.app import create_app, listening, serve
from bot.demo.files import FileKind, document_content, photo_content
from bot.demo.local import LocalTelegram, open_local
from bot.demo.refusals import Json
from bot.demo.stage import CHANNEL_RIGHTS, DEFAULT_TOKEN
from bot.demo.world import Chat, ChatType, Person
from bot.house import make_house, open_database, take_up
from bot.settings import Settings
from bot.telegram.connection import Access, connected
from storage.database import Database
from storage.people import Role
from storage.queue import INBOX, OUTBOX
from storage.tables import UNDONE
from tests.playing.acts import (
    Act,
    Edits,
    MovesBot,
    PicksChannel,
    Posts,
    Says,
    SendsDocument,
    SendsOther,
    SendsPhoto,
    SendsPlace,
    Taps,
)
from tests.playing.cast import BOT_NAME, CHANNEL, CHANNEL_TITLE, StandingClock, clock_of
from tests.playing.documents import DOCUMENT_TYPE, document
from tests.playing.pictures import picture
from tests.playing.screen import Face, Look, Screen
from tests.playing.script import Player, Script
from tests.playing.store_depth import assert_nothing_is_buried

_POLL = 0.02  # seconds
_FREE = 1e6  # messages: no pace
_ANY_UNDONE = select(or_(*(exists(select(queue.table.c.id).where(UNDONE)) for queue in (INBOX, OUTBOX))))


@dataclass(slots=True)
class HttpDepth:
    """A running bot and the local Telegram that it talks to."""

    script: Script
    settings: Settings
    local: LocalTelegram
    clock: StandingClock
    screen: Screen = field(default_factory=Screen)
    _database: Database | None = None
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)
    _running: asyncio.Task[None] | None = None
    _seen: int = 0
    _albums: dict[str, str] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def act(self, who: Player, act: Act) -> None:
        """Do it in the local Telegram."""
        if isinstance(act, SendsPhoto):
            await self._send_photo(who, act)
            return
        if isinstance(act, SendsDocument):
            await self._send_document(who, act)
            return
        done = await perform_act(self.local, {"as": who.account} | self._fields(who, act))
        if isinstance(act, Says):
            self.screen.say(str(who.account), str(done["message_id"]), act.text)

    def _fields(self, who: Player, act: Act) -> Json:
        chat = str(who.account)
        match act:
            case Says(text, to):
                return {"do": "say", "text": text} | self._answered(chat, to)
            case Taps(label, on, in_channel):
                where = CHANNEL if in_channel else chat
                message, data = self.screen.button(where, label, on)
                return {"do": "tap", "chat": int(where), "message": int(message), "data": data, "stale": True}
            case SendsPlace(lat, lon, accuracy):
                return {"do": "location", "lat": lat, "lon": lon, "accuracy": accuracy}
            case SendsOther(kind):
                return {"do": kind}
            case Edits(before, after):
                return {"do": "edit", "message": int(self.screen.own(chat, before)), "text": after}
            case PicksChannel():
                return {"do": "share_chat", "chat": int(CHANNEL), "request_id": 1}
            case MovesBot(is_in):
                status = "administrator" if is_in else "left"
                return {"do": "set_bot", "chat": int(CHANNEL), "status": status}
            case Posts(text):
                return {"do": "post", "chat": int(CHANNEL), "text": text}
            case SendsPhoto() | SendsDocument():
                raise AssertionError("sent with its bytes")
            case _ as never:
                assert_never(never)

    def _answered(self, chat: str, to: str | None) -> Json:
        return {"reply_to": int(self.screen.showing(chat, to))} if to else {}

    async def _send_photo(self, who: Player, act: SendsPhoto) -> None:
        files = self.local.files
        bytes_ = picture(next(self._numbers))
        if act.as_file:
            content = document_content(
                await files.keep_file(FileKind.DOCUMENT, "anh.jpg", "image/jpeg", bytes_)
            )
        else:
            content = photo_content(await files.keep_photo(bytes_))
        if act.is_lost:
            content = {"photo": [size | {"file_id": "AgADlost"} for size in content["photo"]]}
        around = {"caption": act.caption} if act.caption else {}
        around |= {"media_group_id": act.group} if act.group else {}
        person = self.local.world.people[who.account]
        speak(self.local, self.local.world.chats[who.account], person, content | around)

    async def _send_document(self, who: Player, act: SendsDocument) -> None:
        kept = await self.local.files.keep_file(
            FileKind.DOCUMENT, act.name, DOCUMENT_TYPE, document(act.name)
        )
        content = document_content(kept) | ({"caption": act.caption} if act.caption else {})
        person = self.local.world.people[who.account]
        speak(self.local, self.local.world.chats[who.account], person, content)

    async def quiet(self) -> None:
        """Wait until every update was fetched and both queues are worked off."""
        assert self._database is not None
        while not await self._is_quiet(self._database):
            assert self._running is not None
            assert not self._running.done(), "the bot has stopped"
            await asyncio.sleep(_POLL)
        for event in self.local.log.shown_since(self._seen):
            self._show(event)
        self._seen = self.local.log.seq

    async def _is_quiet(self, database: Database) -> bool:
        if self.local.updates.pending():
            return False
        # One look at both: an outbox item that ends may put another into the inbox in the same transaction.
        async with database.read() as connection:
            return not (await connection.execute(_ANY_UNDONE)).scalar_one()

    def _show(self, event: Json) -> None:
        chat = str(event.get("chat_id"))
        match event["kind"]:
            case "message" if event["sender"] == "bot":
                self._show_message(chat, event["message"])
            case "edit" if event["message"].get("from", {}).get("is_bot", True):
                self.screen.change(chat, str(event["message"]["message_id"]), _look(event["message"]))
            case "reaction":
                self.screen.react(chat, event["reactions"][-1])
            case "answer":
                text, alert = event.get("text", ""), event["show_alert"]
                self.screen.toast(str(event["person"]), text, is_alert=alert)

    def _show_message(self, chat: str, message: Json) -> None:
        """An album's later pictures belong to its first message."""
        group = message.get("media_group_id")
        if group in self._albums:
            self.screen.enlarge(chat, self._albums[group])
            return
        if group is not None:
            self._albums[group] = str(message["message_id"])
        self.screen.appear(chat, str(message["message_id"]), _look(message))

    async def forget(self) -> None:
        """The bot runs on, as it does in the field; restarts are lines of their own."""
        assert self._database is not None
        await assert_nothing_is_buried(self._database)

    async def restart(self) -> None:
        """Stop the bot, let go of everything, start it anew on the same data."""
        await self.stop()
        await self.start()

    def wait(self, time: timedelta) -> None:
        """Let the clock go on."""
        self.clock.move(time)

    async def start(self) -> None:
        """Start the bot, as its wiring does."""
        ready = asyncio.Event()
        self._stopped = asyncio.Event()
        self._running = asyncio.create_task(self._run(ready))
        await ready.wait()

    async def _run(self, ready: asyncio.Event) -> None:
        access = Access(self.settings.token, self.settings.telegram_api_url, None)
        async with open_database(self.settings) as database, connected(access) as bot:
            await take_up(database, self.clock)
            house = make_house(self.settings, self.clock, username=BOT_NAME)
            engine = wiring._assemble(self.settings, access, database, bot, house, self.clock)
            self._database = database
            ready.set()
            await wiring._run_engine(engine, self._stopped)

    async def stop(self) -> None:
        """Stop the bot."""
        self._stopped.set()
        assert self._running is not None
        await self._running


def _look(message: Json) -> Look:
    markup = message.get("reply_markup", {})
    rows = tuple(
        tuple(Face(button["text"], button.get("callback_data")) for button in row)
        for row in markup.get("inline_keyboard", ())
    )
    labels = tuple(
        tuple(key if isinstance(key, str) else key["text"] for key in row)
        for row in markup.get("keyboard", ())
    )
    has_keyboard = "keyboard" in markup or "remove_keyboard" in markup
    text = message.get("text") or message.get("caption", "")
    file = message["document"]["file_name"] if "document" in message else None
    return Look(text, rows, labels if has_keyboard else None, 1 if "photo" in message else 0, file)


@asynccontextmanager
async def http_depth(script: Script, url: str, folder: Path) -> AsyncIterator[HttpDepth]:
    """A bot that runs while the block does, on the database of `url`."""
    clock = clock_of(script)
    local = open_local(folder / "telegram", now=clock.now, has_flood_limits=False)
    _set_stage(local, script)
    opened = listening(0)
    # Accepted connections inherit it: an answer in two writes must not wait for a delayed acknowledgement.
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    async with serve(create_app(local), opened) as address:
        settings = Settings(
            telegram_token=SecretStr(DEFAULT_TOKEN),
            telegram_api_url=address,
            database_url=url,
            data_dir=folder / "data",
            listen="127.0.0.1:0",
            limit_overall=_FREE,
            limit_private=_FREE,
            limit_group=_FREE,
        )
        depth = HttpDepth(script, settings, local, clock)
        await depth.start()
        try:
            yield depth
        finally:
            await depth.stop()
            local.close()


def _set_stage(local: LocalTelegram, script: Script) -> None:
    """The people of the header and the channel, with the bot in it when it is connected."""
    accounts = tuple(each.account for each in script.people)
    for each in script.people:
        local.world.add_person(Person(id=each.account, first_name=each.name))
    admins = tuple(each.account for each in script.people if each.role is Role.ADMIN)
    is_in = script.is_channel_connected
    local.world.put_chat(
        Chat(
            id=int(CHANNEL),
            type=ChatType.CHANNEL,
            title=CHANNEL_TITLE,
            members=accounts,
            admins=admins or accounts[:1],
            bot="administrator" if is_in else None,
            bot_rights=CHANNEL_RIGHTS if is_in else (),
        )
    )
