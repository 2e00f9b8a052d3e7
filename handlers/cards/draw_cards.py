"""What is said of a draw: the commitment and the revelation in the channel, refusals to whoever draws.

Rules: both posts carry the draw's code as a hashtag and all that is needed to compute the draw again: before
it the lots and the commitment, after it the seed.
Must not know: how tickets are computed.
"""

from collections.abc import Mapping, Sequence

from checklists.draw import Lots
from handlers.card import Card
from handlers.cards.layout import blocks
from handlers.rich import Rich, Span, Style, lines, plain
from handlers.words import say, text
from storage.plans import Draw


def committed(draw: Draw, lots: Lots, names: Mapping[str, str], *, language: str) -> Card:
    """Before the draw: what it will be drawn from, and the digest that fixes it."""
    tiers = sorted({lot.tier for lot in lots.lots})
    told = tuple(
        say(
            "draw.tier",
            language,
            tier=tier,
            lots=", ".join(f"{names[lot.unit]} {lot.weight}" for lot in lots.lots if lot.tier == tier),
        )
        for tier in tiers
    )
    scope = say("draw.from", language, n=len(lots.lots), k=lots.wanted)
    words = blocks(
        lines((_head("draw.committed", draw, language), scope)),
        Rich((Span("\n".join(each.plain for each in told), Style.FOLDED),)),
        lines((say("draw.digest", language), _code(draw.commitment))),
    )
    return Card(words)


def revealed(draw: Draw, names: Sequence[str], *, language: str) -> Card:
    """After all that was drawn is done: the seed, the units, and how to compute it again."""
    how = text("draw.how", language)
    words = blocks(
        lines((_head("draw.revealed", draw, language), say("draw.result", language, names=", ".join(names)))),
        lines((say("draw.seed", language), _code(draw.seed))),
        Rich((Span(f"{how}\n\n{draw.lots}", Style.FOLDED),)),
    )
    return Card(words)


def nothing_to_draw(*, language: str) -> Rich:
    """Every unit waits for a visit."""
    return say("draw.nothing", language)


def done(*, language: str) -> Rich:
    """The draw is made; its team knows."""
    return say("draw.done", language)


def too_early(*, language: str) -> Rich:
    """A visit that was drawn has not been made yet."""
    return say("draw.too_early", language)


def is_revealed(*, language: str) -> Rich:
    """The seed is in the channel."""
    return say("draw.is_revealed", language)


def _head(key: str, draw: Draw, language: str) -> Rich:
    hashtag = f"#{draw.code.replace('-', '_')}"
    return say(key, language) + plain("  ") + Rich((Span(hashtag, Style.HASHTAG),))


def _code(digits: str) -> Rich:
    return Rich((Span(digits, Style.CODE),))
