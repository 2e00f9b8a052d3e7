"""What an error of the Telegram library means."""

import json
from datetime import timedelta

import httpx
import pytest
from telegram import Bot
from telegram import error as telegram_error
from telegram.request import HTTPXRequest

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
from bot.telegram.refusals import classify, is_unparsable

ANSWERS: list[tuple[int, str, dict[str, int], SendError | Sent | Refusal]] = [
    (400, "Bad Request: message is not modified: specified new message content", {}, Sent()),
    (400, "Bad Request: query is too old and response timeout expired or query ID is invalid", {}, Sent()),
    (400, "Bad Request: message to edit not found", {}, MessageGone()),
    (400, "Bad Request: message can't be edited", {}, MessageGone()),
    (400, "Bad Request: chat not found", {}, Refusal.GONE),
    (400, "Bad Request: not enough rights to send text messages to the chat", {}, Refusal.RIGHTS),
    (400, "Bad Request: need administrator rights in the channel chat", {}, Refusal.RIGHTS),
    (400, "Bad Request: message text is empty", {}, Refusal.REFUSED),
    (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100}, Moved("-100")),
    (403, "Forbidden: bot was blocked by the user", {}, Refusal.BLOCKED),
    (403, "Forbidden: user is deactivated", {}, Refusal.BLOCKED),
    (403, "Forbidden: bot was kicked from the channel chat", {}, Refusal.GONE),
    (403, "Forbidden: bot is not a member of the channel chat", {}, Refusal.GONE),
    (401, "Unauthorized", {}, BrokenToken()),
    (404, "Not Found", {}, BrokenToken()),
    (409, "Conflict: terminated by other getUpdates request", {}, NotActed()),
    (413, "Request Entity Too Large", {}, Refusal.REFUSED),
    (429, "Too Many Requests: retry after 7", {"retry_after": 7}, RetryAfter(7.0)),
    (429, "Too Many Requests", {}, RetryAfter(5.0)),
    (500, "Internal Server Error", {}, Ambiguous()),
    (502, "Bad Gateway", {}, Ambiguous()),
]
CAUSES: list[tuple[type[httpx.TransportError], SendError]] = [
    (httpx.PoolTimeout, NotActed()),
    (httpx.ConnectTimeout, NotActed()),
    (httpx.ConnectError, NotActed()),
    (httpx.ReadTimeout, Ambiguous()),
    (httpx.WriteTimeout, Ambiguous()),
    (httpx.ReadError, Ambiguous()),
    (httpx.RemoteProtocolError, Ambiguous()),
]


async def error_of(handler: httpx.MockTransport) -> Exception:
    """What the real library raises for an answer."""
    request = HTTPXRequest(httpx_kwargs={"transport": handler})
    bot = Bot("123456:abc", request=request)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, it is what is looked at
        await bot.send_message(1, "x")
    await bot.shutdown()
    return caught.value


@pytest.mark.parametrize(("status", "description", "parameters", "meaning"), ANSWERS)
async def test_an_answer_of_telegram_has_one_meaning(
    status: int, description: str, parameters: dict[str, int], meaning: SendError | Sent | Refusal
) -> None:
    """Every refusal of the table, through the real library, has the meaning that the table says."""
    body = {"ok": False, "error_code": status, "description": description}
    body |= {"parameters": parameters} if parameters else {}
    error = await error_of(httpx.MockTransport(lambda _: httpx.Response(status, json=body)))
    found = classify(error)
    assert (found.reason if isinstance(found, Permanent) else found) == meaning


@pytest.mark.parametrize(("cause", "meaning"), CAUSES)
async def test_a_broken_call_acted_or_not_by_its_cause(
    cause: type[httpx.TransportError], meaning: SendError
) -> None:
    """Before a connection stood nothing acted; afterwards nobody knows."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise cause("broken")

    assert classify(await error_of(httpx.MockTransport(fail))) == meaning


@pytest.mark.parametrize("body", [{"ok": True}, {"ok": True, "result": {}}, {"ok": True, "result": 5}])
async def test_an_odd_answer_leaves_doubt(body: dict[str, object]) -> None:
    """A 200 that the library cannot read has probably acted."""
    error = await error_of(httpx.MockTransport(lambda _: httpx.Response(200, content=json.dumps(body))))
    assert classify(error) == Ambiguous()


def test_a_pause_may_be_a_duration() -> None:
    """The library gives seconds or a duration."""
    assert classify(telegram_error.RetryAfter(timedelta(seconds=9))) == RetryAfter(9.0)


def test_refused_formatting_is_told_apart() -> None:
    """Only this refusal lets the text go again without its style."""
    assert is_unparsable(telegram_error.BadRequest("Can't parse entities: byte offset 3"))
    assert not is_unparsable(telegram_error.BadRequest("Message text is empty"))
