"""Keyboards: button data, counts, actions, styles, and where reply keyboards may be."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest

from tests.demo.conftest import CHANNEL, LAN, Stage


def inline(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an inline keyboard as JSON."""
    return {"inline_keyboard": list(rows)}


async def test_callback_data__64_bytes__pass_and_65_do_not(stage: Stage) -> None:
    """Button data has 1-64 bytes of UTF-8, so Vietnamese letters count more than once."""
    for data, is_taken in (("đ" * 32, True), ("đ" * 32 + "a", False), ("", False)):
        markup = inline([{"text": "x", "callback_data": data}])
        answer = await stage.call("sendMessage", chat_id=LAN, text="x", reply_markup=markup)
        assert answer["ok"] is is_taken, answer
        assert is_taken or answer["description"] == "Bad Request: BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        (
            {"text": "x", "callback_data": "a", "url": "https://a.vn"},
            "exactly one optional field must be used",
        ),
        ({"text": " ", "callback_data": "a"}, "Text must be non-empty"),
        ({"text": "x", "callback_data": "a", "style": "warning"}, "invalid button style specified"),
        ({"text": "x", "callback_data": 5}, "expected a value of type String"),
        ({"text": "x", "callback_dat": "a"}, 'has no field "callback_dat"'),
        ({"text": "x", "url": "không phải"}, "Wrong HTTP URL"),
    ],
)
async def test_inline_button__wrong__is_refused(stage: Stage, button: dict[str, Any], reason: str) -> None:
    """An inline button has a label, exactly one action, and a known style."""
    answer = await stage.call("sendMessage", chat_id=LAN, text="x", reply_markup=inline([button]))
    assert answer["error_code"] == 400
    assert reason in answer["description"]


@pytest.mark.parametrize(
    ("rows", "in_row", "is_taken"), [(25, 4, True), (12, 8, True), (26, 4, False), (1, 9, False)]
)
async def test_inline_keyboard__100_buttons_8_in_a_row(
    stage: Stage, rows: int, in_row: int, *, is_taken: bool
) -> None:
    """An inline keyboard has at most 100 buttons and 8 in a row."""
    button = {"text": "x", "callback_data": "a"}
    markup = inline(*[[button] * in_row] * rows)
    assert (await stage.call("sendMessage", chat_id=LAN, text="x", reply_markup=markup))["ok"] is is_taken


@pytest.mark.parametrize("style", ["danger", "success", "primary"])
async def test_style__known__comes_back(stage: Stage, style: str) -> None:
    """The three styles are kept and returned."""
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="a", style=style)]])
    message = await stage.bot.send_message(LAN, "x", reply_markup=markup)
    assert message.reply_markup == markup


async def test_reply_keyboard__is_shown_but_not_returned(stage: Stage) -> None:
    """A reply keyboard goes to the person; the result carries inline keyboards only."""
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Gửi vị trí", request_location=True)], ["Để sau"]])
    message = await stage.bot.send_message(LAN, "Vị trí", reply_markup=keyboard)
    assert message.reply_markup is None
    assert "keyboard" in (await stage.shown("message"))[-1]["message"]["reply_markup"]


async def test_reply_keyboard__in_a_channel__is_refused(stage: Stage) -> None:
    """A channel takes inline keyboards only."""
    with pytest.raises(BadRequest, match="nline keyboard expected"):
        await stage.bot.send_message(CHANNEL, "x", reply_markup=ReplyKeyboardMarkup([["Tiếp"]]))


@pytest.mark.parametrize(
    "button", [KeyboardButton("x", request_location=True), KeyboardButton("x", request_contact=True)]
)
async def test_request_button__in_a_group__is_refused(stage: Stage, button: KeyboardButton) -> None:
    """What asks for a location or a contact lives in private chats only."""
    made = await stage.act(do="new_chat", type="group", title="Nhóm", admins=[LAN])
    group = made["chat"]["id"]
    await stage.act(do="set_bot", chat=group, status="member")
    with pytest.raises(BadRequest, match="private chats only"):
        await stage.bot.send_message(group, "x", reply_markup=ReplyKeyboardMarkup([[button]]))


async def test_edit__message_with_reply_keyboard__is_refused(stage: Stage) -> None:
    """Only messages without markup or with an inline keyboard can be edited."""
    message = await stage.bot.send_message(LAN, "x", reply_markup=ReplyKeyboardMarkup([["Tiếp"]]))
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await stage.bot.edit_message_text("y", LAN, message.message_id)
