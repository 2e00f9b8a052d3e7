"""The review, the end of a visit, and what is said of a slip."""

from dataclasses import replace

import pytest

from checklists.findings import failures
from checklists.messages import Gap, Problem, Review
from checklists.model import Label
from checklists.problems import ALL_PROBLEM_CODES
from checklists.visit import Status
from handlers.actions import decode
from handlers.actions.visiting import CancelIt, GoTo, OpenIt, ReviewIt, SubmitIt
from handlers.card import Card
from handlers.cards import visit_cards
from handlers.cards.sight import Sight
from handlers.words import CATALOGS
from tests.checklists.small_visit import MORNING, SMALL, Player, at_the_end


def sight_of(player: Player) -> Sight:
    """What the person sees of the visit."""
    return Sight(SMALL, player.visit, MORNING)


def reviewed(player: Player, *, refused: bool = False) -> Card:
    """The review as it stands."""
    here = sight_of(player)
    return visit_cards.review(here, Review(visit_cards.gaps_of(here), refused=refused), language="vi")


def labels(card: Card) -> list[str]:
    """The labels of all buttons, in order."""
    return [button.label for row in card.rows for button in row]


def last_action(card: Card) -> object:
    """What the last button does."""
    return decode(card.rows[-1][-1].data or "")


def test_a_review_tells_and_offers_what_is_missing() -> None:
    """By section the signs of the answers; what is missing in words, each with its button."""
    player = Player()
    player.start()
    player.tap("B1", "pass")
    player.tap("B3", "pass")
    card = reviewed(player)
    words = card.text.plain
    assert "Xem lại · Phường Mộ Lao\nĐã trả lời 2/15 câu." in words
    assert "1 Niêm yết, công khai  ✅ ✅" in words
    assert "2 Thẻ, trang phục  … … … … …" in words
    assert "Còn thiếu: câu 4, 5, 6, 9, 11, 12, 13, 15, 16, 17; ảnh cho câu 1; 2 ảnh cho câu 14." in words
    assert labels(card)[:2] == ["Ảnh câu 1", "Câu 4"]
    assert "1 Niêm yết, công khai" in labels(card)
    assert last_action(card) == OpenIt("v1")
    assert labels(card)[-1] == "Sửa tiếp"


def test_a_complete_visit_can_be_submitted() -> None:
    """Nothing is missing: the last button submits."""
    card = reviewed(at_the_end(Player()))
    assert card.text.plain.endswith("Đã đủ. Gửi kết quả của lượt này?")
    assert last_action(card) == SubmitIt("v1")
    assert card.rows[-1][-1].tone == "success"


def test_photos_on_their_way_are_told() -> None:
    """A photo is not yet durable: submission waits for it, and says so."""
    player = at_the_end(Player())
    player.photo("late", to="P1")
    card = reviewed(player)
    assert card.text.plain.endswith("Đang lưu 1 ảnh; gửi được khi lưu xong.")
    assert last_action(card) == ReviewIt("v1")
    assert "Gửi" not in labels(card)


def test_a_refused_submission_says_so_first() -> None:
    """The person asked to submit: the first line says why not."""
    player = Player()
    player.start()
    assert reviewed(player, refused=True).text.plain.startswith("Chưa gửi được, còn nội dung chưa đủ.\n")
    assert visit_cards.refused(language="vi") == "Chưa gửi được, còn nội dung chưa đủ."


def test_many_gaps_are_counted() -> None:
    """Twelve are shown, the others counted, and the message stays short."""
    player = Player()
    missing = tuple(Gap(question.code, "note") for question in SMALL.questions)
    card = visit_cards.review(sight_of(player), Review(missing), language="vi")
    assert f"và {len(missing) - 12} nội dung khác" in card.text.plain
    gap_buttons = [label for label in labels(card) if label.startswith("Ghi chú")]
    assert len(gap_buttons) == 12
    assert decode(card.rows[0][0].data or "") == GoTo("v1", "B1")


def test_the_receipt_has_code_time_tally_and_findings() -> None:
    """What was submitted, in four lines."""
    player = at_the_end(Player())
    player.tap("E2", "fail")
    player.submit()
    card = visit_cards.receipt(sight_of(player), failures(SMALL, player.visit), language="vi")
    first, second, third, fourth = card.text.plain.splitlines()
    assert first.startswith("Đã gửi KT-2611-0034 lúc 08:")
    assert first.endswith("23/11/2026.")
    assert second == "Đạt 5/6 · Chưa đạt 1 · Không áp dụng 0"
    assert third == "Có 1 tồn tại."
    assert fourth == "Kết quả được gửi lên kênh tổng hợp."


def test_a_receipt_without_findings() -> None:
    """Nothing failed: said in words."""
    player = at_the_end(Player())
    player.submit()
    assert (
        visit_cards.receipt(sight_of(player), (), language="vi").text.plain.splitlines()[2]
        == "Không có tồn tại."
    )


def test_a_closed_visit_explains_itself() -> None:
    """A tap after the end changes nothing; what to do is said."""
    player = at_the_end(Player())
    player.submit()
    said = visit_cards.closed(sight_of(player), language="vi").text.plain
    assert "đã gửi lúc 08:" in said
    assert "kết quả không đổi được bằng nút này" in said
    assert len(said) <= 200
    player.visit = replace(player.visit, status=Status.CANCELLED)
    assert "đã hủy" in visit_cards.closed(sight_of(player), language="vi").text.plain


def test_cancelling_is_asked_first() -> None:
    """One button cancels, the other keeps the visit."""
    player = Player()
    card = visit_cards.confirm_cancel(sight_of(player), language="vi")
    assert [decode(button.data or "") for button in card.rows[0]] == [CancelIt("v1"), OpenIt("v1")]
    assert "Hủy lượt KT-2611-0034" in card.text.plain
    assert "Đã hủy lượt" in visit_cards.cancelled(sight_of(player), language="vi").text.plain


@pytest.mark.parametrize("language", CATALOGS)
@pytest.mark.parametrize("code", sorted(ALL_PROBLEM_CODES))
def test_every_slip_has_a_sentence(code: str, language: str) -> None:
    """Whatever the core refuses, the person hears what to do, in his language, within an alert."""
    details = {"limit": "10", "date": "2026-11-05", "days": "30", "question": "B1"}
    said = visit_cards.problem(sight_of(Player()), Problem(code, "B1", details), language=language).plain
    assert said != CATALOGS[language]["slip.other"]
    assert "{" not in said
    assert "2026-11-05" not in said
    assert len(said) <= 200


@pytest.mark.parametrize("kind", ["sticker", "voice", "video", "contact", "file", "forward", "other"])
def test_what_cannot_be_read_is_named(kind: str) -> None:
    """A sticker is called a sticker; an unknown kind still gets its sentence."""
    problem = Problem("unreadable", None, {"kind": kind})
    said = visit_cards.problem(sight_of(Player()), problem, language="vi").plain
    assert said.endswith("Anh/chị vui lòng bấm nút, gõ chữ hoặc gửi ảnh.")


@pytest.mark.parametrize("reason", ["gone", "too_big", "not_a_picture"])
def test_a_lost_photo_says_why(reason: str) -> None:
    """Each reason has its remedy; the question is named, for by now another one is open."""
    sentence = CATALOGS["vi"][f"slip.photo_lost.{reason}"]
    for question, about in ((None, ""), ("B3", "Câu 2. ")):
        problem = Problem("photo_lost", question, {"reason": reason})
        said = visit_cards.problem(sight_of(Player()), problem, language="vi").plain
        assert said == about + sentence


def test_a_question_speaks_for_its_own_constraint() -> None:
    """The author's sentence comes before ours."""
    own = replace(SMALL.questions[0], constraint_message=Label("Tối đa 500 hồ sơ.", "At most 500 files."))
    section = replace(SMALL.sections[0], questions=(own, *SMALL.sections[0].questions[1:]))
    here = Sight(replace(SMALL, sections=(section, *SMALL.sections[1:])), Player().visit, MORNING)
    problem = Problem("constraint", "B1")
    assert visit_cards.problem(here, problem, language="vi").plain == "Tối đa 500 hồ sơ."
    assert visit_cards.problem(here, problem, language="en").plain == "At most 500 files."
