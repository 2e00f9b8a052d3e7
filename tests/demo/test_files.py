"""Photos, documents, albums, uploads and downloads."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest
from PIL import Image
from telegram import InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.demo.limits import DOWNLOAD_BYTES, PHOTO_BYTES
from tests.demo.conftest import CHANNEL, LAN, Stage, jpeg


async def test_photo__is_recompressed_and_loses_exif(stage: Stage) -> None:
    """A photo comes in sizes of at most 320, 1280 and 2560 pixels, without EXIF."""
    message = await stage.bot.send_photo(LAN, jpeg(3000, 1500, has_exif=True))
    assert [(size.width, size.height) for size in message.photo] == [(320, 160), (1280, 640), (2560, 1280)]
    content = await (await stage.bot.get_file(message.photo[-1].file_id)).download_as_bytearray()
    assert len(content) == message.photo[-1].file_size
    assert not Image.open(io.BytesIO(content)).getexif()


async def test_document__keeps_its_bytes(stage: Stage) -> None:
    """A file keeps every byte, its name and its kind."""
    original = jpeg(has_exif=True)
    message = await stage.bot.send_document(LAN, original, filename="ảnh gốc.jpg")
    assert message.document.file_name == "ảnh gốc.jpg"
    file = await stage.bot.get_file(message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == original


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no picture", "(?i)image_process_failed"),
        (jpeg(2100, 100), "(?i)photo_invalid_dimensions"),
        (jpeg(9000, 1001), "(?i)photo_invalid_dimensions"),
        (jpeg() + bytes(PHOTO_BYTES), "too big for a photo"),
    ],
)
async def test_photo__too_long_too_big_or_none__is_refused(stage: Stage, content: bytes, reason: str) -> None:
    """A photo has at most 10 MB, a ratio of 20 and 10,000 pixels of width and height together."""
    with pytest.raises(BadRequest, match=reason):
        await stage.bot.send_photo(LAN, content)


async def test_photo__by_file_id__and_not_as_document(stage: Stage) -> None:
    """A file_id sends a file again, as what it was; an unknown one is refused."""
    sent = await stage.bot.send_photo(LAN, jpeg(2000, 1000))
    again = await stage.bot.send_photo(CHANNEL, sent.photo[0].file_id)
    assert again.photo == sent.photo
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type photo as document"):
        await stage.bot.send_document(LAN, sent.photo[0].file_id)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await stage.bot.send_photo(LAN, "AgACnothing")


async def test_album__2_to_10_of_kinds_that_mix(stage: Stage) -> None:
    """An album has 2-10 items and one media_group_id; documents stay among documents."""
    photo = InputMediaPhoto((await stage.bot.send_photo(LAN, jpeg())).photo[0].file_id)
    album = await stage.bot.send_media_group(CHANNEL, [photo] * 10, caption="Mộ Lao")
    assert len({message.media_group_id for message in album}) == 1
    assert [message.caption for message in album] == ["Mộ Lao"] + [None] * 9
    for items, reason in (
        ([photo], "2-10"),
        ([photo] * 11, "2-10"),
        ([photo, InputMediaDocument(b"x")], "mixed"),
    ):
        with pytest.raises(BadRequest, match=reason):
            await stage.bot.send_media_group(CHANNEL, items)


async def test_album__attached_uploads__must_be_there(stage: Stage) -> None:
    """attach:// takes the part of that name; a missing part refuses the whole album."""
    album = await stage.bot.send_media_group(LAN, [InputMediaPhoto(jpeg()), InputMediaPhoto(jpeg(90, 90))])
    assert [message.photo[-1].width for message in album] == [200, 90]
    media = '[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b"}]'
    answer = await stage.http.post(
        f"/bot{stage.local.token}/sendMediaGroup",
        data={"chat_id": str(LAN), "media": media},
        files={"a": ("a.jpg", jpeg(), "image/jpeg")},
    )
    assert answer.status_code == 400
    assert len(await stage.shown("message")) == 3


async def test_persons_album__separate_messages_one_caption(stage: Stage) -> None:
    """A person's album arrives as separate updates with one media_group_id, the caption on the first."""
    await stage.act(do="photo", photos=[{"sample": "lich-truc"}, {"sample": "thiet-bi"}], caption="câu 5")
    first, second = [update.message for update in (await stage.bot.get_updates())[-2:]]
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("câu 5", None)


async def upload(http: httpx.AsyncClient, content: bytes, name: str, media: str) -> dict[str, Any]:
    """Upload a file as the page does."""
    found: dict[str, Any] = (await http.post("/demo/upload", files={"file": (name, content, media)})).json()
    return found


async def test_persons_upload__as_photo_or_as_file(stage: Stage) -> None:
    """An upload sent as photo is recompressed, sent as file it keeps its bytes; the page can show both."""
    original = jpeg(has_exif=True)
    token = (await upload(stage.http, original, "a.jpg", "image/jpeg"))["upload"]
    await stage.act(do="photo", photos=[{"upload": token}])
    await stage.act(do="photo", photos=[{"upload": token}], as_file=True)
    photo, file = [update.message for update in (await stage.bot.get_updates())[-2:]]
    assert (await stage.http.get(f"/demo/file/{file.document.file_id}")).content == original
    assert (await stage.http.get(f"/demo/file/{photo.photo[-1].file_id}")).content != original


async def test_download__20_mb_and_an_hour(stage: Stage) -> None:
    """Files over 20 MB cannot be downloaded; a link ends after an hour and can be had anew."""
    big = (await upload(stage.http, bytes(DOWNLOAD_BYTES + 1), "a.bin", "application/x"))["upload"]
    await stage.act(do="document", upload=big)
    message = (await stage.bot.get_updates())[-1].message
    with pytest.raises(BadRequest, match="ile is too big"):
        await stage.bot.get_file(message.document.file_id)
    small = await stage.bot.send_document(LAN, b"x", filename="a.txt")
    path = (await stage.call("getFile", file_id=small.document.file_id))["result"]["file_path"]
    address = f"/file/bot{stage.local.token}/{path}"
    assert (await stage.http.get(address)).content == b"x"
    stage.clock.turn(3601)
    assert (await stage.http.get(address)).status_code == 404
    await stage.bot.get_file(small.document.file_id)
    assert (await stage.http.get(address)).content == b"x"
    assert (await stage.http.get(address.replace(path, "photos/none.jpg"))).status_code == 404


@pytest.mark.parametrize("kind", ["sticker", "voice", "video", "contact"])
async def test_other_things__arrive(stage: Stage, kind: str) -> None:
    """What the bot never asks for arrives all the same, so that it can answer."""
    await stage.act(do=kind)
    assert getattr((await stage.bot.get_updates())[-1].message, kind)
