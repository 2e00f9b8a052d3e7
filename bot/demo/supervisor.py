"""Running the bot as a process of its own, and starting it again whenever it dies.

Rules: the caller gives the command and the environment; what the bot prints goes to a log file; every change
of status is told. A process that dies soon after its start is started again after a growing pause.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO

from bot.demo.refusals import Json

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 15.0
STEADY_SECONDS = 10.0  # having run so long, a process has earned a quick restart
STOP_SECONDS = 5.0
Teller = Callable[[Json], None]


class Status(StrEnum):
    """What the bot's process is doing."""

    STARTING = "starting"
    UP = "up"
    DOWN = "down"
    KILLED = "killed"


class Supervisor:
    """Keeps one process running."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], log_path: Path, tell: Teller) -> None:
        """Take the command, its whole environment, where its output goes and who hears of its status."""
        self._argv = tuple(argv)
        self._env = dict(env)
        self._log_path = log_path
        self._pid_path = log_path.with_suffix(".pid")
        self._tell = tell
        self._status = Status.DOWN
        self._restarts = 0
        self._process: asyncio.subprocess.Process | None = None
        self._running: asyncio.Task[None] | None = None
        self._is_kill_asked = False

    def state(self) -> Json:
        """Return status, pid (when there is one) and the number of restarts."""
        found: Json = {"status": self._status.value, "restarts": self._restarts}
        return found | ({"pid": self._process.pid} if self._process else {})

    def noted_up(self) -> None:
        """Note that the bot has been heard of."""
        if self._status is Status.STARTING:
            self._turn(Status.UP)

    def kill(self) -> bool:
        """Send SIGKILL; false when no process runs."""
        if self._process is None:
            return False
        self._is_kill_asked = True
        _signal(self._process, signal.SIGKILL)
        return True

    async def start(self) -> None:
        """Start the process, unless it is being kept running already."""
        if self._running is None:
            self._end_leftover()
            self._running = asyncio.create_task(self._keep_running())

    async def stop(self) -> None:
        """End the process: SIGTERM, after five seconds SIGKILL; it stays ended."""
        running, self._running = self._running, None
        if running is None:
            return
        process = self._process
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        if process:
            await _end(process)
        self._process = None
        self._turn(Status.DOWN)

    async def _keep_running(self) -> None:
        pause = FIRST_PAUSE
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            await self._run_once()
            was_killed, self._is_kill_asked = self._is_kill_asked, False
            self._turn(Status.KILLED if was_killed else Status.DOWN)
            is_steady = was_killed or loop.time() - began > STEADY_SECONDS
            pause = FIRST_PAUSE if is_steady else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)
            self._restarts += 1

    async def _run_once(self) -> None:
        self._log_path.parent.mkdir(parents=True, exist_ok=True)
        with self._log_path.open("ab") as output:
            try:
                self._process = await self._spawned(output)
            except OSError as error:
                output.write(f"The bot cannot be started: {error}\n".encode())
                return
        self._pid_path.write_text(str(self._process.pid))
        self._turn(Status.STARTING)
        await self._process.wait()
        self._process = None

    async def _spawned(self, output: IO[bytes]) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *self._argv,
            env=self._env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # so that Ctrl+C reaches the demo alone, which then stops the bot
        )

    def _end_leftover(self) -> None:
        # A demo that was itself killed leaves its bot behind, and two bots would fight for the updates.
        try:
            pid = int(self._pid_path.read_text())
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return
        if command.split(b"\0")[:-1] == [os.fsencode(part) for part in self._argv]:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)

    def _turn(self, status: Status) -> None:
        self._status = status
        self._tell(self.state())


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


async def _end(process: asyncio.subprocess.Process) -> None:
    _signal(process, signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        _signal(process, signal.SIGKILL)
        await process.wait()
