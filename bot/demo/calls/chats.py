"""Chats: what they are, who is in them, pins, leaving."""

from __future__ import annotations

from dataclasses import replace

from bot.demo.calls import targets
from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import Json, bad_request
from bot.demo.world import BOT, Chat, ChatType

ADMIN_RIGHTS = (
    "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories", "can_post_messages",
    "can_edit_messages", "can_pin_messages",
)  # fmt: skip
NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def get_chat(local: LocalTelegram, call: Call) -> object:
    """Return the Bot API `ChatFullInfo`."""
    chat = targets.known_chat(local, call)
    if chat.type is ChatType.PRIVATE and chat.bot is None:
        raise bad_request("chat not found")
    if chat.type is not ChatType.PRIVATE:
        chat = targets.open_chat(local, call)
    full = local.world.chat_json(chat.id) | {"accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = NO_GIFTS
    pins = local.world.pins.get(chat.id)
    shown = local.world.find(chat.id, pins[-1]) if pins else None
    return full | ({"pinned_message": targets.quoted(shown.message)} if shown else {})


async def get_chat_member(local: LocalTelegram, call: Call) -> object:
    """Return the Bot API `ChatMember` of a person or of the bot itself."""
    chat = targets.open_chat(local, call)
    return member(local, chat, call.number("user_id"))


async def get_chat_administrators(local: LocalTelegram, call: Call) -> object:
    """Return the administrators of a group or channel."""
    chat = targets.open_chat(local, call)
    if chat.type is ChatType.PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    bots = [bot_member(local, chat)] if chat.bot == "administrator" else []
    return [member(local, chat, person) for person in chat.admins] + bots


def member(local: LocalTelegram, chat: Chat, user: int) -> Json:
    """Return what a user is in a chat; the first administrator is its owner."""
    if user == local.world.bot.id:
        return bot_member(local, chat)
    person = local.world.people.get(user)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.admins[:1] == (user,):
        return {"status": "creator", "user": person.user(), "is_anonymous": False}
    if user in chat.admins:
        rights = dict.fromkeys(ADMIN_RIGHTS, True) | {"is_anonymous": False, "can_be_edited": False}
        return {"status": "administrator", "user": person.user(), **rights}
    return {"status": "member" if user in chat.members else "left", "user": person.user()}


def bot_member(local: LocalTelegram, chat: Chat) -> Json:
    """Return what the bot is in a chat."""
    status, user = chat.bot or "left", local.world.bot.user()
    if status != "administrator":
        return (
            {"status": "kicked", "user": user, "until_date": 0}
            if _is_blocked(chat)
            else {"status": status, "user": user}
        )
    rights = {right: right in chat.bot_rights for right in ADMIN_RIGHTS} | {"can_manage_chat": True}
    return {"status": status, "user": user, "can_be_edited": False, **rights}


def _is_blocked(chat: Chat) -> bool:
    return chat.type is ChatType.PRIVATE and chat.bot == "left"


def move_bot(local: LocalTelegram, chat: Chat, by: int, status: str, rights: tuple[str, ...] = ()) -> Chat:
    """Change what the bot is in a chat and tell it; `by` is the person who did it."""
    old = bot_member(local, chat)
    changed = replace(chat, bot=status, bot_rights=rights)
    local.world.put_chat(changed)
    body = {
        "chat": local.world.chat_json(chat.id),
        "from": local.world.people[by].user(),
        "date": local.world.unix(),
    }
    body |= {"old_chat_member": old, "new_chat_member": bot_member(local, changed)}
    local.updates.put("my_chat_member", body)
    return changed


async def pin_chat_message(local: LocalTelegram, call: Call) -> object:
    """Put a message on top of its chat."""
    chat = _chat_to_pin(local, call)
    message_id = call.number("message_id")
    shown = local.world.find(chat.id, message_id)
    if shown is None:
        raise bad_request("message to pin not found")
    local.world.pin(chat.id, message_id)
    local.world.post(chat.id, BOT, {"pinned_message": targets.quoted(shown.message)})
    return True


async def unpin_chat_message(local: LocalTelegram, call: Call) -> object:
    """Take one message, or the newest pinned one, from the top."""
    chat = _chat_to_pin(local, call)
    pins = local.world.pins.get(chat.id, [])
    gone = call.number("message_id") or (pins[-1] if pins else 0)
    if gone not in pins:
        raise bad_request("message to unpin not found")
    left = [pinned for pinned in pins if pinned != gone]
    local.world.pin(chat.id, left[-1] if left else None, unpinned=gone)
    return True


def _chat_to_pin(local: LocalTelegram, call: Call) -> Chat:
    chat = targets.open_chat(local, call)
    right = targets.EDIT if chat.type is ChatType.CHANNEL else targets.PIN
    if chat.type is not ChatType.PRIVATE and not targets.has_right(chat, right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


async def leave_chat(local: LocalTelegram, call: Call) -> object:
    """Let the bot go from a group or channel."""
    chat = targets.open_chat(local, call)
    if chat.type is ChatType.PRIVATE:
        raise bad_request("chat can't be left")
    local.world.put_chat(replace(chat, bot="left", bot_rights=()))
    return True
