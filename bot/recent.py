"""What was known last, so that it need not be asked again; the database remains the truth.

Rules: bounded, what was kept longest goes first; whoever does not find a thing here asks the database, so
that forgetting, as a restart does, costs time alone.
Must not know: what is kept.
"""

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """At most `most` things by their keys."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """The thing, or none."""
        return self._kept.get(key)

    def keep(self, key: Key, value: Value) -> None:
        """Keep it in place of the one before."""
        self._kept.pop(key, None)
        self._kept[key] = value
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]

    def drop(self, key: Key) -> None:
        """Forget it."""
        self._kept.pop(key, None)
