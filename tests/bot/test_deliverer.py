"""Delivery: from the outbox through the real client library to a local Telegram, and what is recorded."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.deliverer import Deliverer, hurry
from bot.lanes import Wake
from bot.limiter import Limiter, Paces
from bot.telegram.send import TelegramSender
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import (
    AnswerPress,
    EditText,
    Fetch,
    Operation,
    Outgoing,
    React,
    SendPhotos,
    SendText,
    encode,
)
from handlers.rich import plain
from storage import shown
from storage.database import Database
from storage.queue import INBOX, OUTBOX
from tests.bot.conftest import Telegram, now, rows, states

LAN = Chat("telegram", "1002", ChatKind.PRIVATE)
STRANGER = Chat("telegram", "1005", ChatKind.PRIVATE)
CHANNEL = Chat("telegram", "-1001000000001", ChatKind.CHANNEL)
FAST = Paces(1000, 1000, 60_000)


async def put(database: Database, key: str, operation: Operation, chat: Chat = LAN) -> None:
    outgoing = Outgoing(key, f"{chat.transport}:{chat.id}", chat, operation)
    async with database.write() as connection:
        await OUTBOX.put(connection, key=key, lane=outgoing.lane, body=encode(outgoing), at=now())


async def deliver(
    database: Database, sender: TelegramSender, *, at_most: int = 20, limiter: Limiter | None = None
) -> None:
    """Deliver what is due, one by one, as the lanes would."""
    await work_off(
        database,
        Deliverer(database, {"telegram": sender}, limiter or Limiter(FAST), Wake(), now),
        at_most=at_most,
    )


async def work_off(database: Database, deliverer: Deliverer, *, at_most: int = 20) -> None:
    """What is due, by a deliverer that may remember what it did before."""
    for _ in range(at_most):
        async with database.write() as connection:
            items = await OUTBOX.claim(connection, now=now() + timedelta(milliseconds=5), limit=1)
        if not items:
            return
        await deliverer.handle(items[0])


async def test_a_slot_is_edited_in_place(database: Database, telegram: Telegram) -> None:
    """The first message of a slot is remembered, edits go into it, an equal edit is a success."""
    await put(database, "1", SendText(plain("một"), slot="card"))
    await deliver(database, telegram.sender)
    for key, words in (("2", "hai"), ("3", "hai")):
        await put(database, key, EditText("card", plain(words)))
        await deliver(database, telegram.sender)
    assert [each["message"]["text"] for each in await telegram.shown("message")] == ["một"]
    assert [each["message"]["text"] for each in await telegram.shown("edit")] == ["hai"]
    assert set((await states(database, OUTBOX)).values()) == {"done"}


async def test_what_is_remembered_changes_nothing(database: Database, telegram: Telegram) -> None:
    """Knowing the slot, an overwritten edit is left out all the same, and a lost message is sent anew."""
    deliverer = Deliverer(database, {"telegram": telegram.sender}, Limiter(FAST), Wake(), now)
    await put(database, "1", SendText(plain("một"), slot="card"))
    await work_off(database, deliverer)
    for key, words in (("2", "hai"), ("3", "ba")):
        await put(database, key, EditText("card", plain(words)))
    await work_off(database, deliverer)
    assert [each["message"]["text"] for each in await telegram.shown("edit")] == ["ba"]
    deliverer.places.keep(LAN, "card", "999")  # a message that is no longer there
    for key, words in (("4", "bốn"), ("5", "năm")):
        await put(database, key, EditText("card", plain(words)))
        await work_off(database, deliverer)
    assert [each["message"]["text"] for each in await telegram.shown("message")] == ["một", "bốn"]
    assert [each["message"]["text"] for each in await telegram.shown("edit")] == ["ba", "năm"]


async def test_an_edit_of_a_message_that_is_gone_goes_anew(database: Database, telegram: Telegram) -> None:
    """The new message stands in the slot from then on."""
    await put(database, "1", SendText(plain("một"), slot="card"))
    await deliver(database, telegram.sender)
    async with database.write() as connection:
        await shown.remember(connection, "telegram", "1002", "card", "999", now())
    await put(database, "2", EditText("card", plain("hai")))
    await deliver(database, telegram.sender)
    await put(database, "3", EditText("card", plain("ba")))
    await deliver(database, telegram.sender)
    assert [each["message"]["text"] for each in await telegram.shown("message")] == ["một", "hai"]
    assert [each["message"]["text"] for each in await telegram.shown("edit")] == ["ba"]


async def test_an_edit_of_an_empty_slot_is_sent(database: Database, telegram: Telegram) -> None:
    """Nothing stands there yet: a message does afterwards."""
    await put(database, "1", EditText("card", plain("một")))
    await deliver(database, telegram.sender)
    async with database.read() as connection:
        assert await shown.message_in(connection, "telegram", "1002", "card") is not None


async def test_only_the_last_of_waiting_edits_is_made(database: Database, telegram: Telegram) -> None:
    """Earlier edits of the same slot are done without a call; another slot's are not touched."""
    await put(database, "1", SendText(plain("một"), slot="card"))
    await put(database, "2", SendText(plain("khác"), slot="other"))
    await deliver(database, telegram.sender)
    for key, slot in (("3", "card"), ("4", "other"), ("5", "card"), ("6", "card")):
        await put(database, key, EditText(slot, plain(key)))
    await deliver(database, telegram.sender)
    assert [each["message"]["text"] for each in await telegram.shown("edit")] == ["4", "6"]
    assert set((await states(database, OUTBOX)).values()) == {"done"}


async def test_a_reply_finds_its_slot(database: Database, telegram: Telegram) -> None:
    """`slot:` names the message that stands there; a message that is gone is no obstacle."""
    await put(database, "1", SendText(plain("bài"), slot="post:1"), CHANNEL)
    await put(database, "2", SendText(plain("trả lời"), reply_to="slot:post:1"), CHANNEL)
    await put(database, "3", SendText(plain("không"), reply_to="slot:nowhere"), CHANNEL)
    await put(database, "4", SendText(plain("mất"), reply_to="9999"), CHANNEL)
    await deliver(database, telegram.sender)
    messages = [each["message"] for each in await telegram.shown("message")]
    answered = [each.get("reply_to_message", {}).get("message_id") for each in messages]
    assert answered == [None, messages[0]["message_id"], None, None]


async def test_a_photo_comes_home_goes_out_and_is_told(database: Database, telegram: Telegram) -> None:
    """The bytes are stored, the inbox hears of it in the person's lane, and an album shows copies."""
    await telegram.act(do="photo", photos=[{"sample": "bang-niem-yet"}])
    events = (await telegram.http.get("/demo/log")).json()["events"]
    file_id = [each for each in events if each["kind"] == "message"][-1]["message"]["photo"][-1]["file_id"]
    await put(database, "1", Fetch("photo-1", file_id))
    await put(database, "2", Fetch("photo-2", "no-such-file"))
    await deliver(database, telegram.sender)
    notes = [json.loads(body)["content"] for _, _, body in await rows(database, INBOX)]
    assert await telegram.sender.store.exists(notes[0]["sha256"])
    assert notes[1] == {"photo": "photo-2", "reason": "gone"}
    await put(database, "3", SendPhotos((notes[0]["sha256"],) * 2, plain("#KT_2611_0001")), CHANNEL)
    await put(database, "4", SendPhotos((notes[0]["sha256"],)), CHANNEL)
    await deliver(database, telegram.sender)
    sent = [each["message"] for each in await telegram.shown("message")]
    assert [each.get("caption") for each in sent] == ["#KT_2611_0001", None, None]
    assert sent[0]["media_group_id"] == sent[1]["media_group_id"]


@pytest.mark.parametrize(
    ("chat", "reason"),
    [
        (Chat("telegram", "424242", ChatKind.PRIVATE), "gone"),
        (LAN, "blocked"),
    ],
)
async def test_a_refusal_for_good_is_told_once_and_kept(
    database: Database, telegram: Telegram, chat: Chat, reason: str
) -> None:
    """The row is buried with the reason, and the inbox hears which chat takes no message."""
    if chat == LAN:
        await telegram.act(do="block")
    await put(database, "1", SendText(plain("x")), chat)
    await deliver(database, telegram.sender)
    assert await states(database, OUTBOX) == {"1": "dead"}
    notes = [json.loads(body) for key, _, body in await rows(database, INBOX) if key.startswith("undeliv")]
    assert [(note["chat"]["id"], note["content"]["reason"]) for note in notes] == [(chat.id, reason)]


async def test_a_post_waits_for_a_channel_that_takes_none(database: Database, telegram: Telegram) -> None:
    """It is tried once an hour, told once, and due at once when the bot may post again."""
    chat = Chat("telegram", "-1001000000002", ChatKind.CHANNEL)
    await put(database, "1", SendText(plain("x")), chat)
    for _ in range(2):
        await deliver(database, telegram.sender)
        assert await waiting(database) > 3500
        async with database.write() as connection:
            await hurry(connection, chat, now=now())
        assert await waiting(database) <= 0
    assert await states(database, OUTBOX) == {"1": "pending"}
    assert len(await rows(database, INBOX)) == 1


async def test_toasts_and_reactions_that_come_too_late_are_forgotten(
    database: Database, telegram: Telegram
) -> None:
    """An old press needs no answer; a refused reaction says nothing about its chat."""
    await put(database, "1", AnswerPress("no-such-press", "Đã lưu"))
    await put(database, "2", React("99999", "👍"))
    await deliver(database, telegram.sender)
    assert await states(database, OUTBOX) == {"1": "done", "2": "dead"}
    assert await rows(database, INBOX) == []


@pytest.fixture
async def broken(telegram: Telegram) -> AsyncIterator[TelegramSender]:
    """A sender whose every call is read but never answered."""

    def never_answer(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("no answer")

    transport = httpx.MockTransport(never_answer)
    bot = Bot("7:abc", request=HTTPXRequest(httpx_kwargs={"transport": transport}))
    yield TelegramSender(bot, telegram.sender.store)
    await bot.shutdown()


async def waiting(database: Database) -> float:
    """Seconds until the only row of the outbox is due."""
    async with database.read() as connection:
        found = (await connection.execute(OUTBOX.table.select())).one()
    return float((found.not_before - now()).total_seconds())


async def test_a_doubtful_post_waits_until_it_has_settled(database: Database, broken: TelegramSender) -> None:
    """In a channel a copy would be seen by all, so the second try waits a minute."""
    await put(database, "1", SendText(plain("x")), CHANNEL)
    await deliver(database, broken)
    assert await states(database, OUTBOX) == {"1": "pending"}
    assert await waiting(database) > 55


async def test_a_doubtful_prompt_goes_again_soon(database: Database, broken: TelegramSender) -> None:
    """A doubled prompt harms nobody."""
    await put(database, "1", SendText(plain("x")), LAN)
    await deliver(database, broken)
    assert await states(database, OUTBOX) == {"1": "pending"}
    assert await waiting(database) < 5


async def test_deaths_of_the_program_make_no_message_wait(database: Database, broken: TelegramSender) -> None:
    """A row that was in work at many deaths goes again soon after its first doubt, and is not given up."""
    await put(database, "1", SendText(plain("x")), LAN)
    async with database.write() as connection:
        await connection.execute(OUTBOX.table.update().values(attempts=30))
    await deliver(database, broken)
    assert await states(database, OUTBOX) == {"1": "pending"}
    assert await waiting(database) < 5


async def test_a_pause_asked_for_holds_that_chat_only(database: Database, telegram: Telegram) -> None:
    """429: the row waits as long as asked, its try is not counted, and another chat is served."""

    def pause(_: httpx.Request) -> httpx.Response:
        body = {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry_after": 9}}
        return httpx.Response(429, json=body)

    bot = Bot("7:abc", request=HTTPXRequest(httpx_kwargs={"transport": httpx.MockTransport(pause)}))
    limiter = Limiter(FAST)
    await put(database, "1", SendText(plain("x")), LAN)
    await deliver(database, TelegramSender(bot, telegram.sender.store), limiter=limiter)
    await bot.shutdown()
    assert 8 < await waiting(database) <= 9
    assert limiter.reserve(LAN) > 8
    assert limiter.reserve(STRANGER) == 0


async def test_what_is_no_operation_is_buried(database: Database, telegram: Telegram) -> None:
    """A body that cannot be read stops nothing."""
    async with database.write() as connection:
        await OUTBOX.put(connection, key="1", lane="a", body="{}", at=now())
    await deliver(database, telegram.sender)
    assert await states(database, OUTBOX) == {"1": "dead"}
