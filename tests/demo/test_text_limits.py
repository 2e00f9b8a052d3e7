"""Texts and captions: lengths after parsing, in UTF-16 units; entities; markup that Telegram would refuse."""

from __future__ import annotations

import pytest
from telegram import MessageEntity
from telegram.error import BadRequest

from tests.demo.conftest import LAN, Stage, jpeg


async def test_text__4096_units__passes_and_4097_does_not(stage: Stage) -> None:
    """A text has at most 4096 UTF-16 units; a letter above U+FFFF counts as two."""
    assert (await stage.bot.send_message(LAN, "😀" * 2048)).text == "😀" * 2048
    with pytest.raises(BadRequest, match="Message is too long"):
        await stage.bot.send_message(LAN, "😀" * 2048 + "a")


async def test_text__tags__do_not_count(stage: Stage) -> None:
    """Lengths count after entity parsing."""
    message = await stage.bot.send_message(LAN, f"<b>{'ă' * 4096}</b>", parse_mode="HTML")
    assert message.text == "ă" * 4096


@pytest.mark.parametrize("text", ["", "   \n ", "<b> </b>"])
async def test_text__nothing_left__is_refused(stage: Stage, text: str) -> None:
    """A text that is empty after parsing and trimming is refused."""
    answer = await stage.call("sendMessage", chat_id=LAN, text=text, parse_mode="HTML")
    assert answer == {"ok": False, "error_code": 400, "description": "Bad Request: message text is empty"}


async def test_caption__1024_units__passes_and_1025_does_not(stage: Stage) -> None:
    """A caption has at most 1024 units."""
    assert (await stage.bot.send_photo(LAN, jpeg(), caption="đ" * 1024)).caption == "đ" * 1024
    with pytest.raises(BadRequest, match="caption is too long"):
        await stage.bot.send_photo(LAN, jpeg(), caption="đ" * 1025)


async def test_html__entities__are_in_utf16_units(stage: Stage) -> None:
    """Offsets count UTF-16 units, nested tags nest, escapes are read, white space at the ends goes."""
    source = "  😀 <b>Đạt <i>3/5</i></b> &lt;a&gt; <blockquote expandable>thêm</blockquote> "
    message = await stage.bot.send_message(LAN, source, parse_mode="HTML")
    assert message.text == "😀 Đạt 3/5 <a> thêm"
    found = [(entity.type.value, entity.offset, entity.length) for entity in message.entities]
    assert found == [("bold", 3, 7), ("italic", 7, 3), ("expandable_blockquote", 15, 4)]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>đạt", 'Can\'t find end tag corresponding to start tag "b" at byte offset 0'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("3 < 5", 'Unclosed start tag "" at byte offset 2'),
    ],
)
async def test_html__unbalanced_or_unknown__is_refused(stage: Stage, source: str, reason: str) -> None:
    """One wrong tag refuses the whole text, with its byte offset."""
    answer = await stage.call("sendMessage", chat_id=LAN, text=source, parse_mode="HTML")
    assert answer["description"] == f"Bad Request: can't parse entities: {reason}"


async def test_markdown__marks_and_escapes(stage: Stage) -> None:
    """MarkdownV2 gives entities; a reserved letter must be escaped."""
    message = await stage.bot.send_message(
        LAN, r"*Đạt* _3\.5_ [biên bản](https://a.vn)", parse_mode="MarkdownV2"
    )
    assert message.text == "Đạt 3.5 biên bản"
    assert [entity.type.value for entity in message.entities] == ["bold", "italic", "text_link"]
    with pytest.raises(BadRequest, match="is reserved and must be escaped"):
        await stage.bot.send_message(LAN, "Xong.", parse_mode="MarkdownV2")


@pytest.mark.parametrize(("offset", "length"), [(0, 5), (4, 1), (1, 1), (-1, 2), (2, 1)])
async def test_entities__out_of_range_or_inside_a_pair__are_refused(
    stage: Stage, offset: int, length: int
) -> None:
    """Given entities stay inside the text and never split a surrogate pair."""
    with pytest.raises(BadRequest, match="an't parse entities"):
        await stage.bot.send_message(LAN, "a😀b", entities=[MessageEntity("bold", offset, length)])


async def test_entities__100__pass_and_101_do_not(stage: Stage) -> None:
    """A message has at most 100 entities."""
    entities = [MessageEntity("bold", at, 1) for at in range(101)]
    assert len((await stage.bot.send_message(LAN, "x" * 101, entities=entities[:100])).entities) == 100
    with pytest.raises(BadRequest, match="an't parse entities"):
        await stage.bot.send_message(LAN, "x" * 101, entities=entities)


async def test_found_entities__commands_hashtags_links(stage: Stage) -> None:
    """Telegram itself finds commands, hashtags and links, but not inside code."""
    source = "/kiemtra #KT_2611_0034 https://a.vn/b <code>/huy</code>"
    message = await stage.bot.send_message(LAN, source, parse_mode="HTML")
    kinds = [entity.type.value for entity in message.entities]
    assert kinds == ["bot_command", "hashtag", "url", "code"]


async def test_answer_text__200_units__pass_and_201_do_not(stage: Stage) -> None:
    """The answer to a pressed button has at most 200 units."""
    card = await stage.call(
        "sendMessage",
        chat_id=LAN,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "Đạt", "callback_data": "a"}]]},
    )
    tapped = await stage.act(do="tap", chat=LAN, message=card["result"]["message_id"], data="a")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await stage.bot.answer_callback_query(tapped["callback_query_id"], text="đ" * 201)
    assert await stage.bot.answer_callback_query(tapped["callback_query_id"], text="đ" * 200)
