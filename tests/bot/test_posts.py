"""Posts of unknown fate: looked for, adopted or sent again, their copies swept. All on a local Telegram."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.deliverer import Deliverer
from bot.demo.world import Shown
from bot.lanes import Wake
from bot.limiter import Limiter, Paces
from bot.outcome import Kept
from bot.poster import Poster
from bot.searcher import Searcher
from bot.telegram.files import fetch
from bot.telegram.probe import TelegramProbe
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import EditText, Operation, Outgoing, SendPhotos, SendText, encode
from handlers.rich import plain
from storage import sending, shown
from storage.database import Database
from storage.evidence import EvidenceStore
from storage.queue import OUTBOX, State
from tests.bot.conftest import LAN, Telegram, now, states

NUMBER = -1001000000001
CHANNEL = Chat("telegram", str(NUMBER), ChatKind.CHANNEL)
TEXT = "🔴 Phường Mộ Lao: 2 tồn tại  #KT_2611_0034\nCâu 3 chưa đạt"
POST = SendText(plain(TEXT), slot="post:v1")
PLANNED = 3


@dataclass
class Desk:
    """A deliverer that searches at once, and the channel it posts in."""

    database: Database
    telegram: Telegram
    deliverer: Deliverer
    key: int = 0

    async def put(self, operation: Operation) -> None:
        self.key += 1
        outgoing = Outgoing(str(self.key), f"telegram:{CHANNEL.id}", CHANNEL, operation)
        async with self.database.write() as connection:
            await OUTBOX.put(
                connection, key=outgoing.dedupe_key, lane=outgoing.lane, body=encode(outgoing), at=now()
            )

    async def deliver(self, *, ahead: timedelta = timedelta(seconds=2), at_most: int = 20) -> None:
        """Deliver what is due so far ahead; sweeps only come later than that."""
        for _ in range(at_most):
            async with self.database.write() as connection:
                items = await OUTBOX.claim(connection, now=now() + ahead, limit=1)
            if not items:
                return
            await self.deliverer.handle(items[0])

    async def faults(self, **rates: float) -> None:
        body = {"rates": rates, "methods": ["sendMessage", "sendMediaGroup"]}
        assert (await self.telegram.http.post("/demo/faults", json=body)).json()["ok"]

    def stands(self) -> list[str]:
        """What the channel shows, in order."""
        messages = self.telegram.local.world.messages
        found = sorted((number, each) for (chat, number), each in messages.items() if chat == NUMBER)
        return [each.message.get("text") or each.message.get("caption", "") for _, each in found]

    def write(self, text: str, *, sender: str | int = "bot") -> int:
        """Let a message appear in the channel behind the deliverer's back."""
        return int(self.telegram.local.world.post(NUMBER, sender, {"text": text})["message_id"])

    def forbid_editing(self) -> None:
        world = self.telegram.local.world
        rights = tuple(each for each in world.chats[NUMBER].bot_rights if each != "can_edit_messages")
        world.put_chat(replace(world.chats[NUMBER], bot_rights=rights))

    async def standing(self, slot: str = "post:v1") -> str | None:
        async with self.database.read() as connection:
            return await shown.message_in(connection, "telegram", CHANNEL.id, slot)


def desk_of(
    database: Database,
    telegram: Telegram,
    *,
    scratch: str | None = str(LAN),
    admin: str | None = None,
    strict: bool = False,
) -> Desk:
    async def first_admin(_: str) -> str | None:
        return admin

    limiter = Limiter(Paces(100_000, 1000, 60_000))
    searcher = Searcher(TelegramProbe(telegram.sender.bot), limiter, scratch, first_admin)
    poster = Poster(database, now, searcher, settle=timedelta(), strict=strict)
    deliverer = Deliverer(database, {"telegram": telegram.sender}, limiter, Wake(), now, poster=poster)
    return Desk(database, telegram, deliverer)


@pytest.fixture
def desk(database: Database, telegram: Telegram) -> Desk:
    return desk_of(database, telegram)


@pytest.mark.parametrize("fault", ["5xx_after", "reset_after", "garbage", "5xx_before", "reset_before"])
async def test_a_post_of_unknown_fate_stands_once(desk: Desk, fault: str) -> None:
    """Whether the lost call acted or not, the post stands once and its slot knows where."""
    desk.write("hôm qua")
    await desk.faults(**{fault: 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    assert desk.stands() == ["hôm qua", TEXT]
    assert await desk.standing() == "2"
    assert (await states(desk.database, OUTBOX))["1"] == State.DONE


async def test_the_private_place_is_left_clean(desk: Desk) -> None:
    """What was forwarded to be read is deleted."""
    await desk.faults(**{"5xx_after": 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    world = desk.telegram.local.world
    assert not [each for (chat, _), each in world.messages.items() if chat == LAN and each.sender == "bot"]


@pytest.mark.parametrize("fault", ["5xx_after", "5xx_before"])
async def test_without_a_private_place_an_edit_tells(
    database: Database, telegram: Telegram, fault: str
) -> None:
    """Where it can change its own messages only, and it leaves the known ones alone."""
    desk = desk_of(database, telegram, scratch=None)
    desk.forbid_editing()
    await desk.put(SendText(plain("bài khác"), slot="post:v0"))
    await desk.deliver()
    desk.write("của quản trị viên", sender=1001)
    await desk.faults(**{fault: 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    assert desk.stands() == ["bài khác", "của quản trị viên", TEXT]
    assert not await telegram.shown("edit")


async def test_with_the_right_to_edit_others_nothing_is_edited(
    database: Database, telegram: Telegram
) -> None:
    """Then it is read in an admin's chat, and people's own posts stay as they are."""
    desk = desk_of(database, telegram, scratch=None, admin=str(LAN))
    await desk.faults(**{"5xx_before": 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    desk.write("#KT_2611_0034 đã khắc phục", sender=1001)
    await desk.faults()
    await desk.deliver()
    assert desk.stands() == ["#KT_2611_0034 đã khắc phục", TEXT]


async def test_where_nothing_can_be_read_it_waits(database: Database, telegram: Telegram) -> None:
    """Neither sent again nor given up."""
    desk = desk_of(database, telegram, scratch=None)
    await desk.faults(**{"5xx_before": 1.0})
    await desk.put(POST)
    await desk.deliver()
    await desk.faults()
    await desk.deliver()
    assert desk.stands() == []
    assert await states(database, OUTBOX) == {"1": State.PENDING}


async def test_an_album_is_found_by_its_caption(desk: Desk) -> None:
    """All its pictures are known afterwards, the post above it is not taken for it."""
    store = desk.telegram.sender.store
    pictures = await two_pictures(desk, store)
    await desk.put(POST)
    await desk.deliver()
    await desk.faults(**{"5xx_after": 1.0})
    await desk.put(SendPhotos(pictures, plain("Mộ Lao · KT-2611-0034"), reply_to="slot:post:v1"))
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    assert desk.stands() == [TEXT, "Mộ Lao · KT-2611-0034", ""]
    async with desk.database.read() as connection:
        assert await sending.known_above(connection, "telegram", CHANNEL.id, 0) == {1, 2, 3}


async def two_pictures(desk: Desk, store: EvidenceStore) -> tuple[str, ...]:
    """Two stored pictures, of the same bytes."""
    await desk.telegram.act(do="photo", photos=[{"sample": "bang-niem-yet"}])
    messages = desk.telegram.local.world.messages.values()
    [sent] = [each.message for each in messages if "photo" in each.message]
    kept = await fetch(
        desk.telegram.sender.bot, store, desk.telegram.sender.pictures, sent["photo"][-1]["file_id"]
    )
    assert isinstance(kept, Kept)
    return (kept.sha256, kept.sha256)


async def test_a_copy_that_lands_late_is_swept(desk: Desk) -> None:
    """After a doubt three looks follow; the copy goes, the post and others' words stay."""
    await desk.faults(**{"5xx_before": 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    desk.write("#KT_2611_0034 đã khắc phục", sender=1001)
    desk.write(TEXT)
    await desk.deliver(ahead=timedelta(minutes=2))
    assert desk.stands() == [TEXT, "#KT_2611_0034 đã khắc phục"]
    await desk.put(SendText(plain("sau"), slot="post:v2"))
    desk.write(TEXT)
    await desk.deliver(ahead=timedelta(days=2))
    assert desk.stands() == [TEXT, "#KT_2611_0034 đã khắc phục", "sau"]
    assert set((await states(desk.database, OUTBOX)).values()) == {State.DONE}
    assert len(await states(desk.database, OUTBOX)) == 2 + PLANNED


async def test_a_copy_is_swept_without_a_private_place(database: Database, telegram: Telegram) -> None:
    """Found by an edit, where the bot can change only its own; no other message is touched."""
    desk = desk_of(database, telegram, scratch=None)
    desk.forbid_editing()
    await desk.faults(**{"5xx_before": 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    await desk.put(SendText(plain("sau"), slot="post:v2"))
    await desk.deliver()
    desk.write("của quản trị viên", sender=1001)
    copy = desk.write(TEXT)
    await desk.deliver(ahead=timedelta(days=2))
    assert desk.stands() == [TEXT, "sau", "của quản trị viên"]
    assert {each["message"]["message_id"] for each in await telegram.shown("edit")} <= {copy}


async def test_no_sweep_while_the_fate_of_another_post_is_unknown(desk: Desk) -> None:
    """It comes again later; then it takes the copy away and leaves the other post."""
    await desk.faults(**{"5xx_before": 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    other = replace(POST, text=plain("khác"), slot="post:v2")
    await desk.put(other)
    async with desk.database.write() as connection:
        (item,) = await OUTBOX.claim(connection, now=now() + timedelta(seconds=1), limit=1)
        await sending.begin(connection, item, high_water=1, at=now())
    desk.write(TEXT)
    await desk.deliver(ahead=timedelta(minutes=2), at_most=1)
    assert desk.stands() == [TEXT, TEXT]
    async with desk.database.write() as connection:
        await OUTBOX.recover(connection)
    await desk.deliver()
    await desk.deliver(ahead=timedelta(minutes=5))
    assert desk.stands() == [TEXT, "khác"]


async def test_a_copy_too_old_to_delete_says_what_it_is(desk: Desk) -> None:
    """It points to the post."""
    await desk.faults(**{"5xx_after": 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    copy = desk.write(TEXT)
    messages = desk.telegram.local.world.messages
    messages[NUMBER, copy] = Shown(messages[NUMBER, copy].message, "bot", 1)
    world = desk.telegram.local.world
    world.put_chat(replace(world.chats[NUMBER], bot_rights=("can_post_messages",)))
    await desk.deliver(ahead=timedelta(days=2))
    assert desk.stands() == [TEXT, "Bản trùng, xem #KT_2611_0034"]


async def test_a_post_sent_cleanly_is_not_looked_for(desk: Desk) -> None:
    """No sweeps where there was no doubt."""
    await desk.put(POST)
    await desk.deliver()
    assert await states(desk.database, OUTBOX) == {"1": State.DONE}


@pytest.mark.parametrize("fault", ["5xx_after", "5xx_before", "garbage"])
async def test_strictly_the_content_stands_in_one_message(
    database: Database, telegram: Telegram, fault: str
) -> None:
    """The header goes first and is looked for; the content is edited in."""
    desk = desk_of(database, telegram, strict=True)
    await desk.faults(**{fault: 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    assert TEXT not in desk.stands()
    await desk.faults()
    await desk.deliver()
    assert desk.stands() == [TEXT]
    desk.write("#KT_2611_0034 · đang cập nhật nội dung")
    await desk.deliver(ahead=timedelta(minutes=2))
    assert desk.stands() == [TEXT]


async def test_only_what_was_in_flight_is_doubtful_after_a_kill(desk: Desk) -> None:
    """A row that was merely claimed is sent without a search; a marked one is searched for."""
    await desk.put(POST)
    async with desk.database.write() as connection:
        await OUTBOX.claim(connection, now=now() + timedelta(seconds=1), limit=1)
        await OUTBOX.recover(connection)
    await desk.deliver()
    assert desk.stands() == [TEXT]
    assert len(await states(desk.database, OUTBOX)) == 1
    await desk.put(SendText(plain("hai #KT_2611_0035"), slot="post:v2"))
    async with desk.database.write() as connection:
        (item,) = await OUTBOX.claim(connection, now=now() + timedelta(seconds=1), limit=1)
        await sending.begin(connection, item, high_water=1, at=now())
        await OUTBOX.recover(connection)
    desk.write("hai #KT_2611_0035")
    await desk.deliver()
    assert desk.stands() == [TEXT, "hai #KT_2611_0035"]


async def test_a_doubtful_part_does_not_give_up_the_rest(desk: Desk) -> None:
    """Parts are rows of one lane: what follows waits for the doubtful one, and then goes, in order."""
    for number in range(1, 4):
        await desk.put(SendText(plain(f"phần {number}")))
    await desk.faults(**{"5xx_after": 0.5, "5xx_before": 0.5})
    for _ in range(6):
        await desk.deliver()
    await desk.faults()
    await desk.deliver()
    assert desk.stands() == ["phần 1", "phần 2", "phần 3"]


async def test_an_edit_of_a_post_that_is_gone_is_posted_with_care(desk: Desk) -> None:
    """Sending it anew is marked and looked for like any post."""
    await desk.faults(**{"5xx_after": 1.0})
    await desk.put(EditText("post:v1", plain(TEXT)))
    await desk.deliver(at_most=1)
    await desk.faults()
    await desk.deliver()
    assert desk.stands() == [TEXT]
    assert await desk.standing() == "1"


async def test_a_doubt_waits_until_it_can_have_acted(database: Database, telegram: Telegram) -> None:
    """Within the settling time nothing is looked for, however often the row is taken up."""
    desk = desk_of(database, telegram)
    patient = replace(desk.deliverer.poster, settle=timedelta(seconds=60))  # type: ignore[type-var]
    desk.deliverer = replace(desk.deliverer, poster=patient)
    await desk.faults(**{"5xx_before": 1.0})
    await desk.put(POST)
    await desk.deliver(at_most=1)
    await desk.faults()
    async with database.write() as connection:
        await connection.execute(update(OUTBOX.table).values(not_before=now()))
    await desk.deliver()
    assert desk.stands() == []
    async with database.read() as connection:
        due = await connection.scalar(select(OUTBOX.table.c.not_before))
    assert due is not None
    assert (due - now()).total_seconds() > 50
