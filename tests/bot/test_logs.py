"""Logs: one JSON object a line, and no secret in any of them."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import structlog

from bot.logs import redact, set_up_logs

TOKEN = "7000000001:canary-AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
URL = f"https://api.telegram.org/bot{TOKEN}/getUpdates"


@contextmanager
def talkative() -> Iterator[None]:
    """Logs at their most talkative, put back afterwards."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    set_up_logs(secrets=("plain-canary",), pretty=False, level=logging.DEBUG)
    try:
        yield
    finally:
        root.handlers[:], root.level, sys.excepthook = handlers, level, hook
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()


def speak() -> None:
    structlog.get_logger("bot").info("asking", url=URL, nested={"token": TOKEN, "list": ["plain-canary"]})
    logging.getLogger("somebody").error("asked %s", URL)
    try:
        fail()
    except RuntimeError:
        structlog.get_logger("bot").exception("failed")
        logging.getLogger("somebody").exception("failed too")
    sys.excepthook(RuntimeError, RuntimeError(URL), None)


def fail() -> None:
    raise RuntimeError(f"cannot reach {URL}")


def test_no_token_in_any_line_and_every_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Fields, messages, arguments, tracebacks and other libraries' lines are all cleaned."""
    with talkative():
        speak()
    told = capsys.readouterr().err
    assert "canary" not in told
    lines = [json.loads(line) for line in told.splitlines()]
    assert [line["event"] for line in lines[:1]] == ["asking"]
    assert sum("exception" in line for line in lines) >= 2


async def test_the_http_client_does_not_tell_its_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    """The HTTP libraries speak from WARNING only."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    with talkative():
        async with httpx.AsyncClient(transport=transport) as client:
            await client.get(URL)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"GET {URL}", "GET https://api.telegram.org/[redacted]/getUpdates"),
        ("postgresql://lan:secret@db/x", "postgresql://lan:[redacted]@db/x"),
        (
            "(E) bad\n[SQL: INSERT]\n[parameters: ('Chào [x] anh', 5)]\n(Background on this)",
            "(E) bad\n[SQL: INSERT]\n[parameters: [redacted]]\n(Background on this)",
        ),
        (
            "bad [type=int, input_value='Chào, anh', input_type=str]",
            "bad [type=int, input_value=[redacted], input_type=str]",
        ),
        ("10:30:00 KT-2611-0034 8080", "10:30:00 KT-2611-0034 8080"),
    ],
)
def test_redaction_takes_secrets_and_leaves_the_rest(text: str, clean: str) -> None:
    """Tokens and passwords go, times and codes stay."""
    assert redact(text) == clean
