"""Dying at one chosen step: laid around every commit, every send and every poll of a bot in its own process.

Rules: nothing of the program is changed by this when no step is chosen; a step is named by what it is and
where it comes from, such as `commit Worker.handle before` or `send AnswerPress lost`. Before and after mean
SIGKILL there; lost means that the platform acted and its answer never came. Each step reached for the first
time is logged, and so is the death.
Must not know: what the steps are for.
"""

import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outcome import Ambiguous, Outcome
from bot.receiver import Receiver
from bot.telegram.send import TelegramSender
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import Operation
from storage.database import Database

REACHED, FAILED = "reached: ", "failed at: "
_CONTEXT = frozenset({"__aenter__", "enter_async_context", "failing_write"})


@dataclass(slots=True)
class Failing:
    """The step at which to fail, once the file `armed` is there; an empty step only logs what is reached."""

    step: str
    armed: Path
    _reached: set[str] = field(default_factory=set)
    _is_over: bool = False

    def is_now(self, step: str) -> bool:
        """Whether to fail at this step, which is just being made."""
        if step not in self._reached:
            self._reached.add(step)
            _say(f"{REACHED}{step}")
        if step != self.step or self._is_over or not self.armed.exists():
            return False
        self._is_over = True
        return True

    def pass_by(self, step: str) -> None:
        """Die here, if it is here."""
        if self.is_now(step):
            _say(f"{FAILED}{step}")
            os.kill(os.getpid(), signal.SIGKILL)


def lay(failing: Failing) -> None:
    """Lay the steps around the program of this process."""
    _lay_around_commits(failing)
    _lay_around_sends(failing)
    _lay_around_polls(failing)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _lay_around_commits(failing: Failing) -> None:
    write = Database.write

    @asynccontextmanager
    async def failing_write(self: Database) -> AsyncIterator[AsyncConnection]:
        name = _writer(sys._getframe(1))
        async with write(self) as connection:
            yield connection
            failing.pass_by(f"commit {name} before")
        failing.pass_by(f"commit {name} after")

    _put(Database, "write", failing_write)


def _writer(frame: FrameType | None) -> str:
    """Who opened the transaction: the first function that is none of the machinery."""
    while frame and (frame.f_code.co_name in _CONTEXT or "contextlib" in frame.f_code.co_filename):
        frame = frame.f_back
    if frame is None:
        return "nobody"
    owner = frame.f_locals.get("self")
    queue = f" {owner.name}" if frame.f_code.co_name == "_claim" and owner else ""
    return frame.f_code.co_qualname.replace(".<locals>", "") + queue


def _lay_around_sends(failing: Failing) -> None:
    perform = TelegramSender.perform

    async def failing_perform(
        self: TelegramSender, operation: Operation, chat: Chat, **others: str | None
    ) -> Outcome:
        where = "" if chat.kind is ChatKind.PRIVATE else " channel"
        name = f"send {type(operation).__name__}{where}"
        failing.pass_by(f"{name} before")
        outcome = await perform(self, operation, chat, **others)
        failing.pass_by(f"{name} after")
        if failing.is_now(f"{name} lost"):
            _say(f"{FAILED}{name} lost")
            return Ambiguous()
        return outcome

    _put(TelegramSender, "perform", failing_perform)


def _lay_around_polls(failing: Failing) -> None:
    ask = Receiver._ask

    async def failing_ask(self: Receiver, client: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as theirs
        found = await ask(self, client)
        if found:
            failing.pass_by("poll got")
        return found

    _put(Receiver, "_ask", failing_ask)


def _put(owner: type, name: str, function: Callable[..., Any]) -> None:
    setattr(owner, name, function)
