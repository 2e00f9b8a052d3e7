"""HTTP/1.1 as far as Bot API clients speak it, lean enough not to be what is measured.

Rules: one request of a connection after the other; every body form that clients use (query, form, multipart,
JSON, chunked or not) becomes one flat mapping; answers are JSON with their length.
Must not know: what a method means.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

Fields: TypeAlias = Mapping[str, Any]
Reply: TypeAlias = Callable[[object], None]
Answer: TypeAlias = Callable[[str, Fields, Reply], None]
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a body. `length` in bytes, -1 for chunks."""

    target: str
    content_type: str
    length: int


class Wire(asyncio.Protocol):
    """One connection. `answer(method, fields, reply)` calls `reply(result)` once, at any time."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._buffer = b""
        self._waits = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport if isinstance(transport, asyncio.Transport) else self._transport
        # uvloop's transports are no subclasses of asyncio's.
        self._transport = self._transport or transport  # type: ignore[assignment]

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing can be answered any more."""
        del exc
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Collect until a request is whole."""
        self._buffer += data
        self._go_on()

    def _go_on(self) -> None:
        if self._waits:
            return
        taken = take_request(self._buffer)
        if taken is None:
            return
        head, body, self._buffer = taken
        self._waits = True
        path, _, query = head.target.partition("?")
        fields = dict(parse_qsl(query)) | read_body(head.content_type, body)
        self._answer(path.rpartition("/")[2], fields, self._reply)

    def _reply(self, result: object) -> None:
        body = json.dumps({"ok": True, "result": result}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        if self._transport is not None:
            self._transport.write(head.encode() + body)
        self._waits = False
        if self._buffer:
            self._go_on()


def take_request(buffer: bytes) -> tuple[Head, bytes, bytes] | None:
    """Head, body and the rest of the buffer, when a whole request is in it."""
    end = buffer.find(_END)
    if end < 0:
        return None
    head, start = read_head(buffer[:end].decode("latin-1")), end + len(_END)
    if head.length >= 0:
        whole = start + head.length
        return None if len(buffer) < whole else (head, buffer[start:whole], buffer[whole:])
    parts = []
    while (line := buffer.find(b"\r\n", start)) >= 0:
        size = int(buffer[start:line], 16)
        after = line + 2 + size + 2
        if len(buffer) < after:
            return None
        parts.append(buffer[line + 2 : line + 2 + size])
        start = after
        if size == 0:
            return head, b"".join(parts), buffer[start:]
    return None


def read_head(text: str) -> Head:
    """The request line and the two headers that matter."""
    first, *lines = text.split("\r\n")
    content_type, length = "", 0
    for line in lines:
        name, _, value = line.partition(":")
        match name.lower():
            case "content-type":
                content_type = value.strip()
            case "content-length":
                length = int(value)
            case "transfer-encoding":
                length = -1
    return Head(first.split(" ")[1], content_type, length)


def read_body(content_type: str, body: bytes) -> dict[str, Any]:
    """The body's fields as text, or as JSON gives them."""
    kind, _, rest = content_type.partition(";")
    if not body:
        return {}
    if kind == "application/json":
        return dict(json.loads(body))
    if kind == "multipart/form-data":
        return read_parts(rest.partition("boundary=")[2].strip('"'), body)
    return dict(parse_qsl(body.decode()))


def read_parts(boundary: str, body: bytes) -> dict[str, str]:
    """The text fields of a multipart body."""
    found = {}
    for part in body.split(f"--{boundary}".encode())[1:-1]:
        head, _, value = part.partition(_END)
        name = head.decode("latin-1").partition('name="')[2].partition('"')[0]
        found[name] = value.removesuffix(b"\r\n").decode("utf-8", "replace")
    return found
