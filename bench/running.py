"""A bot's process: started on its core, watched from outside, killed at the end.

Rules: only the operating system is asked about it, so nothing is added to the bot.
Must not know: what the bot is.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PEAK = "VmHWM:"


@dataclass(frozen=True, slots=True)
class Cores:
    """Whose core is whose; none: this machine cannot pin, or has only one."""

    bot: int | None
    api: int | None


def divide_cores() -> Cores:
    """Pin this program to the last core and keep the first for the bots."""
    if not hasattr(os, "sched_setaffinity"):
        return Cores(None, None)
    free = sorted(os.sched_getaffinity(0))
    if len(free) == 1:
        return Cores(None, None)
    os.sched_setaffinity(0, {free[-1]})
    return Cores(bot=free[0], api=free[-1])


@dataclass(frozen=True, slots=True)
class Running:
    """A started bot."""

    started: subprocess.Popen[bytes]

    @property
    def is_up(self) -> bool:
        """Whether it still runs."""
        return self.started.poll() is None

    def cpu_seconds(self) -> float:
        """User and system time of all its threads so far."""
        stat = Path(f"/proc/{self.started.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / _TICKS

    def peak_mb(self) -> float:
        """The most memory it has ever had resident, in MiB."""
        status = Path(f"/proc/{self.started.pid}/status").read_text(encoding="ascii").splitlines()
        line = next(line for line in status if line.startswith(_PEAK))
        return int(line.split()[1]) / 1024


@contextmanager
def started(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, cores: Cores
) -> Iterator[Running]:
    """The process while the block runs; its words go to `bot.log` in the folder."""
    mine = os.sched_getaffinity(0) if cores.bot is not None else set()
    with (folder / "bot.log").open("wb") as log:
        if cores.bot is not None:
            os.sched_setaffinity(0, {cores.bot})  # the child inherits it
        try:
            child = subprocess.Popen(  # noqa: S603 - our own scripts
                command, cwd=folder, env=dict(environment), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        finally:
            if mine:
                os.sched_setaffinity(0, mine)
        try:
            yield Running(child)
        finally:
            child.kill()
            child.wait()
