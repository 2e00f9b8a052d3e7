"""Links and commands found in plain text, as Telegram finds them."""

from __future__ import annotations

import pytest

from bot.demo.entities import formatted, units


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Xem https://a.vn/b.", "https://a.vn/b"),
        ("Xem https://a.vn/b?c=1, rồi", "https://a.vn/b?c=1"),
        ("(https://a.vn/b)", "https://a.vn/b"),
        ("https://a.vn/b_(c).", "https://a.vn/b_(c)"),
        ("😀 https://a.vn/b...", "https://a.vn/b"),
    ],
)
def test_url__sentence_around_it__stays_outside(text: str, address: str) -> None:
    """A full stop, a comma or a bracket that closes the sentence is no part of a link."""
    (found,) = formatted(text, None, None).entities
    assert (found["type"], found["offset"], found["length"]) == (
        "url", units(text.partition(address)[0]), units(address),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [("</b>", 0), ("a</b> /b", 1), ("/b>", 0), ("/b/c", 0), ("/b@some_bot.", 1), ("(/b)", 1)],
)
def test_command__inside_a_tag_or_path__is_none(text: str, count: int) -> None:
    """A command stands alone: not within a word, a path or a tag."""
    assert [entity["type"] for entity in formatted(text, None, None).entities] == ["bot_command"] * count
