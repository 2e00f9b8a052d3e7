"""What outlives a restart of the demo (its journal) and of the bot (its supervisor); what people see."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.demo.app import create_app, listening, serve
from bot.demo.local import open_local
from bot.demo.supervisor import Supervisor
from tests.demo.conftest import CHANNEL, LAN, Stage, TurnedClock, jpeg, staged

BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Đạt", callback_data="a")]])
SLEEPER = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"]


async def until(is_so: Callable[[], bool]) -> None:
    """Wait a few seconds for something to be so."""
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.02)


async def test_restart__everything_goes_on(tmp_path: Path, clock: TurnedClock) -> None:
    """After a restart messages, files, links, waiting updates, pressed buttons and settings are as before."""
    first = open_local(tmp_path, now=clock.now)
    async with staged(first, clock) as stage:
        await stage.act(do="say", text="/start")
        card = await stage.bot.send_message(LAN, "x", reply_markup=BUTTON)
        photo = (await stage.bot.send_photo(CHANNEL, jpeg())).photo[0]
        path = (await stage.call("getFile", file_id=photo.file_id))["result"]["file_path"]
        await stage.bot.set_my_commands([("start", "Bắt đầu")])
        pressed = await stage.act(do="tap", chat=LAN, message=card.message_id, data="a")
        waiting = [update.to_dict() for update in await stage.bot.get_updates()]
    seq = first.log.seq
    first.close()

    again = open_local(tmp_path, now=clock.now)
    assert again.log.events == first.log.events
    assert again.world.messages == first.world.messages
    async with staged(again, clock) as stage:
        assert [update.to_dict() for update in await stage.bot.get_updates()] == waiting
        assert await stage.bot.answer_callback_query(pressed["callback_query_id"])
        assert (await stage.http.get(f"/file/bot{again.token}/{path}")).status_code == 200
        assert (await stage.bot.get_my_commands())[0].description == "Bắt đầu"
        assert (await stage.bot.send_message(LAN, "y")).message_id == card.message_id + 1
        assert (await stage.http.get("/demo/log", params={"since": seq})).json()["events"]
    again.close()


async def test_journal__nothing_written_twice(tmp_path: Path, clock: TurnedClock) -> None:
    """Opening and closing without acts leaves the log as it was."""
    events = []
    for _ in range(3):
        local = open_local(tmp_path, now=clock.now)
        events = list(local.log.events)
        local.close()
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert sum(event["kind"] == "bot_info" for event in events) == 1


async def test_kill__what_was_answered_is_kept(tmp_path: Path, clock: TurnedClock) -> None:
    """A demo that ends without a word keeps every message it has answered for, so no number comes twice."""
    killed = open_local(tmp_path, now=clock.now)
    async with staged(killed, clock) as stage:
        await stage.act(do="say", text="/start")
        sent = await stage.bot.send_message(LAN, "x")
        again = open_local(tmp_path, now=clock.now)
    assert again.world.find(LAN, sent.message_id)
    again.close()
    killed.close()


async def test_log__since_and_waiting(stage: Stage) -> None:
    """/demo/log gives what comes after `since`, waits for it when asked, and shows no inner bookkeeping."""
    whole = (await stage.http.get("/demo/log")).json()
    assert {"bot_info", "person", "chat", "message"} == {event["kind"] for event in whole["events"]}
    later = asyncio.create_task(stage.http.get("/demo/log", params={"since": whole["seq"], "wait": 5}))
    await asyncio.sleep(0.05)
    await stage.bot.send_message(LAN, "sau")
    found = (await asyncio.wait_for(later, 2)).json()
    assert [event["message"]["text"] for event in found["events"]] == ["sau"]


async def test_events__replay_then_live(tmp_path: Path) -> None:
    """/demo/events is a stream of server-sent events: first what was, then what comes."""
    local = open_local()
    async with (
        serve(create_app(local), listening(0)) as address,
        httpx.AsyncClient(base_url=address) as http,
        http.stream("GET", "/demo/events") as stream,
    ):
        seen: list[dict[str, Any]] = []
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                seen.append(json.loads(line.removeprefix("data: ")))
            if len(seen) == len(local.log.shown_since(0)) and seen[-1]["kind"] == "chat":
                await http.post("/demo/act", json={"as": 1004, "do": "say", "text": "tới"})
            if seen and seen[-1]["kind"] == "message":
                break
    assert [event["seq"] for event in seen] == sorted(event["seq"] for event in seen)
    assert seen[-1]["message"]["text"] == "tới"


async def test_share_chat__bot_becomes_what_was_asked(stage: Stage) -> None:
    """A request_chat button answered by an administrator makes the bot administrator and tells it."""
    wanted = {
        "request_id": 7,
        "chat_is_channel": True,
        "request_title": True,
        "bot_administrator_rights": dict.fromkeys(
            (
                "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
                "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
                "can_post_stories", "can_edit_stories", "can_delete_stories",
            ),
            False,
        ) | {"can_post_messages": True},
    }  # fmt: skip
    await stage.act(**{"as": 1001}, do="say", text="/kenh")
    keyboard = {"keyboard": [[{"text": "Chọn kênh", "request_chat": wanted}]]}
    sent = await stage.call("sendMessage", chat_id=1001, text="Chọn", reply_markup=keyboard)
    assert sent["ok"], sent
    await stage.act(**{"as": 1001}, do="share_chat", request_id=7, chat=-1001000000002)
    moved, shared = (await stage.bot.get_updates())[-2:]
    assert moved.my_chat_member.new_chat_member.can_post_messages
    assert shared.message.chat_shared.title == "Kênh thử (minh họa)"
    assert await stage.bot.send_message(-1001000000002, "x")


async def test_supervisor__killed__starts_again(tmp_path: Path) -> None:
    """A process killed with SIGKILL is started again by itself, and every change of status is told."""
    told: list[dict[str, Any]] = []
    supervisor = Supervisor(SLEEPER, {}, tmp_path / "bot.log", told.append)
    await supervisor.start()
    await until(lambda: bool(told))
    assert supervisor.kill()
    await until(lambda: told[-1]["status"] == "starting" and told[-1]["restarts"] == 1)
    assert told[0]["pid"] != told[-1]["pid"]
    supervisor.noted_up()
    await supervisor.stop()
    assert [state["status"] for state in told] == ["starting", "killed", "starting", "up", "down"]
    assert not supervisor.kill()


async def test_supervisor__dies_at_once__pauses_grow(tmp_path: Path) -> None:
    """A process that dies by itself is started again after a pause; its output is in the log file."""
    told: list[dict[str, Any]] = []
    supervisor = Supervisor(
        [sys.executable, "-c", "print('xin chào')"], {}, tmp_path / "bot.log", told.append
    )
    await supervisor.start()
    await until(lambda: bool(told) and told[-1]["restarts"] == 1)
    await supervisor.stop()
    assert "xin ch" in (tmp_path / "bot.log").read_text(errors="replace")
    assert {"starting", "down"} == {state["status"] for state in told}


async def test_supervisor__no_such_program__says_so(tmp_path: Path) -> None:
    """A command that cannot be started is a bot that died, with the reason in the log."""
    told: list[dict[str, Any]] = []
    supervisor = Supervisor([str(tmp_path / "nothing")], {}, tmp_path / "bot.log", told.append)
    await supervisor.start()
    await until(lambda: bool(told))
    await supervisor.stop()
    assert "cannot be started" in (tmp_path / "bot.log").read_text()


async def test_supervisor__deaf_to_sigterm__is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who does not end on SIGTERM is killed; stopping twice is no fault."""
    monkeypatch.setattr("bot.demo.supervisor.STOP_SECONDS", 0.3)
    ignoring = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    deaf = f"{ignoring}; import time; print('here', flush=True); time.sleep(60)"
    log = tmp_path / "bot.log"
    supervisor = Supervisor([sys.executable, "-c", deaf], {}, log, lambda _: None)
    await supervisor.start()
    await until(lambda: log.exists() and "here" in log.read_text())
    await supervisor.stop()
    await supervisor.stop()
    assert supervisor.state() == {"status": "down", "restarts": 0}
