"""Text with style, as spans: the one form in which words travel to a platform.

Rules: a user's text becomes a plain span, so it can never break the formatting; no markup language anywhere.
Must not know: how a platform marks bold.
"""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a span looks; PLAIN for most."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    HASHTAG = "hashtag"
    QUOTE = "quote"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Rich:
    """Spans in order; `+` joins."""

    spans: tuple[Span, ...] = ()

    def __add__(self, other: "Rich") -> "Rich":
        """The two, one after the other."""
        return Rich(self.spans + other.spans)

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return any(span.text for span in self.spans)

    @property
    def plain(self) -> str:
        """The text without its styles."""
        return "".join(span.text for span in self.spans)


def plain(text: str) -> Rich:
    """Text as it is."""
    return Rich((Span(text),))


def bold(text: str) -> Rich:
    """Text in bold."""
    return Rich((Span(text, Style.BOLD),))


def lines(parts: tuple[Rich, ...]) -> Rich:
    """The parts that are not empty, each on a line of its own."""
    joined = Rich()
    for part in (each for each in parts if each):
        joined = joined + (plain("\n") if joined else Rich()) + part
    return joined
