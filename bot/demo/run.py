"""The whole demo: local Bot API, page, and the bot as a process of its own.

Rules: preparing commands run first, while the server already answers; one line tells the address once the bot
has polled for the first time; Ctrl+C stops the bot first and the server after it. What the demo keeps lies in
`data_dir/telegram`; the bot's own data is the caller's.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.demo.app import create_app, listening, serve
from bot.demo.local import LocalTelegram, open_local, real_time
from bot.demo.log import Clock
from bot.demo.refusals import Json
from bot.demo.stage import DEFAULT_TOKEN
from bot.demo.supervisor import Supervisor

FOLDER = "telegram"
OK, FAILED = 0, 1
Argv = Sequence[str]


async def run_demo(
    port: int,
    data_dir: Path,
    fresh: bool,  # noqa: FBT001 - the agreed signature
    bot_argv: Argv,
    bot_env: Mapping[str, str],
    prepare: Sequence[Argv] = (),
    *,
    token: str = DEFAULT_TOKEN,
    now: Clock = real_time,
) -> int:
    """Run the demo until Ctrl+C or SIGTERM; returns the exit code.

    `fresh` forgets what an earlier demo said (`data_dir/telegram` alone). `bot_env` is the environment of
    the bot and of the `prepare` commands, which run one by one before the bot. `now` is the time on messages.
    """
    folder = data_dir / FOLDER
    try:
        opened = listening(port)
    except OSError as error:
        return _failed(f"Port {port} is not free ({error.strerror}); is another demo running?")
    if fresh:
        _forget(folder)
    local = open_local(folder, now=now, token=token)

    def tell(state: Json) -> None:
        local.log.append("bot", state)

    supervisor = Supervisor(bot_argv, bot_env, folder / "bot.log", tell)
    try:
        return await _run(local, supervisor, opened, prepare, bot_env)
    finally:
        local.close()


def _forget(folder: Path) -> None:
    # The file that names a bot left behind stays, so that it can still be ended.
    shutil.rmtree(folder / "files", ignore_errors=True)
    for kept in (*folder.glob("journal.sqlite*"), folder / "bot.log"):
        kept.unlink(missing_ok=True)


async def _run(
    local: LocalTelegram,
    supervisor: Supervisor,
    opened: socket.socket,
    prepare: Sequence[Argv],
    env: Mapping[str, str],
) -> int:
    async with serve(create_app(local, process=supervisor), opened) as address:
        stopped = stop_signal()
        if not await _prepare(prepare, env):
            return FAILED
        announcing = asyncio.create_task(_announce(local, supervisor, address))
        try:
            await supervisor.start()
            await stopped.wait()
        finally:
            announcing.cancel()
            await supervisor.stop()
    return OK


def stop_signal() -> asyncio.Event:
    """Return what SIGINT and SIGTERM set; to be called once the server is up."""
    # Set after the server's own handlers, which would close it before the bot is stopped.
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    return stopped


async def _prepare(commands: Sequence[Argv], env: Mapping[str, str]) -> bool:
    for argv in commands:
        process = await asyncio.create_subprocess_exec(*argv, env=dict(env))
        code = await process.wait()
        if code:
            _failed(f"Preparing failed with exit code {code}: {' '.join(argv)}")
            return False
    return True


async def _announce(local: LocalTelegram, supervisor: Supervisor, address: str) -> None:
    polled = local.updates.polled
    await polled.heard(None)
    sys.stdout.write(f"Kiểm tra công vụ: {address}  (Ctrl+C để dừng)\n")
    sys.stdout.flush()
    while True:
        supervisor.noted_up()
        await polled.heard(None)


def _failed(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return FAILED
