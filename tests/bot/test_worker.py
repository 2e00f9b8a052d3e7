"""One turn, one transaction."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import internal
from bot.lanes import Wake
from bot.telegram.parse import key_of
from bot.worker import Worker, read
from handlers.incoming import Chat, ChatKind, Fetched, FetchFailed, Incoming, Said, Undeliverable
from handlers.outgoing import Outgoing, SendText
from handlers.rich import plain
from storage.database import Database
from storage.lease import Superseded
from storage.queue import INBOX, OUTBOX, Item
from tests.bot.conftest import now, put, states

LAN = Chat("telegram", "1002", ChatKind.PRIVATE)
RAW = (
    '{"update_id": 5, "message": {"message_id": 1, "date": 1, "text": "Chào",'
    ' "chat": {"id": 1002, "type": "private"}, "from": {"id": 1002, "is_bot": false, "first_name": "Lan"}}}'
)
KEY = key_of(5, RAW, source="telegram:7")


class Echo:
    """A desk that repeats what is said, or fails."""

    def __init__(self, *, is_broken: bool = False) -> None:
        self.is_broken = is_broken
        self.seen: list[Incoming] = []

    async def take(self, connection: AsyncConnection, incoming: Incoming) -> tuple[Outgoing, ...]:
        self.seen.append(incoming)
        await INBOX.put(connection, key=f"effect:{incoming.key}", lane="x", body="", at=now())
        if self.is_broken:
            raise RuntimeError("bug")
        text = incoming.content.text if isinstance(incoming.content, Said) else ""
        return (Outgoing(f"{incoming.key}:0", "telegram:1002", LAN, SendText(plain(text))),)


async def claimed(database: Database) -> Item:
    async with database.write() as connection:
        (item,) = await INBOX.claim(connection, now=now() + timedelta(seconds=1), limit=1)
    return item


async def test_effects_answers_and_the_end_of_the_row_come_together(database: Database) -> None:
    """After a turn all three are there, and the deliverer is woken."""
    outbox, desk = Wake(), Echo()
    await put(database, INBOX, KEY, body=RAW)
    await Worker(database, desk, outbox, now).handle(await claimed(database))
    assert (await states(database, INBOX))[KEY] == "done"
    assert await states(database, OUTBOX) == {f"{KEY}:0": "pending"}
    assert outbox.new.is_set()
    assert desk.seen[0].content == Said("Chào")


async def test_a_failing_turn_leaves_nothing(database: Database) -> None:
    """Neither its effects nor answers, and the row is still to be settled."""
    await put(database, INBOX, KEY, body=RAW)
    worker = Worker(database, Echo(is_broken=True), Wake(), now)
    with pytest.raises(RuntimeError):
        await worker.handle(await claimed(database))
    assert await states(database, INBOX) == {KEY: "running"}
    assert await states(database, OUTBOX) == {}


async def test_a_turn_whose_row_is_no_longer_ours_leaves_nothing(database: Database) -> None:
    """The row's end is part of the turn: if it cannot be written, neither effects nor answers stay."""
    await put(database, INBOX, KEY, body=RAW)
    item = await claimed(database)
    async with database.write() as connection:
        await INBOX.recover(connection)
    await claimed(database)
    with pytest.raises(Superseded):
        await Worker(database, Echo(), Wake(), now).handle(item)
    assert await states(database, INBOX) == {KEY: "running"}
    assert await states(database, OUTBOX) == {}


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"update_id": 5, "message": 3}', '{"internal": "what"}'])
async def test_what_cannot_be_read_is_buried_at_once(database: Database, body: str) -> None:
    """Reading it again would give the same."""
    await put(database, INBOX, KEY, body=body)
    await Worker(database, Echo(), Wake(), now).handle(await claimed(database))
    assert await states(database, INBOX) == {KEY: "dead"}


@pytest.mark.parametrize(
    "note",
    [
        internal.fetch_note(Fetched("p1", "ab" * 32, 900), LAN),
        internal.fetch_note(FetchFailed("p1", "too_big"), LAN),
        internal.undeliverable_note(Undeliverable("blocked"), LAN, dedupe_key="k:1"),
    ],
)
def test_our_own_events_come_back_as_they_were_written(note: internal.Note) -> None:
    """Content and chat survive, the person is the private chat's, the lane is the person's."""
    found = read(Item(1, note.lane, note.body, 1, note.key, now()))
    assert found is not None
    assert found.sender is not None
    assert (found.chat, found.sender.id, note.lane) == (LAN, "1002", "telegram:1002")
    assert found.content in (
        Fetched("p1", "ab" * 32, 900),
        FetchFailed("p1", "too_big"),
        Undeliverable("blocked"),
    )
