"""Lowers a card to what a platform can show.

Rules: pure; long text is cut at whole lines, else words, else letters with their marks, and through a styled
run only where that cannot be avoided; nothing is lost but parts of mere white space. Buttons and keyboard
stand on the last part. What a platform cannot show is left out.
Must not know: how a platform writes a style, who reads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handlers.capabilities import Capabilities, LengthUnit
from handlers.card import Card
from handlers.cards.layout import in_rows
from handlers.graphemes import Measure, graphemes, shortened, utf16_length
from handlers.outgoing import Button, Key, Keyboard, Rows
from handlers.rich import Rich, Span, Style, plain

# A cut so early would leave a part almost empty; then a worse place further on is the better one.
EARLIEST: Final = 4


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where a text may be cut, as offsets, best kind of place first; `end` is the last that fits."""

    line: int
    word: int
    run: int
    line_in_run: int
    word_in_run: int
    end: int


def render(card: Card, capabilities: Capabilities) -> tuple[Card, ...]:
    """The card as messages within the platform's limits: at least one."""
    text = card.text if capabilities.markup else plain(card.text.plain)
    *first, last = _parts(text, capabilities) or (text,)
    return (
        *(Card(part) for part in first),
        Card(last, _rows(card.rows, capabilities), _keyboard(card, capabilities)),
    )


def _parts(text: Rich, capabilities: Capabilities) -> tuple[Rich, ...]:
    measure = utf16_length if capabilities.len_unit is LengthUnit.UTF16 else len
    whole = text.plain
    if measure(whole) <= capabilities.text_limit:
        return (text,)
    runs = tuple(_runs(text))
    parts = []
    start = 0
    while start < len(whole):
        end = _cut(whole, start, limit=capabilities.text_limit, measure=measure, runs=runs)
        parts.append(_sliced(text, start, end))
        start = end
    return tuple(part for part in parts if part.plain.strip())


def _runs(text: Rich) -> Iterator[tuple[int, int]]:
    """Where each styled span begins and ends."""
    at = 0
    for span in text.spans:
        if span.style is not Style.PLAIN:
            yield at, at + len(span.text)
        at += len(span.text)


def _sliced(text: Rich, start: int, end: int) -> Rich:
    spans = []
    at = 0
    for span in text.spans:
        inner = span.text[max(0, start - at) : max(0, end - at)]
        if inner:
            spans.append(Span(inner, span.style))
        at += len(span.text)
    return Rich(tuple(spans))


def _cut(text: str, start: int, *, limit: int, measure: Measure, runs: Sequence[tuple[int, int]]) -> int:
    cuts = _cuts(text, start, limit=limit, measure=measure, runs=runs)
    if cuts.end == start:
        return start + max(1, _letters_that_fit(text[start : start + limit], limit, measure))
    if cuts.end == len(text):
        return cuts.end
    earliest = start + (cuts.end - start) // EARLIEST
    places = (cuts.line, cuts.word, cuts.run, cuts.line_in_run, cuts.word_in_run)
    return next((place for place in places if place > earliest), cuts.end)


def _cuts(text: str, start: int, *, limit: int, measure: Measure, runs: Sequence[tuple[int, int]]) -> _Cuts:
    lines = words = lines_in_run = words_in_run = end = start
    size = 0
    for cluster in graphemes(text[start:]):
        size += measure(cluster)
        if size > limit:
            break
        end += len(cluster)
        is_line, is_word = cluster.endswith("\n"), cluster.isspace()
        if not is_word:
            continue
        if _run_around(end, runs):
            lines_in_run, words_in_run = (end if is_line else lines_in_run), end
        else:
            lines, words = (end if is_line else lines), end
    around = _run_around(end, runs)
    run = around[0] if around and end < len(text) else start
    return _Cuts(lines, words, run, lines_in_run, words_in_run, end)


def _run_around(place: int, runs: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    return next((run for run in runs if run[0] < place < run[1]), None)


def _letters_that_fit(text: str, limit: int, measure: Measure) -> int:
    """One cluster alone is too long: then it is cut, at whole code points."""
    return next((count for count in range(len(text), 0, -1) if measure(text[:count]) <= limit), 0)


def _rows(rows: Rows, capabilities: Capabilities) -> Rows:
    if not capabilities.buttons:
        return ()
    fitting = (
        narrow
        for row in rows
        for narrow in in_rows(
            (_labelled(button, capabilities) for button in row if _fits(button, capabilities)),
            capabilities.button_row,
        )
    )
    kept: list[tuple[Button, ...]] = []
    room = capabilities.buttons
    for row in fitting:
        kept.append(row[:room])
        room -= len(kept[-1])
    return tuple(row for row in kept if row)


def _fits(button: Button, capabilities: Capabilities) -> bool:
    return button.data is None or len(button.data.encode()) <= capabilities.button_data_bytes


def _labelled(button: Button, capabilities: Capabilities) -> Button:
    return replace(button, label=shortened(button.label, capabilities.button_label))


def _keyboard(card: Card, capabilities: Capabilities) -> Keyboard | None:
    if card.keyboard is None or not capabilities.buttons:
        return None
    rows = (tuple(key for key in row if _can_ask(key, capabilities)) for row in card.keyboard.keys)
    return Keyboard(tuple(row for row in rows if row))


def _can_ask(key: Key, capabilities: Capabilities) -> bool:
    return key.asks != "location" or capabilities.location_in
