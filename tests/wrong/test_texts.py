"""Texts nobody expects: too long, decomposed, piled up, turned round, full of signs that mean something."""

import unicodedata

import pytest

from bot.demo.entities import units
from storage import people
from tests.wrong.ward import AN, BINH, DUC, LAN, Ward, in_channel, later

SIGNS = "<b>đậm</b> *a* _b_ `c` {d} {0} [e](https://example.com) &amp; \\n #f /huy @g"
ZALGO = "đ" + "\u0301" * 40 + "ẹ" + "\u0323\u0302\u0301" * 20
BIDI = "\u202egnout\u202c \u2066ô\u2069\u200b\ufeff"
HOSTILE = f"{ZALGO} {BIDI} {SIGNS}"
FORBIDDEN = "\u202e\u202c\u2066\u2069\u200b\ufeff"
REST = (
    "Tin này là phần sau của tin quá dài nên cũng chưa được lưu. "
    "Anh/chị vui lòng viết lại ngắn hơn, trong một tin."
)
LONG = "Bảng niêm yết ở sảnh bị che khuất. " * 143  # 5,005 letters


def assert_harmless(text: str) -> None:
    """No sign that turns or hides text; at most four marks on a letter."""
    assert not set(FORBIDDEN) & set(text)
    marks = [unicodedata.category(letter) == "Mn" for letter in unicodedata.normalize("NFD", text)]
    assert not any(all(marks[at : at + 5]) for at in range(len(marks)))


async def test_a_text_that_an_app_cuts_in_two_is_refused_as_a_whole(ward: Ward) -> None:
    """5,000 letters come as two messages: neither becomes a note, both are answered, the next text counts."""
    await ward.begin()
    await ward.tap(LAN, "❌")
    said = await ward.say(LAN, LONG, split=True)
    assert said == [
        "Nội dung dài quá 1000 ký tự nên chưa được lưu. Anh/chị vui lòng viết ngắn hơn.",
        REST,
    ]
    assert (await ward.visit()).answers["W1"].note is None
    assert "Đã lưu ghi chú câu 1" in (await ward.say(LAN, "Bảng bị che"))[1]
    await ward.assert_nothing_lost()


@pytest.mark.parametrize("wait", [3, 0])
async def test_what_is_said_after_a_long_text_counts_as_ever(ward: Ward, wait: int) -> None:
    """Only what follows at once is the rest: a command, or words some seconds later, are what they are."""
    await ward.begin()
    await ward.tap(LAN, "❌")
    await ward.say(LAN, LONG[:4000])
    later(ward, seconds=wait)
    if wait:
        await ward.say(LAN, "Bảng bị che")
        assert (await ward.visit()).answers["W1"].note == "Bảng bị che"
    else:
        assert "Hủy lượt KT-2611-0001" in (await ward.say(LAN, "/huy"))[0]


async def test_a_long_text_where_a_unit_is_looked_for_or_somebody_is_named(ward: Ward) -> None:
    """Outside a visit a long text finds nothing and names nobody; its rest is refused in its place."""
    await ward.say(LAN, "/kiemtra")
    first, rest = await ward.say(LAN, LONG, split=True)
    assert first.startswith("Không tìm thấy đơn vị «Bảng niêm yết")
    assert rest.startswith("Tin này là phần sau")
    await ward.say(AN, "/nguoidung")
    await ward.tap(AN, "Mời người kiểm tra")
    first, rest = await ward.say(AN, LONG, split=True)
    assert first.startswith("Chưa đọc được họ tên")
    assert rest.startswith("Tin này là phần sau")


async def test_decomposed_vietnamese_finds_a_unit_as_composed_does(ward: Ward) -> None:
    """Letters and marks sent apart are the same name: found for certain, shown composed."""
    for name in ("Mộ Lao", "Phú Lãm", "Hà Cầu"):
        for form in ("NFC", "NFD", "NFKD"):
            said = await ward.say(LAN, f"/kiemtra {unicodedata.normalize(form, name)}")
            assert said[-1].startswith(f"Phường {name}. Hình thức kiểm tra?")


async def test_decomposed_vietnamese_in_notes_and_answers_is_kept_composed(ward: Ward) -> None:
    """What is kept and shown is NFC, whatever the phone sends; the short forms are understood decomposed."""
    await ward.begin()
    await ward.say(LAN, unicodedata.normalize("NFD", "không đạt"))
    await ward.say(LAN, unicodedata.normalize("NFD", "Bảng niêm yết ở sảnh bị che"))
    said = await ward.say(LAN, unicodedata.normalize("NFD", "Chờ lâu ở cửa số 3"))
    visit = await ward.visit()
    assert visit.answers["W1"].note == "Bảng niêm yết ở sảnh bị che"
    assert await ward.value("W2") == "Chờ lâu ở cửa số 3"
    assert all(unicodedata.is_normalized("NFC", line) for line in said)


async def test_signs_and_piled_marks_do_nothing_in_a_visit_and_its_post(ward: Ward) -> None:
    """In note, answer and post every sign stands as typed, without style; nothing is turned round."""
    await ward.begin()
    await ward.tap(LAN, "❌")
    said = await ward.say(LAN, HOSTILE) + await ward.say(LAN, HOSTILE)
    said += await ward.say(LAN, "3/5") + await ward.tap(LAN, "Gửi")
    posts = in_channel(ward)
    assert any(SIGNS in line for line in said)
    assert SIGNS in posts[0]
    for line in (*said, *posts):
        assert_harmless(line)
        assert units(line) <= 4096
    assert not styles_within(ward, SIGNS) & {"bold", "italic", "code", "text_link", "spoiler"}
    await ward.assert_nothing_lost()


def styles_within(ward: Ward, words: str) -> set[str]:
    """The styles that lie within these words, wherever the bot wrote them."""
    found = set()
    for event in ward.local.log.since(0):
        message = event.get("message", {})
        text = message.get("text", "")
        if event.get("sender") != "bot" or words not in text:
            continue
        begin = units(text[: text.index(words)])
        for entity in message.get("entities", ()):
            if begin <= entity["offset"] < begin + units(words):
                found.add(entity["type"])
    return found


async def test_a_search_for_anything_finds_nothing_and_says_so(ward: Ward) -> None:
    """No search fails, styles anything or finds everything; the sentence shows a clean query or none."""
    await ward.say(LAN, "/kiemtra")
    for query in (SIGNS, ZALGO, BIDI, "\u200b\u2060", "%s' OR 1=1 --", "😀" * 100):
        (said,) = await ward.say(LAN, query)
        assert said.endswith("ví dụ: mo lao"), said
        assert "«»" not in said
        assert_harmless(said)


async def test_an_invitation_with_a_hostile_name_is_made_with_a_clean_one(ward: Ward) -> None:
    """The name and office of a person are clean wherever they are kept or shown; signs stand as typed."""
    await ward.say(AN, "/nguoidung")
    await ward.tap(AN, "Mời người kiểm tra")
    assert (await ward.say(AN, "\u200b\u2060, \u202e"))[0].startswith("Chưa đọc được họ tên")
    made = (await ward.say(AN, f"\u202e{ZALGO}\u200b <b>*_`{{x}}, Phòng\u202e `{{y}}` *z*"))[0]
    assert_harmless(made)
    assert "<b>*_`{x}" in made
    link = next(word for word in made.split() if "start=inv_" in word)
    shown = await ward.say(DUC, f"/start {link.partition('start=')[2]}")
    said = await ward.tap(DUC, "Đúng là tôi")
    for line in (*shown, *said):
        assert_harmless(line)
    async with ward.database.read() as connection:
        person = await people.person_of(connection, "telegram", str(DUC))
    assert person is not None
    assert_harmless(person.name + person.office)
    assert (person.name.endswith("<b>*_`{x}"), person.office) == (True, "Phòng `{y}` *z*")


async def test_a_stranger_with_any_text_gets_one_polite_sentence(ward: Ward) -> None:
    """Whoever is not known here hears the same, whatever he sends."""
    answers = [await ward.say(DUC, text) for text in (SIGNS, ZALGO, "\u200b", LONG[:4000])]
    await ward.act(DUC, "sticker")
    answers.append(await ward.heard(DUC))
    assert {tuple(answer) for answer in answers} == {tuple(answers[0])}
    assert answers[0][0].endswith("liên hệ cơ quan chủ trì kiểm tra để nhận lời mời.")
    assert await ward.say(BINH, "/trogiup")
