"""Telegram's HTML and MarkdownV2, as strict as Telegram: one unbalanced tag refuses the whole text.

Rules: returns plain text and entities in UTF-16 units; offsets in refusals are bytes of the UTF-8 source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.demo.refusals import CallRefusedError, Json, bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)?(?P<rest>[^<>]*)(?P<close>>?)|&(?P<name>#?\w+);|[^<&]+|&"
)
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

MARKS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
RESERVED = frozenset("_*[]()~`>#+-=|{}.!")


@dataclass(slots=True)
class Writer:
    """Plain text being written, its length in UTF-16 units, what is open and what is done."""

    parts: list[str] = field(default_factory=list)
    at: int = 0
    open: list[tuple[str, Json, int]] = field(default_factory=list)  # tag or mark, entity, byte offset
    done: list[Json] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Add plain text."""
        self.parts.append(text)
        self.at += len(text.encode("utf-16-le")) // 2

    def begin(self, name: str, entity: Json, source: int) -> None:
        """Open an entity."""
        self.open.append((name, entity | {"offset": self.at}, source))

    def end(self) -> Json:
        """Close the innermost entity and return it; empty ones are dropped."""
        _, entity, _ = self.open.pop()
        entity["length"] = self.at - entity["offset"]
        if entity["length"]:
            self.done.append(entity)
        return entity


def parse(text: str, mode: str) -> tuple[str, list[Json]]:
    """Return plain text and entities; raises 400 "can't parse entities"."""
    match mode.lower():
        case "html":
            return _parse_html(text)
        case "markdownv2":
            return _parse_markdown(text)
        case _:
            raise bad_request("unsupported parse_mode")


def _broken(reason: str) -> CallRefusedError:
    return bad_request(f"can't parse entities: {reason}")


# --- HTML ----------------------------------------------------------------------------------------


def _parse_html(text: str) -> tuple[str, list[Json]]:
    writer = Writer()
    for token in TOKEN.finditer(text):
        if token["close"] is not None:
            _take_tag(writer, token, len(text[: token.start()].encode()))
        else:
            writer.write(_letter(token["name"], token.group()) if token["name"] else token.group())
    if writer.open:
        tag, _, source = writer.open[-1]
        raise _broken(f'Can\'t find end tag corresponding to start tag "{tag}" at byte offset {source}')
    return "".join(writer.parts), writer.done


def _letter(name: str, source: str) -> str:
    if not name.startswith("#"):
        return NAMED.get(name, source)
    try:
        digits = name[1:].lower()
        return chr(int(digits[1:], base=16) if digits.startswith("x") else int(digits))
    except (ValueError, OverflowError):
        return source


def _take_tag(writer: Writer, token: re.Match[str], source: int) -> None:
    tag = (token["tag"] or "").lower()
    if token["end"]:
        _take_end(writer, tag, source)
        return
    if not token["close"]:
        raise _broken(f'Unclosed start tag "{tag}" at byte offset {source}')
    if tag not in KINDS:
        raise _broken(f'Unsupported start tag "{tag}" at byte offset {source}')
    attributes = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in ATTRIBUTE.finditer(token["rest"])}
    writer.begin(tag, _entity(tag, attributes, source), source)


def _entity(tag: str, attributes: dict[str, str], source: int) -> Json:
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {source}')
    if tag == "a" and attributes.get("href"):
        return {"type": "text_link", "url": _unescaped(attributes["href"])}
    if tag == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
    return {"type": KINDS[tag]}


def _unescaped(text: str) -> str:
    return re.sub(r"&(#?\w+);", lambda found: _letter(found[1], found[0]), text)


def _take_end(writer: Writer, tag: str, source: int) -> None:
    if not writer.open:
        raise _broken(f"Unexpected end tag at byte offset {source}")
    expected = writer.open[-1][0]
    if tag != expected:
        raise _broken(
            f'Unmatched end tag at byte offset {source}, expected "</{expected}>", found "</{tag}>"'
        )
    writer.end()


# --- MarkdownV2 ----------------------------------------------------------------------------------


def _parse_markdown(text: str) -> tuple[str, list[Json]]:
    writer = Writer()
    at = 0
    while at < len(text):
        at = _take_mark(writer, text, at)
    if writer.open:
        name, entity, source = writer.open[-1]
        raise _broken(f"Can't find end of {entity['type']} entity at byte offset {source} ({name})")
    return "".join(writer.parts), writer.done


def _take_mark(writer: Writer, text: str, at: int) -> int:
    source = len(text[:at].encode())
    if text[at] == "\\" and at + 1 < len(text) and text[at + 1].isascii():
        writer.write(text[at + 1])
        return at + 2
    if text[at] == "`":
        return _take_code(writer, text, at, source)
    if text[at] == "[":
        writer.begin("[", {"type": "text_link"}, source)
        return at + 1
    if text[at] == "]" and writer.open and writer.open[-1][0] == "[":
        return _take_link(writer, text, at, source)
    mark = text[at : at + 2] if text[at : at + 2] in MARKS else text[at]
    if mark in MARKS:
        _take_pair(writer, mark, source)
        return at + len(mark)
    if text[at] in RESERVED:
        raise _broken(f"Character '{text[at]}' is reserved and must be escaped with the preceding '\\'")
    writer.write(text[at])
    return at + 1


def _take_pair(writer: Writer, mark: str, source: int) -> None:
    if writer.open and writer.open[-1][0] == mark:
        writer.end()
    else:
        writer.begin(mark, {"type": MARKS[mark]}, source)


def _take_code(writer: Writer, text: str, at: int, source: int) -> int:
    fence = "```" if text.startswith("```", at) else "`"
    close = text.find(fence, at + len(fence))
    if close < 0:
        raise _broken(f"Can't find end of code entity at byte offset {source}")
    writer.begin(fence, {"type": "pre" if fence == "```" else "code"}, source)
    writer.write(re.sub(r"\\([\\`])", r"\1", text[at + len(fence) : close]))
    writer.end()
    return close + len(fence)


def _take_link(writer: Writer, text: str, at: int, source: int) -> int:
    close = text.find(")", at)
    if text[at + 1 : at + 2] != "(" or close < 0:
        raise _broken(f"Can't find end of a URL at byte offset {source}")
    entity = writer.end()
    entity["url"] = re.sub(r"\\(.)", r"\1", text[at + 2 : close])
    return close + 1
