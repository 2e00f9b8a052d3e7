"""How cards are laid out: blocks, bars, rows of buttons, quoted text of people.

Rules: what a person wrote is cleaned, put on one line and shortened before it is shown.
Must not know: what a card is about.
"""

from collections.abc import Iterable
from typing import Final

from checklists.language import clean_line
from handlers.actions import Action, encode
from handlers.graphemes import shortened
from handlers.outgoing import Button, Rows
from handlers.rich import Rich, Span, Style, plain

QUOTE_LIMIT: Final = 300
BAR_CELLS: Final = 6
NARROW_LABEL: Final = 20  # half of a phone's width


def italic(text: str) -> Rich:
    """Text in italics; nothing for no text."""
    return Rich((Span(text, Style.ITALIC),)) if text else Rich()


def blocks(*parts: Rich) -> Rich:
    """The parts that are not empty, with an empty line between them."""
    joined = Rich()
    for part in parts:
        if part:
            joined = joined + (plain("\n\n") if joined else Rich()) + part
    return joined


def quoted(text: str | None, limit: int = QUOTE_LIMIT) -> str:
    """What a person wrote, safe to show: cleaned, on one line, at most `limit` characters."""
    return shortened(clean_line(text or ""), limit)


def capitalised(words: str) -> str:
    """The words as a line begins: `Phường Mộ Lao`."""
    return words[:1].upper() + words[1:]


def bar(done: int, total: int) -> str:
    """How far one has come: `▰▰▱▱▱▱`; a cell for the first step, full when all is done."""
    filled = max(done > 0, min(BAR_CELLS, done * BAR_CELLS // total)) if total else 0
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def tap(label: str, action: Action, tone: str | None = None) -> Button:
    """A button that carries the action."""
    return Button(label=label, data=encode(action), tone=tone)


def in_rows(buttons: Iterable[Button], width: int) -> Rows:
    """The buttons in rows of `width`."""
    every = tuple(buttons)
    return tuple(every[at : at + width] for at in range(0, len(every), width))


def arranged(buttons: Iterable[Button], *, marks: tuple[str, ...] = ()) -> Rows:
    """In their order, two in a row where both labels are short, else one.

    A label is as long as it is without its mark, so that a button keeps its place when it is marked.
    """

    def length(button: Button) -> int:
        return min(len(button.label.removesuffix(mark)) for mark in (*marks, ""))

    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if len(last) == 1 and max(length(last[0]), length(button)) <= NARROW_LABEL:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return tuple(rows)
