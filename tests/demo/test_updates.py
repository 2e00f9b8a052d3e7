"""Receiving updates: confirmation, order, waiting, one consumer, retention; answering pressed buttons."""

from __future__ import annotations

import asyncio

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict

from tests.demo.conftest import CHANNEL, LAN, Stage

BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Đạt", callback_data="a")]])


async def texts(stage: Stage, **asked: int) -> list[str]:
    """Return the texts of the waiting messages."""
    return [update.effective_message.text for update in await stage.bot.get_updates(**asked)]


async def test_offset__confirms_everything_below(stage: Stage) -> None:
    """Unconfirmed updates come again; an offset forgets what is below it, a negative one keeps the last."""
    for text in ("a", "b", "c"):
        await stage.act(do="say", text=text)
    first = await stage.bot.get_updates(limit=2)
    assert await texts(stage) == ["/start", "a", "b", "c"]
    assert [update.update_id - first[0].update_id for update in first] == [0, 1]
    assert await texts(stage, offset=first[1].update_id + 1) == ["b", "c"]
    assert await texts(stage, offset=1) == ["b", "c"]
    assert await texts(stage, offset=-1) == ["c"]


async def test_long_poll__ends_with_the_first_update(stage: Stage) -> None:
    """A waiting poll answers as soon as something happens."""
    last = (await stage.bot.get_updates())[-1].update_id
    poll = asyncio.create_task(stage.bot.get_updates(offset=last + 1, timeout=20))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await stage.act(do="say", text="đây")
    assert (await asyncio.wait_for(poll, 2))[0].message.text == "đây"


async def test_second_poller__ends_the_first_with_409(stage: Stage) -> None:
    """There is one consumer; the newest wins."""
    last = (await stage.bot.get_updates())[-1].update_id
    first = asyncio.create_task(stage.call("getUpdates", offset=last + 1, timeout=20))
    await asyncio.sleep(0.05)
    await stage.bot.get_updates(offset=last + 1)
    answer = await asyncio.wait_for(first, 2)
    assert answer["error_code"] == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_webhook__forbids_polling(stage: Stage) -> None:
    """While a webhook is set, getUpdates is 409; the webhook is reported and can be taken away."""
    await stage.bot.set_webhook(
        "https://bot.example.vn/hook", secret_token="s-1", allowed_updates=["message"]
    )
    with pytest.raises(Conflict, match="webhook is active"):
        await stage.bot.get_updates()
    info = await stage.bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.allowed_updates) == (
        "https://bot.example.vn/hook", 1, ("message",),
    )  # fmt: skip
    await stage.bot.delete_webhook(drop_pending_updates=True)
    assert await texts(stage) == []
    for wrong in ("http://bot.example.vn/hook", "https://bot.example.vn:8080/hook"):
        with pytest.raises(BadRequest, match=r"(?i)bad webhook"):
            await stage.bot.set_webhook(wrong)


async def test_allowed_updates__hold_until_changed(stage: Stage) -> None:
    """Only the kinds asked for are queued, until other ones are asked for; an empty list is the default."""
    last = (await stage.bot.get_updates(allowed_updates=["callback_query"]))[-1].update_id
    await stage.act(do="say", text="unheard")
    assert await texts(stage, offset=last + 1) == []
    await stage.bot.get_updates(offset=last + 1, allowed_updates=[])
    await stage.act(do="say", text="heard")
    assert await texts(stage, offset=last + 1) == ["heard"]


async def test_retention__a_day_and_150_seconds_for_buttons(stage: Stage) -> None:
    """Updates wait 24 hours, pressed buttons 150 seconds."""
    card = await stage.bot.send_message(LAN, "x", reply_markup=BUTTON)
    await stage.act(do="tap", chat=LAN, message=card.message_id, data="a")
    stage.clock.turn(150)
    assert [update.callback_query is not None for update in await stage.bot.get_updates()] == [False, True]
    stage.clock.turn(1)
    assert await texts(stage) == ["/start"]
    stage.clock.turn(24 * 3600)
    assert await texts(stage) == []


async def test_numbers__start_anew_after_a_quiet_week(stage: Stage) -> None:
    """update_id goes up by one, but after a week without updates, or by command, it starts at random."""
    first = (await stage.bot.get_updates())[0].update_id
    await stage.bot.get_updates(offset=first + 1)
    stage.clock.turn(7 * 24 * 3600 + 1)
    await stage.act(do="say", text="x")
    second = (await stage.bot.get_updates())[0].update_id
    assert second != first + 1
    assert (await stage.http.post("/demo/restart_update_ids")).status_code == 400
    await stage.bot.get_updates(offset=second + 1)
    await stage.http.post("/demo/restart_update_ids")
    await stage.act(do="say", text="y")
    assert (await stage.bot.get_updates())[-1].update_id != second + 1


async def test_offset__beyond_all_numbers__confirms_nothing(stage: Stage) -> None:
    """An offset from before the numbers started anew hands out what waits, from the first on."""
    assert await texts(stage, offset=2_000_000_000) == ["/start"]
    assert await texts(stage) == ["/start"]


async def test_callback__answered_within_150_seconds(stage: Stage) -> None:
    """A pressed button is answered once with a toast, within 150 seconds, and only if it was pressed."""
    card = await stage.bot.send_message(LAN, "x", reply_markup=BUTTON)
    pressed = await stage.act(do="tap", chat=LAN, message=card.message_id, data="a")
    stage.clock.turn(150)
    assert await stage.bot.answer_callback_query(pressed["callback_query_id"], text="Đã ghi")
    assert (await stage.shown("answer"))[0]["text"] == "Đã ghi"
    stage.clock.turn(1)
    for query in (pressed["callback_query_id"], "1"):
        with pytest.raises(
            BadRequest, match="uery is too old and response timeout expired or query id is invalid"
        ):
            await stage.bot.answer_callback_query(query)


async def test_tap__only_what_is_shown_now(stage: Stage) -> None:
    """A person presses buttons of the message as it is; tests may press stale and forged ones."""
    card = await stage.bot.send_message(LAN, "x", reply_markup=BUTTON)
    await stage.bot.edit_message_text("y", LAN, card.message_id)
    press = {"do": "tap", "chat": LAN, "message": card.message_id, "data": "a"}
    assert (await stage.try_act(**press)).status_code == 400
    await stage.act(**press, stale=True)
    assert (await stage.bot.get_updates())[-1].callback_query.data == "a"


async def test_edited_and_channel_posts__have_their_own_kinds(stage: Stage) -> None:
    """An edit is edited_message, a channel's post is channel_post with the channel as sender."""
    said = await stage.act(do="say", text="3/4")
    await stage.act(do="edit", message=said["message_id"], text="3/5")
    await stage.act(**{"as": 1001}, do="post", chat=CHANNEL, text="thông báo")
    edited, posted = (await stage.bot.get_updates())[-2:]
    assert (edited.edited_message.text, posted.channel_post.sender_chat.id) == ("3/5", CHANNEL)
