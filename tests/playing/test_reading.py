"""A transcript means one thing, and what means nothing is refused with its line."""

from pathlib import Path

import pytest

from tests.playing.acts import (
    Act,
    BadLine,
    Edits,
    MovesBot,
    Says,
    SendsDocument,
    SendsPhoto,
    SendsPlace,
    Taps,
    read_act,
)
from tests.playing.printing import Names
from tests.playing.screen import Face, Look, Screen
from tests.playing.script import Acted, Kept, read_script

HEAD = '# Rule.\nat: 2026-11-23 08:15\npeople: Lan = inspector "Trần Thị Lan", Phòng Nội vụ (en)\n\n'


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("3/5", Says("3/5")),
        ("một\\nhai", Says("một\nhai")),
        ("{Bỏ qua}", Says("Bỏ qua")),
        ("(reply to «Câu 1») k", Says("k", to="Câu 1")),
        ("[✅ Đạt]", Taps("✅ Đạt")),
        ("[✅ Đạt] on «Câu 3»", Taps("✅ Đạt", on="Câu 3")),
        ("[📷 1 ảnh] in Channel", Taps("📷 1 ảnh", in_channel=True)),
        ("(document phieu.yaml) mới", SendsDocument("phieu.yaml", "mới")),
        ("(photo)", SendsPhoto()),
        ("(photo #a file) bảng cũ", SendsPhoto("bảng cũ", group="a", as_file=True)),
        ("(location 20.98 105.78 ±20)", SendsPlace(20.98, 105.78, 20.0)),
        ("(edit «3/5») 4/5", Edits("3/5", "4/5")),
        ("(remove the bot)", MovesBot(is_in=False)),
    ],
)
def test_a_line_says_one_act(text: str, act: Act) -> None:
    """Each sign of the grammar is read as its act."""
    assert read_act(text) == act


@pytest.mark.parametrize("text", ["(foto)", "[Đạt", "{Bỏ qua", "[Đạt] over «Câu 1»"])
def test_a_slip_of_the_pen_is_no_text(text: str) -> None:
    """What begins like a sign and is none is refused, never said to the bot."""
    with pytest.raises(BadLine):
        read_act(text)


def test_the_bots_lines_belong_to_who_acted(tmp_path: Path) -> None:
    """The bot's lines, empty ones within included, are put aside; comments and gaps of the author stay."""
    body = "Lan: 3/5\nBot: một\n\n     hai\n\n# nghỉ\nLan: k\n(toast) Đã lưu\n"
    path = tmp_path / "a.chat"
    path.write_text(HEAD + body, encoding="utf-8")
    first, gap, comment, last = read_script(path).lines
    assert isinstance(first, Acted)
    assert first.written == ("Bot: một", "", "     hai")
    assert (gap, comment) == (Kept(""), Kept("# nghỉ"))
    assert isinstance(last, Acted)
    assert last.written == ("(toast) Đã lưu",)


def test_an_unknown_speaker_is_refused_with_the_line(tmp_path: Path) -> None:
    """A person who is not in the header cannot speak, and the fault names file and line."""
    path = tmp_path / "a.chat"
    path.write_text(HEAD + "Lan: 3/5\nMinh: 4/5\n", encoding="utf-8")
    with pytest.raises(BadLine, match=r"a\.chat: line 6: .*Minh"):
        read_script(path)


def test_a_button_is_the_one_that_is_shown() -> None:
    """Without words the button must stand there now; with words, on the message as it was then."""
    screen = Screen()
    screen.appear("1", "10", Look("Câu 1", ((Face("Đạt", "a"),),)))
    screen.change("1", "10", Look("Câu 2", ((Face("Đạt", "b"),),)))
    assert screen.button("1", "Đạt") == ("10", "b")
    assert screen.button("1", "Đạt", "Câu 1") == ("10", "a")
    with pytest.raises(BadLine):
        screen.button("1", "Gửi")


def test_codes_have_names() -> None:
    """A code of chance is written by the order in which it came, and its name means it."""
    names = Names()
    code = "a" * 22
    assert names.hide(f"KENH-{code} KENH-{'b' * 22}") == "KENH-⟨1⟩ KENH-⟨2⟩"
    assert names.reveal("/start inv_⟨1⟩") == f"/start inv_{code}"
