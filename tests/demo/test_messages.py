"""Sending, editing, deleting, copying: who may, what is refused, in which words."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import ReplyParameters
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken

from tests.demo.conftest import CHANNEL, LAN, Stage, jpeg

NOBODY_YET = 1003
SPARE_CHANNEL = -1001000000002


async def test_call__unknown_method_or_token__is_404_or_401(stage: Stage) -> None:
    """Unknown methods and malformed tokens are 404, a well-formed foreign token is 401."""
    with pytest.raises(EndPointNotFound):
        await stage.bot.do_api_request("sendPigeon")
    answers = {token: (await stage.http.post(f"/bot{token}/getMe")) for token in ("1:abcdef", "nonsense")}
    assert [answer.status_code for answer in answers.values()] == [401, 404]
    assert answers["1:abcdef"].json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert issubclass(InvalidToken, Exception)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": LAN}, "message text is empty"),
        ({"chat_id": LAN, "text": "x", "txet": "y"}, 'parameter "txet" is unknown to sendMessage'),
        ({"chat_id": LAN, "text": ["x"]}, "can't parse text: expected a value of type String"),
        ({"chat_id": LAN, "text": "x", "protect_content": "maybe"}, "invalid protect_content specified"),
        ({"chat_id": LAN, "text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"chat_id": 77, "text": "x"}, "chat not found"),
    ],
)
async def test_call__wrong_parameters__are_refused(stage: Stage, fields: dict[str, Any], reason: str) -> None:
    """Every call is held against Telegram's interface: names, types, what is required."""
    answer = await stage.call("sendMessage", **fields)
    assert answer["error_code"] == 400
    assert reason in answer["description"]


async def test_call__existing_but_not_supported__says_so(stage: Stage) -> None:
    """A method that Telegram has and the local Bot API has not is 400, never a silent success."""
    answer = await stage.call("getUserProfilePhotos", user_id=LAN)
    assert "not supported by the local Bot API" in answer["description"]


async def test_write__to_somebody_who_never_wrote__is_forbidden(stage: Stage) -> None:
    """A bot cannot begin a conversation."""
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await stage.bot.send_message(NOBODY_YET, "x")


async def test_write__blocked__is_forbidden_until_unblocked(stage: Stage) -> None:
    """A blocked bot gets 403 and a my_chat_member update; unblocked it may write again."""
    await stage.act(do="block")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await stage.bot.send_message(LAN, "x")
    assert (await stage.try_act(do="say", text="x")).status_code == 400
    await stage.act(do="unblock")
    assert await stage.bot.send_message(LAN, "x")
    moves = [update.my_chat_member for update in await stage.bot.get_updates() if update.my_chat_member]
    assert [move.new_chat_member.status for move in moves] == ["kicked", "member"]


async def test_write__channel__needs_membership_and_rights(stage: Stage) -> None:
    """A channel takes posts only from a bot that is in it with the right to post."""
    with pytest.raises(Forbidden, match="bot is not a member of the channel chat"):
        await stage.bot.send_message(SPARE_CHANNEL, "x")
    await stage.act(**{"as": 1001}, do="set_bot", chat=SPARE_CHANNEL, status="administrator", rights=[])
    with pytest.raises(BadRequest, match="ot enough rights to post messages in the chat"):
        await stage.bot.send_message(SPARE_CHANNEL, "x")


async def test_edit__nothing_changed__is_refused(stage: Stage) -> None:
    """An edit with the same text, entities and keyboard is refused in Telegram's words."""
    message = await stage.bot.send_message(LAN, "<b>x</b>", parse_mode="HTML")
    await stage.bot.edit_message_text("x", LAN, message.message_id)
    answer = await stage.call("editMessageText", chat_id=LAN, message_id=message.message_id, text=" x ")
    assert answer["description"] == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )


async def test_edit__unknown_foreign_or_of_other_kind__is_refused(stage: Stage) -> None:
    """Only the bot's own messages can be edited, text as text and captions as captions."""
    photo = await stage.bot.send_photo(LAN, jpeg())
    text = await stage.bot.send_message(LAN, "x")
    for message_id, reason in (
        (999, "to edit not found"),
        (1, "can't be edited"),
        (photo.message_id, "no text"),
    ):
        with pytest.raises(BadRequest, match=reason):
            await stage.bot.edit_message_text("y", LAN, message_id)
    with pytest.raises(BadRequest, match="no caption"):
        await stage.bot.edit_message_caption(LAN, text.message_id, caption="y")
    edited = await stage.bot.edit_message_caption(LAN, photo.message_id, caption="y")
    assert edited.caption == "y"
    assert edited.edit_date


async def test_delete__until_48_hours(stage: Stage) -> None:
    """A message can be deleted for 48 hours, and only once."""
    young, old = [await stage.bot.send_message(LAN, text) for text in "ab"]
    stage.clock.turn(48 * 3600 - 1)
    assert await stage.bot.delete_message(LAN, young.message_id)
    with pytest.raises(BadRequest, match="essage to delete not found"):
        await stage.bot.delete_message(LAN, young.message_id)
    stage.clock.turn(1)
    with pytest.raises(BadRequest, match="essage can't be deleted"):
        await stage.bot.delete_message(LAN, old.message_id)


async def test_reply__to_a_missing_message__is_refused_unless_allowed(stage: Stage) -> None:
    """A reply needs its message, or leave to go without."""
    with pytest.raises(BadRequest, match="essage to be replied not found"):
        await stage.bot.send_message(LAN, "x", reply_parameters=ReplyParameters(999))
    free = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await stage.bot.send_message(LAN, "x", reply_parameters=free)).reply_to_message is None
    there = await stage.bot.send_message(LAN, "x", reply_parameters=ReplyParameters(1))
    assert there.reply_to_message.text == "/start"


async def test_copy_and_forward__origin(stage: Stage) -> None:
    """A copy does not tell where it comes from, a forwarded message does."""
    message = await stage.bot.send_message(CHANNEL, "kết quả")
    copied = await stage.bot.copy_message(LAN, CHANNEL, message.message_id)
    forwarded = await stage.bot.forward_message(LAN, CHANNEL, message.message_id)
    found = stage.local.world.find(LAN, copied.message_id)
    assert found
    assert found.message["text"] == "kết quả"
    assert forwarded.forward_origin.chat.id == CHANNEL
    with pytest.raises(BadRequest, match="essage to copy not found"):
        await stage.bot.copy_message(LAN, CHANNEL, 999)


async def test_reaction__one_known_sign(stage: Stage) -> None:
    """A bot sets one of Telegram's reactions; a checkmark is none of them."""
    assert await stage.bot.set_message_reaction(LAN, 1, "👍")
    assert (await stage.shown("reaction"))[-1]["reactions"] == ["👍"]
    for wrong in ("✅", ["👍", "👀"]):
        with pytest.raises(BadRequest, match=r"(?i)reaction"):
            await stage.bot.set_message_reaction(LAN, 1, wrong)


async def test_pin__channel_needs_the_right_to_edit(stage: Stage) -> None:
    """A pinned message is on top until unpinned; pinning in a channel needs can_edit_messages."""
    message = await stage.bot.send_message(CHANNEL, "bảng")
    assert await stage.bot.pin_chat_message(CHANNEL, message.message_id)
    assert (await stage.bot.get_chat(CHANNEL)).pinned_message.text == "bảng"
    assert await stage.bot.unpin_chat_message(CHANNEL)
    assert [pin["message_id"] for pin in await stage.shown("pin")] == [message.message_id, None]
    await stage.act(
        **{"as": 1001}, do="set_bot", chat=CHANNEL, status="administrator", rights=["can_post_messages"]
    )
    with pytest.raises(BadRequest, match="ot enough rights to manage pinned"):
        await stage.bot.pin_chat_message(CHANNEL, message.message_id)
