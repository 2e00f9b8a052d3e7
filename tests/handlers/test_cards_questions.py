"""The card of a question: what stands on it, and which buttons it carries for each kind."""

from dataclasses import replace
from datetime import datetime

import pytest

from checklists.messages import Ask, AskEvidence, AskPlace
from checklists.model import Choice, Label
from checklists.visit import Photo, PhotoState, Visit
from handlers.actions import decode
from handlers.actions.visiting import Choose, GoBack, GoOn, GoTo, PutPhoto, ReviewIt, Toggle
from handlers.capabilities import TELEGRAM
from handlers.card import Card
from handlers.cards import visit_cards
from handlers.cards.sight import Sight
from handlers.render import render
from tests.checklists.small_visit import HANOI, MORNING, SMALL, Player, at_the_end

BIDI = "\u202e"


def sight_of(visit: Visit, *, at: datetime = MORNING) -> Sight:
    """What the person sees of the visit."""
    return Sight(SMALL, visit, at)


def asked(player: Player, code: str, *, language: str = "vi") -> Card:
    """The card that asks this question now."""
    return visit_cards.ask(sight_of(player.visit), Ask(code), language=language)


def labels(card: Card) -> tuple[tuple[str, ...], ...]:
    """The labels of the buttons, by row."""
    return tuple(tuple(button.label for button in row) for row in card.rows)


def actions(card: Card) -> list[object]:
    """What the buttons mean, in order."""
    return [decode(button.data or "") for row in card.rows for button in row]


def tones(card: Card) -> list[str | None]:
    """The colours of the buttons, in order."""
    return [button.tone for row in card.rows for button in row]


def started() -> Player:
    """Somebody who has just begun."""
    player = Player()
    player.start()
    return player


def test_the_card_of_a_criterion() -> None:
    """Where one is, what is asked, if a photo may be needed, what failed last time, and three answers."""
    player = started()
    player.visit = replace(player.visit, failed_before=frozenset({"B1"}))
    card = asked(player, "B1")
    assert card.text.plain.splitlines() == [
        "Phường Mộ Lao · đột xuất · KT-2611-0034",
        "1/4 Niêm yết, công khai  ▱▱▱▱▱▱ 0/15",
        "",
        "Câu 1. Niêm yết đủ thủ tục 📷",
        "⚠️ lần trước chưa đạt",
    ]
    assert labels(card) == (("✅ Đạt", "❌ Không đạt"), ("➖ Không áp dụng",), ("Xem lại", "Tiếp ▶"))
    assert tones(card)[:3] == ["success", "danger", None]
    assert actions(card)[0] == Choose("v1", "B1", "pass")
    assert actions(card)[-2:] == [ReviewIt("v1"), GoOn("v1", "B1")]


def test_a_chosen_answer_is_marked_and_the_others_fade() -> None:
    """One sees at a glance what is recorded."""
    player = started()
    player.tap("B1", "fail")
    card = asked(player, "B1")
    assert labels(card)[0] == ("✅ Đạt", "❌ Không đạt •")
    assert tones(card)[:3] == [None, "danger", None]
    assert "Đang ghi: ❌ Không đạt" in card.text.plain


def test_a_stored_answer_is_confirmed_on_the_next_card() -> None:
    """The first line says what was just saved, and only then."""
    player = started()
    player.tap("B3", "pass")
    saved = player.visit.answers["B3"]
    card = visit_cards.ask(sight_of(player.visit), Ask("B1", saved=saved), language="vi")
    assert card.text.plain.startswith("Đã lưu câu 2: Đạt\n")
    assert "Đã lưu" not in asked(player, "B1").text.plain


def test_several_choices_are_toggled() -> None:
    """Each choice is taken or left; what is taken has a tick, and "Xong" appears."""
    player = started()
    player.tap("B3", "fail")
    assert labels(asked(player, "B4"))[-1][-1] == "Tiếp ▶"
    player.toggle("B4", "c2")
    card = asked(player, "B4")
    assert labels(card)[:2] == (("Hộ tịch", "Đất đai ✓"), ("Đất đai, xây dựng",))
    assert actions(card)[0] == Toggle("v1", "B4", "c1")
    assert labels(card)[-1][-1] == "Xong"


def test_one_of_several_choices() -> None:
    """Short choices stand side by side; the chosen one is marked."""
    player = started()
    player.tap("E2", "pass")
    player.tap("E3", "c2")
    assert labels(asked(player, "E3"))[0] == ("Chủ tịch", "Phó Chủ tịch •")


def test_a_ratio_offers_all_of_a_known_whole() -> None:
    """Who is present is known, so "all of them" is one tap; otherwise one types."""
    player = started()
    assert labels(asked(player, "D1")) == (("◀ Trước", "Xem lại", "Tiếp ▶"),)
    player.type("4/5", to="A7")
    card = asked(player, "D1")
    assert labels(card)[0] == ("Đủ 4/4",)
    assert actions(card)[0] == Choose("v1", "D1", "full")
    assert "ví dụ: 3/5" in card.text.plain


def test_a_time_offers_now() -> None:
    """The time of the turn is one tap."""
    card = asked(started(), "F2")
    assert labels(card)[0] == ("Bây giờ 08:15",)
    assert actions(card)[0] == Choose("v1", "F2", "now")


def test_days_offer_none_and_the_last_ten() -> None:
    """Duty days are recent working days; a day tapped is ticked."""
    player = started()
    player.toggle("E4", "2026-11-20")
    card = asked(player, "E4")
    assert labels(card)[0] == ("Không có ngày nào",)
    assert labels(card)[1:3] == (
        ("T2 23/11", "T6 20/11 ✓", "T5 19/11"),
        ("T4 18/11", "T3 17/11", "T2 16/11"),
    )
    assert Toggle("v1", "E4", "2026-11-14") not in actions(card)
    assert len([each for each in actions(card) if isinstance(each, Toggle)]) == 10


def test_an_optional_question_can_be_skipped() -> None:
    """What need not be answered says so on its button."""
    assert labels(asked(started(), "A6"))[-1] == ("◀ Trước", "Xem lại", "Bỏ qua")
    assert actions(asked(started(), "A6"))[0] == GoBack("v1", "A6")


def test_a_location_is_asked_by_the_reply_keyboard() -> None:
    """Only a key of the reply keyboard can ask for a location, and it carries no inline buttons."""
    card = asked(started(), "G1")
    assert card.rows == ()
    assert card.keyboard is not None
    keys = [[(key.label, key.asks) for key in row] for row in card.keyboard.keys]
    assert keys == [[("Gửi vị trí", "location")], [("Bỏ qua", "text"), ("Xem lại", "text")]]


def test_the_card_of_evidence() -> None:
    """The answer, what is wanted, what has come, and three ways on."""
    player = started()
    player.tap("P1", "x")
    player.photo("p1", to="P1")
    message = AskEvidence("B3", photos_wanted=1, note_wanted=False)
    player.tap("B3", "fail")
    card = visit_cards.ask_evidence(sight_of(player.visit), message, language="vi")
    assert "❌ 2 Niêm yết đúng danh mục của từng lĩnh vực" in card.text.plain
    assert "Vui lòng gửi ít nhất 1 ảnh, ghi chú thích nếu cần." in card.text.plain
    assert labels(card) == (("Chụp sau",), ("Sửa câu trả lời", "Xem lại"))
    assert actions(card) == [GoOn("v1", "B3"), GoTo("v1", "B3"), ReviewIt("v1")]


def test_evidence_counts_what_has_come() -> None:
    """Of two photos wanted one is here."""
    player = started()
    player.photo("p1", to="P1")
    message = AskEvidence("P1", photos_wanted=1, note_wanted=True)
    words = visit_cards.ask_evidence(sight_of(player.visit), message, language="vi").text.plain
    assert "Vui lòng gửi ít nhất 2 ảnh và gõ ghi chú." in words
    assert "Đã nhận 1/2 ảnh" in words


@pytest.mark.parametrize(
    ("photos", "note", "label"), [(1, True, "Chụp sau"), (0, True, "Ghi sau"), (0, False, "Tiếp ▶")]
)
def test_the_way_on_says_what_is_left_for_later(photos: int, note: bool, label: str) -> None:  # noqa: FBT001
    """Nobody has to guess whether something stays open."""
    message = AskEvidence("B3", photos_wanted=photos, note_wanted=note)
    card = visit_cards.ask_evidence(sight_of(started().visit), message, language="vi")
    assert labels(card)[0] == (label,)


def test_an_old_card_rests() -> None:
    """It shows the present answer with photos and note, and a button while the visit is open."""
    player = started()
    player.tap("B3", "fail")
    player.photo("p1", caption="thiếu bảng phí", to="B3")
    card = visit_cards.retired(sight_of(player.visit), "B3", language="vi")
    assert card.text.plain == (
        "❌ 2 Niêm yết đúng danh mục của từng lĩnh vực\n❌ Không đạt · 1 ảnh · «thiếu bảng phí»"
    )
    assert labels(card) == (("Sửa",),)
    ended = at_the_end(Player())
    ended.submit()
    assert visit_cards.retired(sight_of(ended.visit), "B3", language="vi").rows == ()


def test_a_photo_without_a_question_is_placed_by_one_tap() -> None:
    """The likeliest questions stand first."""
    photo = Photo("p1", None, PhotoState.PENDING, "lan", MORNING)
    card = visit_cards.place_photo(sight_of(started().visit), AskPlace(photo, ("B3", "B1")), language="vi")
    assert labels(card)[1] == ("1 Niêm yết đủ thủ tục",)
    assert actions(card)[0] == PutPhoto("v1", "p1", "B3")


def test_what_people_write_is_only_text() -> None:
    """Marks, tags, direction signs and line ends in a note neither format nor break a card."""
    player = started()
    player.tap("B3", "fail")
    hostile = (
        f"**đậm** <b>x</b> `y` [z](http://x)\n{BIDI}abc" + "e" + "\u0301" * 50 + " 👨‍👩‍👧" + "dài " * 200
    )
    player.photo("p1", caption=hostile[:1000], to="B3")
    card = visit_cards.retired(sight_of(player.visit), "B3", language="vi")
    words = card.text.plain
    assert "**đậm** <b>x</b> `y` [z](http://x) abc" in words
    assert BIDI not in words
    assert len(words.splitlines()) == 2
    assert words.endswith("…»")
    assert len(words) < 450


def test_an_answer_of_photos_is_their_number() -> None:
    """A question that is answered by photos tells how many there are."""
    player = started()
    assert visit_cards.retired(sight_of(player.visit), "P1", language="vi").text.plain == (
        "Câu 14. Toàn cảnh trụ sở 📷\nChưa trả lời"
    )
    player.photo("p1", to="P1")
    assert "Đang ghi: 1 ảnh" in asked(player, "P1").text.plain


def test_a_long_choice_keeps_its_mark() -> None:
    """However long a choice's label is, one sees that it is taken, on the platform too."""
    question = SMALL.question("E3")
    assert question is not None
    long = replace(question, choices=(Choice("c1", Label("Giám đốc Trung tâm Phục vụ hành chính công", "")),))
    duty = replace(
        SMALL.sections[2],
        questions=tuple(long if each == question else each for each in SMALL.sections[2].questions),
    )
    player = started()
    player.tap("E2", "pass")
    player.tap("E3", "c1")
    here = Sight(replace(SMALL, sections=(*SMALL.sections[:2], duty)), player.visit, MORNING)
    [part] = render(visit_cards.ask(here, Ask("E3"), language="vi"), TELEGRAM)
    assert part.rows[0][0].label == "Giám đốc Trung tâm Phục vụ hành chí… •"


def test_who_answered_can_be_told() -> None:
    """In a team the name of the other stands beside his answer."""
    player = started()
    player.tap("B1", "pass")
    here = Sight(SMALL, player.visit, MORNING, {"B1": "Phạm Văn Bình"})
    assert "✅ Đạt · Phạm Văn Bình" in visit_cards.ask(here, Ask("B1"), language="vi").text.plain


def test_every_button_of_every_card_fits() -> None:
    """With ids of sixteen letters no button's data is over 64 bytes, and all of it is understood."""
    player = started()
    visit = replace(player.visit, id="v" * 16)
    for question in SMALL.questions:
        card = visit_cards.ask(sight_of(visit), Ask(question.code), language="vi")
        for button in (button for row in card.rows for button in row):
            assert len((button.data or "").encode()) <= 64
            assert decode(button.data or "") is not None


def test_english_comes_second() -> None:
    """The same card in English."""
    card = asked(started(), "B1", language="en")
    assert "Question 1. Niêm yết đủ thủ tục" in card.text.plain
    assert labels(card)[:2] == (("✅ Pass", "❌ Fail"), ("➖ N/A",))


def test_decimals_follow_the_language() -> None:
    """A comma in Vietnamese, a point in English."""
    player = started()
    player.type("1250,5", to="N1")
    answer = player.visit.answers["N1"]
    assert visit_cards.toast(sight_of(player.visit), answer, language="vi") == "Đã lưu câu 8: 1.250,5"
    assert visit_cards.toast(sight_of(player.visit), answer, language="en") == "Saved question 8: 1,250.5"


def test_a_toast_is_short() -> None:
    """A toast has at most 200 characters, whatever was typed."""
    player = started()
    player.type("từ " * 300, to="A6")
    toast = visit_cards.toast(sight_of(player.visit), player.visit.answers["A6"], language="vi")
    assert len(toast) <= 200
    assert toast.startswith("Đã lưu câu 3: từ từ")


def test_long_labels_leave_the_card_in_one_message() -> None:
    """However long an author writes, a card can be edited in place."""
    question = replace(
        SMALL.questions[0], label=Label("nội dung " * 2000, ""), hint=Label("gợi ý " * 2000, "")
    )
    section = replace(SMALL.sections[0], questions=(question, *SMALL.sections[0].questions[1:]))
    checklist = replace(SMALL, sections=(section, *SMALL.sections[1:]))
    here = Sight(checklist, started().visit, datetime(2026, 11, 23, 8, 15, tzinfo=HANOI))
    assert len(visit_cards.ask(here, Ask("B1"), language="vi").text.plain) < 4000
