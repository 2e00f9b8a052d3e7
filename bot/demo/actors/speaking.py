"""Acts with words and buttons: saying, pressing, editing, forwarding, posting in a channel."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlsplit

from bot.demo.actors.acts import (
    Act,
    ActRefusedError,
    chat_of,
    message_of,
    person_of,
    replying,
    speak,
    tell,
)
from bot.demo.calls.contents import origin_of
from bot.demo.calls.messages import CONTENT
from bot.demo.calls.targets import as_seen
from bot.demo.entities import formatted, units
from bot.demo.limits import CALLBACK_BYTES, TEXT_UNITS
from bot.demo.local import LocalTelegram
from bot.demo.refusals import Json
from bot.demo.world import Chat, ChatType, Person, Shown


def text_content(text: str) -> Json:
    """Return a text as a client sends it, with the entities Telegram finds."""
    found = formatted(text, None, None)
    if units(found.text) > TEXT_UNITS:
        raise ActRefusedError(f"Mỗi tin nhiều nhất {TEXT_UNITS} ký tự.")
    return {"text": found.text} | ({"entities": list(found.entities)} if found.entities else {})


async def say(local: LocalTelegram, act: Act) -> Json:
    """Say something in a chat; told to `split`, a text that is too long goes in parts, as apps send it."""
    chat, person = chat_of(local, act), person_of(local, act)
    around, text = replying(local, chat, act), act.text("text")
    parts = _parts(text.strip()) if act.has("split") else [text]
    posted = [speak(local, chat, person, around | text_content(part)) for part in parts]
    return _posted(posted[0]) | {"message_ids": [message["message_id"] for message in posted]}


def _parts(text: str) -> list[str]:
    # Cut at the last white space of each part, as far as there is one.
    parts = []
    while text:
        end = _fitting(text)
        if end < len(text):
            end = max(text.rfind(" ", 1, end), text.rfind("\n", 1, end)) if _has_gap(text[:end]) else end
        parts.append(text[:end])
        text = text[end:].strip()
    return parts


def _has_gap(text: str) -> bool:
    return text.rfind(" ", 1) > 0 or text.rfind("\n", 1) > 0


def _fitting(text: str) -> int:
    end = min(len(text), TEXT_UNITS)
    while units(text[:end]) > TEXT_UNITS:
        end -= (units(text[:end]) - TEXT_UNITS + 1) // 2
    return end


async def open_link(local: LocalTelegram, act: Act) -> Json:
    """Open a link to the bot: its payload is said as "/start PAYLOAD"."""
    parts = urlsplit(act.text("url"))
    if parts.path.strip("/") != local.world.bot.username:
        raise ActRefusedError(f"Liên kết không dẫn tới @{local.world.bot.username}.")
    payload = parse_qs(parts.query).get("start", [""])[0]
    person = person_of(local, act)
    content = text_content(f"/start {payload}".strip())
    return _posted(speak(local, local.world.chats[person.id], person, content))


async def post(local: LocalTelegram, act: Act) -> Json:
    """Post in a channel as one of its administrators."""
    chat, person = chat_of(local, act), person_of(local, act)
    if chat.type is not ChatType.CHANNEL or person.id not in chat.admins:
        raise ActRefusedError(f"{person.name} không có quyền đăng trong kênh này.")
    message_json = local.world.post(chat.id, person.id, text_content(act.text("text")))
    tell(local, chat, "channel_post", message_json)
    return _posted(message_json)


async def edit(local: LocalTelegram, act: Act) -> Json:
    """Edit one's own text or caption."""
    chat, person = chat_of(local, act), person_of(local, act)
    shown = message_of(local, chat, act.number("message"))
    if shown.sender != person.id:
        raise ActRefusedError("Chỉ sửa được tin của mình.")
    revised = local.world.revise(chat.id, _reworded(shown.message, text_content(act.text("text"))))
    tell(local, chat, "edited_channel_post" if chat.type is ChatType.CHANNEL else "edited_message", revised)
    return _posted(revised)


def _reworded(old: Json, fresh: Json) -> Json:
    names = ("text", "entities") if "text" in old else ("caption", "caption_entities")
    kept = {key: value for key, value in old.items() if key not in names}
    return kept | {
        name: fresh[key] for name, key in zip(names, ("text", "entities"), strict=True) if key in fresh
    }


async def forward(local: LocalTelegram, act: Act) -> Json:
    """Forward a message; the keyboard of a bot's message goes along."""
    source = chat_of(local, act, "from_chat")
    shown = message_of(local, source, act.number("message"))
    content = {key: value for key, value in shown.message.items() if key in CONTENT}
    if not content:
        raise ActRefusedError("Không chuyển tiếp được tin này.")
    markup = as_seen(shown.message).get("reply_markup")
    content |= {"reply_markup": markup} if markup else {}
    around = origin_of(local, source, shown.message)
    return _posted(speak(local, chat_of(local, act), person_of(local, act), content | around))


async def tap(local: LocalTelegram, act: Act) -> Json:
    """Press an inline button; it must be shown now, unless the press is told to be stale or forged."""
    chat, person, data = chat_of(local, act), person_of(local, act), act.text("data")
    if len(data.encode()) > CALLBACK_BYTES:
        raise ActRefusedError(f"a button carries at most {CALLBACK_BYTES} bytes")
    shown = message_of(local, chat, act.number("message"))
    if not (act.has("forged") or act.has("stale") or data in _data(shown)):
        raise ActRefusedError("Nút này không còn trên tin.")
    if chat.bot not in ("administrator", "member"):
        raise ActRefusedError("Bot không ở trong cuộc trò chuyện này.")
    return {"callback_query_id": _press(local, chat, person, shown, data)}


def _data(shown: Shown) -> set[str]:
    rows = shown.message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}


def _press(local: LocalTelegram, chat: Chat, person: Person, shown: Shown, data: str) -> str:
    query_id = str(secrets.randbits(62))
    local.world.press(person.id, chat.id, shown.message["message_id"], data, query_id)
    body = {"id": query_id, "from": person.user(), "message": as_seen(shown.message)}
    body |= {"chat_instance": str(abs(chat.id) * 7919), "data": data}
    local.updates.put("callback_query", body)
    return query_id


def _posted(message: Json) -> Json:
    return {"message_id": message["message_id"], "chat_id": message["chat"]["id"]}
