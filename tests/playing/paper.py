"""A platform of paper: does operations on the screen and nowhere else, as strictly as Telegram's limits.

Rules: refuses with an AssertionError what Telegram would refuse, because a transcript must not show it.
Must not know: why something is sent.
"""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from bot.outcome import Brought, Kept, Loss, Lost, MessageGone, Outcome, Permanent, Refusal, Sent
from handlers.incoming import Chat
from handlers.outgoing import (
    AnswerPress,
    EditText,
    Fetch,
    Keyboard,
    Operation,
    React,
    ReadFile,
    Rows,
    SendFile,
    SendPhotos,
    SendText,
)
from handlers.rich import Rich
from tests.playing.documents import document
from tests.playing.pictures import picture
from tests.playing.screen import Face, Look, Screen

TEXT_UNITS, CAPTION_UNITS, TOAST_LETTERS, DATA_BYTES, BUTTONS = 4096, 1024, 200, 64, 100


@dataclass(slots=True)
class Paper:
    """`presses`: who pressed, by the press's id; `open_chats`: where the bot may write."""

    screen: Screen
    message_ids: Iterator[int]
    presses: dict[str, str] = field(default_factory=dict)
    open_chats: set[str] = field(default_factory=set)
    _pictures: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def perform(
        self, operation: Operation, chat: Chat, *, standing: str | None = None, reply_to: str | None = None
    ) -> Outcome:
        """Do it on the screen; what a message answers is not shown."""
        del reply_to
        if isinstance(operation, SendText | SendPhotos | SendFile) and chat.id not in self.open_chats:
            return Permanent(Refusal.BLOCKED, "who never wrote to a bot hears nothing of it")
        match operation:
            case SendText(text=text, rows=rows, keyboard=keyboard):
                return self._send(chat, look_of(text, rows, keyboard))
            case EditText(text=text, rows=rows):
                if standing is None:
                    return MessageGone()
                self.screen.change(chat.id, standing, look_of(text, rows, None))
                return Sent(standing)
            case SendPhotos(pictures=pictures, caption=caption):
                assert units(caption.plain) <= CAPTION_UNITS
                return self._send(chat, Look(caption.plain.strip(), pictures=len(pictures)), len(pictures))
            case SendFile(name=name, caption=caption):
                return self._send(chat, Look(caption.plain.strip(), file=name))
            case React(sign=sign):
                self.screen.react(chat.id, sign)
                return Sent()
            case AnswerPress(press_id, text, alert):
                assert len(text) <= TOAST_LETTERS
                self.screen.toast(self.presses[press_id], text, is_alert=alert)
                return Sent()
            case Fetch(file_id=file_id):
                return self._fetch(file_id)
            case ReadFile(file_id=file_id):
                return Brought(document(file_id))
            case _ as never:
                assert_never(never)

    def _send(self, chat: Chat, look: Look, messages: int = 1) -> Sent:
        number, *_ = [str(next(self.message_ids)) for _ in range(messages)]
        self.screen.appear(chat.id, number, look)
        return Sent(number)

    def _fetch(self, file_id: str) -> Outcome:
        if file_id == "lost":
            return Lost(Loss.GONE)
        content = picture(next(self._pictures))
        return Kept(hashlib.sha256(content).hexdigest(), len(content))


def look_of(text: Rich, rows: Rows, keyboard: Keyboard | None = None) -> Look:
    """A message as it is seen. AssertionError for one beyond Telegram's limits."""
    faces = tuple(tuple(Face(button.label, button.data) for button in row) for row in rows)
    labels = tuple(tuple(key.label for key in row) for row in keyboard.keys) if keyboard else None
    assert 0 < units(text.plain) <= TEXT_UNITS
    assert sum(len(row) for row in faces) <= BUTTONS
    assert all(len((face.data or "").encode()) <= DATA_BYTES for row in faces for face in row)
    assert all(face.label for row in faces for face in row)
    return Look(text.plain.strip(), faces, labels)


def units(text: str) -> int:
    """UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
