"""Telegram's Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>.

Rules: answers have Telegram's envelope and status; a fault of ours is 500, as Telegram's faults are. People's
doors are elsewhere.
"""

from __future__ import annotations

import logging
import re

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.calls import perform
from bot.demo.local import LocalTelegram
from bot.demo.parameters import read_call
from bot.demo.refusals import CallRefusedError, not_found, unauthorized

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
logger = logging.getLogger(__name__)


def bot_routes(local: LocalTelegram) -> list[Route]:
    """Return the routes that the bot talks to."""

    async def call(request: Request) -> Response:
        return await _answered(local, request)

    async def download(request: Request) -> Response:
        return await _downloaded(local, request)

    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
    ]


def _check_token(local: LocalTelegram, token: str) -> None:
    if not TOKEN.fullmatch(token):
        raise not_found()
    if token != local.token:
        raise unauthorized()


async def _answered(local: LocalTelegram, request: Request) -> Response:
    method = request.path_params["method"]
    try:
        _check_token(local, request.path_params["token"])
        result = await perform(local, await read_call(request, method))
        local.flush()
    except CallRefusedError as refusal:
        return _refused(refusal)
    except ClientDisconnect:
        return Response()  # the bot died in the middle of its call: nobody reads an answer
    except Exception:
        logger.exception("The local Bot API failed in %s", method)
        return _refused(CallRefusedError(500, "Internal Server Error"))
    return JSONResponse({"ok": True, "result": result})


async def _downloaded(local: LocalTelegram, request: Request) -> Response:
    try:
        _check_token(local, request.path_params["token"])
    except CallRefusedError as refusal:
        return _refused(refusal)
    file = local.files.linked(request.path_params["path"])
    if file is None:
        return _refused(not_found())
    return Response(await local.files.content(file), media_type="application/octet-stream")


def _refused(refusal: CallRefusedError) -> Response:
    headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else None
    return JSONResponse(refusal.answer(), status_code=refusal.code, headers=headers)
