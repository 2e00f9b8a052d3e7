"""The whole demo as a process: it comes up, tells its address, survives a killed bot, stops cleanly."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

POLLING_BOT = """
import sys, time, urllib.request
token = "7000000001:demo-token-of-the-local-bot-api"
while True:
    try:
        urllib.request.urlopen(f"{sys.argv[1]}/bot{token}/getUpdates?timeout=50").read()
    except OSError:
        time.sleep(0.2)
"""
DEMO = """
import asyncio, os, sys
from pathlib import Path
from bot.demo.run import run_demo
port, folder, bot = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
argv = [sys.executable, "-c", bot, f"http://127.0.0.1:{port}"]
prepare = [[sys.executable, "-c", code] for code in sys.argv[4:]]
sys.exit(asyncio.run(run_demo(port, folder, False, argv, dict(os.environ), prepare)))
"""
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def demo(port: int, folder: Path, *prepare: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the demo as a process of its own, ended afterwards in any case."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", DEMO, str(port), str(folder), POLLING_BOT, *prepare),
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.communicate()


async def first_line(process: asyncio.subprocess.Process) -> str:
    """Return the first line the demo prints."""
    assert process.stdout
    return (await asyncio.wait_for(process.stdout.readline(), 30)).decode()


async def status(http: httpx.AsyncClient) -> str:
    """Return what the bot's process is doing."""
    return str((await http.get("/demo/state")).json()["bot_process"]["status"])


async def test_demo__up_killed_up_stopped(tmp_path: Path) -> None:
    """The demo prints its address once the bot polls, brings a killed bot back, and ends on Ctrl+C with 0."""
    port = free_port()
    async with (
        demo(port, tmp_path) as process,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http,
    ):
        assert f"http://127.0.0.1:{port}" in await first_line(process)
        pid = (await http.get("/demo/state")).json()["bot_process"]["pid"]
        assert (await http.post("/demo/kill")).json() == {"ok": True}
        async with asyncio.timeout(20):
            while (
                await status(http) != "up"
                or (await http.get("/demo/state")).json()["bot_process"]["restarts"] < 1
            ):
                await asyncio.sleep(0.05)
        again = (await http.get("/demo/state")).json()["bot_process"]["pid"]
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 10) == 0
    for gone in (pid, again):
        assert not Path(f"/proc/{gone}").exists()


async def test_demo__itself_killed__leaves_no_second_bot(tmp_path: Path) -> None:
    """A bot left behind by a killed demo is ended when the demo starts again."""
    port = free_port()
    async with (
        demo(port, tmp_path) as process,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http,
    ):
        await first_line(process)
        left = (await http.get("/demo/state")).json()["bot_process"]["pid"]
        process.kill()
        await process.wait()
    async with demo(port, tmp_path) as process:
        await first_line(process)
        assert (
            not Path(f"/proc/{left}").exists() or "Z" in Path(f"/proc/{left}/stat").read_text().split(")")[1]
        )


async def test_demo__preparing_fails__ends_with_1(tmp_path: Path) -> None:
    """A preparing command that fails ends the demo with 1 and says which one."""
    async with demo(free_port(), tmp_path, "raise SystemExit(3)") as process:
        _, errors = await asyncio.wait_for(process.communicate(), 20)
        assert process.returncode == 1
        assert b"Preparing failed with exit code 3" in errors


async def test_demo__port_taken__ends_with_1(tmp_path: Path) -> None:
    """A port that is taken is said in words."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with demo(int(taken.getsockname()[1]), tmp_path) as process:
            _, errors = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 1
    assert b"is not free" in errors
