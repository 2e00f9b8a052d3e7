"""Bots born grown up: a process that has imported everything forks one each time it is asked.

Rules: what is forked is `python -m bot run` from its first line on, in a process of its own with its own log;
only the reading of modules, the most of a start and nothing that could lose data, is done before. One line
in, `LOG`, starts one, `LOG<tab>ARMED<tab>STEP` one that fails at that step (see `tests.crash.failing`);
`born PID` and `ended PID CODE` come out.
Must not know: when a bot is killed.
"""

import logging
import os
import selectors
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

import bot.command_line
import bot.wiring
import storage.migrate
from bot.logs import set_up_logs
from tests.crash.failing import Failing, lay
from tests.crash.rig import LOUD

_GROWN_UP = (bot.wiring, storage.migrate)


def _set_up_loud_logs(*, secrets: Iterable[str] = ()) -> None:
    """Everything that any library says, at DEBUG."""
    set_up_logs(secrets=secrets, level=logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.DEBUG)


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _bear(log: str, armed: str, step: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        opened = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        os.dup2(opened, 2)
        if os.environ.get(LOUD):
            setattr(bot.command_line, "set_up_logs", _set_up_loud_logs)  # noqa: B010 - it is theirs
        if armed:
            lay(Failing(step, Path(armed)))
        os._exit(bot.command_line.main(["run"]))
    except BaseException as error:  # noqa: BLE001 - told as the interpreter would, which is not reached
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        os._exit(1)


def _read(line: str) -> tuple[str, str, str]:
    log, _, failing = line.partition("\t")
    armed, _, step = failing.partition("\t")
    return log, armed, step


def _bury(living: set[int]) -> None:
    for pid in tuple(living):
        dead, status = os.waitpid(pid, os.WNOHANG)
        if dead:
            living.discard(pid)
            _tell(f"ended {pid} {os.waitstatus_to_exitcode(status)}")


def keep() -> None:
    """Serve until standard input ends; whoever still lives then is killed."""
    living: set[int] = set()
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    os.set_blocking(reading, False)
    signal.set_wakeup_fd(writing)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    watched = selectors.DefaultSelector()
    watched.register(sys.stdin, selectors.EVENT_READ)
    watched.register(reading, selectors.EVENT_READ)
    _tell("ready")
    while True:
        ready = {key.fileobj for key, _ in watched.select()}
        if reading in ready:
            os.read(reading, 1024)
            _bury(living)
        if sys.stdin in ready:
            log = sys.stdin.readline().strip()
            if not log:
                break
            pid = _bear(*_read(log))
            living.add(pid)
            _tell(f"born {pid}")
    for pid in living:
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    keep()
