"""What people do in the demo: the acts by name, for the page and for simulated persons in tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.demo.actors import arranging, sending, speaking
from bot.demo.actors.acts import Act, ActRefusedError
from bot.demo.local import LocalTelegram
from bot.demo.parameters import check_letters
from bot.demo.refusals import CallRefusedError, Json

Doing = Callable[[LocalTelegram, Act], Awaitable[Json]]

ACTS: Mapping[str, Doing] = {
    "say": speaking.say,
    "keyboard": speaking.say,
    "open_link": speaking.open_link,
    "post": speaking.post,
    "edit": speaking.edit,
    "forward": speaking.forward,
    "tap": speaking.tap,
    "photo": sending.photo,
    "document": sending.document,
    "sticker": sending.sticker,
    "voice": sending.voice,
    "video": sending.video,
    "location": sending.location,
    "contact": sending.contact,
    "share_chat": arranging.share_chat,
    "block": arranging.block,
    "unblock": arranging.unblock,
    "set_bot": arranging.set_bot,
    "join": arranging.join,
    "new_person": arranging.new_person,
    "new_chat": arranging.new_chat,
}


async def perform_act(local: LocalTelegram, fields: Mapping[str, object]) -> Json:
    """Do what a person does; returns what the act leads to, raises ActRefusedError."""
    doing = ACTS.get(str(fields.get("do")))
    if doing is None:
        raise ActRefusedError(f'"do" must be one of {", ".join(ACTS)}')
    try:
        check_letters(fields)
        return await doing(local, Act(fields))
    except CallRefusedError as refusal:  # limits that hold for people as for bots
        raise ActRefusedError(refusal.description) from refusal
