"""The world outside the bot: what each chat shows, and inspectors who work through visits over HTTP.

Rules: an inspector knows only what Telegram shows; the ledger notes what was meant by each act that Telegram
took, and nothing else. A text is sent only after the question it answers was turned to in the same lane, so
its meaning never depends on timing. A value is mostly different from the one before, so that a lost act
cannot hide behind a repetition.
Must not know: the bot's database.
"""

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from checklists.values import Plain
from handlers.actions import Action, decode, encode
from handlers.actions.visiting import BeginVisit, Choose, GoTo, ReviewIt, SubmitIt

Json = dict[str, Any]
JUDGEMENTS = ("pass", "fail", "na")
JUDGED = ("P1", "P2", "D1")
THUMB = "👍"
WORDS = "Nhận xét riêng"
PATIENCE = 90.0  # seconds until a person gives up waiting: then something was lost
_POLL = 20.0
_WAYS = ("_judge", "_judge", "_judge", "_judge", "_count", "_remark", "_remark", "_show")
_BY_BOT = ("edit", "reaction")


@dataclass(slots=True)
class Ledger:
    """What people meant: values by visit and question in order, photos by account and message."""

    values: dict[tuple[str, str], list[Plain]] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    submitted: list[str] = field(default_factory=list)
    photos: dict[tuple[int, int], str] = field(default_factory=dict)
    acts: int = 0

    def note(self, visit: str, question: str, value: Plain) -> None:
        """One more answer to a question; an immediate repetition means nothing."""
        known = self.values.setdefault((visit, question), [])
        if known[-1:] != [value]:
            known.append(value)


@dataclass(slots=True)
class Street:
    """What everybody can see, read from the log of the local Bot API."""

    http: httpx.AsyncClient
    ledger: Ledger = field(default_factory=Ledger)
    pressed: dict[str, str] = field(default_factory=dict)  # query -> when
    toasts: dict[str, str] = field(default_factory=dict)
    thumbs: set[tuple[int, int]] = field(default_factory=set)
    last: dict[int, int] = field(default_factory=dict)  # the bot's last message of each chat
    visits_seen: dict[int, list[str]] = field(default_factory=dict)
    posts: dict[tuple[int, int], str] = field(default_factory=dict)  # what stands in channels
    moves: Counter[int] = field(default_factory=Counter)  # what the bot did in each chat
    _seq: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self) -> None:
        """Read on until cancelled."""
        while True:
            await self.look(wait=_POLL)

    async def look(self, *, wait: float = 0.0) -> None:
        """Read what is new."""
        asked = {"since": str(self._seq), "wait": str(wait)}
        found = (await self.http.get("/demo/log", params=asked)).json()
        for event in found["events"]:
            if event["seq"] > self._seq:
                self._seq = event["seq"]
                self._see(event)
        self._seq = max(self._seq, found["seq"])
        self._news.set()
        self._news = asyncio.Event()

    async def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait for something to be seen. AssertionError when it never is."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not is_so():
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"never seen: {what}") from None

    async def act(self, account: int, **fields: object) -> Json:
        """Do something as a person."""
        self.ledger.acts += 1
        answer: Json = (await self.http.post("/demo/act", json={"as": account} | fields)).json()
        assert answer["ok"], answer
        return answer

    def _see(self, event: Json) -> None:
        if event["kind"] == "answer" or event.get("sender") == "bot" or event["kind"] in _BY_BOT:
            self.moves[event.get("person") or event["chat_id"]] += 1
        match event["kind"]:
            case "pending":
                self.pressed[event["callback_query_id"]] = event["at"]
            case "answer":
                self.toasts[event["callback_query_id"]] = event.get("text", "")
            case "reaction" if THUMB in event["reactions"]:
                self.thumbs.add((event["chat_id"], event["message_id"]))
            case "message" if event["sender"] == "bot":
                self._see_message(event["chat_id"], event["message"])
            case "edit":
                self._see_message(event["chat_id"], event["message"])
            case "delete":
                self.posts.pop((event["chat_id"], event["message_id"]), None)

    def _see_message(self, chat: int, message: Json) -> None:
        if chat < 0:
            self.posts[chat, message["message_id"]] = message.get("text") or message.get("caption", "")
            return
        self.last[chat] = max(self.last.get(chat, 0), message["message_id"])
        known = self.visits_seen.setdefault(chat, [])
        for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
            for button in row:
                action = decode(button.get("callback_data", ""))
                if isinstance(action, Choose) and action.visit not in known:
                    known.append(action.visit)


@dataclass(slots=True)
class Inspector:
    """One person with one unit, visiting it again and again."""

    street: Street
    account: int
    unit: str
    chance: random.Random
    steps: int = 12
    _visit: str = ""
    _number: int = 0

    async def work(self, closing: asyncio.Event) -> None:
        """Make visits until `closing` is set; the one that is begun is finished and submitted."""
        await self.street.act(self.account, do="say", text="/start")
        await self.street.until(lambda: self.account in self.street.last, "the greeting")
        while not closing.is_set():
            await self._make_visit(closing)

    async def _make_visit(self, closing: asyncio.Event) -> None:
        known = len(self.street.visits_seen.get(self.account, ()))
        await self._tap(BeginVisit(self.unit, "planned"))
        seen = self.street.visits_seen
        await self.street.until(lambda: len(seen.get(self.account, ())) > known, "the visit's first question")
        self._visit = seen[self.account][-1]
        self.street.ledger.visits[self._visit] = self.account
        for _ in range(self.steps):
            if not closing.is_set():
                await getattr(self, self.chance.choice(_WAYS))()
        await self._complete()

    async def _complete(self) -> None:
        """Answer what has no answer yet, wait for the photos, submit."""
        for question in JUDGED:
            if (self._visit, question) not in self.street.ledger.values:
                await self._choose(question, self.chance.choice(JUDGEMENTS))
        await self._count()
        await self._remark()
        await self._show()
        ledger = self.street.ledger
        mine = {key for key in ledger.photos if key[0] == self.account}
        await self.street.until(lambda: mine <= self.street.thumbs, f"a thumb for each of {mine}")
        await self._tap(ReviewIt(self._visit))
        await self._tap(SubmitIt(self._visit))
        ledger.submitted.append(self._visit)

    async def _judge(self) -> None:
        """One press, sometimes twice at once, sometimes without waiting for what comes of it."""
        question = self.chance.choice(JUDGED)
        before = self.street.ledger.values.get((self._visit, question), [None])[-1]
        choice = self.chance.choice([each for each in JUDGEMENTS if each != before])
        hasty = self.chance.random() < 0.6
        await self._choose(question, choice, wait=not hasty)
        if self.chance.random() < 0.1:
            await self._choose(question, choice, wait=not hasty)

    async def _choose(self, question: str, choice: str, *, wait: bool = True) -> None:
        self.street.ledger.note(self._visit, question, choice)
        await self._tap(Choose(self._visit, question, choice), wait=wait)

    async def _count(self) -> None:
        self._number += 1
        part, whole = self._number % 9, 9 + self._number // 9
        await self._type("R1", f"{part}/{whole}", {"part": part, "whole": whole})

    async def _remark(self) -> None:
        self._number += 1
        text = f"{WORDS} {self._number}"
        await self._type("W1", text, text)

    async def _type(self, question: str, text: str, meant: Plain) -> None:
        await self._tap(GoTo(self._visit, question), wait=self.chance.random() < 0.3)
        self.street.ledger.note(self._visit, question, meant)
        await self.street.act(self.account, do="say", text=text)

    async def _show(self) -> None:
        """A photo, as a file, so that its bytes stay what they are."""
        if (self._visit, "D1") not in self.street.ledger.values:
            await self._choose("D1", self.chance.choice(JUDGEMENTS))
        await self._tap(GoTo(self._visit, "D1"), wait=False)
        content = picture(self.account, self._number)
        self._number += 1
        sent = await self.street.http.post("/demo/upload", files={"file": ("a.jpg", content, "image/jpeg")})
        photos = [{"upload": sent.json()["upload"]}]
        shown = await self.street.act(self.account, do="photo", photos=photos, as_file=True)
        sha256 = hashlib.sha256(content).hexdigest()
        self.street.ledger.photos[self.account, shown["message_id"]] = sha256

    async def _tap(self, action: Action, *, wait: bool = True) -> None:
        """Press a button that some message carries or carried."""
        fields = {"do": "tap", "message": self.street.last[self.account], "data": encode(action)}
        query = (await self.street.act(self.account, forged=True, **fields))["callback_query_id"]
        if wait:
            await self.street.until(lambda: query in self.street.toasts, f"an answer to {encode(action)}")


def picture(account: int, number: int) -> bytes:
    """A small picture unlike any other."""
    color = (account % 256, number % 256, number // 256 % 256)
    image = Image.new("RGB", (48, 32), color)
    image.putpixel((account // 256 % 48, number % 32), (255, 255, 255))
    out = BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue() + f"{account}:{number}".encode()
