"""What an error of the Telegram library means: above all, whether the call acted.

Rules: pure; the library's classes overlap (a refusal is a `NetworkError` too), so the cause is what is
looked at; whatever is not known to be harmless is `Ambiguous`.
Must not know: what was called, what is done about it.
"""

import re
from datetime import timedelta

import httpx
from telegram import error as telegram_error

from bot.outcome import (
    Ambiguous,
    BrokenToken,
    MessageGone,
    Moved,
    NotActed,
    Permanent,
    Refusal,
    RetryAfter,
    SendError,
    Sent,
)
from bot.telegram.aiohttp_request import NotSent

# Nothing left this machine, or no connection stood: the call cannot have acted.
_BEFORE_THE_CALL = (
    NotSent,
    httpx.PoolTimeout,
    httpx.ConnectTimeout,
    httpx.ConnectError,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_AS_WANTED = ("message is not modified", "query is too old", "query id is invalid")
_NOTHING_TO_EDIT = ("message to edit not found", "message can't be edited")
_GONE = (
    "chat not found",
    "kicked",
    "not a member",
    "group chat was upgraded",
    "chat was deleted",
    "peer_id_invalid",
)
_BLOCKED = ("blocked", "deactivated", "can't initiate conversation")
_RIGHTS = (
    "not enough rights",
    "need administrator rights",
    "have no rights",
    "chat_write_forbidden",
    "admin_required",
)
_DEFAULT_PAUSE = 5.0


def is_unparsable(error: Exception) -> bool:
    """Whether our formatting was refused: the plain text may still go."""
    return isinstance(error, telegram_error.BadRequest) and "can't parse entities" in str(error).lower()


def classify(error: Exception) -> Sent | SendError:
    """The error's meaning; `Sent` when the chat already is as wanted."""
    match error:
        case telegram_error.RetryAfter():
            return RetryAfter(_seconds(error.retry_after))
        case telegram_error.InvalidToken():
            return BrokenToken()
        case telegram_error.Conflict():
            return NotActed()
        case telegram_error.ChatMigrated():
            return Moved(str(error.new_chat_id))
        case telegram_error.Forbidden() | telegram_error.BadRequest():
            return _refused(str(error))
        case telegram_error.EndPointNotFound():
            return Permanent(Refusal.REFUSED, str(error))
        case telegram_error.NetworkError():
            return _unanswered(error)
        case _:
            return Ambiguous()


def _refused(sentence: str) -> Sent | SendError:
    words = sentence.lower()
    if any(each in words for each in _AS_WANTED):
        return Sent()
    if any(each in words for each in _NOTHING_TO_EDIT):
        return MessageGone()
    return Permanent(_refusal(words), sentence)


def _refusal(words: str) -> Refusal:
    if any(each in words for each in _RIGHTS):
        return Refusal.RIGHTS
    if any(each in words for each in _GONE):
        return Refusal.GONE
    if any(each in words for each in _BLOCKED):
        return Refusal.BLOCKED
    return Refusal.REFUSED


def _unanswered(error: telegram_error.NetworkError) -> SendError:
    if isinstance(error.__cause__, _BEFORE_THE_CALL):
        return NotActed()
    words = str(error).lower()
    if "too many requests" in words:
        return RetryAfter(_DEFAULT_PAUSE)
    if re.search(r"request entity too large|\(413\)", words):
        return Permanent(Refusal.REFUSED, str(error))
    return Ambiguous()


def _seconds(pause: timedelta | float) -> float:
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
