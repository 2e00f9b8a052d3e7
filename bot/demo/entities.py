"""Text with entities: UTF-16 counting, checking given entities, finding commands, hashtags and links.

Rules: offsets and lengths are UTF-16 units; an entity never splits a surrogate pair; text loses white space
at both ends as Telegram's does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.demo import markup
from bot.demo.limits import ENTITIES
from bot.demo.refusals import Json, bad_request

FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/<>])"
    r"|(?<!\w)(?P<hashtag>#(?=\w*[^\W\d])\w{1,256})"
    r"|(?<!\w)(?P<mention>@\w{5,32})(?!\w)"
)
ONE_UNIT = 0xFFFF  # letters above take two UTF-16 units
WIDE = re.compile("[\U00010000-\U0010ffff]")
CLOSING = ".,:;!?'’”»…"  # ends the sentence around a link, not the link
PAIRS = {")": "(", "]": "[", "}": "{"}
OPAQUE = frozenset({"code", "pre", "text_link", "url"})  # nothing is looked for inside these


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, sorted by offset."""

    text: str
    entities: tuple[Json, ...] = ()


def units(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def formatted(text: str, parse_mode: str | None, given: list[Json] | None) -> Formatted:
    """Return the text as it will be shown; raises 400 "can't parse entities"."""
    if parse_mode:
        plain, entities = markup.parse(text, parse_mode)
    else:
        plain, entities = text, [dict(entity) for entity in given or []]
        _check_given(plain, entities)
    if len(entities) > ENTITIES:
        raise bad_request(f"can't parse entities: more than {ENTITIES} entities")
    shown, kept = _trimmed(plain, entities)
    return Formatted(text=shown, entities=tuple(_sorted(kept + _found(shown, kept))))


def _check_given(text: str, entities: list[Json]) -> None:
    total = units(text)
    inside = _inside_pairs(text)
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if start < 0 or entity["length"] < 0 or end > total:
            raise bad_request(f"can't parse entities: entity at offset {start} is out of the text")
        if start in inside or end in inside:
            message = "can't parse entities: entity begins or ends in a middle of a UTF-16 symbol"
            raise bad_request(f"{message} at offset {start}")


def _inside_pairs(text: str) -> set[int]:
    found: set[int] = set()
    if not WIDE.search(text):
        return found
    at = 0
    for letter in text:
        if ord(letter) > ONE_UNIT:
            found.add(at + 1)
            at += 1
        at += 1
    return found


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    shown = text.strip()
    cut = units(text) - units(text.lstrip())
    total = units(shown)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(total, entity["offset"] + entity["length"] - cut)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return shown, kept


def _found(text: str, entities: list[Json]) -> list[Json]:
    closed = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in OPAQUE]
    known = {(e["type"], e["offset"]) for e in entities}
    found = []
    for match in FOUND.finditer(text):
        kind = str(match.lastgroup)
        start = units(text[: match.start()])
        length = units(_address(match.group()) if kind == "url" else match.group())
        if (kind, start) in known or any(begin < start + length and start < end for begin, end in closed):
            continue
        found.append({"type": kind, "offset": start, "length": length})
    return found


def _address(text: str) -> str:
    shown = text.rstrip(CLOSING)
    while shown and (opening := PAIRS.get(shown[-1])) and shown.count(shown[-1]) > shown.count(opening):
        shown = shown[:-1].rstrip(CLOSING)
    return shown


def _sorted(entities: list[Json]) -> list[Json]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
