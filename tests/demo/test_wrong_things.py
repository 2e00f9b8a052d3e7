"""What people send by mistake: too big, broken, forwarded, too long, not their own."""

from __future__ import annotations

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from tests.demo.conftest import LAN, Stage


async def test_document__of_30_megabytes__cannot_be_fetched(stage: Stage) -> None:
    """A big file takes no memory and is refused by getFile; a smaller claim downloads as zeros."""
    await stage.act(do="document", megabytes=30, name="bien-ban.docx", caption="biên bản")
    await stage.act(do="video", megabytes=25, caption="câu 3")
    await stage.act(do="document", megabytes=0.5)
    big, film, small = [update.message for update in await stage.bot.get_updates()][-3:]
    assert (big.document.file_size, big.document.file_name) == (30 * 1024 * 1024, "bien-ban.docx")
    for file_id in (big.document.file_id, film.video.file_id):
        with pytest.raises(BadRequest, match=r"(?i)file is too big"):
            await stage.bot.get_file(file_id)
    path = (await stage.call("getFile", file_id=small.document.file_id))["result"]["file_path"]
    answer: httpx.Response = await stage.http.get(f"/file/bot{stage.local.token}/{path}")
    assert answer.content == bytes(512 * 1024)


async def test_picture__that_is_none__comes_as_a_file_only(stage: Stage) -> None:
    """Bytes that are no picture are refused as a photo and kept as a picture file without thumbnail."""
    assert (await stage.try_act(do="photo", photos=[{"broken": True}])).status_code == 400
    await stage.act(do="photo", photos=[{"broken": True}], as_file=True)
    found = (await stage.bot.get_updates())[-1].message.document
    assert (found.mime_type, found.thumbnail) == ("image/jpeg", None)


async def test_forward__with_buttons__can_be_pressed(stage: Stage) -> None:
    """A forwarded message of the bot keeps its buttons, says where it is from, and can be pressed there."""
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Đạt", callback_data="a")]])
    card = await stage.bot.send_message(LAN, "thẻ", reply_markup=markup)
    await stage.act(**{"as": 1003}, do="say", text="/start")
    sent = await stage.act(do="forward", from_chat=LAN, message=card.message_id)
    await stage.act(do="tap", chat=LAN, message=sent["message_id"], data="a")
    forwarded, pressed = (await stage.bot.get_updates())[-2:]
    assert forwarded.message.forward_origin.sender_user.id == stage.local.world.bot.id
    assert pressed.callback_query.message.message_id == forwarded.message.message_id


@pytest.mark.parametrize(
    ("text", "lengths"),
    [("ă" * 5000, [4096, 904]), ("😀" * 3000, [4096, 1904]), ("xin chào " * 600, [4094, 1304])],
)
async def test_long_text__goes_in_parts(stage: Stage, text: str, lengths: list[int]) -> None:
    """A person's message has at most 4096 units; apps send the rest as another, cut at white space."""
    assert (await stage.try_act(do="say", text=text)).status_code == 400
    sent = await stage.act(do="say", text=text, split=True)
    found = [update.message for update in await stage.bot.get_updates()][1:]
    assert [message.message_id for message in found] == sent["message_ids"]
    assert [len(message.text.encode("utf-16-le")) // 2 for message in found] == lengths


async def test_contact__of_somebody_else(stage: Stage) -> None:
    """A contact is one's own, another person's, or a number without an account."""
    await stage.act(do="contact")
    await stage.act(do="contact", of=1003)
    await stage.act(do="contact", unlinked=True)
    assert (await stage.try_act(do="contact", of=77)).status_code == 400
    contacts = [update.message.contact.user_id for update in (await stage.bot.get_updates())[1:]]
    assert contacts == [LAN, 1003, None]
