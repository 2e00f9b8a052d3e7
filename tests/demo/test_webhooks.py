"""Webhooks: who is called with what, in which order, how often, and what getWebhookInfo says of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo.app import listening, serve
from tests.demo.conftest import LAN, Stage

OTHER = 1003


class Hook:
    """A bot's webhook: what it was called with, and how it answers."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[Response] = []
        self.held = asyncio.Event()
        self.held.set()
        self.url = ""
        self.on_call: Callable[[], None] = lambda: None

    async def __call__(self, request: Request) -> Response:
        self.on_call()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.updates.append(json.loads(await request.body()))
        if self.updates[-1].get("message", {}).get("text") == "chờ":
            await self.held.wait()
        return self.answers.pop(0) if self.answers else Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates if "message" in update]

    async def got(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.updates) < count:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def hooked(stage: Stage) -> AsyncIterator[Hook]:
    """A webhook on this machine, set; it has got Lan's first message."""
    hook = Hook()
    app = Starlette(routes=[Route("/hook", hook.__call__, methods=["POST"])])
    async with serve(app, listening(0)) as address:
        hook.url = f"{address}/hook"
        assert await stage.bot.set_webhook(hook.url, secret_token="s-1")
        await hook.got(1)
        yield hook
        await stage.bot.delete_webhook()
        await asyncio.sleep(0.05)  # the connections to the webhook close


async def test_webhook__gets_each_update_once_with_the_secret(stage: Stage) -> None:
    """Updates go in order to the webhook, with the secret in the header, and are then gone."""
    async with hooked(stage) as hook:
        for text in ("a", "b"):
            await stage.act(do="say", text=text)
        await hook.got(3)
        await asyncio.sleep(0.05)
        assert (hook.texts(), set(hook.secrets)) == (["/start", "a", "b"], {"s-1"})
        info = await stage.bot.get_webhook_info()
        assert (info.url, info.pending_update_count, info.last_error_date) == (hook.url, 0, None)
    assert await stage.bot.get_updates() == ()


async def test_queues__chat_by_chat_and_presses_by_person(stage: Stage) -> None:
    """A message that hangs holds up its chat alone: another chat and the person's presses overtake it."""
    async with hooked(stage) as hook:
        card = await stage.bot.send_message(
            LAN, "x", reply_markup={"inline_keyboard": [[{"text": "Đạt", "callback_data": "a"}]]}
        )
        hook.held.clear()
        await stage.act(do="say", text="chờ")
        await stage.act(do="say", text="sau")
        await stage.act(do="tap", chat=LAN, message=card.message_id, data="a")
        await stage.act(**{"as": OTHER}, do="say", text="khác")
        await hook.got(4)
        assert hook.texts() == ["/start", "chờ", "khác"]
        assert "callback_query" in hook.updates[2]
        hook.held.set()
        await hook.got(5)
        assert hook.texts()[-1] == "sau"


async def test_failure__comes_again_until_taken(stage: Stage) -> None:
    """What is not taken comes again, first at once; the info tells the last failure and what waits."""
    async with hooked(stage) as hook:
        hook.answers = [Response(status_code=503, headers={"Retry-After": "1"}), Response(status_code=500)]
        await stage.act(do="say", text="a")
        await stage.act(do="say", text="b")
        await hook.got(2)
        await asyncio.sleep(0.05)
        info = await stage.bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
        assert (info.pending_update_count, hook.texts()) == (2, ["/start", "a"])
        await hook.got(5)
        assert hook.texts() == ["/start", "a", "a", "a", "b"]


async def test_nobody_there__is_counted_and_dropped_when_old(stage: Stage) -> None:
    """A refused connection is an error; what is too old is dropped untold."""
    async with hooked(stage) as hook:
        url = hook.url
        while (await stage.bot.get_webhook_info()).pending_update_count:
            await asyncio.sleep(0.01)  # the person's /start is taken before nobody is there
    await stage.bot.set_webhook(url)
    await stage.act(do="say", text="a")
    await asyncio.sleep(0.1)
    info = await stage.bot.get_webhook_info()
    assert (info.last_error_message, info.pending_update_count) == ("Connection refused", 1)
    assert (await stage.http.get("/demo/state")).json()["updates"]["webhook_failures"] >= 2
    stage.clock.turn(24 * 3600 + 1)
    assert (await stage.bot.get_webhook_info()).pending_update_count == 0
    await stage.bot.delete_webhook()


async def test_gone_for_23_hours__takes_the_webhook_away(stage: Stage) -> None:
    """A webhook that answers 410 for 23 hours is no longer one, and its updates can be polled."""
    async with hooked(stage) as hook:
        hook.answers = [Response(status_code=410), Response(status_code=410)]
        hook.on_call = lambda: stage.clock.turn(23 * 3600)
        await stage.act(do="say", text="a")
        await hook.got(3)
        await asyncio.sleep(0.05)
        assert (await stage.bot.get_webhook_info()).url == ""
        await stage.act(do="say", text="b")
        assert [update.message.text for update in await stage.bot.get_updates()] == ["b"]


async def test_body_with_a_method__is_done(stage: Stage) -> None:
    """A call in the webhook's answer is done, its result lost; a broken one changes nothing."""
    async with hooked(stage) as hook:
        hook.answers = [
            Response(json.dumps({"method": "sendMessage", "chat_id": LAN, "text": "Chào"})),
            Response('{"method": "sendMessage", "chat_id": 1}'),
        ]
        await stage.act(do="say", text="a")
        await stage.act(do="say", text="b")
        await hook.got(3)
        await asyncio.sleep(0.05)
        assert [e["message"]["text"] for e in await stage.shown("message") if e["sender"] == "bot"] == [
            "Chào"
        ]
        assert (await stage.bot.get_webhook_info()).pending_update_count == 0


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1/hook", "https://bot.example.vn:8080/x", "https://a:b", "ftp://127.0.0.1"]
)
async def test_address__https_but_on_this_machine(stage: Stage, url: str) -> None:
    """Plain HTTP and other ports are for this machine alone."""
    assert (await stage.call("setWebhook", url=url))["error_code"] == 400
