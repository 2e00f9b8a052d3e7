"""Keyboards under messages: what Telegram takes and what it refuses.

Rules: an inline button has exactly one action; what asks for a location, a contact or a chat lives in private
chats only; channels take inline keyboards only. Shapes were checked before.
"""

from __future__ import annotations

import re

from bot.demo.limits import BUTTONS, BUTTONS_IN_ROW, CALLBACK_BYTES
from bot.demo.refusals import Json, bad_request
from bot.demo.world import ChatType

STYLES = frozenset({"danger", "success", "primary"})
LOOKS = frozenset({"text", "style", "icon_custom_emoji_id"})
COPY_LETTERS = 256
URL = re.compile(r"(https?|tg)://\S+|[\w.-]+\.[a-z]{2,}(/\S*)?")
PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_poll": "polls can be requested in private chats only",
    "web_app": "BUTTON_TYPE_INVALID",
}


def is_inline(markup: Json) -> bool:
    """Tell whether a markup is an inline keyboard with at least one button."""
    return any(markup.get("inline_keyboard", ()))


def checked_markup(markup: Json | None, chat: ChatType) -> Json | None:
    """Return the markup as it will be kept, None when it shows nothing; raises 400."""
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        _check_inline(markup["inline_keyboard"])
        rows = [row for row in markup["inline_keyboard"] if row]
        return {"inline_keyboard": rows} if rows else None
    if chat is ChatType.CHANNEL:
        raise bad_request("inline keyboard expected")
    _check_reply(markup.get("keyboard", []), chat)
    return markup


def _check_inline(rows: list[list[Json]]) -> None:
    if sum(len(row) for row in rows) > BUTTONS or any(len(row) > BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    actions = set(button) - LOOKS
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one optional field must be used")
    _check_style(button)
    _check_action(button)


def _check_action(button: Json) -> None:
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not URL.fullmatch(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= COPY_LETTERS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_style(button: Json) -> None:
    if "style" in button and button["style"] not in STYLES:
        raise bad_request("invalid button style specified")


def _check_reply(rows: list[list[Json | str]], chat: ChatType) -> None:
    for row in rows:
        for button in row:
            if isinstance(button, str):
                continue
            if not button["text"].strip():
                raise bad_request("can't parse keyboard button: Text must be non-empty")
            if len(set(button) - LOOKS) > 1:
                raise bad_request("can't parse keyboard button: at most one optional field must be used")
            _check_style(button)
            _check_place(button, chat)


def _check_place(button: Json, chat: ChatType) -> None:
    if chat is ChatType.PRIVATE:
        return
    for name, reason in PRIVATE_ONLY.items():
        if button.get(name):
            raise bad_request(reason)
