"""Faults on purpose: each does to the world what it says, clients see what they would, seeds repeat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot.demo.app import create_app, listening, serve
from bot.demo.faults import Fault, FaultPlan, Faults
from bot.demo.local import LocalTelegram, open_local
from tests.demo.conftest import LAN, Stage

ACTING = {"5xx_after", "reset_after", "hang_after", "garbage", "late"}


class Wire:
    """The local Bot API on a socket and a client of it."""

    def __init__(self, local: LocalTelegram, http: httpx.AsyncClient) -> None:
        self.local, self.http = local, http

    async def plan(self, **plan: object) -> dict[str, Any]:
        answer: dict[str, Any] = (await self.http.post("/demo/faults", json=plan)).json()
        return answer

    async def send(self, text: str = "x") -> httpx.Response:
        address = f"/bot{self.local.token}/sendMessage"
        return await self.http.post(address, json={"chat_id": LAN, "text": text})

    def sent(self) -> int:
        return sum(event["kind"] == "message" and event["sender"] == "bot" for event in self.local.log.events)


class Killed:
    """A bot's process that only notes that it was killed."""

    times = 0

    def state(self) -> dict[str, Any]:
        return {"status": "up", "restarts": self.times}

    def kill(self) -> bool:
        self.times += 1
        return True

    async def start(self) -> None:
        """Nothing to start."""

    async def stop(self) -> None:
        """Nothing to stop."""


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """A local Bot API on a socket; Lan has written; the client waits half a second for an answer."""
    local = open_local(has_flood_limits=False)
    async with (
        serve(create_app(local), listening(0)) as address,
        httpx.AsyncClient(base_url=address, timeout=0.5) as http,
    ):
        await http.post("/demo/act", json={"as": LAN, "do": "say", "text": "/start"})
        yield Wire(local, http)


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ("refused", httpx.ReadError),
        ("reset_before", httpx.ReadError),
        ("reset_after", httpx.ReadError),
        ("hang_before", httpx.ReadTimeout),
        ("hang_after", httpx.ReadTimeout),
    ],
)
async def test_connection__ends_or_hangs(wire: Wire, fault: str, seen: type[Exception]) -> None:
    """A reset is a real one, a hang lasts until the client gives up; what acted is in the log."""
    await wire.plan(rates={fault: 1})
    with pytest.raises(seen):
        await wire.send()
    assert wire.sent() == (fault in ACTING)
    assert (await wire.plan())["injected"] == {fault: 1}
    assert (await wire.send()).status_code == 200


@pytest.mark.parametrize("fault", ["429", "5xx_before", "5xx_after", "garbage", "delay"])
async def test_answer__is_wrong_or_slow(wire: Wire, fault: str) -> None:
    """Floods and failures have their status, garbage is 200; what acted is in the log."""
    await wire.plan(seed=4, rates={fault: 1}, delay_seconds=0.01, retry_after=7, methods=["sendmessage"])
    answer = await wire.send()
    if fault == "429":
        assert answer.status_code == 429
        assert answer.json()["parameters"] == {"retry_after": 7}
    elif fault.startswith("5xx"):
        assert answer.status_code >= 500
    else:
        assert answer.status_code == 200
    assert wire.sent() == (fault in ACTING or fault == "delay")
    assert (await wire.http.get(f"/bot{wire.local.token}/getMe")).status_code == 200


async def test_late__acts_after_the_answer(wire: Wire) -> None:
    """A late call answers a failure, or nothing, and acts seconds later."""
    await wire.plan(rates={"late": 1}, late_seconds=0.3, hang_seconds=0.01)
    assert (await wire.send()).status_code >= 500
    assert wire.sent() == 0
    await asyncio.sleep(0.5)
    assert wire.sent() == 1


async def test_seed__repeats_the_draws(wire: Wire) -> None:
    """The same seed gives the same faults for the same calls of a method, another seed others."""

    async def codes(seed: int, *, between: str) -> list[int]:
        await wire.plan(seed=seed, rates={"429": 0.5})
        found = []
        for _ in range(12):
            await wire.http.get(between)
            found.append((await wire.send()).status_code)
        return found

    first = await codes(3, between="/demo/state")
    assert set(first) == {200, 429}
    assert first == await codes(3, between=f"/bot{wire.local.token}/getMe")
    assert first != await codes(5, between="/demo/state")


@pytest.mark.parametrize("fault", ["refused", "reset_after", "hang_after", "5xx_after", "429"])
async def test_one_process__client_sees_the_same(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Without a socket the real client raises what it would raise over one."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the client library warns at every 429
    await stage.http.post("/demo/faults", json={"rates": {fault: 1}, "methods": ["sendMessage"]})
    expected = {"hang_after": TimedOut, "429": RetryAfter}.get(fault, NetworkError)
    bot: Bot = stage.bot
    with pytest.raises(expected):
        await bot.send_message(LAN, "x")
    assert len([e for e in await stage.shown("message") if e["sender"] == "bot"]) == (fault in ACTING)


async def test_updates__twice_and_out_of_order(stage: Stage) -> None:
    """Updates come again and in another order, but none is lost."""
    for number in range(6):
        await stage.act(do="say", text=str(number))
    await stage.http.post("/demo/faults", json={"seed": 2, "rates": {"duplicate": 0.5, "reorder": 1}})
    found = [update.update_id for update in await stage.bot.get_updates()]
    assert len(found) > len(set(found)) == 7
    assert found != sorted(found)
    assert (await stage.http.get("/demo/faults")).json()["injected"]["reorder"] == 1


@pytest.mark.parametrize(
    "plan",
    [{"rates": {"rain": 1}}, {"rates": {"429": 2}}, {"rates": {"all": "x"}}, {"pace": 1}, [], {"rates": 1}],
)
async def test_plan__impossible__is_refused(stage: Stage, plan: object) -> None:
    """A plan that cannot be is 400 with a sentence and changes nothing."""
    answer = await stage.http.post("/demo/faults", json=plan)
    assert (answer.status_code, answer.json()["ok"]) == (400, False)
    assert (await stage.http.get("/demo/faults")).json()["rates"] == {}


async def test_at__strikes_the_chosen_call_alone(stage: Stage) -> None:
    """A fault can be put on one call of a method, counted since the plan began."""
    await stage.call("getMe")
    await stage.http.post("/demo/faults", json={"at": {"getMe:2": "429"}})
    assert [(await stage.call("getMe"))["ok"] for _ in range(3)] == [True, False, True]


@pytest.mark.parametrize(("fault", "shown"), [("kill_before", 0), ("kill_after", 1)])
async def test_kill__ends_the_bot_at_the_chosen_call(fault: str, shown: int) -> None:
    """The supervised bot is killed while it waits for its answer; what the call did stays."""
    local, killed = open_local(), Killed()
    app = create_app(local, process=killed, faults=Faults(FaultPlan(at={"sendMessage:1": Fault(fault)})))
    async with (
        serve(app, listening(0)) as address,
        httpx.AsyncClient(base_url=address, timeout=2) as http,
    ):
        wire = Wire(local, http)
        await http.post("/demo/act", json={"as": LAN, "do": "say", "text": "/start"})
        with pytest.raises(httpx.ReadError):
            await wire.send()
        assert (killed.times, wire.sent()) == (1, shown)


async def test_all__is_shared_by_every_fault_of_calls(stage: Stage) -> None:
    """The rate "all" is the chance that any fault of calls is met."""
    plan = (await stage.http.post("/demo/faults", json={"rates": {"all": 0.22, "reorder": 0.1}})).json()
    assert sum(plan["rates"].values()) == pytest.approx(0.32)
