"""Webhooks over real HTTP: durable before acknowledged, and nothing for strangers."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.arrivals import store
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.pulse import Pulse, Way
from bot.web.server import WebServer, web_app
from bot.web.webhook import LARGEST_BODY, SECRET_HEADER
from storage.database import Database
from storage.queue import INBOX
from tests.bot.conftest import now, rows, states
from tests.bot.payloads import message, update
from tests.bot.serving import HEADERS, SECRET, SOURCE, Web, samples, serving


@pytest.fixture
async def web(database: Database, tmp_path: Path) -> AsyncIterator[Web]:
    """A web side with a webhook."""
    async with serving(database, tmp_path) as opened:
        yield opened


async def test_an_update_is_durable_when_it_is_answered(database: Database, web: Web) -> None:
    """200 with an empty body, the row committed in the person's lane, the worker woken."""
    answer = await web.send(update(50, message=message(text="x")))
    assert (answer.status_code, answer.content) == (200, b"")
    ((key, state, _),) = await rows(database, INBOX)
    assert key.startswith("telegram:7:50:")
    assert state == "pending"
    assert web.inbox.new.is_set()
    assert web.pulse.last_webhook_at


async def test_who_does_not_know_the_secret_changes_nothing(database: Database, web: Web) -> None:
    """401 for a missing and for a wrong secret, whatever the body is."""
    for given in ({}, *({SECRET_HEADER: wrong} for wrong in ("wrong", "", f"{SECRET}x"))):
        for body in (json.dumps(update(50)).encode(), b"{", b"x" * (LARGEST_BODY + 1)):
            answer = await web.http.post("/telegram", content=body, headers=given)
            assert answer.status_code == 401
    assert await states(database, INBOX) == {}


async def test_the_secret_is_compared_in_constant_time(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the library's own function and nothing else: how long it takes tells nobody how much is right."""
    compared: list[tuple[bytes, bytes]] = []
    compare = hmac.compare_digest

    def noted(given: bytes, known: bytes) -> bool:
        compared.append((given, known))
        return compare(given, known)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    for given in (SECRET, "wrong"):
        await web.http.post("/telegram", content=b"{}", headers={SECRET_HEADER: given})
    assert compared == [(SECRET.encode(), SECRET.encode()), (b"wrong", SECRET.encode())]


async def test_a_secret_with_odd_letters_is_only_wrong(web: Web) -> None:
    """Bytes that are no ASCII are compared like others."""
    headers = {SECRET_HEADER.encode(): "bí mật".encode()}
    assert (await web.http.post("/telegram", content=b"{}", headers=headers)).status_code == 401


async def test_a_body_of_one_mebibyte_is_the_largest(database: Database, web: Web) -> None:
    """At the limit it is read; one byte more is refused, announced or not."""
    whole = json.dumps(update(50, message=message(text="x"))).encode()
    assert (await web.send(whole.ljust(LARGEST_BODY))).status_code == 200
    longer = json.dumps(update(51, message=message(text="x"))).encode().ljust(LARGEST_BODY + 1)
    assert (await web.send(longer)).status_code == 413

    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(longer), 65_536):
            yield longer[at : at + 65_536]

    assert (await web.http.post("/telegram", content=chunks(), headers=HEADERS)).status_code == 413
    assert len(await states(database, INBOX)) == 1


async def test_a_broken_body_is_refused(database: Database, web: Web) -> None:
    """400, and nothing is stored."""
    odd = (b"", b"{", b"[1]", b"5", b"{}", b'{"update_id": "a"}', b"\xff\xfe", b"[" * 100_000)
    assert [(await web.send(body)).status_code for body in odd] == [400] * len(odd)
    assert await states(database, INBOX) == {}


async def test_a_repeated_update_changes_nothing_by_whatever_way(database: Database, web: Web) -> None:
    """The webhook and polling store the same update under one key."""
    first = update(50, message=message(text="phường Mộ Lao \ud83d"))
    for _ in range(3):
        assert (await web.send(first)).status_code == 200
    assert await store(database, (first,), source=SOURCE, at=now()) == 0
    assert len(await states(database, INBOX)) == 1
    figures = await samples(web)
    assert figures["wardrounds_updates_total", "new"] == 1
    assert figures["wardrounds_updates_total", "known"] == 2


class Broken(Database):
    """A database whose disk is gone while `away`."""

    away = False

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """As always, but the commit fails."""
        async with super().write() as connection:
            yield connection
            if self.away:
                raise OSError(28, "No space left on device")


@pytest.fixture
async def broken(tmp_path: Path, database: Database) -> AsyncIterator[Broken]:
    """The same database file through a writer that can be broken."""
    opened = await Broken.open(f"sqlite:///{tmp_path}/house.sqlite")
    yield opened
    await opened.close()


async def test_while_nothing_can_be_stored_telegram_keeps_the_update(broken: Broken, tmp_path: Path) -> None:
    """503 with a pause, no row; the same update is taken when the database is back."""
    async with serving(broken, tmp_path) as web:
        broken.away = True
        answer = await web.send(update(50, message=message(text="x")))
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert await states(broken, INBOX) == {}
        assert (await web.http.get("/healthz")).json()["reasons"] == ["database"]
        broken.away = False
        assert (await web.send(update(50, message=message(text="x")))).status_code == 200
        assert len(await states(broken, INBOX)) == 1


async def test_an_update_under_way_at_a_stop_is_stored_and_answered(
    database: Database, tmp_path: Path
) -> None:
    """A graceful stop waits for what has begun, and takes nothing new."""
    async with serving(database, tmp_path) as web:
        async with database.write():
            sending = asyncio.create_task(web.send(update(50, message=message(text="x"))))
            await asyncio.sleep(0.2)
            assert not sending.done()
            web.server.halt()
            await asyncio.sleep(0.4)
            with pytest.raises(httpx.ConnectError):
                async with httpx.AsyncClient(trust_env=False) as other:
                    await other.get(f"{web.server.address}/healthz")
        assert (await asyncio.wait_for(sending, 5)).status_code == 200
    assert len(await states(database, INBOX)) == 1


async def test_an_update_too_slow_for_a_stop_is_not_acknowledged(database: Database, tmp_path: Path) -> None:
    """A stop takes seconds at most; what was not committed by then gets no 200, and comes again."""
    sent: asyncio.Task[httpx.Response] | None = None
    async with database.write(), serving(database, tmp_path) as web:
        sent = asyncio.create_task(web.send(update(50, message=message(text="x"))))
        await asyncio.sleep(0.2)
        web.server.halt()
        outcome = (await asyncio.gather(sent, return_exceptions=True))[0]
    assert not isinstance(outcome, httpx.Response) or outcome.status_code >= 500
    assert await states(database, INBOX) == {}


async def test_only_what_is_there_is_answered(web: Web) -> None:
    """Other paths and methods lead nowhere."""
    assert (await web.http.get("/telegram")).status_code == 405
    assert (await web.http.get("/")).status_code == 404


async def test_polling_has_no_webhook(database: Database, tmp_path: Path) -> None:
    """Without its settings the path does not exist."""
    async with serving(database, tmp_path, Way.POLLING) as web:
        assert (await web.send(update(50))).status_code == 404


async def test_a_taken_port_is_waited_for(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program runs on, and listens as soon as the port is free."""
    monkeypatch.setattr("bot.web.server._TRY_AGAIN", 0.05)
    other = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
    port = other.sockets[0].getsockname()[1]
    pulse = Pulse(Way.POLLING, now())
    app = web_app(Health(database, pulse, now, Path()), Metrics(database, pulse, now), None)
    server = WebServer(app, f"127.0.0.1:{port}")
    running = asyncio.create_task(server.run())
    await asyncio.sleep(0.2)
    assert not running.done()
    assert not server.bound.is_set()
    other.close()
    await other.wait_closed()
    await asyncio.wait_for(server.bound.wait(), 5)
    server.halt()
    await asyncio.wait_for(running, 5)
