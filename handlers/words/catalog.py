"""From a key to words: finds the template in the person's language and fills it.

Rules: a value becomes plain text, never read as markup: `**x**` or `{code}` in a name stays as it is;
a missing key or value is a bug and raises KeyError. A new language is one catalog and one line in `CATALOGS`.
Must not know: what the sentences are about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from handlers.rich import Rich, Span, Style
from handlers.words import en, vi

CATALOGS: Mapping[str, Mapping[str, str]] = {"vi": vi.TEXTS, "en": en.TEXTS}
HOUSE_LANGUAGE = "vi"

Filling: TypeAlias = str | int | Rich

_MARKS = re.compile(r"(\*\*|\{\w+\})")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a template: words as written, or the name of what is filled in."""

    text: str
    style: Style
    is_name: bool


def texts(language: str) -> Mapping[str, str]:
    """The catalog of that language; the house's own for any other."""
    return CATALOGS.get(language, CATALOGS[HOUSE_LANGUAGE])


def say(key: str, language: str, **values: Filling) -> Rich:
    """The sentence of that key; a `Rich` value keeps its own styles."""
    spans: list[Span] = []
    for piece in _pieces(texts(language)[key]):
        for span in _fill(piece, values).spans:
            _append(spans, span)
    return Rich(tuple(spans))


def text(key: str, language: str, **values: Filling) -> str:
    """The sentence of that key without styles: for labels and toasts."""
    return say(key, language, **values).plain


def counted(noun: str, n: int, language: str) -> str:
    """So many of a noun that the catalogs count: `photo`, `finding`."""
    return text(f"count.{noun}.{'one' if n == 1 else 'many'}", language, n=n)


def _fill(piece: _Piece, values: Mapping[str, Filling]) -> Rich:
    if not piece.is_name:
        return Rich((Span(piece.text, piece.style),))
    value = values[piece.text]
    return value if isinstance(value, Rich) else Rich((Span(str(value), piece.style),))


def _append(spans: list[Span], span: Span) -> None:
    """Runs of one style are one span, so that a style begins and ends where a reader sees it."""
    if spans and spans[-1].style is span.style:
        spans[-1] = Span(spans[-1].text + span.text, span.style)
    else:
        spans.append(span)


@cache
def _pieces(template: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    style = Style.PLAIN
    for part in filter(None, _MARKS.split(template)):
        if part == "**":
            style = Style.PLAIN if style is Style.BOLD else Style.BOLD
            continue
        is_name = part.startswith("{") and part.endswith("}")
        pieces.append(_Piece(part[1:-1] if is_name else part, style, is_name))
    return tuple(pieces)
