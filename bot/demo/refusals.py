"""Refusals in Telegram's own wording.

Rules: a refused call changes nothing; the wording is what client libraries match on, so it is copied letter
by letter.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class CallRefusedError(Exception):
    """The call was refused; carries the HTTP status, the wording and, for floods, the seconds to wait."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        """Keep what the answer will say."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def answer(self) -> Json:
        """Return the body of the answer as the Bot API words it."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(reason: str) -> CallRefusedError:
    """Refuse with 400."""
    return CallRefusedError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> CallRefusedError:
    """Refuse with 403."""
    return CallRefusedError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> CallRefusedError:
    """Refuse with 409."""
    return CallRefusedError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> CallRefusedError:
    """Refuse with 429 and the seconds to wait."""
    return CallRefusedError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def too_large() -> CallRefusedError:
    """Refuse an upload over the limit."""
    return CallRefusedError(413, "Request Entity Too Large")


def not_found() -> CallRefusedError:
    """Refuse an unknown method or a malformed token."""
    return CallRefusedError(404, "Not Found")


def unauthorized() -> CallRefusedError:
    """Refuse a token that belongs to no bot here."""
    return CallRefusedError(401, "Unauthorized")
