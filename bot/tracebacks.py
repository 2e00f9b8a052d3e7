"""Tracebacks for logs: where it happened and what kind of error it was, without the values in it.

Rules: an error's own words may quote what a person wrote (`invalid literal: '...'`, a key, a row), so they
are left out, but for errors of files, connections and databases that are away: those words an operator needs.
Must not know: where a log goes.
"""

import sys
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any, TextIO, TypeAlias

from sqlalchemy.exc import OperationalError

Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None]


def told(error: BaseException) -> str:
    """The error with its causes, the first one first, as Python would print it."""
    return "\n".join(_lines(error, set()))


def replace_exception(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: `exc_info` becomes the text `exception`."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = told(error)
    return event


def print_exception(stream: TextIO, raised: Raised) -> None:
    """The same for structlog's output on a terminal."""
    stream.write(f"\n{told(raised[1])}")


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        yield "which led to:"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield _headline(error)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            if id(each) not in seen:
                yield "together with:"
                yield from _lines(each, seen)


def _headline(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    match error:
        case OperationalError():
            return f"{name}: {error.orig}"
        case OSError():
            return f"{name}: {error.strerror}" if error.strerror else name
        case _:
            return name
