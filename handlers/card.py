"""A card: one message as it should look, before it is lowered to a platform.

Must not know: limits, platforms, who gets it.
"""

from dataclasses import dataclass

from handlers.outgoing import Keyboard, Rows
from handlers.rich import Rich


@dataclass(frozen=True, slots=True)
class Card:
    """Text, inline buttons, or a reply keyboard (a message carries one or the other)."""

    text: Rich
    rows: Rows = ()
    keyboard: Keyboard | None = None
