"""The program's HTTP side, in the same event loop: the webhook, the health, the figures.

Rules: a taken port stops nothing: it is tried again while the rest works; signals stay the program's own; a
stop takes no new request and lets those under way come to their end for a moment.
Must not know: what is answered.
"""

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from http import HTTPStatus

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.web import webhook
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.webhook import Webhook

_GRACE = 2  # seconds
_BACKLOG = 128
_CONCURRENT = 256
_TRY_AGAIN = 5.0
_logger = structlog.get_logger(__name__)


def web_app(health: Health, metrics: Metrics, hook: Webhook | None) -> Starlette:
    """The pages; the webhook only where one is set."""
    routes = [
        Route("/healthz", health.answer, methods=["GET"]),
        Route("/metrics", metrics.answer, methods=["GET"]),
    ]
    if hook:
        routes.append(Route(webhook.PATH, hook.answer, methods=["POST"]))
    return Starlette(routes=routes, exception_handlers={Exception: _fault})


async def _fault(_: Request, error: Exception) -> Response:
    _logger.error("request failed", error=type(error).__name__)
    return Response(status_code=HTTPStatus.INTERNAL_SERVER_ERROR)


class QuietServer(uvicorn.Server):
    """uvicorn's server, which leaves the signals to the program."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none."""
        yield


class WebServer:
    """Serves the application at `listen` (`address:port`, port 0 for any) until it is halted."""

    def __init__(self, app: ASGIApp, listen: str) -> None:
        host, _, port = listen.rpartition(":")
        self._host, self._port = host.strip("[]"), int(port)
        self._stop = asyncio.Event()
        self._server = QuietServer(_config(app))
        self.bound = asyncio.Event()
        self.address = ""

    def halt(self) -> None:
        """Take no new request, let the others come to their end."""
        self._stop.set()
        self._server.should_exit = True

    async def run(self) -> None:
        """Serve; returns after `halt()`."""
        opened = await self._bind()
        if opened is None:
            return
        with opened:
            name, port = opened.getsockname()[:2]
            self.address = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
            self.bound.set()
            _logger.info("listening", address=self.address)
            await self._server.serve(sockets=[opened])

    async def _bind(self) -> socket.socket | None:
        """The listening socket, asked for until it is to be had; none when halted before."""
        is_told = False
        while not self._stop.is_set():
            try:
                return await asyncio.to_thread(_listening, self._host, self._port)
            except OSError as error:
                if not is_told:
                    _logger.error("cannot listen", reason=error.strerror)  # noqa: TRY400 - the reason says all
                is_told = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), _TRY_AGAIN)
        return None


def _listening(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    opened = socket.socket(family, kind, protocol)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen(_BACKLOG)
    except OSError:
        opened.close()
        raise
    return opened


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        limit_concurrency=_CONCURRENT,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_GRACE,
    )
