"""What a person does, as the updates that Telegram would send: for the depth that has no network.

Rules: numbers go up by one; only the fields that Telegram documents.
Must not know: what an update leads to.
"""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, assert_never

from tests.playing.acts import (
    Act,
    Edits,
    MovesBot,
    PicksChannel,
    Posts,
    Says,
    SendsDocument,
    SendsOther,
    SendsPhoto,
    SendsPlace,
    Taps,
)
from tests.playing.cast import BOT_NAME, CHANNEL, CHANNEL_TITLE, StandingClock
from tests.playing.documents import DOCUMENT_TYPE
from tests.playing.screen import Screen
from tests.playing.script import Player

Json = dict[str, Any]
_FILE = {"file_unique_id": "u", "file_size": 1000}
_BOT = {"id": 7000000001, "is_bot": True, "first_name": "Kiểm tra công vụ", "username": BOT_NAME}
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
)
_OTHERS: dict[str, Json] = {
    "sticker": {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"},
    "voice": {"duration": 3},
    "video": {"duration": 3, "width": 640, "height": 360},
}


@dataclass(slots=True)
class Updates:
    """Makes updates; `message_ids` is shared with the bot's own messages."""

    screen: Screen
    clock: StandingClock
    message_ids: Iterator[int]
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def of(self, who: Player, act: Act) -> Json:
        """The update of an act. BadLine when what it names is not there."""
        match act:
            case Taps():
                return self._update("callback_query", self._press(who, act))
            case Posts(text):
                return self._update("channel_post", self._message(_channel(), {"text": text}))
            case MovesBot(is_in):
                moved = {"chat": _channel(), "from": _user(who), "date": self._date()}
                return self._update("my_chat_member", moved | _standing(is_in=is_in))
            case Edits(before, after):
                number = int(self.screen.own(str(who.account), before))
                edited = self._message(_private(who), {"text": after}, number) | {"from": _user(who)}
                return self._update("edited_message", edited | {"edit_date": self._date()})
            case _:
                message = self._message(_private(who), _content(act)) | {"from": _user(who)}
                if isinstance(act, Says):
                    message |= self._answered(who, act.to)
                    self.screen.say(str(who.account), str(message["message_id"]), act.text)
                return self._update("message", message)

    def _update(self, kind: str, body: Json) -> Json:
        return {"update_id": next(self._numbers), kind: body}

    def _message(self, chat: Json, content: Json, number: int | None = None) -> Json:
        number = next(self.message_ids) if number is None else number
        return {"message_id": number, "date": self._date(), "chat": chat} | content

    def _press(self, who: Player, act: Taps) -> Json:
        chat = _channel() if act.in_channel else _private(who)
        message, data = self.screen.button(str(chat["id"]), act.label, act.on)
        pressed = {"message_id": int(message), "date": self._date(), "chat": chat}
        number = str(next(self._numbers))
        return {"id": number, "from": _user(who), "chat_instance": "1", "data": data, "message": pressed}

    def _answered(self, who: Player, to: str | None) -> Json:
        if to is None:
            return {}
        number = int(self.screen.showing(str(who.account), to))
        return {"reply_to_message": self._message(_private(who), {}, number)}

    def _date(self) -> int:
        return int(self.clock.now().timestamp())


def raw(update: Json) -> str:
    """The update as it lies in the inbox."""
    return json.dumps(update)


def _content(act: Says | SendsPhoto | SendsDocument | SendsPlace | SendsOther | PicksChannel) -> Json:
    match act:
        case Says(text):
            return {"text": text}
        case SendsPhoto():
            return _photo(act)
        case SendsDocument(name, caption):
            file = _FILE | {"file_id": name, "file_name": name, "mime_type": DOCUMENT_TYPE}
            return {"document": file} | ({"caption": caption} if caption else {})
        case SendsPlace(lat, lon, accuracy):
            place = {"latitude": lat, "longitude": lon}
            return {"location": place | ({"horizontal_accuracy": accuracy} if accuracy else {})}
        case SendsOther("contact"):
            return {"contact": {"phone_number": "+84900000000", "first_name": "Lan"}}
        case SendsOther(kind):
            return {kind: _FILE | {"file_id": kind} | _OTHERS[kind]}
        case PicksChannel():
            shared = {"request_id": 1, "chat_id": int(CHANNEL), "title": CHANNEL_TITLE}
            return {"chat_shared": shared}
        case _ as never:
            assert_never(never)


def _photo(act: SendsPhoto) -> Json:
    around: Json = {"caption": act.caption} if act.caption else {}
    if act.group:
        around["media_group_id"] = act.group
    file = _FILE | {"file_id": "lost" if act.is_lost else "photo"}
    if act.as_file:
        return around | {"document": file | {"mime_type": "image/jpeg", "file_name": "anh.jpg"}}
    return around | {"photo": [file | {"width": 64, "height": 48}]}


def _user(who: Player) -> Json:
    return {"id": who.account, "is_bot": False, "first_name": who.name, "language_code": who.language}


def _standing(*, is_in: bool) -> Json:
    """The bot's standing in the channel, before and after."""
    outside = {"user": _BOT, "status": "left"}
    rights = dict.fromkeys(_RIGHTS, True)
    inside = {"user": _BOT, "status": "administrator", "can_be_edited": False, "is_anonymous": False} | rights
    before, after = (outside, inside) if is_in else (inside, outside)
    return {"old_chat_member": before, "new_chat_member": after}


def _private(who: Player) -> Json:
    return {"id": who.account, "type": "private", "first_name": who.name}


def _channel() -> Json:
    return {"id": int(CHANNEL), "type": "channel", "title": CHANNEL_TITLE}
