"""What the bot says about itself: commands, name, descriptions, menu button.

Rules: derived from the log; keys name method, scope and language.
"""

from __future__ import annotations

from bot.demo.log import EventLog
from bot.demo.refusals import Json


class Account:
    """Settings of the bot by key; a missing key means the default."""

    def __init__(self, log: EventLog) -> None:
        """Follow the log from its beginning."""
        self._log = log
        self._settings: dict[str, object] = {}
        log.follow(self.apply)

    def get(self, key: str) -> object:
        """Return a setting, None when it was never set."""
        return self._settings.get(key)

    def put(self, key: str, value: object) -> None:
        """Set or, with None, forget a setting."""
        self._log.append("_setting", {"key": key, "value": value})

    def apply(self, event: Json) -> None:
        """Take one event into the state; other kinds belong to others."""
        if event["kind"] == "_setting":
            self._settings[event["key"]] = event["value"]
