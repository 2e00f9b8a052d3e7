"""Pictures looked at in child processes, so that a hostile one cannot touch the program.

Why: a picture of some kilobytes can ask its decoder for gigabytes or for minutes. The header's size is looked
at first (`storage.pictures`); what that does not catch dies with the child, by its limits or by the clock.
Rules: a few children, started when first wanted and kept warm; one that died is followed by another; a
picture that killed its child is none. The children have threads of their own, so that no commit waits for
a picture.
Must not know: where pictures come from or are kept.
"""

import asyncio
import json
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from storage.picture_child import CHECK, COPY, FACTS, HEAD, SHOW
from storage.pictures import PictureFacts, PictureFault, UnshowablePicture

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 5
LONGEST = 20.0  # seconds by the clock: a busy machine is no fault of the picture
CHILDREN = 2
_ROOT = Path(__file__).resolve().parents[1]


class Unfinished(Exception):  # noqa: N818 - a state of affairs
    """The clock ran out, on a busy machine perhaps: try again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one child: bytes of memory, seconds of processor time a picture, seconds by the clock a picture."""

    memory: int = MEMORY
    processor: int = PROCESSOR_SECONDS
    clock: float = LONGEST


class PictureWorkshop:
    """Looks at pictures and draws their copies, in processes of its own. They end with it."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._threads = ThreadPoolExecutor(CHILDREN, thread_name_prefix="pictures")
        self._own = threading.local()
        self._children: set[subprocess.Popen[bytes]] = set()
        weakref.finalize(self, _end_all, self._children)

    async def check(self, content: bytes) -> PictureFacts | PictureFault:
        """As `check_picture`. Unfinished."""
        kind, found = await self._ask(CHECK, content)
        if kind != FACTS:
            return PictureFault(found.decode())
        return PictureFacts(**json.loads(found))

    async def shown(self, content: bytes) -> bytes:
        """As `shown_copy`. UnshowablePicture, Unfinished."""
        kind, found = await self._ask(SHOW, content)
        if kind != COPY:
            raise UnshowablePicture(PictureFault(found.decode()))
        return found

    async def _ask(self, wanted: bytes, content: bytes) -> tuple[bytes, bytes]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._exchange, wanted, content)

    def _exchange(self, wanted: bytes, content: bytes) -> tuple[bytes, bytes]:
        """One request to this thread's child. A child that dies of it says that it is no picture."""
        child = self._child()
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            child.kill()

        timer = threading.Timer(self._limits.clock, end)
        timer.start()
        try:
            answer = _said(child, wanted, content)
        finally:
            timer.cancel()
        if answer is None:
            self._bury(child)
            if is_late.is_set():
                raise Unfinished
            return b"", PictureFault.NOT_A_PICTURE.value.encode()
        return answer

    def _child(self) -> subprocess.Popen[bytes]:
        child: subprocess.Popen[bytes] | None = getattr(self._own, "child", None)
        if child is not None and child.poll() is None:
            return child
        if child is not None:
            self._bury(child)
        limits = (str(self._limits.memory), str(self._limits.processor))
        child = subprocess.Popen(  # noqa: S603 - our own program, with two numbers
            [sys.executable, "-m", "storage.picture_child", *limits],
            cwd=_ROOT,
            env={},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._own.child = child
        self._children.add(child)
        return child

    def _bury(self, child: subprocess.Popen[bytes]) -> None:
        self._children.discard(child)
        self._own.child = None
        _end(child)


def _said(child: subprocess.Popen[bytes], wanted: bytes, content: bytes) -> tuple[bytes, bytes] | None:
    """The child's answer, or none when it is dead."""
    assert child.stdin  # noqa: S101 - both are pipes
    assert child.stdout  # noqa: S101 - both are pipes
    try:
        child.stdin.write(HEAD.pack(wanted, len(content)))
        child.stdin.write(content)
        child.stdin.flush()
    except OSError:
        return None
    head = child.stdout.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, size = HEAD.unpack(head)
    found = child.stdout.read(size)
    return (kind, found) if len(found) == size else None


def _end_all(children: Iterable[subprocess.Popen[bytes]]) -> None:
    for child in tuple(children):
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    pipes: tuple[IO[bytes] | None, ...] = (child.stdin, child.stdout)
    for pipe in pipes:
        if pipe is not None:
            _close(pipe)
    child.wait()


def _close(pipe: IO[bytes]) -> None:
    with suppress(OSError):  # what was still to be written to a dead child
        pipe.close()
