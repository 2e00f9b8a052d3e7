"""Changing messages that are there: text, caption, keyboard, media.

Rules: an edit that changes nothing is refused; an edit without a keyboard takes the inline keyboard away, as
in Telegram.
"""

from __future__ import annotations

from bot.demo.calls import targets
from bot.demo.calls.contents import caption_content, markup_of, text_content
from bot.demo.calls.media import media_content
from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import Json, bad_request
from bot.demo.world import Chat, Shown

TEXT = frozenset({"text", "entities", "link_preview_options"})
CAPTION = frozenset({"caption", "caption_entities", "show_caption_above_media"})
MEDIA = frozenset({"photo", "document", "video", "voice"})
MARKUP = frozenset({"reply_markup"})
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def edit_message_text(local: LocalTelegram, call: Call) -> object:
    """Replace the text and the inline keyboard."""
    chat, shown = targets.message_to_edit(local, call)
    if "text" not in shown.message:
        raise bad_request("there is no text in the message to edit")
    if "text" not in call.values:
        raise bad_request("message text is empty")
    return _replaced(local, chat, shown, TEXT | MARKUP, text_content(call) | _inline(call, chat))


async def edit_message_caption(local: LocalTelegram, call: Call) -> object:
    """Replace the caption and the inline keyboard."""
    chat, shown = targets.message_to_edit(local, call)
    if not MEDIA & set(shown.message):
        raise bad_request("there is no caption in the message to edit")
    fresh = caption_content(call.values) | _inline(call, chat)
    return _replaced(local, chat, shown, CAPTION | MARKUP, fresh)


async def edit_message_reply_markup(local: LocalTelegram, call: Call) -> object:
    """Replace the inline keyboard alone."""
    chat, shown = targets.message_to_edit(local, call)
    return _replaced(local, chat, shown, MARKUP, _inline(call, chat))


async def edit_message_media(local: LocalTelegram, call: Call) -> object:
    """Replace photo or document, caption and inline keyboard."""
    chat, shown = targets.message_to_edit(local, call)
    item = call.values["media"]
    if "media_group_id" in shown.message and item["type"] not in shown.message:
        raise bad_request("message can't be edited: the media type of an album stays")
    fresh = await media_content(local, call, item) | _inline(call, chat)
    return _replaced(local, chat, shown, TEXT | CAPTION | MEDIA | MARKUP, fresh)


def _inline(call: Call, chat: Chat) -> Json:
    given = call.values.get("reply_markup")
    if isinstance(given, dict) and "inline_keyboard" not in given:
        raise bad_request("inline keyboard expected")
    return markup_of(call, chat)


def _replaced(local: LocalTelegram, chat: Chat, shown: Shown, parts: frozenset[str], fresh: Json) -> Json:
    now = local.world.find(chat.id, shown.message["message_id"])
    if now is None:  # deleted while an upload was read
        raise bad_request("message to edit not found")
    current = {key: value for key, value in now.message.items() if key in parts}
    if current == fresh:
        raise bad_request(SAME)
    kept = {key: value for key, value in now.message.items() if key not in parts}
    return targets.as_seen(local.world.revise(chat.id, kept | fresh, is_edited=parts != MARKUP))
