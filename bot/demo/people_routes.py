"""The doors for people: the page, the event stream, acts, files without a token, the bot's process.

Rules: nothing here is Telegram's; answers to acts are {"ok": ...}; refusals are 400 with a sentence. It
listens on the loopback address only, so it asks nobody who they are.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo.actors import perform_act
from bot.demo.actors.acts import ActRefusedError
from bot.demo.files import FileKind
from bot.demo.limits import UPLOAD_BYTES
from bot.demo.local import LocalTelegram
from bot.demo.refusals import CallRefusedError, Json
from bot.demo.samples import SAMPLES, sample_jpeg
from bot.demo.stage import TITLE

PAGE = Path(__file__).with_name("page")
LONGEST_WAIT = 60.0
BEAT_SECONDS = 15.0  # a comment line now and then, so that a gone page is noticed
THUMB_EDGE = 320
SHOWN_INLINE = ("image/jpeg", "image/png", "image/gif", "image/webp")


class BotProcess(Protocol):
    """Whoever runs the bot's process."""

    def state(self) -> Json:
        """Return status, pid and restarts."""

    def kill(self) -> bool:
        """End the process at once with SIGKILL; false when none runs."""

    async def start(self) -> None:
        """Start the process and keep it running."""

    async def stop(self) -> None:
        """End the process and leave it ended."""


class People:
    """The handlers behind the people's doors."""

    def __init__(self, local: LocalTelegram, process: BotProcess | None) -> None:
        """Take the local Telegram and, when there is one, the bot's process."""
        self._local = local
        self._process = process

    def routes(self) -> list[BaseRoute]:
        """Return all routes."""
        found: list[BaseRoute] = [
            Route("/", self.page),
            Route("/demo/events", self.events),
            Route("/demo/log", self.log),
            Route("/demo/state", self.state),
            Route("/demo/act", self.act, methods=["POST"]),
            Route("/demo/upload", self.upload, methods=["POST"]),
            Route("/demo/samples", self.samples),
            Route("/demo/sample/{name}", self.sample),
            Route("/demo/file/{file_id}", self.file),
            Route("/demo/kill", self.kill, methods=["POST"]),
            Route("/demo/stop_bot", self.stop_bot, methods=["POST"]),
            Route("/demo/start_bot", self.start_bot, methods=["POST"]),
            Route("/demo/restart_update_ids", self.restart_update_ids, methods=["POST"]),
        ]
        return [*found, Mount("/page", StaticFiles(directory=PAGE, check_dir=False))]

    async def page(self, _request: Request) -> Response:
        """Show the demo's page."""
        index = PAGE / "index.html"
        return FileResponse(index) if index.exists() else PlainTextResponse(TITLE)

    async def events(self, request: Request) -> Response:
        """Stream the events after `since` (or after Last-Event-ID) and then those to come."""
        last = request.headers.get("last-event-id")
        since = int(last) if last and last.isdigit() else _number(request, "since")
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(since), media_type="text/event-stream", headers=headers)

    async def _stream(self, since: int) -> AsyncIterator[str]:
        yield ": open\n\n"
        while True:
            found = await self._local.log.wait_shown(since, BEAT_SECONDS)
            since = max(since, self._local.log.seq)
            lines = [
                f"id: {event['seq']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n" for event in found
            ]
            yield "".join(lines) or ": beat\n\n"

    async def log(self, request: Request) -> Response:
        """Return the events after `since`, waiting up to `wait` seconds for the first."""
        seconds = min(float(request.query_params.get("wait") or 0), LONGEST_WAIT)
        found = await self._local.log.wait_shown(_number(request, "since"), seconds)
        return JSONResponse({"seq": self._local.log.seq, "events": found})

    async def state(self, _request: Request) -> Response:
        """Return who and what there is now."""
        world = self._local.world
        bot = {"id": world.bot.id, "username": world.bot.username, "first_name": world.bot.first_name}
        return JSONResponse(
            {
                "seq": self._local.log.seq,
                "bot": bot,
                "people": [person.shown() for person in world.people.values()],
                "chats": [chat.shown() for chat in world.chats.values()],
                "bot_process": self._process.state() if self._process else {"status": "down", "restarts": 0},
                "updates": {
                    "pending": self._local.updates.pending(),
                    "webhook_failures": self._local.updates.webhook_failures,
                },
                "title": TITLE,
                "illustrative": True,
            }
        )

    async def act(self, request: Request) -> Response:
        """Do what a person does."""
        try:
            fields = json.loads(await request.body())
        except ValueError:
            fields = None
        if not isinstance(fields, dict):
            return _refusal("a JSON object is expected")
        try:
            found = await perform_act(self._local, fields)
        except ActRefusedError as refusal:
            return _refusal(str(refusal))
        self._local.flush()
        return JSONResponse({"ok": True} | found)

    async def upload(self, request: Request) -> Response:
        """Take a file that a person will send; the token is good for several acts."""
        async with request.form(max_files=1) as form:
            part = form.get("file")
            if not isinstance(part, UploadFile):
                return _refusal('a file is expected in the field "file"')
            content = await part.read()
            name, media = part.filename or "file", part.content_type or "application/octet-stream"
        if len(content) > UPLOAD_BYTES:
            return _refusal("Tệp quá lớn (trên 50 MB).")
        try:
            group = await self._local.files.keep_file(FileKind.DOCUMENT, name, media, content)
        except CallRefusedError as refusal:
            return _refusal(refusal.description)
        found = {"upload": group[0].file_id, "name": name, "size": len(content), "type": media}
        return JSONResponse({"ok": True} | found)

    async def samples(self, _request: Request) -> Response:
        """Return the sample photos that can be sent."""
        return JSONResponse(
            [
                {
                    "name": name,
                    "title": sample.title,
                    "url": f"/demo/sample/{name}",
                    "thumb": f"/demo/sample/{name}?thumb=1",
                }
                for name, sample in SAMPLES.items()
            ]
        )

    async def sample(self, request: Request) -> Response:
        """Return a sample photo, small with ?thumb=1."""
        name = request.path_params["name"]
        if name not in SAMPLES:
            return _missing()
        is_small = "thumb" in request.query_params
        content = await (sample_jpeg(name, THUMB_EDGE) if is_small else sample_jpeg(name))
        return Response(content, media_type="image/jpeg", headers={"Cache-Control": "max-age=3600"})

    async def file(self, request: Request) -> Response:
        """Return the bytes of a file, pictures to be shown and all else to be saved."""
        file_id = request.path_params["file_id"]
        if self._local.files.find(file_id) is None:
            return _missing()
        file = self._local.files.one(file_id)
        headers = {"Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}
        if file.type not in SHOWN_INLINE:
            headers["Content-Disposition"] = "attachment"
        return Response(await self._local.files.content(file), media_type=file.type, headers=headers)

    async def kill(self, _request: Request) -> Response:
        """Kill the bot's process; it is started again by itself."""
        if self._process is None or not self._process.kill():
            return _refusal("Không có bot nào đang chạy.")
        return JSONResponse({"ok": True})

    async def stop_bot(self, _request: Request) -> Response:
        """Stop the bot's process for good."""
        if self._process is None:
            return _refusal("Không có bot nào đang chạy.")
        await self._process.stop()
        return JSONResponse({"ok": True})

    async def start_bot(self, _request: Request) -> Response:
        """Start the bot's process again after a stop."""
        if self._process is None:
            return _refusal("Không có bot nào đang chạy.")
        await self._process.start()
        return JSONResponse({"ok": True})

    async def restart_update_ids(self, _request: Request) -> Response:
        """Let update numbers start anew, as after a quiet week."""
        if self._local.updates.pending():
            return _refusal("updates are still waiting")
        self._local.updates.restart_ids()
        return JSONResponse({"ok": True})


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    return int(text) if text.isdigit() else 0


def _refusal(reason: str) -> Response:
    return JSONResponse({"ok": False, "error": reason}, status_code=400)


def _missing() -> Response:
    return JSONResponse({"ok": False, "error": "Not Found"}, status_code=404)
