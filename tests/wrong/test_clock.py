"""A machine's clock that jumps: order is by sequence, nothing waits for a time that does not come."""

from datetime import timedelta

import pytest

from storage import audit
from tests.wrong.ward import BINH, LAN, Ward, in_channel, later


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1)], ids=["forth", "back"])
async def test_a_visit_goes_on_over_a_jump_of_a_day(ward: Ward, jump: timedelta) -> None:
    """The answer received last counts, whatever its time; the chain holds; the visit is sent and posted."""
    await ward.begin()
    await ward.say(LAN, "d")
    ward.clock.move(jump)
    await ward.tap(LAN, "❌", stale=True)
    await ward.say(LAN, "bị che")
    await ward.say(LAN, "chờ lâu")
    ward.clock.move(-jump)
    assert await ward.say(LAN, "4/5")
    answer = (await ward.visit()).answers["W1"]
    assert (await ward.value("W1"), answer.revision) == ("fail", 3)
    assert [each.revision for each in answer.history] == [1, 2]
    assert (await ward.tap(LAN, "Gửi"))[0].startswith("Đã gửi KT-2611-0001")
    assert len(in_channel(ward)) == 1
    async with ward.database.read() as connection:
        assert await audit.verify_chain(connection) is None
    await ward.assert_nothing_lost()


async def test_what_waits_when_the_clock_jumps_back_is_worked_on_at_once(ward: Ward) -> None:
    """What was received before the jump does not wait until its hour comes round again, nor does its lane."""
    await ward.begin()
    message, data = ward.button(LAN, "✅")
    await ward.act(LAN, "tap", message=message, data=data)
    await ward.receive()
    later(ward, days=-1)
    assert (await ward.heard(LAN))[0] == "(Đã lưu câu 1: Đạt)"
    assert "Đã lưu câu 2" in (await ward.say(LAN, "chờ lâu"))[-1]
    await ward.assert_nothing_lost()


async def test_rates_and_searches_hold_over_a_jump(ward: Ward) -> None:
    """After a jump back a person is not silenced until the old minute comes round again."""
    await ward.begin()
    ward.limit(taps=3, photos=1)
    for _ in range(5):
        await ward.tap(LAN, "✅", stale=True)
    later(ward, days=-1)
    assert "Đã lưu câu 2" in (await ward.say(LAN, "chờ lâu"))[-1]
    assert await ward.say(BINH, "/kiemtra Phú Lãm")
