"""The pace of sending, on a clock that only the test moves."""

from dataclasses import dataclass

import pytest

from bot.limiter import Limiter, Paces
from handlers.incoming import Chat, ChatKind

LAN = Chat("telegram", "1002", ChatKind.PRIVATE)
BINH = Chat("telegram", "1003", ChatKind.PRIVATE)
CHANNEL = Chat("telegram", "-100", ChatKind.CHANNEL)


@dataclass(slots=True)
class Time:
    """A monotonic clock; sleeping moves it."""

    now: float = 100.0

    def read(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def limiter(time: Time) -> Limiter:
    return Limiter(Paces(), monotonic=time.read, sleep=time.sleep)


async def sent_at(limiter: Limiter, time: Time, chat: Chat, count: int) -> list[float]:
    found = []
    for _ in range(count):
        await limiter.wait(chat)
        found.append(time.now - 100)
    return found


async def test_a_person_gets_a_burst_and_then_one_a_second(limiter: Limiter, time: Time) -> None:
    """Five at once, then one a second."""
    found = await sent_at(limiter, time, LAN, 8)
    assert found == pytest.approx([0, 0, 0, 0, 0, 1, 2, 3], abs=0.1)


async def test_a_channel_never_gets_more_than_twenty_in_a_minute(limiter: Limiter, time: Time) -> None:
    """In no minute more than twenty, and in the long run eighteen."""
    found = await sent_at(limiter, time, CHANNEL, 90)
    assert all(sum(start <= at < start + 60 for at in found) <= 20 for start in found)
    assert found[-1] <= 300


async def test_chats_do_not_wait_for_each_other(limiter: Limiter) -> None:
    """A chat that must wait costs another nothing."""
    for _ in range(10):
        limiter.reserve(LAN)
    assert limiter.reserve(LAN) > 5
    assert limiter.reserve(BINH) == 0


async def test_all_chats_together_keep_to_the_overall_pace(limiter: Limiter, time: Time) -> None:
    """Hundred messages to hundred chats need about four seconds, and no second takes thirty-one."""
    found = []
    for number in range(100):
        await limiter.wait(Chat("telegram", str(number), ChatKind.PRIVATE))
        found.append(time.now)
    assert 3.5 < found[-1] - found[0] < 4.1
    assert all(sum(start <= at < start + 1 for at in found) <= 30 for start in found)


async def test_a_reaction_does_not_wait_for_the_chat(limiter: Limiter, time: Time) -> None:
    """Cost nothing: only the overall pace counts."""
    for _ in range(9):
        limiter.reserve(LAN)
    await limiter.wait(LAN, cost=0)
    assert time.now == pytest.approx(100)


async def test_an_album_costs_its_pictures(limiter: Limiter) -> None:
    """Ten pictures empty the bucket and more."""
    assert limiter.reserve(LAN, cost=10) == 0
    assert limiter.reserve(LAN) == pytest.approx(6)


async def test_what_was_not_sent_is_given_back(limiter: Limiter) -> None:
    """A place given back is free again."""
    for _ in range(5):
        limiter.reserve(LAN)
    limiter.give_back(LAN)
    assert limiter.reserve(LAN) == 0


async def test_a_pause_asked_for_concerns_one_chat(limiter: Limiter) -> None:
    """The held chat waits as long as it was told, the others not at all."""
    limiter.hold(LAN, 7)
    assert limiter.reserve(LAN) == pytest.approx(7)
    assert limiter.reserve(BINH) == 0
