"""Tracebacks say where and what kind, never with which words."""

import asyncio
import io
import sys

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from bot.tracebacks import print_exception, told
from tests.bot.test_logs import talkative

CANARY = "Công chức vắng mặt không lý do"


def caught(error: Exception) -> Exception:
    """The error, raised from a cause that quotes the same words."""
    try:
        fail(error)
    except type(error) as raised:
        return raised
    return error


def fail(error: Exception) -> None:
    try:
        int(CANARY)
    except ValueError as cause:
        raise error from cause


def test_words_in_an_error_are_left_out_with_its_causes() -> None:
    """Every link of the chain and every member of a group is named, none with its values."""
    group = ExceptionGroup(CANARY, (KeyError(CANARY), caught(RuntimeError(CANARY))))
    text = told(caught(group))
    assert CANARY not in text
    for name in (
        "ExceptionGroup",
        "KeyError",
        "RuntimeError",
        "ValueError",
        "test_tracebacks.py",
        "which led to:",
    ):
        assert name in text


def test_an_operator_still_learns_what_is_wrong_with_disk_and_database() -> None:
    """Errors of the machine keep their words."""
    assert told(OSError(28, "No space left on device")).endswith("OSError: No space left on device")
    away = OperationalError(f"INSERT {CANARY}", (CANARY,), Exception("database or disk is full"))
    assert told(away).endswith("OperationalError: database or disk is full")


def test_an_error_that_causes_itself_comes_to_an_end() -> None:
    """A ring of causes is walked once."""
    one, other = ValueError("a"), ValueError("b")
    one.__context__, other.__context__ = other, one
    assert told(one).count("ValueError") == 2


async def test_logs_hold_no_words_of_errors(capsys: pytest.CaptureFixture[str]) -> None:
    """Ours, other libraries' and those of forgotten tasks alike, as lines and on a terminal."""
    with talkative():
        try:
            fail(RuntimeError(CANARY))
        except RuntimeError:
            structlog.get_logger("bot").exception("failed")
            asyncio.get_running_loop().call_exception_handler(
                {"message": "forgotten", "exception": sys.exc_info()[1], "future": await failed()}
            )
    lines = capsys.readouterr().err
    assert lines.count("RuntimeError") >= 2
    assert CANARY not in lines
    stream = io.StringIO()
    print_exception(stream, (ValueError, ValueError(CANARY), None))
    assert "ValueError" in stream.getvalue()
    assert CANARY not in stream.getvalue()


async def failed() -> asyncio.Future[None]:
    """A future that holds an error."""
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError(CANARY))
    future.exception()
    return future
