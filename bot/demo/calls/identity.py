"""What the bot is and says about itself."""

from __future__ import annotations

import json
import re

from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import Json, bad_request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMANDS = 100
COMMAND_LETTERS = 256
LETTERS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(local: LocalTelegram, _call: Call) -> object:
    """Return the bot's own `User`."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return local.world.bot.user() | abilities


async def set_my_commands(local: LocalTelegram, call: Call) -> object:
    """Keep a list of commands for a scope and a language."""
    commands = call.values["commands"]
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= COMMAND_LETTERS:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    local.account.put(_key("commands", call), commands)
    return True


async def get_my_commands(local: LocalTelegram, call: Call) -> object:
    """Return the commands of a scope and a language."""
    return local.account.get(_key("commands", call)) or []


async def delete_my_commands(local: LocalTelegram, call: Call) -> object:
    """Forget the commands of a scope and a language."""
    local.account.put(_key("commands", call), None)
    return True


async def set_my_name(local: LocalTelegram, call: Call) -> object:
    """Keep the bot's name for a language."""
    return _set_words(local, call, "name")


async def set_my_description(local: LocalTelegram, call: Call) -> object:
    """Keep what an empty chat shows."""
    return _set_words(local, call, "description")


async def set_my_short_description(local: LocalTelegram, call: Call) -> object:
    """Keep what the bot's page shows."""
    return _set_words(local, call, "short_description")


async def set_chat_menu_button(local: LocalTelegram, call: Call) -> object:
    """Keep the menu button of a chat, or of all."""
    local.account.put(f"menu_button:{call.values.get('chat_id', '')}", call.values.get("menu_button"))
    return True


def _set_words(local: LocalTelegram, call: Call, name: str) -> bool:
    words = call.text(name)
    if words and len(words) > LETTERS[name]:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    local.account.put(_key(name, call), words)
    return True


def _key(name: str, call: Call) -> str:
    scope: Json = call.values.get("scope") or {"type": "default"}
    return f"{name}:{json.dumps(scope, sort_keys=True)}:{call.text('language_code') or ''}"
