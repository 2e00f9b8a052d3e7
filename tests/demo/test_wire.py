"""How calls come in: query, form, multipart and JSON alike; and the seam where faults will be put."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.demo.app import create_app
from bot.demo.local import open_local
from tests.demo.conftest import LAN, Stage

MARKUP = '{"inline_keyboard":[[{"text":"Đạt","callback_data":"a","style":"success"}]]}'
FIELDS = {"chat_id": str(LAN), "text": "x", "protect_content": "true", "reply_markup": MARKUP}


@pytest.mark.parametrize(
    "sent",
    [
        {"params": FIELDS},
        {"data": FIELDS},
        {"data": FIELDS, "files": {"unused": ("a.txt", b"a")}},
        {"json": FIELDS},
        {
            "json": {
                "chat_id": LAN,
                "text": "x",
                "protect_content": True,
                "reply_markup": {"inline_keyboard": []},
            }
        },
    ],
)
async def test_call__any_encoding__means_the_same(stage: Stage, sent: dict[str, Any]) -> None:
    """Numbers, booleans and objects are read from text or from JSON; method names ignore case."""
    answer = (await stage.http.post(f"/bot{stage.local.token}/SENDmessage", **sent)).json()
    assert answer["ok"], answer
    assert answer["result"]["chat"]["id"] == LAN
    assert answer["result"]["has_protected_content"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{", "can't parse JSON object"),
        (b"[]", "object expected as request"),
        (b'{"chat_id": 1002, "text": "\\ud83d"}', "strings must be encoded in UTF-8"),
    ],
)
async def test_json__broken__is_refused(stage: Stage, body: bytes, reason: str) -> None:
    """A body that is no JSON object, or no text, is 400 and never 500."""
    answer = await stage.http.post(
        f"/bot{stage.local.token}/sendMessage", content=body, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["description"]) == (400, f"Bad Request: {reason}")


async def test_dates__are_in_seconds(stage: Stage) -> None:
    """Dates are Unix seconds by the clock that was given."""
    answer = await stage.call("sendMessage", chat_id=LAN, text="x")
    assert answer["result"]["date"] == int(stage.clock.now().timestamp())


async def test_seam__wraps_the_bots_calls_alone() -> None:
    """`around_bot` sees what the bot calls and downloads, and nothing of the people's doors."""
    seen: list[str] = []

    def watching(app: ASGIApp) -> ASGIApp:
        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            seen.append(scope["path"].rpartition("/")[2])
            await app(scope, receive, send)

        return watched

    local = open_local()
    transport = httpx.ASGITransport(create_app(local, around_bot=watching))
    async with httpx.AsyncClient(transport=transport, base_url="http://local") as http:
        await http.get("/demo/state")
        await http.get(f"/bot{local.token}/getMe")
        await http.get(f"/file/bot{local.token}/photos/a.jpg")
    assert seen == ["getMe", "a.jpg"]


async def test_samples__are_pictures_of_1600_by_1200(stage: Stage) -> None:
    """Every sample can be listed, seen and seen small."""
    samples = (await stage.http.get("/demo/samples")).json()
    assert {"bang-niem-yet", "so-theo-doi", "lich-truc", "quay-mot-cua", "thiet-bi"} <= {
        s["name"] for s in samples
    }
    for sample in samples[:2]:
        for address in (sample["url"], sample["thumb"]):
            answer = await stage.http.get(address)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert (await stage.http.get("/demo/sample/none")).status_code == 404


async def test_acts__impossible__are_refused_in_words(stage: Stage) -> None:
    """An act that cannot be is 400 with a sentence, and changes nothing."""
    seq = stage.local.log.seq
    for act in (
        {"do": "fly"},
        {"do": "say"},
        {"do": "say", "text": "x", "as": 77},
        {"do": "say", "text": "x", "chat": -1001000000002},
        {"do": "post", "text": "x", "chat": -1001000000001},
        {"do": "edit", "message": 99, "text": "x"},
        {"do": "photo", "photos": [{"upload": "none"}]},
        {"do": "share_chat", "request_id": 1, "chat": -1001000000001},
        {"do": "open_link", "url": "https://t.me/someone_else?start=a"},
    ):
        answer = await stage.try_act(**act)
        assert answer.status_code == 400, act
        assert answer.json()["error"], act
    assert stage.local.log.seq == seq


async def test_open_link__says_start_with_the_payload(stage: Stage) -> None:
    """A link to the bot opens its chat and says /start with the payload."""
    await stage.act(**{"as": 1003}, do="open_link", url="https://t.me/kiem_tra_cong_vu_bot?start=inv_abc")
    assert (await stage.bot.get_updates())[-1].message.text == "/start inv_abc"
