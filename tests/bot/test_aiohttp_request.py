"""The library's calls over aiohttp, against servers that behave in every way."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputMediaPhoto
from telegram import error as telegram_error

from bot.outcome import Ambiguous, NotActed, RetryAfter, SendError, Sent
from bot.telegram import aiohttp_request
from bot.telegram.aiohttp_request import AiohttpRequest, Limits
from bot.telegram.refusals import classify

TOKEN = "123456:a-token-that-is-nowhere-else"
SHORT = Limits(pool=2, free=0.2, connect=0.2, read=0.3, write=0.3, write_files=0.3)
MESSAGE = b'{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":1,"type":"private"}}}'
Speaks = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes, status: str = "200 OK", *more: str) -> bytes:
    """A whole answer."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *more)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@asynccontextmanager
async def serving(speaks: Speaks) -> AsyncIterator[str]:
    """A server that speaks so; its address."""
    writers = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await speaks(reader, writer)

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in writers:
            writer.transport.abort()


@asynccontextmanager
async def bot_at(address: str, limits: Limits = SHORT) -> AsyncIterator[Bot]:
    """The library's bot over our client."""
    request = AiohttpRequest(limits)
    yield Bot(TOKEN, base_url=f"{address}/bot", request=request, get_updates_request=AiohttpRequest(limits))
    await request.shutdown()


async def request_of(reader: asyncio.StreamReader) -> bytes:
    """A whole request."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return head + await reader.readexactly(int(length.partition(b":")[2]))


def answering(*answers: bytes, closes: bool = False) -> Speaks:
    """Answers each request of a connection with the next answer."""

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for each in answers:
            await request_of(reader)
            writer.write(each)
        if closes:
            writer.close()

    return speaks


async def meaning_of(speaks: Speaks) -> Sent | SendError:
    """What a call means that fails at such a server."""
    async with serving(speaks) as address, bot_at(address) as bot:
        return classify(await error_of(bot))


async def error_of(bot: Bot) -> telegram_error.TelegramError:
    """What sending raises; no word of it, nor of what caused it, holds the token."""
    with pytest.raises(telegram_error.TelegramError) as caught:
        await bot.send_message(1, "x")
    error: BaseException | None = caught.value
    while error is not None:
        assert TOKEN not in f"{error!r} {error}"
        error = error.__cause__
    return caught.value


async def test_an_answer_is_read() -> None:
    """One connection carries one call after the other, Vietnamese unharmed."""
    seen = []

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            seen.append(await request_of(reader))
            writer.write(answer(MESSAGE))

    async with serving(speaks) as address, bot_at(address) as bot:
        assert (await bot.send_message(1, "Kiểm tra")).message_id == 7
        assert (await bot.send_message(1, "Thủy & 100 %")).message_id == 7
    texts = [json.loads(each.partition(b"\r\n\r\n")[2])["text"] for each in seen]
    assert texts == ["Kiểm tra", "Thủy & 100 %"]


async def test_files_are_sent_in_parts() -> None:
    """A document's bytes and its Vietnamese name arrive as they are; an album holds all its pictures."""
    seen = []

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await request_of(reader))
        writer.write(answer(MESSAGE))
        seen.append(await request_of(reader))
        writer.write(answer(b'{"ok":true,"result":[]}'))

    large = b"\x00\xff" * 1_000_000
    async with serving(speaks) as address, bot_at(address) as bot:
        await bot.send_document(1, large, filename="Biên bản.docx", caption="Ảnh")
        await bot.send_media_group(1, [InputMediaPhoto(b"first"), InputMediaPhoto(b"second")])
    assert large in seen[0]
    assert 'filename="Biên bản.docx"'.encode() in seen[0]
    assert "Ảnh".encode() in seen[0]
    assert b"first" in seen[1]
    assert b"second" in seen[1]


async def test_a_refusal_keeps_its_meaning() -> None:
    """The library reads statuses and parameters as it does with its own client."""
    body = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}'
    assert await meaning_of(answering(answer(body, "429 Too Many Requests"))) == RetryAfter(7.0)


async def test_nobody_listens() -> None:
    """Without a connection nothing has acted."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with bot_at(f"http://127.0.0.1:{taken.getsockname()[1]}") as bot:
            assert classify(await error_of(bot)) == NotActed()


async def test_no_address_and_no_handshake() -> None:
    """A name that nobody has, and a server without TLS: nothing has acted."""
    async with bot_at("http://nowhere.invalid") as bot:
        assert classify(await error_of(bot)) == NotActed()
    async with serving(answering()) as address, bot_at(address.replace("http:", "https:")) as bot:
        assert classify(await error_of(bot)) == NotActed()


async def test_no_connection_is_free() -> None:
    """A call that never got a connection has not acted; those that hold them may have."""
    limits = Limits(pool=1, free=0.1, connect=0.1, read=1, write=1)

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del writer
        await reader.read()

    async with serving(speaks) as address, bot_at(address, limits) as bot:
        first = asyncio.create_task(error_of(bot))
        await asyncio.sleep(0.05)
        assert classify(await error_of(bot)) == NotActed()
        assert classify(await first) == Ambiguous()


async def test_silence_leaves_doubt() -> None:
    """A call that was taken and never answered may have acted."""

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del writer
        await reader.read()

    assert await meaning_of(speaks) == Ambiguous()


async def test_a_server_that_takes_nothing_ends_in_time() -> None:
    """A file that cannot be got rid of ends at the limit for sending, in doubt."""

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del reader, writer
        await asyncio.sleep(30)

    async with serving(speaks) as address, bot_at(address) as bot:
        with pytest.raises(telegram_error.TimedOut) as caught:
            await bot.send_document(1, b"x" * 20_000_000, filename="x")
    assert classify(caught.value) == Ambiguous()


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"nonsense\r\n\r\n",
        answer(b"<html>", "200 OK"),
    ],
    ids=["closed", "cut", "nonsense", "html"],
)
async def test_a_broken_answer_leaves_doubt(broken: bytes) -> None:
    """Whatever comes instead of an answer, the call may have acted."""
    assert await meaning_of(answering(broken, closes=True)) == Ambiguous()


async def test_a_call_is_never_repeated_by_the_client() -> None:
    """A connection that ends under a call is not tried again: it may have acted."""
    seen = []

    async def speaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await request_of(reader))
        if len(seen) == 1:
            writer.write(answer(MESSAGE))
            seen.append(await request_of(reader))
        writer.close()

    async with serving(speaks) as address, bot_at(address) as bot:
        await bot.send_message(1, "x")
        assert classify(await error_of(bot)) == Ambiguous()
    assert len(seen) == 2


async def test_redirects_are_not_followed() -> None:
    """The token goes nowhere else."""
    moved = answer(b"{}", "302 Found", "Location: http://127.0.0.1:1/")
    assert await meaning_of(answering(moved)) == Ambiguous()


async def test_an_answer_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory has a limit, whoever answers."""
    monkeypatch.setattr(aiohttp_request, "LARGEST_ANSWER", 1000)
    assert await meaning_of(answering(answer(b'"' + b"x" * 5000 + b'"'))) == Ambiguous()


async def test_a_closed_client_sends_nothing() -> None:
    """After the end nothing acts, and closing twice is harmless."""
    request = AiohttpRequest(SHORT)
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    bot = Bot(TOKEN, request=request, get_updates_request=request)
    assert classify(await error_of(bot)) == NotActed()
