"""Flood limits: 20 a minute for a channel, bursts for a person, 30 a second in all."""

from __future__ import annotations

import pytest
from telegram import InputMediaPhoto
from telegram.error import RetryAfter

from tests.demo.conftest import CHANNEL, LAN, Stage, jpeg


async def test_channel__20_a_minute(paced: Stage) -> None:
    """The 21st post within a minute is 429 with the seconds to wait; after them it passes."""
    for _ in range(20):
        await paced.bot.send_message(CHANNEL, "x")
        paced.clock.turn(1)
    answer = await paced.call("sendMessage", chat_id=CHANNEL, text="x")
    assert answer["description"] == "Too Many Requests: retry after 40"
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 40})
    paced.clock.turn(40)
    assert await paced.bot.send_message(CHANNEL, "x")


async def test_album__counts_per_item(paced: Stage) -> None:
    """An album of ten counts ten."""
    photo = InputMediaPhoto((await paced.bot.send_photo(LAN, jpeg())).photo[0].file_id)
    for _ in range(2):
        await paced.bot.send_media_group(CHANNEL, [photo] * 10)
        paced.clock.turn(1)
    with pytest.raises(RetryAfter):
        await paced.bot.send_message(CHANNEL, "x")


async def test_person__bursts_pass_but_no_stream(paced: Stage) -> None:
    """A burst to one person passes; what stays above one a second does not; others are not held up."""
    await paced.act(**{"as": 1001}, do="say", text="/start")
    for _ in range(20):
        await paced.bot.send_message(LAN, "x")
    with pytest.raises(RetryAfter):
        await paced.bot.send_message(LAN, "x")
    assert await paced.bot.send_message(1001, "x")


async def test_everybody__30_a_second(paced: Stage) -> None:
    """All chats together take 30 messages a second."""
    for person in (1001, 1003):
        await paced.act(**{"as": person}, do="say", text="/start")
    for person in (LAN, 1001):
        for _ in range(15):
            await paced.bot.send_message(person, "x")
    with pytest.raises(RetryAfter):
        await paced.bot.send_message(1003, "x")
    paced.clock.turn(1)
    assert await paced.bot.send_message(1003, "x")


async def test_edits__are_not_counted(paced: Stage) -> None:
    """Editing in place is not a send."""
    card = await paced.bot.send_message(LAN, "0")
    for number in range(1, 40):
        await paced.bot.edit_message_text(str(number), LAN, card.message_id)
