"""The lock's contract: two programs never work on one file, and a killed one holds nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.lock import AlreadyRunning, ProcessLock

HOLD = """
import sys, time
from pathlib import Path
from storage.lock import ProcessLock
with ProcessLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_second_is_refused(tmp_path: Path) -> None:
    """The second is refused at once, as long as the first one holds the lock."""
    path = tmp_path / "data" / "wardrounds.sqlite.lock"
    with ProcessLock(path):
        with pytest.raises(AlreadyRunning), ProcessLock(path):
            pass
        assert path.stat().st_mode & 0o077 == 0
    with ProcessLock(path):
        pass


def test_killed_holder_holds_nothing(tmp_path: Path) -> None:
    """The kernel gives the lock back when its holder is killed."""
    path = tmp_path / "wardrounds.sqlite.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(AlreadyRunning):
        ProcessLock(path).acquire()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    lock = ProcessLock(path)
    lock.acquire()
    lock.release()
    lock.release()
