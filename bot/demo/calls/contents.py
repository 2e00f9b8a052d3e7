"""Texts, captions, markups and flags of messages as the sending calls share them.

Rules: limits count after entity parsing, in UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.demo.calls.targets import as_seen, replied
from bot.demo.entities import Formatted, formatted, units
from bot.demo.keyboards import checked_markup
from bot.demo.limits import CAPTION_UNITS, TEXT_UNITS
from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import Json, bad_request
from bot.demo.world import BOT, Chat, ChatType


def text_content(call: Call) -> Json:
    """Return the part of a message that shows its text."""
    found = formatted(str(call.values.get("text", "")), call.text("parse_mode"), call.values.get("entities"))
    if not found.text:
        raise bad_request("message text is empty")
    if units(found.text) > TEXT_UNITS:
        raise bad_request("message is too long")
    options = call.values.get("link_preview_options")
    preview = {"link_preview_options": options} if options else {}
    return _shown(found, "text", "entities") | preview


def caption_content(values: Mapping[str, object]) -> Json:
    """Return the part of a message that shows its caption, empty without one."""
    caption, mode, given = (values.get(key) for key in ("caption", "parse_mode", "caption_entities"))
    if not caption:
        return {}
    found = formatted(
        str(caption),
        mode if isinstance(mode, str) else None,
        given if isinstance(given, list) else None,
    )
    if units(found.text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    content = _shown(found, "caption", "caption_entities") if found.text else {}
    return content | ({"show_caption_above_media": True} if values.get("show_caption_above_media") else {})


def _shown(found: Formatted, text: str, entities: str) -> Json:
    return {text: found.text} | ({entities: list(found.entities)} if found.entities else {})


def markup_of(call: Call, chat: Chat) -> Json:
    """Return the part of a message that shows its keyboard, empty without one."""
    given = call.values.get("reply_markup")
    markup = checked_markup(given if isinstance(given, dict) else None, chat.type)
    return {"reply_markup": markup} if markup else {}


def send(local: LocalTelegram, call: Call, chat: Chat, content: Json) -> Json:
    """Post one message of the bot and return it as the Bot API shows it."""
    around = replied(local, call, chat) | markup_of(call, chat)
    if call.values.get("protect_content"):
        around["has_protected_content"] = True
    local.pace.spend(chat)
    return as_seen(local.world.post(chat.id, BOT, around | content))


def origin_of(local: LocalTelegram, chat: Chat, message: Json) -> Json:
    """Return the part of a message that says where it was forwarded from."""
    if "forward_origin" in message:
        return {"forward_origin": message["forward_origin"]}
    if chat.type is ChatType.CHANNEL:
        origin = {"type": "channel", "chat": message["chat"], "message_id": message["message_id"]}
    else:
        origin = {"type": "user", "sender_user": message.get("from", local.world.bot.user())}
    return {"forward_origin": origin | {"date": message["date"]}}
