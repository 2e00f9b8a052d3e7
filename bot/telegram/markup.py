"""Our words and buttons -> Telegram's: text with entities in UTF-16 units, inline and reply keyboards.

Rules: pure; entities only, never a parse mode, so a person's text cannot break the formatting.
Must not know: where a message goes.
"""

from typing import Any, TypeAlias

from telegram import (
    ChatAdministratorRights,
    KeyboardButton,
    KeyboardButtonRequestChat,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from handlers.outgoing import Button, Key, Keyboard, Rows
from handlers.rich import Rich, Style

Json: TypeAlias = dict[str, Any]

NO_PREVIEW: Json = {"is_disabled": True}
# A hashtag needs no entity: Telegram finds it by itself.
_ENTITIES = {
    Style.BOLD: MessageEntity.BOLD,
    Style.ITALIC: MessageEntity.ITALIC,
    Style.CODE: MessageEntity.CODE,
    Style.QUOTE: MessageEntity.BLOCKQUOTE,
    Style.FOLDED: MessageEntity.EXPANDABLE_BLOCKQUOTE,
}
_NO_RIGHTS: dict[str, Any] = {
    "is_anonymous": False,
    "can_manage_chat": False,
    "can_delete_messages": False,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": False,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
}


def utf16_length(text: str) -> int:
    """How long Telegram finds the text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def entities(rich: Rich) -> list[Json]:
    """The text's styles, as the Bot API takes them."""
    found, at = [], 0
    for span in rich.spans:
        length = utf16_length(span.text)
        kind = _ENTITIES.get(span.style)
        if kind and length:
            found.append({"type": str(kind), "offset": at, "length": length})
        at += length
    return found


def text_and_entities(rich: Rich) -> tuple[str, tuple[MessageEntity, ...]]:
    """The text, and its styles as the library's entities."""
    return rich.plain, tuple(MessageEntity(**each) for each in entities(rich))


def inline_keyboard(rows: Rows) -> Json | None:
    """The buttons under a message, as the Bot API takes them; None for none."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> Json:
    fields = {
        "text": button.label,
        "callback_data": button.data,
        "url": button.url,
        "copy_text": {"text": button.copy} if button.copy is not None else None,
        "style": button.tone,
    }
    return {name: value for name, value in fields.items() if value is not None}


def reply_keyboard(keyboard: Keyboard) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    """The keyboard below the chat, shown once; without keys it is taken away."""
    if not keyboard.keys:
        return ReplyKeyboardRemove()
    rows = [[_key(key) for key in row] for row in keyboard.keys]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


def _key(key: Key) -> KeyboardButton:
    match key.asks:
        case "location":
            return KeyboardButton(key.label, request_location=True)
        case "channel":
            return KeyboardButton(key.label, request_chat=_channel_wanted(key.request_id))
        case _:
            return KeyboardButton(key.label)


def _channel_wanted(request_id: int) -> KeyboardButtonRequestChat:
    """A channel where the bot may post and edit; the person must be able to grant just that."""
    ours = ChatAdministratorRights(**_NO_RIGHTS, can_post_messages=True, can_edit_messages=True)
    theirs = ChatAdministratorRights(
        **{**_NO_RIGHTS, "can_promote_members": True}, can_post_messages=True, can_edit_messages=True
    )
    return KeyboardButtonRequestChat(
        request_id,
        chat_is_channel=True,
        bot_administrator_rights=ours,
        user_administrator_rights=theirs,
        request_title=True,
    )
