"""The program as a process: signals that stop it, a limit to stopping, and an end when it no longer moves.

Rules: everything that matters is durable before it is confirmed, so the process may end at any moment: when
a stop takes too long, or when the event loop stands still (a turn that never gives control back), it ends
itself and is started anew by whoever runs it.
Must not know: what the program does.
"""

import asyncio
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_LONGEST_STOP = 4.5  # seconds
_STANDSTILL = 60.0  # seconds
_BEAT = 5.0


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
