"""The measuring itself: small and quick; figures are not judged here."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.api import FakeTelegram
from bench.bots import OURS, all_bots
from bench.measure import Measured, Plan, Window, measure, measure_offered, percentile
from bench.running import Cores
from bench.targets import Run, verdicts
from bench.wire import read_body, take_request

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="figures come from /proc")
UNPINNED = Cores(None, None)


def window(answers: float, latency: int) -> Window:
    """A window with so many answers."""
    return Window(100, 100, latency, answers, 1.0, 2.0, 1.0, 2.0, 2.0, 1.0, 0.1)


async def test_our_bot_is_measured() -> None:
    """The bot really answers: answers are counted, two calls each, and the processor's time is read."""
    ours = all_bots(Path(sys.executable), Path(sys.executable))[0]
    found = await measure(ours, Plan((2,), seconds=1.5), UNPINNED)
    (only,) = found.windows
    assert only.answers_per_s > 1
    assert only.calls_per_answer is not None
    assert 1 <= only.calls_per_answer < 4
    assert 0 < only.call_p50_ms <= only.call_p99_ms
    assert only.cpu_s_per_1000
    assert found.first_reply_s > 0
    assert found.peak_mb > 10


async def test_an_offered_load_reaches_open_visits() -> None:
    """Taps by the clock are answered in visits that were open before the start."""
    ours = all_bots(Path(sys.executable), Path(sys.executable))[0]
    found = await measure_offered(ours, Plan((30,), seconds=1), UNPINNED, rate=10)
    assert found.windows[0].answers_per_s > 3


def test_ratios_are_of_one_run() -> None:
    """A target is judged only where both figures are there."""
    bots = {
        (name, latency): Measured(1.0, 50.0, (window(answers, latency),))
        for name, latency, answers in ((OURS, 0, 30.0), ("ptb_durable", 0, 10.0), (OURS, 50, 30.0))
    }
    (ratio, *others) = verdicts(Run(bots))
    assert (ratio.figure, ratio.is_reached) == (3.0, True)
    assert not any("ptb" in each.what or "aiogram" in each.what for each in others)


def test_percentiles() -> None:
    """Milliseconds of the ordered times."""
    assert percentile([], 99) == 0
    assert percentile([number / 1000 for number in range(100, 0, -1)], 99) == 100
    assert percentile([0.001, 0.002, 0.003], 50) == 2


def test_requests_in_pieces() -> None:
    """Chunks, and a request that is not whole yet."""
    head = b"POST /bot1:a/sendMessage HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    whole = head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    taken = take_request(whole + b"GET")
    assert taken is not None
    assert taken[1:] == (b"abcde", b"GET")
    assert all(take_request(whole[:cut]) is None for cut in range(len(whole)))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"chat_id": "1", "text": "x y"}'),
        ("application/x-www-form-urlencoded", b"chat_id=1&text=x+y"),
        (
            'multipart/form-data; boundary="b"',
            (
                b'--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n1\r\n'
                b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nx y\r\n--b--\r\n'
            ),
        ),
    ],
)
def test_every_form_of_body(kind: str, body: bytes) -> None:
    """Clients differ; what they say is the same."""
    assert read_body(kind, body) == {"chat_id": "1", "text": "x y"}


async def test_updates_wait_for_whoever_asks() -> None:
    """An update is handed out until its offset confirms it, and wakes a waiting request."""
    api = FakeTelegram()
    api.say(1, "/start")
    handed = [await asked(api), await asked(api)]
    assert [batch[0]["update_id"] for batch in handed] == [1, 1]
    waiting = asyncio.create_task(asked(api, offset=2, timeout=5))
    await asyncio.sleep(0)
    api.press(1, None, "a:1:pass")
    assert (await waiting)[0]["callback_query"]["data"] == "a:1:pass"


async def asked(api: FakeTelegram, **fields: int) -> Any:  # noqa: ANN401 - whatever the API answers
    """The answer of getUpdates."""
    answered: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    api.answer("getUpdates", fields, answered.set_result)
    return await answered
