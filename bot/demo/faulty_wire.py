"""Showing faults on the wire: an ASGI wrapper around what the bot talks to.

Rules: what a call did stays in the log, whatever its answer said. Under our server a reset is a real RST of
the connection; in one process, where there is no connection, the client's own exception stands in for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections import deque
from collections.abc import Callable
from typing import assert_never

import httpx
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.demo.faults import ON_UPDATES, Fault, Faults
from bot.demo.refusals import CallRefusedError, Json, too_many_requests
from bot.demo.resets import reset_of

Kill = Callable[[], bool]
ACTED = frozenset({Fault.ERROR_AFTER, Fault.RESET_AFTER, Fault.KILL_AFTER, Fault.HANG_AFTER, Fault.GARBAGE})
READ = frozenset({Fault.RESET_BEFORE, Fault.KILL_BEFORE, Fault.HANG_BEFORE, Fault.LATE})
FAILURES = ((500, "Internal Server Error"), (502, "Bad Gateway"), (504, "Gateway Timeout"))
GARBAGE = (b'{"ok":true,"result":{"mess', b'{"ok":true}', b'{"ok":true,"result":{}}', b"<html>OK</html>", b"")
REMEMBERED = 20  # updates handed out lately, of which one may come again


class FaultyWire:
    """Wraps the bot's side of the local Bot API."""

    def __init__(self, app: ASGIApp, faults: Faults, kill: Kill | None = None) -> None:
        """Take what is wrapped, who draws, and what kills the bot; without one it is reset instead."""
        self._app = app
        self._faults = faults
        self._kill = kill
        self._late: set[asyncio.Task[None]] = set()
        self._handed_out: deque[Json] = deque(maxlen=REMEMBERED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call, well or badly."""
        if scope["type"] != "http" or self._faults.plan.is_idle:
            await self._app(scope, receive, send)
            return
        method = method_of(scope["path"])
        chance = self._faults.chance(method)
        fault = self._faults.draw(method, chance)
        if fault is None and method == "getUpdates" and self._faults.plan.applies_to(method):
            await self._disturbed(scope, receive, send, chance)
        else:
            await self._shown(fault, Exchange(self._app, scope, receive, send), chance)

    async def _shown(self, fault: Fault | None, exchange: Exchange, chance: random.Random) -> None:
        if fault in ACTED:
            await exchange.act()
        elif fault in READ:
            await exchange.read()
        plan = self._faults.plan
        match fault:
            case None | Fault.DUPLICATE | Fault.REORDER:
                await exchange.act_and_answer()
            case Fault.DELAY:
                await asyncio.sleep(plan.delay_seconds * chance.random())
                await exchange.act_and_answer()
            case Fault.FLOOD:
                await exchange.answer(refused(too_many_requests(plan.retry_after)))
            case Fault.ERROR_BEFORE | Fault.ERROR_AFTER:
                await exchange.answer(failure(chance))
            case Fault.REFUSED:
                await exchange.reset(httpx.ConnectError("refused"))
            case Fault.RESET_BEFORE | Fault.RESET_AFTER:
                await exchange.reset(httpx.ReadError("reset"))
            case Fault.KILL_BEFORE | Fault.KILL_AFTER:
                await self._end_bot(exchange)
            case Fault.HANG_BEFORE | Fault.HANG_AFTER:
                await exchange.hang(plan.hang_seconds)
            case Fault.GARBAGE:
                await exchange.answer(Response(chance.choice(GARBAGE), media_type="application/json"))
            case Fault.LATE:
                await self._land_late(exchange, chance)
            case _:
                assert_never(fault)

    async def _end_bot(self, exchange: Exchange) -> None:
        if self._kill:
            self._kill()
        await exchange.reset(httpx.ReadError("killed"))

    async def _land_late(self, exchange: Exchange, chance: random.Random) -> None:
        if not exchange.is_poll:  # a poll that lands late would look like a second bot
            task = asyncio.create_task(_act_after(self._faults.plan.late_seconds, exchange))
            self._late.add(task)
            task.add_done_callback(self._late.discard)
        if chance.random() < 0.5:  # noqa: PLR2004 - as often the one as the other
            await exchange.answer(failure(chance))
        else:
            await exchange.hang(self._faults.plan.hang_seconds)

    async def _disturbed(self, scope: Scope, receive: Receive, send: Send, chance: random.Random) -> None:
        exchange = Exchange(self._app, scope, receive, send)
        if not any(self._faults.plan.rates.get(fault) for fault in ON_UPDATES):
            await exchange.act_and_answer()
            return
        status, body = await exchange.act()
        answer = json.loads(body)
        if answer.get("ok"):
            found = answer["result"]
            answer["result"] = self._faults.disturbed(found, self._handed_out, chance)
            self._handed_out.extend(found)
        await exchange.answer(JSONResponse(answer, status_code=status))


class Exchange:
    """One call: read once, acted on at most once, answered in any way or not at all."""

    def __init__(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the pieces of the call; nothing is read yet."""
        self._app = app
        self._scope = scope
        self._receive = receive
        self._send = send
        self._body: bytes | None = None

    @property
    def is_poll(self) -> bool:
        """Whether it asks for updates."""
        return method_of(self._scope["path"]).lower() == "getupdates"

    async def read(self) -> None:
        """Read the whole body."""
        parts = []
        while True:
            message = await self._receive()
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                break
        self._body = b"".join(parts)

    async def act_and_answer(self) -> None:
        """Let the call pass."""
        await self._app(self._scope, self._receive, self._send)

    async def act(self) -> tuple[int, bytes]:
        """Let the call act and keep its answer back; returns status and body."""
        status = 0
        parts: list[bytes] = []

        async def kept(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            parts.append(message.get("body", b""))

        await self._app(self._scope, self._receive if self._body is None else self._again(), kept)
        return status, b"".join(parts)

    def _again(self) -> Receive:
        messages: list[Message] = [{"type": "http.request", "body": self._body or b"", "more_body": False}]

        async def receive() -> Message:
            if not messages:
                await asyncio.Event().wait()  # a client that waits patiently
            return messages.pop()

        return receive

    async def answer(self, response: Response) -> None:
        """Answer with something else."""
        await response(self._scope, self._receive, self._send)

    async def reset(self, stand_in: httpx.TransportError) -> None:
        """End the connection without an answer; raises `stand_in` where there is no connection."""
        reset = reset_of(self._scope)
        if reset is None:
            raise stand_in
        reset()
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def hang(self, seconds: float) -> None:
        """Say nothing until the client gives up, or after `seconds` 504."""
        if reset_of(self._scope) is None:
            raise httpx.ReadTimeout("no answer")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while (await self._receive())["type"] != "http.disconnect":
                    pass
                return
        await self.answer(refused(CallRefusedError(504, "Gateway Timeout")))


async def _act_after(seconds: float, exchange: Exchange) -> None:
    await asyncio.sleep(seconds)
    await exchange.act()


def slowed(app: ASGIApp, seconds: float) -> ASGIApp:
    """Return the application behind a line that takes `seconds` for there and back."""

    async def passed(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(seconds / 2)
        is_back = False

        async def back(message: Message) -> None:
            nonlocal is_back
            if not is_back:
                is_back = True
                await asyncio.sleep(seconds / 2)
            await send(message)

        await app(scope, receive, back)

    return passed


def method_of(path: str) -> str:
    """Return the method a path calls, "file" for a download."""
    return "file" if path.startswith("/file/") else path.rpartition("/")[2]


def refused(refusal: CallRefusedError) -> Response:
    """Return a refusal as the Bot API answers it."""
    headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else None
    return JSONResponse(refusal.answer(), status_code=refusal.code, headers=headers)


def failure(chance: random.Random) -> Response:
    """Return one of the failures of a server, in JSON or not."""
    status, words = chance.choice(FAILURES)
    if status == 502:  # noqa: PLR2004 - what stands before the server knows no JSON
        return Response(f"<html><title>{words}</title></html>", status_code=status, media_type="text/html")
    return refused(CallRefusedError(status, words))
