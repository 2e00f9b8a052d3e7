"""Words for whoever is affected while nothing can be stored: once, claiming nothing, and when it is over."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot import arrivals
from bot.limiter import Limiter, Paces
from bot.room import Room
from bot.telegram.parse import TRANSPORT
from bot.unstored import AGAIN_AFTER, OVER_AFTER, Noticed, Unstored, say_now
from handlers.actions import encode
from handlers.actions.visiting import Choose
from handlers.outgoing import Operation
from storage.people import Identity
from tests.wrong.files import whole
from tests.wrong.test_store import FULL, READ_ONLY, Trouble, both_troubles, small_files
from tests.wrong.ward import AN, BINH, LAN, SOURCE, Ward, house, later, picture_file

NOT_STORED = "⚠️ Máy chủ đang không ghi được dữ liệu nên tin vừa gửi chưa được lưu. Khi ghi lại được, "


@dataclass
class Crier:
    """What tells people in a ward, with a clock of its own, and what it has said."""

    ward: Ward
    unstored: Unstored
    seconds: list[float]
    taken: list[dict[str, Any]] = field(default_factory=list)

    async def receive(self) -> None:
        """Try to take in what Telegram has, as the receiver does."""
        updates = await self.ward.local.updates.poll(offset=0, limit=100, seconds=0, allowed=None)
        try:
            await arrivals.store(self.ward.database, updates, source=SOURCE, at=self.ward.clock.now())
        except DBAPIError as error:
            self.unstored.refused(SOURCE, updates, error)
        else:
            self.unstored.stored()
        await self.unstored.tell()

    def later(self, seconds: float) -> None:
        """Let its clock go on."""
        self.seconds[0] += seconds


@pytest.fixture
async def crier(ward: Ward) -> Crier:
    """A crier in a ward whose admin has opened the bot."""
    await ward.say(AN, "/start")
    seconds = [1000.0]
    [sender] = ward.outbox.handle.__self__.performers.values()  # type: ignore[attr-defined]
    limiter = Limiter(Paces(1e6, 1e6, 1e6))

    async def say(operation: Operation, chat: Any) -> None:  # noqa: ANN401 - a chat
        await say_now(sender, limiter, operation, chat)

    unstored = Unstored(
        house(ward.clock), ward.database, say, (Identity(TRANSPORT, str(AN)),), lambda: seconds[0]
    )
    return Crier(ward, unstored, seconds)


REASONS = {FULL: "đĩa đã đầy", READ_ONLY: "nơi lưu chỉ cho đọc"}


@both_troubles
async def test_who_sends_while_nothing_can_be_stored_is_told_once(
    ward: Ward, crier: Crier, trouble: Trouble
) -> None:
    """A message and a toast that claim nothing, admins with reason and remedy, and a word when it is over."""
    await ward.begin()
    visit = (await ward.visit()).id
    ward.news(LAN)
    message, _ = ward.button(LAN, "❌")
    async with trouble.at(ward):
        await ward.act(LAN, "say", text="x " * 1000)
        await ward.act(LAN, "tap", message=message, data=encode(Choose(visit, "W1", "fail")))
        await crier.receive()
        await crier.receive()
        told = [*ward.news(LAN), *ward.news(AN), *ward.news(BINH)]
    seen = ward.local.log.shown_since(0)
    assert [words for words in _texts(seen, LAN) if "chưa được lưu" in words] == [
        NOT_STORED + "tin sẽ tự được xử lý và trả lời, anh/chị không cần gửi lại."
    ]
    assert [
        event["text"] for event in seen if event["kind"] == "answer" and "Chưa lưu" in event.get("text", "")
    ] == [
        "Chưa lưu được: máy chủ đang không ghi được dữ liệu. Khi ghi lại được, lượt bấm này sẽ tự được xử lý."
    ]
    [alarm] = [words for words in _texts(seen, AN) if "Máy chủ không ghi được dữ liệu" in words]
    assert REASONS[trouble] in alarm
    assert "Đề nghị người vận hành" in alarm
    assert "Đã lưu" not in " ".join(told)
    crier.later(1)
    await crier.receive()
    crier.later(OVER_AFTER + 1)
    await crier.unstored.tell()
    assert crier.unstored.troubles == ()
    assert _texts(ward.local.log.shown_since(0), AN)[-1].startswith("✅ Máy chủ đã ghi lại được dữ liệu.")
    await ward.heard(LAN)
    await ward.assert_nothing_lost()
    assert await ward.value("W1") == "fail"


def _texts(events: list[dict[str, Any]], who: int) -> list[str]:
    return [
        event["message"].get("text", "")
        for event in events
        if event["kind"] == "message" and event.get("chat_id") == who and event.get("sender") == "bot"
    ]


async def test_a_long_trouble_is_told_again_after_minutes(ward: Ward, crier: Crier) -> None:
    """Not with each message, and not never again."""
    async with READ_ONLY.at(ward):
        for _ in range(3):
            await ward.act(LAN, "say", text="xin chào")
            await crier.receive()
            crier.later(10)
        assert len(_texts(ward.local.log.shown_since(0), LAN)) == 1
        crier.later(AGAIN_AFTER)
        await crier.receive()
        assert len(_texts(ward.local.log.shown_since(0), LAN)) == 2
        assert sum("Máy chủ không ghi" in each for each in _texts(ward.local.log.shown_since(0), AN)) == 1


async def test_what_waits_in_the_inbox_is_told_of_too(ward: Ward, crier: Crier) -> None:
    """Taken in, then the disk is full: the person hears that it is not dealt with, and it is later."""
    await ward.begin()
    await ward.act(LAN, "say", text="xin chào")
    await ward.receive()
    ward.inbox.on_trouble = crier.unstored.failed
    async with READ_ONLY.at(ward):
        await ward.quiet()
        await crier.unstored.tell()
    assert [words for words in _texts(ward.local.log.shown_since(0), LAN) if words.startswith(NOT_STORED)]
    later(ward, seconds=30)
    assert await ward.heard(LAN)
    await ward.assert_nothing_lost()


async def test_a_database_that_is_away_for_a_moment_alarms_nobody(ward: Ward, crier: Crier) -> None:
    """Only after some seconds it is told; what is over before is not."""
    crier.unstored.failed(TimeoutError())
    await crier.unstored.tell()
    crier.later(1)
    crier.unstored.stored()
    crier.later(OVER_AFTER + 1)
    await crier.unstored.tell()
    assert crier.unstored.troubles == ()
    assert not [each for each in _texts(ward.local.log.shown_since(0), AN) if "Máy chủ" in each]


async def test_a_bug_is_no_trouble_of_the_store(crier: Crier) -> None:
    """Only what the store itself reports is told so; all else is somebody's bug."""
    assert not crier.unstored.failed(ValueError("x"))
    assert crier.unstored.troubles == ()


async def test_a_photo_that_cannot_be_written_is_told_in_words(ward: Ward, crier: Crier) -> None:
    """👀 stays, the sender and the admins read why, and 👍 comes when there is room."""
    await ward.begin()
    deliverer = ward.outbox.handle.__self__  # type: ignore[attr-defined]
    [(name, sender)] = deliverer.performers.items()
    object.__setattr__(deliverer, "performers", {name: Noticed(sender, crier.unstored)})
    token = await picture_file(ward, whole("PNG", side=2200), "anh.png")
    with small_files(4_000_000):
        await ward.act(LAN, "document", upload=token)
        assert await ward.heard(LAN) == ["(👀)"]
        await crier.unstored.tell()
        [told] = ward.news(LAN)
        assert told.startswith("⚠️ Máy chủ đang không ghi được tệp nên ảnh vừa gửi chưa được lưu.")
        assert "Máy chủ không ghi được tệp ảnh: đĩa đã đầy" in _texts(ward.local.log.shown_since(0), AN)[-1]
    crier.later(5)
    later(ward, minutes=2)
    assert "(👍)" in await ward.heard(LAN)
    crier.later(OVER_AFTER)
    await crier.unstored.tell()
    assert crier.unstored.troubles == ()


async def test_little_room_is_told_once_until_there_is_more() -> None:
    """Below a tenth: told; again only after there was more."""
    told: list[int] = []
    free = [0.5]

    async def warn(percent: int) -> None:
        told.append(percent)

    room = Room((Path(),), warn, share=lambda _: free[0])
    for free[0] in (0.5, 0.1, 0.09, 0.05, 0.3, 0.07):
        await room.look()
    assert told == [9, 7]
    assert room.least() == 0.07
