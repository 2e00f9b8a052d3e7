"""How a command answers: its exit code, what it complains of, and how it is tied to its arguments.

Rules: words for people go to standard output, complaints to standard error, in both languages.
Must not know: any command.
"""

import argparse
import sys
from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

from bot.settings import Settings

Doing: TypeAlias = Callable[[argparse.Namespace, Settings], int]
BareDoing: TypeAlias = Callable[[argparse.Namespace], int]

DONE: Final = 0
FAULTS: Final = 1


class Commands(Protocol):
    """Where a topic adds its commands: what argparse's subparsers are."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's name
        """A parser for one more command."""


def does(parser: argparse.ArgumentParser, doing: Doing) -> None:
    """Tie what a command does to its parser."""
    parser.set_defaults(doing=doing)


def does_without_settings(parser: argparse.ArgumentParser, doing: BareDoing) -> None:
    """Tie what a command does to its parser: a command that needs no house."""
    parser.set_defaults(bare=doing)


def complain(words: str) -> int:
    """Say what is wrong. The exit code."""
    sys.stderr.write(f"{words}\n")
    return FAULTS
