"""Logs: JSON lines (plain lines on a terminal) through one handler, with secrets taken out of every line.

Rules: everything that is logged passes the redactor as finished text, tracebacks included, so no field can
slip by; errors are told without their values; the HTTP libraries speak from WARNING only, because they write
addresses that hold the token; the words of a person are never given to a log.
Must not know: what is logged.
"""

import contextlib
import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

import structlog

from bot.tracebacks import print_exception, replace_exception

_TOKENS = re.compile(r"(bot)?\d{5,}(?::|%3A)[A-Za-z0-9_-]{8,}", re.IGNORECASE)
_PASSWORDS = re.compile(r"(\w+://[^:/@\s\"]*):[^@/\s\"]+@")
# What asyncio, SQLAlchemy and pydantic tell of errors may be a person's words.
_VALUES = re.compile(
    r"(?<=exception=)\w+\(.*?\)(?=>)|"
    r"(\[parameters: ).*?(\](?=(?:\s|\\n)*(?:\(Background|\"|$)))|(input_value=).*?(?=, input_type=)",
    re.DOTALL,
)
_HIDDEN = "[redacted]"
_QUIET = ("httpx", "httpcore", "aiosqlite", "alembic", "sqlalchemy", "asyncio", "telegram", "PIL", "uvicorn")


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without bot tokens, passwords in addresses, values in errors and the given secrets."""
    for secret in secrets:
        text = text.replace(secret, _HIDDEN)
    text = _VALUES.sub(rf"\1\3{_HIDDEN}\2", text)
    return _PASSWORDS.sub(rf"\1:{_HIDDEN}@", _TOKENS.sub(_HIDDEN, text))


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """structlog's formatter, then the redactor over the finished line."""

    secrets: tuple[str, ...] = ()

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return redact(super().format(record), self.secrets)


class QuietHandler(logging.StreamHandler[TextIO]):
    """Standard error; a line that cannot be written is lost rather than shown raw, with its arguments."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say where a line was lost."""
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"a log line of {record.name} was lost\n")


def set_up_logs(
    *, secrets: Iterable[str] = (), pretty: bool | None = None, level: int = logging.INFO
) -> None:
    """Send all logs to standard error; `pretty` None means: as the terminal suggests."""
    shared = _shared_processors()
    pretty = sys.stderr.isatty() if pretty is None else pretty
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=print_exception)
        if pretty
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    last = (structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_exceptions(pretty=pretty), renderer)
    formatter = RedactingFormatter(foreign_pre_chain=shared, processors=last)
    formatter.secrets = tuple(secret for secret in secrets if secret)
    handler = QuietHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    _hush()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught


def _shared_processors() -> tuple[structlog.types.Processor, ...]:
    return (
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    )


def _exceptions(*, pretty: bool) -> tuple[structlog.types.Processor, ...]:
    return () if pretty else (replace_exception,)


def _hush() -> None:
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It logs a whole answer that is no JSON, and an answer may hold people's words.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL + 1)


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger("bot").critical("uncaught", exc_info=(kind, error, trace))
