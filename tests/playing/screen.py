"""What the chats show: every message in every form it had, and what is new since one looked last.

Rules: the same for every depth; ids are text. A message that is edited into what it already shows is not
news.
Must not know: Telegram, the database, how news is printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from tests.playing.acts import BadLine


@dataclass(frozen=True, slots=True)
class Face:
    """A button as it is seen, with what it carries (nothing for links and copying)."""

    label: str
    data: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A message as it is seen. `keyboard`: labels of the reply keyboard sent with it; empty takes it away."""

    text: str
    rows: tuple[tuple[Face, ...], ...] = ()
    keyboard: tuple[tuple[str, ...], ...] | None = None
    pictures: int = 0
    file: str | None = None

    @property
    def faces(self) -> Iterator[Face]:
        """All buttons."""
        return (face for row in self.rows for face in row)


@dataclass(frozen=True, slots=True)
class Appeared:
    """A message of the bot."""

    chat: str
    message: str
    look: Look


@dataclass(frozen=True, slots=True)
class Changed:
    """A message of the bot looks different now."""

    chat: str
    message: str
    look: Look


@dataclass(frozen=True, slots=True)
class Reacted:
    """A sign on somebody's message."""

    chat: str
    sign: str


@dataclass(frozen=True, slots=True)
class Toasted:
    """The answer to a press, seen by who pressed."""

    person: str
    text: str
    is_alert: bool


News: TypeAlias = Appeared | Changed | Reacted | Toasted


@dataclass(slots=True)
class Screen:
    """All chats. `forms`: chat and message with each look it had, oldest first."""

    forms: list[tuple[str, str, Look]] = field(default_factory=list)
    said: list[tuple[str, str, str]] = field(default_factory=list)
    _news: list[News] = field(default_factory=list)

    def appear(self, chat: str, message: str, look: Look) -> None:
        """The bot sent a message."""
        self.forms.append((chat, message, look))
        self._news.append(Appeared(chat, message, look))

    def change(self, chat: str, message: str, look: Look) -> None:
        """The bot edited a message."""
        if self.now(chat, message) == look:
            return
        self.forms.append((chat, message, look))
        self._news.append(Changed(chat, message, look))

    def enlarge(self, chat: str, message: str) -> None:
        """One more picture in the album that begins with this message."""
        old = next(each for each in self._news if isinstance(each, Appeared) and each.message == message)
        new = replace(old.look, pictures=old.look.pictures + 1)
        self._news[self._news.index(old)] = Appeared(chat, message, new)
        self.forms[self.forms.index((chat, message, old.look))] = (chat, message, new)

    def react(self, chat: str, sign: str) -> None:
        """The bot put a sign on a message."""
        self._news.append(Reacted(chat, sign))

    def toast(self, person: str, text: str, *, is_alert: bool) -> None:
        """The bot answered a press."""
        if text:
            self._news.append(Toasted(person, text, is_alert))

    def say(self, chat: str, message: str, text: str) -> None:
        """A person said something."""
        self.said.append((chat, message, text))

    def look_back(self) -> tuple[News, ...]:
        """What is new since the last time."""
        news, self._news = tuple(self._news), []
        return news

    def now(self, chat: str, message: str) -> Look | None:
        """How a message looks now."""
        return next(
            (look for at, which, look in reversed(self.forms) if (at, which) == (chat, message)), None
        )

    def button(self, chat: str, label: str, on: str | None = None) -> tuple[str, str]:
        """Message and data of the button, on the newest message that shows it or that showed `on`."""
        for at, message, look in reversed(self.forms):
            if at != chat or (on is None and self.now(chat, message) != look) or (on and on not in look.text):
                continue
            found = next((face for face in look.faces if _is_called(face.label, label)), None)
            if found is not None and found.data is not None:
                return message, found.data
        raise BadLine(f"no button [{label}]" + (f" on «{on}»" if on else ""))

    def showing(self, chat: str, words: str) -> str:
        """The newest message of the bot that shows or showed these words."""
        for at, message, look in reversed(self.forms):
            if at == chat and words in look.text:
                return message
        raise BadLine(f"the bot never said «{words}»")

    def own(self, chat: str, words: str) -> str:
        """The message in which a person said these words."""
        for at, message, text in reversed(self.said):
            if at == chat and words in text:
                return message
        raise BadLine(f"nobody said «{words}»")


def _is_called(label: str, wanted: str) -> bool:
    return label == wanted or (wanted.endswith("…") and label.startswith(wanted[:-1]))
