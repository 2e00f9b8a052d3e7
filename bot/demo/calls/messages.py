"""Messages without files: text, place, copies, forwards, deletion, reactions, typing."""

from __future__ import annotations

from bot.demo.calls import targets
from bot.demo.calls.contents import caption_content, origin_of, send, text_content
from bot.demo.limits import ACCURACY_METERS
from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import Json, bad_request
from bot.demo.world import BOT

# What of a message is its content, so that a copy can take it along.
CONTENT = frozenset({
    "text", "entities", "link_preview_options", "caption", "caption_entities", "show_caption_above_media",
    "photo", "document", "video", "voice", "sticker", "location", "contact",
})  # fmt: skip
POLE, DATE_LINE = 90, 180  # degrees
CAPTIONED = frozenset({"photo", "document", "video", "voice"})
ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
REACTIONS = frozenset(
    [
        "👍",
        "👎",
        "❤",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


async def send_message(local: LocalTelegram, call: Call) -> object:
    """Send a text."""
    chat = targets.chat_to_write(local, call)
    return send(local, call, chat, text_content(call))


async def send_location(local: LocalTelegram, call: Call) -> object:
    """Send a place."""
    chat = targets.chat_to_write(local, call)
    latitude, longitude = float(call.values["latitude"]), float(call.values["longitude"])
    if not (abs(latitude) <= POLE and abs(longitude) <= DATE_LINE):
        raise bad_request("wrong latitude or longitude specified")
    place: Json = {"latitude": latitude, "longitude": longitude}
    accuracy = call.values.get("horizontal_accuracy")
    if accuracy is not None:
        if not 0 <= accuracy <= ACCURACY_METERS:
            raise bad_request("wrong horizontal accuracy specified")
        place["horizontal_accuracy"] = accuracy
    return send(local, call, chat, {"location": place})


async def copy_message(local: LocalTelegram, call: Call) -> object:
    """Send a copy that does not tell where it comes from."""
    chat = targets.chat_to_write(local, call)
    _, shown = targets.source_message(local, call, verb="copy")
    content = {key: value for key, value in shown.message.items() if key in CONTENT}
    if not content:
        raise bad_request("message can't be copied")
    if "caption" in call.values and CAPTIONED & set(content):
        content.pop("caption_entities", None)
        content |= caption_content(call.values)
    return {"message_id": send(local, call, chat, content)["message_id"]}


async def forward_message(local: LocalTelegram, call: Call) -> object:
    """Send a message on, with where it comes from."""
    chat = targets.chat_to_write(local, call)
    source, shown = targets.source_message(local, call, verb="forward")
    content = {key: value for key, value in shown.message.items() if key in CONTENT}
    if not content:
        raise bad_request("message can't be forwarded")
    return send(local, call, chat, content | origin_of(local, source, shown.message))


async def delete_message(local: LocalTelegram, call: Call) -> object:
    """Take a message away for everyone."""
    chat, shown = targets.message_to_delete(local, call)
    local.world.erase(chat.id, shown.message["message_id"])
    return True


async def set_message_reaction(local: LocalTelegram, call: Call) -> object:
    """Set or, with an empty list, take back the bot's reaction."""
    chat = targets.open_chat(local, call)
    if local.world.find(chat.id, call.number("message_id")) is None:
        raise bad_request("message to react not found")
    wanted = call.values.get("reaction", [])
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    signs = [reaction.get("emoji", "") for reaction in wanted]
    if not {sign.replace("\ufe0f", "") for sign in signs} <= REACTIONS:
        raise bad_request("REACTION_INVALID")
    local.world.react(chat.id, call.number("message_id"), signs)
    return True


async def send_chat_action(local: LocalTelegram, call: Call) -> object:
    """Show that the bot is busy."""
    chat = targets.chat_to_write(local, call)
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    local.log.append("action", {"chat_id": chat.id, "action": action, "by": BOT})
    return True
