"""What buttons do with one's language and the reporting channel."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Speak:
    """Use this language: `vi` or `en`."""

    language: str


@dataclass(frozen=True, slots=True)
class DropChannel:
    """An admin disconnects the reporting channel."""

    chat: str


SettlingAction: TypeAlias = Speak | DropChannel

CODES: dict[str, type[SettlingAction]] = {
    "ln": Speak,
    "dc": DropChannel,
}
