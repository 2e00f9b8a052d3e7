"""What is no answer: stickers, voices, films, big files, pictures that are none."""

import pytest

from storage.pictures import PictureFacts, check_picture
from tests.wrong.files import bomb, vast, whole
from tests.wrong.ward import LAN, Ward, lanes_once, picture_file

TOO_BIG = "Câu 1. Ảnh này quá lớn nên không lưu được. Anh/chị vui lòng gửi lại dạng ảnh thường."
NO_PICTURE = (
    "Câu 1. Tệp này không phải là ảnh, hoặc ảnh đã hỏng. Anh/chị vui lòng gửi lại ảnh JPEG, PNG hoặc WebP."
)


USELESS: tuple[tuple[str, dict[str, object], str], ...] = (
    ("sticker", {}, "Sổ này không lưu nhãn dán."),
    ("voice", {}, "Sổ này không nghe được tin thoại."),
    ("video", {"megabytes": 25}, "Sổ này không lưu video."),
    ("contact", {}, "Sổ này không lưu danh bạ."),
    ("document", {"megabytes": 30, "name": "bien-ban.docx"}, "Sổ này không lưu loại tệp này."),
)
NO_PICTURES = (
    (b"\xff\xd8\xff\xe0 this is no picture", "anh.jpg", NO_PICTURE),
    (whole("JPEG")[:4000], "cut.jpg", NO_PICTURE),
    (whole("PNG")[:4000], "cut.png", NO_PICTURE),
    (whole("WEBP")[:4000], "cut.webp", NO_PICTURE),
    (whole("GIF"), "moving.gif", NO_PICTURE),
    (bomb(), "bomb.png", TOO_BIG),
    (vast(), "vast.png", TOO_BIG),
)


async def test_what_cannot_be_kept_is_refused_in_one_sentence(ward: Ward) -> None:
    """One sentence says what is not kept and what can be done; the question stays open for its answer."""
    await ward.begin()
    for do, fields, words in USELESS:
        await ward.act(LAN, do, **fields)
        assert await ward.heard(LAN) == [f"{words} Anh/chị vui lòng bấm nút, gõ chữ hoặc gửi ảnh."]
    assert (await ward.tap(LAN, "✅"))[0] == "(Đã lưu câu 1: Đạt)"
    await ward.assert_nothing_lost()


async def test_a_picture_of_30_megabytes_is_refused_and_the_visit_goes_on(ward: Ward) -> None:
    """The platform hands out 20 MB at most: that is said in answer to the very picture."""
    await ward.begin()
    sent = await ward.act(LAN, "document", megabytes=30, name="a.jpg", type="image/jpeg")
    assert await ward.heard(LAN) == ["(👀)", TOO_BIG]
    assert ward.answered(LAN) == sent["message_id"]
    await assert_goes_on(ward)


async def test_a_file_that_is_no_picture_is_refused(ward: Ward) -> None:
    """Bytes that could not be shown later, or only at a great price, are refused at once; 👍 never comes."""
    await ward.begin()
    for content, name, words in NO_PICTURES:
        sent = await ward.act(LAN, "document", upload=await picture_file(ward, content, name))
        assert await ward.heard(LAN) == ["(👀)", words], name
        assert ward.answered(LAN) == sent["message_id"]
    await assert_goes_on(ward)


async def assert_goes_on(ward: Ward) -> None:
    """A real picture is taken, the answer too, and only the real one counts."""
    await ward.act(LAN, "document", upload=await picture_file(ward, whole("PNG"), "anh.png"))
    assert await ward.heard(LAN) == ["(👀)", "(👍)"]
    assert (await ward.tap(LAN, "✅"))[0] == "(Đã lưu câu 1: Đạt)"
    assert len((await ward.visit()).photos_of("W1")) == 1
    await ward.assert_nothing_lost()


async def test_a_lost_photo_is_no_longer_counted_where_it_was_shown(ward: Ward) -> None:
    """When a photo turns out to be none, the card put to rest and the review say what is there."""
    await ward.begin()
    token = await picture_file(ward, b"no picture", "anh.jpg")
    await ward.tap(LAN, "❌")
    await ward.say(LAN, "bị che")
    await ward.act(LAN, "document", upload=token)
    said = await ward.heard(LAN)
    counts = [line for line in said if line.startswith("❌ 1 ")]
    assert ["1 ảnh" in line for line in counts] == [True, False]
    await ward.act(LAN, "document", upload=token)
    message, data = ward.button(LAN, "Xem lại")
    await ward.act(LAN, "tap", message=message, data=data)
    await ward.receive()
    await lanes_once(ward.inbox)
    await lanes_once(ward.inbox)
    reviews = [line for line in await ward.heard(LAN) if "Xem lại · Mộ Lao" in line]
    assert "Đang lưu" not in reviews[-1]
    await ward.assert_nothing_lost()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_whole_picture_is_taken_and_every_cut_refused(kind: str) -> None:
    """Wherever a file ends too early, it is refused; whole, it is a picture."""
    content = whole(kind, side=120)
    assert isinstance(check_picture(content), PictureFacts)
    for kept in range(0, len(content) - 20, len(content) // 23):
        assert not isinstance(check_picture(content[:kept]), PictureFacts), kept


def test_a_progressive_picture_and_one_with_a_tail_are_taken() -> None:
    """Phones add bytes after a picture's end and write JPEGs in passes: these are pictures."""
    assert isinstance(check_picture(whole("JPEG") + b"tail of a live photo" * 9), PictureFacts)
    assert isinstance(check_picture(whole("WEBP") + b"\0"), PictureFacts)
