"""Ending a connection abruptly: the server's protocol with a way to send a real TCP reset.

Rules: the way is offered in the ASGI scope's extensions; where there is no connection it is missing.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

EXTENSION = "demo.reset"
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER of no seconds makes close() a reset
Reset = Callable[[], None]


def reset_of(scope: Scope) -> Reset | None:
    """Return what resets the connection of a request, None where there is none."""
    found: Reset | None = scope.get("extensions", {}).get(EXTENSION)
    return found


class ResettableProtocol(H11Protocol):
    """HTTP/1.1 whose requests can be answered with a reset."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Offer the reset to every request of this connection."""
        super().connection_made(transport)
        self.app = cast("Any", _offering(cast("ASGIApp", self.app), transport))


def _offering(app: ASGIApp, transport: asyncio.Transport) -> ASGIApp:
    def reset() -> None:
        opened = transport.get_extra_info("socket")
        if opened is not None:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        transport.abort()

    async def offered(scope: Scope, receive: Receive, send: Send) -> None:
        scope["extensions"] = {**scope.get("extensions", {}), EXTENSION: reset}
        await app(scope, receive, send)

    return offered
