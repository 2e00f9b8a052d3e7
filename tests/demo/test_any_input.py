"""Any input at all: a refusal or an answer within the limits, never a fault of ours."""

from __future__ import annotations

import contextlib
import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.actors import ACTS
from bot.demo.calls import METHODS
from bot.demo.entities import formatted, units
from bot.demo.interface import bot_api
from bot.demo.refusals import CallRefusedError
from tests.demo.conftest import CHANNEL, LAN, Stage

PHOTOS = [{"sample": []}, {"sample": "lich-truc"}, {"upload": 1}]
ODD: tuple[Any, ...] = (
    PHOTOS,
    "group",
    [LAN],
    None,
    True,
    5,
    -1,
    0.5,
    "x",
    "😀",
    "",
    [],
    [1],
    [[]],
    {},
    {"a": 1},
    "{}",
    "[]",
    1002,
    CHANNEL,
)
ACT_FIELDS = (
    "chat", "text", "message", "data", "photos", "caption", "as_file", "reply_to", "upload", "lat", "lon",
    "accuracy", "request_id", "url", "from_chat", "name", "note", "type", "title", "admins", "members",
    "status", "rights", "id", "megabytes", "of", "split", "unlinked",
)  # fmt: skip
LETTERS = "<>/b i&;#x*_~`[]()|\\!.aă😀\n@#/\"'=quote"


@given(st.text(alphabet=LETTERS, max_size=40), st.sampled_from(["HTML", "MarkdownV2", None]))
def test_formatted__any_text__entities_lie_inside(text: str, mode: str | None) -> None:
    """What is accepted has entities that lie inside the text, and no white space at its ends."""
    with contextlib.suppress(CallRefusedError):
        found = formatted(text, mode, None)
        assert found.text == found.text.strip()
        for entity in found.entities:
            end = entity["offset"] + entity["length"]
            assert 0 <= entity["offset"] < end <= units(found.text)


async def test_calls__any_parameters__are_answered_or_refused(stage: Stage) -> None:
    """No parameters make a call fail with 500, and every refusal has its code and words."""
    chance = random.Random(5)
    for method in sorted(set(METHODS) - {"getUpdates"}):
        for _ in range(25):
            names = [name for name in bot_api().methods[method.lower()] if chance.random() < 0.6]
            fields = {name: chance.choice(ODD) for name in names}
            if "chat_id" in fields:
                fields["chat_id"] = chance.choice((LAN, CHANNEL))
            answer = await stage.call(method, **fields)
            assert answer.get("error_code", 400) < 500, (method, fields, answer)
            assert answer["ok"] or answer["description"], (method, fields)


async def test_acts__any_fields__are_done_or_refused(stage: Stage) -> None:
    """No act, however odd its fields, is a fault of ours."""
    chance = random.Random(7)
    for do in sorted(ACTS):
        for _ in range(40):
            fields = {name: chance.choice(ODD) for name in ACT_FIELDS if chance.random() < 0.5}
            body = {"as": chance.choice((1001, LAN)), "do": do} | fields
            answer = await stage.http.post("/demo/act", content=json.dumps(body))
            assert answer.status_code in (200, 400), body
