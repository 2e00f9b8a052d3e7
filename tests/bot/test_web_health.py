"""Health and figures over real HTTP."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update as change

from bot.outcome import Kept, Outcome, RetryAfter
from bot.web.health import LONGEST_WITHOUT_POLL
from bot.web.metrics import Counted
from bot.web.pulse import Way
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import Fetch
from storage.database import Database
from storage.queue import INBOX, OUTBOX
from tests.bot.conftest import now, put
from tests.bot.serving import Web, samples, serving


@pytest.fixture
async def web(database: Database, tmp_path: Path) -> AsyncIterator[Web]:
    """A web side with a webhook."""
    async with serving(database, tmp_path) as opened:
        yield opened


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """The health looks each time it is asked."""
    monkeypatch.setattr("bot.web.health._FRESH", 0.0)


async def asked(web: Web) -> tuple[int, dict[str, Any]]:
    """Status and body of the health."""
    answer = await web.http.get("/healthz")
    return answer.status_code, answer.json()


async def test_health_is_ok_while_all_is_well(web: Web) -> None:
    """200 and every fact that a watcher needs."""
    status, body = await asked(web)
    assert (status, body["state"], body["reasons"]) == (200, "ok", [])
    assert (body["oldest_event_seconds"], body["outbox_lag_seconds"]) == (0.0, 0.0)
    assert (body["database_writable"], body["receiving"]) == (True, "webhook")
    assert body["version"]


async def test_health_tells_of_an_event_nobody_deals_with(database: Database, web: Web, fresh: None) -> None:
    """An event older than a minute is a stuck worker."""
    await put(database, INBOX, "old")
    await age(database, minutes=2)
    status, body = await asked(web)
    assert (status, body["reasons"]) == (503, ["inbox"])
    assert body["oldest_event_seconds"] >= 120


async def age(database: Database, *, minutes: int) -> None:
    """Make all items of both queues older."""
    at = now() - timedelta(minutes=minutes)
    async with database.write() as connection:
        for queue in (INBOX, OUTBOX):
            await connection.execute(change(queue.table).values(created_at=at, not_before=at))


async def test_health_tells_of_sending_that_stands_still(database: Database, web: Web, fresh: None) -> None:
    """What is long due makes it degraded; what waits on purpose for a lost channel does not."""
    await put(database, OUTBOX, "post")
    await age(database, minutes=20)
    assert (await asked(web))[1]["reasons"] == ["outbox"]
    async with database.write() as connection:
        await connection.execute(change(OUTBOX.table).values(not_before=now() + timedelta(hours=1)))
    status, body = await asked(web)
    assert (status, body["state"]) == (200, "ok")
    assert body["outbox_lag_seconds"] >= 1200


async def test_health_tells_when_telegram_is_not_heard(
    database: Database, tmp_path: Path, fresh: None
) -> None:
    """No poll for minutes, or no webhook set after minutes, is degraded."""
    past = now() - LONGEST_WITHOUT_POLL - timedelta(seconds=1)
    async with serving(database, tmp_path, Way.POLLING) as web:
        assert (await asked(web))[1]["state"] == "ok"
        web.pulse.started_at = past
        web.pulse.last_poll = lambda: past
        assert (await asked(web))[1]["reasons"] == ["polling"]
        web.pulse.last_poll = now
        assert (await asked(web))[1]["state"] == "ok"
    async with serving(database, tmp_path) as web:
        web.pulse.started_at = past
        assert (await asked(web))[1]["reasons"] == ["webhook"]
        web.pulse.webhook_set = True
        assert (await asked(web))[1]["state"] == "ok"


async def test_health_tells_of_a_database_that_cannot_be_written(
    database: Database, web: Web, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that is held for long, and a database that is gone, are degraded within seconds."""
    monkeypatch.setattr("bot.web.health._LOOKED_WITHIN", 0.1)
    async with database.write():
        status, body = await asked(web)
    assert (status, body["database_writable"]) == (503, False)
    assert (await asked(web))[0] == 200
    monkeypatch.setattr("bot.web.health.LEAST_FREE", 1 << 60)
    assert (await asked(web))[1]["reasons"] == ["database"]


def labels(text: str) -> Iterator[str]:
    """All label values in a page of figures."""
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            yield from (value for name, value in sample.labels.items() if name != "le")


async def test_figures_tell_of_both_queues(database: Database, web: Web) -> None:
    """Depth by state, age, what is kept aside, and the process itself."""
    await put(database, INBOX, "a")
    await put(database, INBOX, "b", lane="b")
    await put(database, OUTBOX, "c")
    async with database.write() as connection:
        (first, _) = await INBOX.claim(connection, now=now(), limit=2)
        await INBOX.bury(connection, first.id, reason="test")
    figures = await samples(web)
    assert figures["wardrounds_items", "inbox", "dead"] == figures["wardrounds_quarantined",] == 1
    assert figures["wardrounds_items", "inbox", "running"] == 1
    assert figures["wardrounds_items", "outbox", "pending"] == 1
    assert figures["wardrounds_oldest_seconds", "outbox"] > 0
    assert figures["process_resident_memory_bytes",] > 1_000_000
    assert figures["wardrounds_last_poll_timestamp_seconds",] == 0


class Answers:
    """A sender that gives prepared outcomes."""

    def __init__(self, *outcomes: Outcome) -> None:
        self._outcomes = list(outcomes)

    async def perform(self, *_: object, **__: object) -> Outcome:
        return self._outcomes.pop(0)


async def test_figures_tell_of_turns_and_sends_without_anyone_in_them(web: Web) -> None:
    """Outcomes are counted, turns timed, also failing ones; labels are fixed words."""
    sender = Counted(Answers(Kept("0" * 64, 5), RetryAfter(3)), web.metrics)
    chat = Chat("telegram", "10020030", ChatKind.PRIVATE, "Trần Thị Lan")
    for _ in range(2):
        await sender.perform(Fetch(photo="p", file_id="f"), chat)

    async def fail(_: object) -> None:
        raise ValueError("anh/chị")

    with pytest.raises(ValueError, match="anh/chị"):
        await web.metrics.timed(fail)(None)  # type: ignore[arg-type]
    figures = await samples(web)
    assert figures["wardrounds_sends_total", "kept"] == figures["wardrounds_sends_total", "retry_after"] == 1
    assert figures["wardrounds_photos_stored_total",] == 1
    assert figures["wardrounds_turn_seconds_count", "failed"] == 1
    page = (await web.http.get("/metrics")).text
    assert set(labels(page)) <= {
        *("new", "known", "failed", "done", "kept", "retry_after", "inbox", "outbox"),
        *("pending", "running", "dead"),
    }


async def test_a_poll_shows_as_a_time(database: Database, tmp_path: Path) -> None:
    """Prometheus reads times as seconds since 1970."""
    at = datetime.fromisoformat("2026-11-05T08:00:00+07:00")
    async with serving(database, tmp_path, Way.POLLING) as web:
        web.pulse.last_poll = lambda: at
        figures = await samples(web)
    assert figures["wardrounds_last_poll_timestamp_seconds",] == at.timestamp()
