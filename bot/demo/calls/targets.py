"""Finding what a call aims at: the chat it may write to, the message it may change.

Rules: refusals are worded as Telegram words them; nothing is changed here.
"""

from __future__ import annotations

from bot.demo.keyboards import is_inline
from bot.demo.limits import DELETE_SECONDS
from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import CallRefusedError, Json, bad_request, forbidden
from bot.demo.world import BOT, Chat, ChatType, Shown

POST, EDIT, DELETE, PIN = "can_post_messages", "can_edit_messages", "can_delete_messages", "can_pin_messages"


def known_chat(local: LocalTelegram, call: Call, name: str = "chat_id") -> Chat:
    """Return the chat that a call names by id or @username; raises "chat not found"."""
    wanted = call.values.get(name)
    if isinstance(wanted, int):
        chat = local.world.chats.get(wanted)
    else:
        handle = str(wanted).removeprefix("@").lower()
        chat = next((c for c in local.world.chats.values() if (c.username or "").lower() == handle), None)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def open_chat(local: LocalTelegram, call: Call) -> Chat:
    """Return a chat in which the bot is, or raise what keeps it out."""
    chat = known_chat(local, call)
    if chat.bot in ("administrator", "member"):
        return chat
    raise _kept_out(chat)


def _kept_out(chat: Chat) -> CallRefusedError:
    if chat.type is not ChatType.PRIVATE:
        return forbidden(f"bot is not a member of the {chat.type.value} chat")
    if chat.bot is None:
        return forbidden("bot can't initiate conversation with a user")
    return forbidden("bot was blocked by the user")


def chat_to_write(local: LocalTelegram, call: Call) -> Chat:
    """Return a chat to which the bot may send."""
    chat = open_chat(local, call)
    if chat.type is ChatType.CHANNEL and not has_right(chat, POST):
        raise bad_request("not enough rights to post messages in the chat")
    return chat


def has_right(chat: Chat, right: str) -> bool:
    """Tell whether the bot has a right as administrator of a chat."""
    return chat.bot == "administrator" and right in chat.bot_rights


def message_to_edit(local: LocalTelegram, call: Call) -> tuple[Chat, Shown]:
    """Return a message that the bot may edit."""
    if call.values.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if "chat_id" not in call.values:
        raise bad_request("chat_id is empty")
    chat = open_chat(local, call)
    shown = local.world.find(chat.id, call.number("message_id"))
    if shown is None:
        raise bad_request("message to edit not found")
    markup = shown.message.get("reply_markup", {})
    is_foreign = shown.sender != BOT and not (chat.type is ChatType.CHANNEL and has_right(chat, EDIT))
    if is_foreign or (markup and not is_inline(markup)) or "forward_origin" in shown.message:
        raise bad_request("message can't be edited")
    return chat, shown


def message_to_delete(local: LocalTelegram, call: Call) -> tuple[Chat, Shown]:
    """Return a message that the bot may delete: its own, or anyone's by right or in private, for 48 hours."""
    chat = open_chat(local, call)
    shown = local.world.find(chat.id, call.number("message_id"))
    if shown is None:
        raise bad_request("message to delete not found")
    is_allowed = shown.sender == BOT or chat.type is ChatType.PRIVATE or has_right(chat, DELETE)
    if not is_allowed or local.world.unix() - shown.posted_at >= DELETE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    return chat, shown


def source_message(local: LocalTelegram, call: Call, *, verb: str) -> tuple[Chat, Shown]:
    """Return the message to copy or forward."""
    chat = known_chat(local, call, "from_chat_id")
    shown = local.world.find(chat.id, call.number("message_id"))
    if shown is None or chat.bot not in ("administrator", "member"):
        raise bad_request(f"message to {verb} not found")
    return chat, shown


def replied(local: LocalTelegram, call: Call, chat: Chat) -> Json:
    """Return the part of a message that shows what it replies to."""
    wanted = call.values.get("reply_parameters")
    if not isinstance(wanted, dict):
        return {}
    if wanted.get("chat_id", chat.id) != chat.id:
        raise bad_request("replies to other chats are not supported by the local Bot API")
    shown = local.world.find(chat.id, wanted["message_id"])
    if shown:
        return {"reply_to_message": quoted(shown.message)}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def quoted(message: Json) -> Json:
    """Return a message as another one carries it: one level deep."""
    inner = {
        key: value for key, value in message.items() if key not in ("reply_to_message", "pinned_message")
    }
    return as_seen(inner)


def as_seen(message: Json) -> Json:
    """Return a message as the Bot API shows it: of the keyboards only the inline one."""
    markup = message.get("reply_markup")
    if markup is None or is_inline(markup):
        return message
    return {key: value for key, value in message.items() if key != "reply_markup"}
