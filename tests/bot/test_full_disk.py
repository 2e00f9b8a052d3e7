"""A disk that is really full, one that can only be read: told in words, and over when there is room again.

The disk is a small file system of its own, in a name space of its own, so that no other test knows of it.
"""

import asyncio
import json
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.commands.demo import demo_environment
from bot.demo.app import create_app, listening, serve
from bot.demo.local import LocalTelegram, open_local
from bot.demo.stage import DEFAULT_TOKEN
from bot.house import open_database
from bot.settings import Settings
from handlers.actions import decode, encode
from handlers.actions.visiting import BeginVisit, Choose
from storage import tables
from tests.bot.test_operators import ROOT, may_unshare
from tests.crash.rig import furnish_house

pytestmark = pytest.mark.skipif(not may_unshare(), reason="no name spaces for users here")
AN, LAN, BINH = 1001, 1002, 1003
# The small file system at $1 gets the data of $2; files at $3 say when to fill it and when to make room.
DISK = """
set -e
mount -t tmpfs -o size=3m,mode=700 none "$1" && cp -a "$2/." "$1/"
( while kill -0 $$ 2>/dev/null; do
    if [ -e "$3/fill" ]; then
      cat /dev/zero > "$1/ballast" 2>/dev/null || true
      mv "$3/fill" "$3/filled"
    fi
    if [ -e "$3/clear" ]; then rm -f "$1/ballast" && mv "$3/clear" "$3/cleared"; fi
    if [ -e "$3/copy" ]; then cp -a "$1" "$3/copied" && rm "$3/copy"; fi
    sleep 0.05
  done ) &
shift 3
exec "$@"
"""
NOT_STORED = "⚠️ Máy chủ đang không ghi được dữ liệu nên tin vừa gửi chưa được lưu."
PRESS_NOT_STORED = "Chưa lưu được: máy chủ đang không ghi được dữ liệu."


@dataclass
class SmallDisk:
    """A bot whose data lies on a small disk, and people who speak with it."""

    http: httpx.AsyncClient
    local: LocalTelegram
    health: str
    orders: Path
    wards: tuple[str, ...]

    async def order(self, what: str, done: str) -> None:
        """Have something done to the disk."""
        (self.orders / what).touch()
        await until((self.orders / done).exists, what)

    async def act(self, who: int, do: str, **fields: object) -> None:
        """Act in Telegram."""
        answer = await self.http.post("/demo/act", json={"as": who, "do": do} | fields)
        assert answer.json()["ok"], answer.text

    async def tap(self, who: int, data: str) -> None:
        """Press any button below the bot's last message."""
        last = [event["message"]["message_id"] for event in self.local.log.since(0) if is_said(event, who)][
            -1
        ]
        await self.act(who, "tap", message=last, data=data, forged=True)

    def said(self, who: int) -> list[str]:
        """What the bot wrote to somebody, edits too."""
        return [
            event["message"].get("text", "")
            for event in self.local.log.since(0)
            if event.get("chat_id") == who and "message" in event and event["message"]["from"]["is_bot"]
        ]

    def toasts(self, who: int) -> list[str]:
        """The answers to somebody's presses."""
        answers = [event for event in self.local.log.since(0) if event["kind"] == "answer"]
        return [event.get("text", "") for event in answers if event["person"] == who]

    def visit(self, who: int) -> str:
        """The visit whose buttons somebody sees."""
        for event in reversed(self.local.log.since(0)):
            if event.get("chat_id") == who and "message" in event:
                for row in event["message"].get("reply_markup", {}).get("inline_keyboard", ()):
                    for button in row:
                        action = decode(button.get("callback_data", ""))
                        if isinstance(action, Choose):
                            return action.visit
        raise AssertionError("no visit is open")

    async def well(self) -> dict[str, object]:
        """What the health page says."""
        async with httpx.AsyncClient(trust_env=False) as other:
            found: dict[str, object] = (await other.get(f"http://{self.health}/healthz")).json()
        return found


def is_said(event: dict[str, object], who: int) -> bool:
    return (event["kind"], event.get("chat_id"), event.get("sender")) == ("message", who, "bot")


async def until(is_so: Callable[[], bool], what: str, seconds: float = 40) -> None:
    """Wait for it."""
    try:
        async with asyncio.timeout(seconds):
            while not is_so():
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"never: {what}") from None


@asynccontextmanager
async def small_disk(tmp_path: Path) -> AsyncIterator[SmallDisk]:
    """A furnished bot at work on a small disk."""
    template, disk, orders = (tmp_path / name for name in ("template", "disk", "orders"))
    for folder in (disk, orders):
        folder.mkdir()
    wards = await furnish_house(Settings(data_dir=template), (LAN, BINH))
    local = open_local(has_flood_limits=False)
    with listening(0) as probe:
        health = f"127.0.0.1:{probe.getsockname()[1]}"
    async with (
        serve(create_app(local), listening(0)) as address,
        httpx.AsyncClient(base_url=address, trust_env=False) as http,
    ):
        environment = demo_environment(disk, port=int(address.rpartition(":")[2]))
        ours = {"WARDROUNDS_LISTEN": health, "WARDROUNDS_TELEGRAM_TOKEN": DEFAULT_TOKEN}
        names = ("unshare", "-Urm", "bash", "-c", DISK, "disk", str(disk), str(template), str(orders))
        program = await asyncio.create_subprocess_exec(
            *names, sys.executable, "-m", "bot", "run", cwd=ROOT, env=os.environ | environment | ours
        )
        try:
            yield SmallDisk(http, local, health, orders, wards)
        finally:
            program.terminate()
            assert await asyncio.wait_for(program.wait(), 10) == 0
    local.close()


async def begin(place: SmallDisk) -> None:
    """The admin and an inspector know the bot; the inspector is in a visit."""
    for who in (AN, LAN, BINH):
        await place.act(who, "say", text="/start")
        await until(lambda who=who: bool(place.said(who)), "the greeting")  # type: ignore[misc]
    await place.tap(LAN, encode(BeginVisit(place.wards[0], "planned")))
    await until(lambda: any("Câu 1" in words or "Biển hiệu" in words for words in place.said(LAN)), "a card")


def stored(folder: Path) -> list[tuple[str, object]]:
    """The answers in a copy of the data."""
    [file] = folder.glob("*.sqlite")
    with closing(sqlite3.connect(file)) as database:
        found = database.execute("SELECT question, value FROM answer ORDER BY question, revision").fetchall()
    return [(question, json.loads(value)) for question, value in found]


@pytest.mark.timeout(150)
async def test_a_full_disk_is_told_and_nothing_sent_meanwhile_is_lost(tmp_path: Path) -> None:
    """Whoever sends or presses is told that it is not stored; admins too; with room all goes on by itself."""
    async with small_disk(tmp_path) as place:
        await begin(place)
        visit = place.visit(LAN)
        await place.order("fill", "filled")
        # What is in the log of the database already can be written over: so a little is still stored.
        for number in range(40):
            await place.act(BINH, "say", text=f"{number} " + "chữ " * 900)
            await asyncio.sleep(0.1)
            if any(words.startswith(NOT_STORED) for words in place.said(BINH)):
                break
        await until(lambda: any(words.startswith(NOT_STORED) for words in place.said(BINH)), "a sentence")
        await place.tap(LAN, encode(Choose(visit, "P1", "fail")))
        await until(lambda: any(words.startswith(PRESS_NOT_STORED) for words in place.toasts(LAN)), "a toast")
        await place.act(LAN, "say", text="4/7")
        await until(lambda: any(words.startswith(NOT_STORED) for words in place.said(LAN)), "told by message")
        await until(lambda: any("Máy chủ không ghi được dữ liệu" in each for each in place.said(AN)), "admin")
        health = await place.well()
        assert (health["state"], health["not_stored"]) == ("degraded", ["answers: full"])
        assert len([words for words in place.said(BINH) if words.startswith(NOT_STORED)]) == 1
        await place.order("clear", "cleared")
        await until(lambda: any("đã ghi lại được" in words for words in place.said(AN)), "over", 60)
        assert (await place.well())["not_stored"] == []
        await until(lambda: place.local.updates.pending() == 0, "all taken in")
        (place.orders / "copy").touch()
        await until(lambda: not (place.orders / "copy").exists(), "a copy")
    assert ("P1", "fail") in stored(place.orders / "copied")


async def exported(data: Path, out: Path, *before: str) -> tuple[int, bytes]:
    """`wardrounds export` where the data lies on a disk of its own, after a command there; code and words."""
    script = f'mount -t tmpfs -o size=3m none "$1" && cp -a "$2/." "$1/" && {before[0]}; shift 2; exec "$@"'
    disk = out.parent / "disk"
    disk.mkdir()
    program = await asyncio.create_subprocess_exec(
        *("unshare", "-Urm", "bash", "-c", script, "disk", str(disk), str(data)),
        *(sys.executable, "-m", "bot", "export", "--out", str(out)),
        cwd=ROOT,
        env=os.environ | {"WARDROUNDS_DATA_DIR": str(disk)},
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    _, told = await program.communicate()
    assert program.returncode is not None
    return program.returncode, told


@pytest.mark.parametrize(
    "bad",
    ['mount -o remount,ro,size=3m none "$1"', '{ cat /dev/zero > "$1/ballast"; } 2>/dev/null'],
    ids=["read-only", "full"],
)
async def test_what_is_stored_can_be_exported_where_nothing_can_be_written(tmp_path: Path, bad: str) -> None:
    """`wardrounds export` reads a database on a full or read-only disk, and its files are complete."""
    data = tmp_path / "data"
    await furnish_house(Settings(data_dir=data), (LAN,))
    async with open_database(Settings(data_dir=data)) as database, database.write() as connection:
        assert (await connection.execute(tables.person.select())).first()
    code, told = await exported(data, tmp_path / "out", bad)
    assert code == 0, told.decode()
    assert json.loads((tmp_path / "out" / "visits.json").read_text(encoding="utf-8")) == {"visits": []}


async def test_a_bot_that_cannot_write_from_the_start_says_so(tmp_path: Path) -> None:
    """No traceback: one line of words in both languages, and an exit code."""
    data = tmp_path / "data"
    await furnish_house(Settings(data_dir=data), (LAN,))
    script = (
        'mount -t tmpfs -o size=3m none "$1" && cp -a "$2/." "$1/" && cat /dev/zero > "$1/b"; exec "${@:3}"'
    )
    disk = tmp_path / "disk"
    disk.mkdir()
    program = await asyncio.create_subprocess_exec(
        *("unshare", "-Urm", "bash", "-c", script, "disk", str(disk), str(data)),
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env=os.environ | {"WARDROUNDS_DATA_DIR": str(disk), "WARDROUNDS_TELEGRAM_TOKEN": DEFAULT_TOKEN},
        stderr=asyncio.subprocess.PIPE,
    )
    _, told = await program.communicate()
    assert program.returncode == 1
    assert "Traceback" not in told.decode()
    assert "đĩa đầy" in told.decode().casefold() or "đĩa đã đầy" in told.decode().casefold()
