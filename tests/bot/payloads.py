"""Updates as Telegram sends them, with invented people."""

from typing import Any

Json = dict[str, Any]

LAN: Json = {"id": 1002, "is_bot": False, "first_name": "Lan", "last_name": "Trần Thị", "language_code": "vi"}
PRIVATE: Json = {"id": 1002, "first_name": "Lan", "last_name": "Trần Thị", "type": "private"}
CHANNEL: Json = {"id": -1001000000001, "title": "Kiểm tra công vụ", "type": "channel"}
GROUP: Json = {"id": -1002000000002, "title": "Đoàn 1", "type": "supergroup"}
DATE = 1793939696


def update(update_id: int = 10, **fields: Json) -> Json:
    """An update that holds one thing."""
    return {"update_id": update_id, **fields}


def message(**fields: object) -> Json:
    """A private message of Lan's."""
    return {"message_id": 77, "from": LAN, "chat": PRIVATE, "date": DATE, **fields}


def press(data: str, **fields: object) -> Json:
    """A pressed button below the bot's message 70."""
    below = {"message_id": 70, "chat": PRIVATE, "date": DATE, "text": "?"}
    return {"id": "4400", "from": LAN, "chat_instance": "1", "data": data, "message": below, **fields}


def size(file_id: str, width: int, height: int) -> Json:
    """One size of a photo."""
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "width": width,
        "height": height,
        "file_size": width * 10,
    }


def document(mime: str | None = None, name: str | None = None) -> Json:
    """A file."""
    found: Json = {"file_id": "D1", "file_unique_id": "uD1", "file_size": 900}
    return found | ({"mime_type": mime} if mime else {}) | ({"file_name": name} if name else {})


def standing(status: str, chat: Json = CHANNEL, **rights: bool) -> Json:
    """A change of the bot's standing in a chat."""
    bot = {"id": 7000000001, "is_bot": True, "first_name": "Bot"}
    full = {
        "can_be_edited": False,
        "can_manage_chat": True,
        "can_change_info": False,
        "can_delete_messages": True,
        "can_invite_users": False,
        "can_restrict_members": False,
        "can_manage_video_chats": False,
        "can_promote_members": False,
        "is_anonymous": False,
        "can_post_stories": False,
        "can_edit_stories": False,
        "can_delete_stories": False,
    }
    member: Json = {"user": bot, "status": status}
    if status == "administrator":
        member |= full | rights
    if status == "kicked":
        member["until_date"] = 0
    return {
        "chat": chat,
        "from": LAN,
        "date": DATE,
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": member,
    }
