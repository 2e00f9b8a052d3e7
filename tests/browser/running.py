"""The demo as `wardrounds demo` starts it, and a browser beside it.

Rules: a free port and a folder of its own; nothing of it outlives the block.
Must not know: what is played.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

PATIENCE = 20.0  # seconds that one step may take on a busy machine
START_PATIENCE = 60.0  # seconds for the demo to come up
_BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_LOCAL = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def demo_running(folder: Path) -> Iterator[str]:
    """Run the demo with its data in `folder`; yields its address once the bot is up."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    env = {**os.environ, "WARDROUNDS_DATA_DIR": str(folder / "data")}
    argv = (sys.executable, "-m", "bot", "demo", "--fresh", "--port", str(port))
    told = folder / "demo.log"
    with told.open("wb") as log, subprocess.Popen(argv, env=env, stdout=log, stderr=log) as running:
        try:
            _await_bot(address, running, told)
            yield address
        finally:
            running.terminate()
            running.wait(PATIENCE)


@contextmanager
def browser_running(chromium: str) -> Iterator[Browser]:
    """Run the Chromium at this path without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_BROWSER_FLAGS)
        yield browser
        browser.close()


def bot_process(address: str) -> dict[str, Any]:
    """What the demo knows of the bot's process: status, pid, restarts."""
    with _LOCAL.open(f"{address}/demo/state", timeout=PATIENCE) as answer:
        process: dict[str, Any] = json.load(answer)["bot_process"]
    return process


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _await_bot(address: str, running: subprocess.Popen[bytes], told: Path) -> None:
    end = time.monotonic() + START_PATIENCE
    while time.monotonic() < end and running.poll() is None:
        try:
            if bot_process(address)["status"] == "up":
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"the demo did not come up:\n{told.read_text(encoding='utf-8')}")
