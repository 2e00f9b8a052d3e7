"""A house with its bot and a local Telegram, without sockets: real store, lanes, desk and sender.

Rules: nothing sleeps; `quiet` works both queues off as far as the standing clock allows; what the bot did is
read from Telegram's log, as the people see it.
Must not know: what is done wrong.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot
from telegram.request import HTTPXRequest

from bot import arrivals
from bot.deliverer import Deliverer
from bot.demo.actors import perform_act
from bot.demo.app import create_app
from bot.demo.files import FileKind
from bot.demo.local import LocalTelegram, open_local
from bot.house import token
from bot.lanes import Lanes, Wake
from bot.limiter import Limiter, Paces
from bot.telegram.parse import TRANSPORT
from bot.telegram.send import TelegramSender
from bot.worker import Worker
from checklists.values import to_plain
from checklists.visit import Visit
from handlers.capabilities import TELEGRAM
from handlers.desk import Desk
from handlers.house import House
from storage import checklists, tables, visits
from storage.database import Database
from storage.evidence import EvidenceStore
from storage.migrate import migrate
from storage.people import Role
from storage.queue import INBOX, OUTBOX, Item, State
from tests.playing import http_depth
from tests.playing.cast import BOT_NAME, CHANNEL, StandingClock, furnish
from tests.playing.script import HANOI, Player, Script

Json = dict[str, Any]
AT = datetime(2026, 11, 23, 8, 15, tzinfo=HANOI)
LAN, BINH, AN, DUC = 2001, 2002, 2003, 2004
SOURCE = "telegram:7000000001"
CHECKLIST = Path(__file__).with_name("ba-viec.yaml")
_FREE = Paces(1e6, 1e6, 1e6)
PEOPLE = (
    Player("Lan", "Trần Thị Lan", Role.INSPECTOR, "Phòng Nội vụ", "vi", LAN),
    Player("Binh", "Phạm Văn Bình", Role.INSPECTOR, "Văn phòng", "vi", BINH),
    Player("An", "Nguyễn Văn An", Role.ADMIN, "Phòng Nội vụ", "vi", AN),
    Player("Duc", "Hoàng Minh Đức", None, "", "vi", DUC),
)
SCRIPT = Script("wrong", (), AT, ("ba-cau",), PEOPLE, is_channel_connected=True, visit=None, lines=())


async def furnish_template(file: Path) -> None:
    """Make a database with the people, the units and the checklist of these tests."""
    url = f"sqlite:///{file}"
    await migrate(url)
    database = await Database.open(url)
    try:
        await furnish(database, SCRIPT)
        async with database.write() as connection:
            await checklists.publish(connection, CHECKLIST.read_text(encoding="utf-8"), at=AT)
    finally:
        await database.close()


async def furnished(folder: Path, template: Path) -> str:
    """The url of a copy of the template, which is made when it is first wanted."""
    if not template.exists():
        await furnish_template(template)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, folder / "house.sqlite")
    return f"sqlite:///{folder}/house.sqlite"


@dataclass(slots=True)
class Ward:
    """One desk with its queues; `beside` makes a second desk on the same file."""

    url: str
    database: Database
    local: LocalTelegram
    clock: StandingClock
    inbox: Lanes
    outbox: Lanes
    buried: list[str] = field(default_factory=list)
    _offset: int = 0
    _seen: int = 0

    async def act(self, who: int, do: str, **fields: object) -> Json:
        """Act in Telegram; the bot has not heard of it yet."""
        return await perform_act(self.local, {"as": who, "do": do} | fields)

    async def say(self, who: int, text: str, **fields: object) -> list[str]:
        """Say something; what the bot answered."""
        await self.act(who, "say", text=text, **fields)
        return await self.heard(who)

    async def tap(self, who: int, label: str, **fields: object) -> list[str]:
        """Press the newest button of that label; what the bot answered."""
        message, data = self.button(who, label)
        await self.act(who, "tap", **({"message": message, "data": data} | fields))
        return await self.heard(who)

    async def heard(self, who: int) -> list[str]:
        """Let the bot do all it has to do; what this person sees of it."""
        await self.quiet()
        return self.news(who)

    async def quiet(self) -> None:
        """Bring what Telegram has into the inbox, and work both queues off."""
        await self.receive()
        while await lanes_once(self.inbox) or await lanes_once(self.outbox):
            pass

    async def receive(self) -> None:
        """Store what Telegram has for us, as the receiver does, without working on it."""
        while updates := await self.local.updates.poll(
            offset=self._offset, limit=100, seconds=0, allowed=None
        ):
            await arrivals.store(self.database, updates, source=SOURCE, at=self.clock.now())
            self._offset = updates[-1]["update_id"] + 1

    def news(self, who: int) -> list[str]:
        """What the bot did since this was asked last, as this person sees it: toasts first.

        Toasts have a lane of their own, so which of a toast and a message comes first is left to chance.
        """
        shown = self.local.log.shown_since(self._seen)
        events = sorted(shown, key=lambda event: event["kind"] != "answer")
        self._seen = self.local.log.seq
        return [line for event in events for line in _line(event, who)]

    def button(self, chat: int, label: str) -> tuple[int, str]:
        """The newest message of the chat that shows the button, with the button's data."""
        found = [
            (event["message"]["message_id"], button["callback_data"])
            for event in self.local.log.since(0)
            if event.get("chat_id") == chat and "message" in event
            for row in event["message"].get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
            if button["text"].startswith(label) and "callback_data" in button
        ]
        assert found, f"no button {label}"
        return found[-1]

    def answered(self, chat: int) -> object:
        """The message that the bot's last message answers."""
        said = [
            event["message"]
            for event in self.local.log.since(0)
            if (event["kind"], event.get("chat_id"), event.get("sender")) == ("message", chat, "bot")
        ]
        return said[-1].get("reply_to_message", {}).get("message_id")

    def limit(self, *, taps: int, photos: int) -> None:
        """Give the house rates from now on."""
        known = house(self.clock, taps=taps, photos=photos)
        self.inbox = inbox_of(self.database, known, self.inbox.on_buried)

    async def begin(self, who: int = LAN, unit: str = "Mộ Lao") -> list[str]:
        """Begin a visit, or join the one that is open there."""
        await self.say(who, f"/kiemtra {unit}")
        return await self.tap(who, "Định kỳ")

    async def visit(self) -> Visit:
        """The newest visit, as it is kept."""
        async with self.database.read() as connection:
            newest = select(tables.visit.c.id).order_by(tables.visit.c.code.desc()).limit(1)
            visit = await visits.load(connection, (await connection.scalars(newest)).one(), HANOI)
        assert visit is not None
        return visit

    async def value(self, question: str) -> object:
        """What the newest visit has for a question, in its plain form."""
        value = (await self.visit()).value(question)
        return None if value is None else to_plain(value)

    async def undone(self) -> int:
        """How much waits in both queues."""
        async with self.database.read() as connection:
            counts = [await queue.count(connection) for queue in (INBOX, OUTBOX)]
        return sum(count[State.PENDING] + count[State.RUNNING] for count in counts)

    async def assert_nothing_lost(self) -> None:
        """Both queues are worked off, and nothing was given up."""
        assert not self.buried
        assert not await self.undone()


async def lanes_once(lanes: Lanes) -> bool:
    """Claim what is due, and work it off; whether there was any."""
    found = await lanes._claim()
    await lanes._settle()
    return found


def _line(event: Json, who: int) -> list[str]:
    is_ours = event.get("chat_id") == who and event.get("sender", "bot") == "bot"
    match event["kind"]:
        case "message" | "edit" if is_ours and event["message"].get("from", {}).get("is_bot", True):
            message = event["message"]
            return [message.get("text") or message.get("caption", "(photo)")]
        case "reaction" if is_ours:
            return [f"({event['reactions'][-1]})"]
        case "answer" if event["person"] == who and event.get("text"):
            return [f"({event['text']})"]
        case _:
            return []


def house(clock: StandingClock, *, taps: int | None = None, photos: int | None = None) -> House:
    """What a desk knows of the house; without rates unless they are given."""
    return House(
        taps_a_minute=taps,
        photos_a_minute=photos,
        timezone=HANOI,
        language="vi",
        now=clock.now,
        token=token,
        deep_link=lambda payload: f"https://t.me/{BOT_NAME}?start={payload}",
        capabilities={TELEGRAM.transport: TELEGRAM},
    )


@asynccontextmanager
async def ward_on(url: str, folder: Path) -> AsyncIterator[Ward]:
    """A ward on the database of `url`; evidence goes to the folder's `files`."""
    clock = StandingClock(moment=[AT])
    local = open_local(now=clock.now, has_flood_limits=False)
    http_depth._set_stage(local, SCRIPT)
    transport = httpx.ASGITransport(create_app(local))
    request = HTTPXRequest(httpx_kwargs={"transport": transport})
    address = "http://local"
    bot = Bot(local.token, f"{address}/bot", f"{address}/file/bot", request=request)
    sender = TelegramSender(bot, EvidenceStore(f"file://{folder}/files"))
    database = await Database.open(url)
    buried: list[str] = []

    async def bury(_connection: AsyncConnection, item: Item, reason: str) -> None:
        buried.append(f"{item.key}: {reason}")

    inbox = inbox_of(database, house(clock), bury)
    deliverer = Deliverer(database, {TRANSPORT: sender}, Limiter(_FREE), Wake(), clock.now)
    outbox = Lanes("outbox", database, OUTBOX, deliverer.handle, clock.now, Wake(), bury, tries=None)
    try:
        yield Ward(url, database, local, clock, inbox, outbox, buried)
    finally:
        await database.close()
        await request.shutdown()
        local.close()


def inbox_of(
    database: Database, known: House, bury: Callable[[AsyncConnection, Item, str], Awaitable[None]]
) -> Lanes:
    """A desk at work on the inbox."""
    worker = Worker(database, Desk(known), Wake(), known.now)
    return Lanes("inbox", database, INBOX, worker.handle, known.now, Wake(), bury)


@asynccontextmanager
async def beside(ward: Ward) -> AsyncIterator[Lanes]:
    """A second desk, with connections of its own, on the same file."""
    database = await Database.open(ward.url)
    try:
        yield inbox_of(database, house(ward.clock), ward.inbox.on_buried)
    finally:
        await database.close()


def later(ward: Ward, **time: float) -> None:
    """Let the clock go on."""
    ward.clock.move(timedelta(**time))


def in_channel(ward: Ward) -> list[str]:
    """The posts of the reporting channel, as they stand."""
    posts = {
        event["message"]["message_id"]: event["message"].get("text") or event["message"].get("caption", "")
        for event in ward.local.log.since(0)
        if event.get("chat_id") == int(CHANNEL) and "message" in event
    }
    return list(posts.values())


async def picture_file(ward: Ward, content: bytes, name: str) -> str:
    """Bytes in Telegram, to be sent as a picture file; the token of an upload."""
    media = f"image/{name.rpartition('.')[2].replace('jpg', 'jpeg')}"
    return (await ward.local.files.keep_file(FileKind.DOCUMENT, name, media, content))[0].file_id
