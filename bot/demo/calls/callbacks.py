"""Answering pressed buttons."""

from __future__ import annotations

from bot.demo.entities import units
from bot.demo.limits import ANSWER_UNITS
from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import bad_request
from bot.demo.updates import CALLBACK_SECONDS

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def answer_callback_query(local: LocalTelegram, call: Call) -> object:
    """Answer a pressed button within 150 seconds; a second answer is taken and shows nothing."""
    query = str(call.values["callback_query_id"])
    press = local.world.presses.get(query)
    if press is None or local.log.now().timestamp() - press.at > CALLBACK_SECONDS:
        raise bad_request(TOO_OLD)
    text = call.text("text")
    if text and units(text) > ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    if call.text("url"):
        raise bad_request("URL_INVALID")
    if not press.is_answered:
        local.world.answer(query, text=text, show_alert=bool(call.values.get("show_alert")))
    return True
