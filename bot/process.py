"""The program as a process: signals that stop it, a limit to stopping, and an end when it no longer moves.

Rules: everything that matters is durable before it is confirmed, so the process may end at any moment: when
a stop takes too long, or when the event loop stands still (a turn that never gives control back), it ends
itself and is started anew by whoever runs it.
Must not know: what the program does.
"""

import asyncio
import faulthandler
import gc
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_COLLECT_AFTER = 20_000  # new objects; Python's own 700 means several looks at everything for each answer
_LONGEST_STOP = 4.5  # seconds
_STANDSTILL = 60.0  # seconds
_BEAT = 5.0


def run_long(work: Coroutine[Any, Any, int]) -> int:
    """Run what runs for days, on the faster event loop where the platform has one."""
    _leave_alone_what_is_there()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(work)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if find_spec("uvloop") is None:
        return None
    new_event_loop: Callable[[], asyncio.AbstractEventLoop] = import_module("uvloop").new_event_loop
    return new_event_loop


def _leave_alone_what_is_there() -> None:
    """What was made until now stays for good: the garbage collector need not look at it ever again.

    Modules and classes are some hundred thousand objects, and each look takes a tenth of a second in which
    nobody is answered.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])


def stop_signal() -> asyncio.Event:
    """Set at SIGTERM or SIGINT; from then on the process has so many seconds."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if not stopped.is_set():
            stopped.set()
            end_after(_LONGEST_STOP)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    return stopped


def end_after(seconds: float) -> None:
    """End the process then, unless it has ended before."""
    timer = threading.Timer(seconds, _end)
    timer.daemon = True
    timer.start()


def _end() -> None:
    sys.stderr.flush()
    sys.stdout.flush()
    os._exit(0)


@asynccontextmanager
async def beating(standstill: float = _STANDSTILL, beat: float = _BEAT) -> AsyncIterator[None]:
    """While this lasts, an event loop that stands still so long ends the process, telling where it stands."""

    async def go_on() -> None:
        while True:
            faulthandler.dump_traceback_later(standstill, exit=True)
            await asyncio.sleep(beat)

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()
        faulthandler.cancel_dump_traceback_later()
