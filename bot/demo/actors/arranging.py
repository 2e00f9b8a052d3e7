"""Acts that change who is where: new people and chats, shared chats, blocking, the bot's place."""

from __future__ import annotations

from dataclasses import replace

from bot.demo.actors.acts import Act, ActRefusedError, chat_of, person_of, speak
from bot.demo.calls.chats import move_bot
from bot.demo.local import LocalTelegram
from bot.demo.refusals import Json
from bot.demo.stage import CHANNEL_RIGHTS
from bot.demo.world import Chat, ChatType, Person

FIRST_NEW_PERSON = 2001
STATUSES = frozenset({"administrator", "member", "left"})


async def new_person(local: LocalTelegram, act: Act) -> Json:
    """Let a person come into the world."""
    known = local.world.people
    number = act.number("id") if act.has("id") else max(FIRST_NEW_PERSON, max(known, default=0) + 1)
    if number in known:
        raise ActRefusedError(f"person {number} exists")
    person = Person(id=number, first_name=act.text("name"), note=act.text_or_none("note"))
    local.world.add_person(person)
    return {"person": person.shown()}


async def new_chat(local: LocalTelegram, act: Act) -> Json:
    """Let a group or channel come into the world, without the bot."""
    admins, members = _people(local, act, "admins"), _people(local, act, "members")
    try:
        kind = ChatType(act.text("type"))
    except ValueError as error:
        raise ActRefusedError(f"no chat type {act.text('type')}") from error
    if kind is ChatType.PRIVATE or not admins:
        raise ActRefusedError("a new chat is a group or channel with administrators")
    number = min(local.world.chats) - 1
    everyone = tuple(dict.fromkeys(admins + members))
    chat = Chat(id=number, type=kind, title=act.text("title"), members=everyone, admins=admins)
    local.world.put_chat(chat)
    return {"chat": chat.shown()}


def _people(local: LocalTelegram, act: Act, name: str) -> tuple[int, ...]:
    given = act.fields.get(name) or []
    if isinstance(given, list) and all(
        isinstance(number, int) and number in local.world.people for number in given
    ):
        return tuple(given)
    raise ActRefusedError(f'"{name}" must be ids of people')


async def share_chat(local: LocalTelegram, act: Act) -> Json:
    """Answer a request_chat button: the bot becomes what the button asks for."""
    person, request = person_of(local, act), _request(local, act)
    chat = chat_of(local, act)
    if bool(request.get("chat_is_channel")) != (chat.type is ChatType.CHANNEL):
        raise ActRefusedError("Không đúng loại cuộc trò chuyện được hỏi.")
    wanted = request.get("bot_administrator_rights")
    if wanted is not None:
        _check_admin(chat, person)
        rights = tuple(
            sorted({right for right, is_wanted in wanted.items() if is_wanted} | {"can_manage_chat"})
        )
        if chat.bot != "administrator" or set(rights) - set(chat.bot_rights):
            move_bot(local, chat, person.id, "administrator", tuple(sorted({*rights, *chat.bot_rights})))
    shared: Json = {"request_id": act.number("request_id"), "chat_id": chat.id}
    if request.get("request_title") and chat.title:
        shared["title"] = chat.title
    message_json = speak(local, local.world.chats[person.id], person, {"chat_shared": shared})
    return {"message_id": message_json["message_id"], "chat_id": person.id}


def _request(local: LocalTelegram, act: Act) -> Json:
    rows = local.world.keyboards.get(act.number("as"), {}).get("keyboard", [])
    for row in rows:
        for button in row:
            request: Json = button.get("request_chat", {}) if isinstance(button, dict) else {}
            if request.get("request_id") == act.number("request_id"):
                return request
    raise ActRefusedError("Nút này không còn trên bàn phím.")


def _check_admin(chat: Chat, person: Person) -> None:
    if person.id not in chat.admins:
        raise ActRefusedError(f"{person.name} không quản trị kênh hoặc nhóm này.")


async def block(local: LocalTelegram, act: Act) -> Json:
    """Block the bot."""
    return _move_in_private(local, act, "left")


async def unblock(local: LocalTelegram, act: Act) -> Json:
    """Let the bot write again."""
    return _move_in_private(local, act, "member")


def _move_in_private(local: LocalTelegram, act: Act, status: str) -> Json:
    person = person_of(local, act)
    chat = local.world.chats[person.id]
    if chat.bot is None:
        raise ActRefusedError(f"{person.name} chưa nhắn gì cho bot.")
    if chat.bot != status:
        move_bot(local, chat, person.id, status)
    return {}


async def set_bot(local: LocalTelegram, act: Act) -> Json:
    """Make the bot administrator (with rights), member or nothing of a chat, as one of its admins."""
    chat, person, status = chat_of(local, act), person_of(local, act), act.text("status")
    _check_admin(chat, person)
    if status not in STATUSES:
        raise ActRefusedError(f"no status {status}")
    given = act.fields.get("rights")
    rights = tuple(str(right) for right in given) if isinstance(given, list) else CHANNEL_RIGHTS
    move_bot(local, chat, person.id, status, rights if status == "administrator" else ())
    return {"chat": local.world.chats[chat.id].shown()}


async def join(local: LocalTelegram, act: Act) -> Json:
    """Join a group or channel."""
    person = person_of(local, act)
    chat = local.world.chats.get(act.number("chat"))
    if chat is None or chat.type is ChatType.PRIVATE:
        raise ActRefusedError("no such group or channel")
    if person.id not in chat.members:
        local.world.put_chat(replace(chat, members=(*chat.members, person.id)))
    return {}
