"""Texts, notes, places and what cannot be read, turn by turn."""

import pytest

from checklists.events import (
    LocationReceived,
    ReviewAsked,
    Unreadable,
    Went,
)
from checklists.messages import (
    Ask,
    Confirmed,
    Part,
    Problem,
)
from checklists.turn import Prompt
from checklists.values import Place, Ratio, Words
from tests.checklists.small_visit import LAN, Player


@pytest.fixture
def lan() -> Player:
    """An inspector who has just started."""
    player = Player()
    player.start()
    return player


def test_typed_text_answers_what_is_open(lan: Player) -> None:
    """A bare 3/5 finds its question."""
    lan.send(Went(LAN, lan.at, "A7"))
    assert lan.type("4/5") == (Ask("D1", saved=lan.answer("A7")),)
    assert lan.type("đủ") == (Ask("C7", saved=lan.answer("D1")),)
    assert lan.visit.value("D1") == Ratio(part=4, whole=4)


def test_typed_text_that_names_its_question_corrects_that_one(lan: Player) -> None:
    """A reply to an old card means that card."""
    lan.send(Went(LAN, lan.at, "C7"))
    assert lan.type("3/5", to="A7") == (Confirmed(lan.answer("A7")),)
    assert lan.conversation.prompt == Prompt("C7")


def test_text_where_evidence_is_wanted_is_the_note(lan: Player) -> None:
    """D1 wants a note when it fails; more words are added to it, the same ones are not."""
    lan.send(Went(LAN, lan.at, "D1"))
    lan.type("3/5")
    assert lan.conversation.prompt == Prompt("D1", Part.EVIDENCE)
    assert lan.type("quên thẻ ở nhà") == (Ask("C7", saved=lan.answer("D1")),)
    assert lan.answer("D1").note == "quên thẻ ở nhà"


def test_notes_are_added_and_never_doubled(lan: Player) -> None:
    """A second note joins the first; one that is there already changes nothing."""
    lan.tap("B1", "fail")
    lan.type("thiếu phí")
    lan.type("bảng cũ")
    assert lan.answer("B1").note == "thiếu phí; bảng cũ"
    assert lan.type("thiếu phí") == (Confirmed(lan.answer("B1")),)
    assert lan.answer("B1").revision == 3


def test_words_in_reply_to_a_judged_card_are_a_note(lan: Player) -> None:
    """Only when the card has its judgement; else the words are no judgement."""
    said = lan.type("thiếu bảng phí", to="B3")
    assert said == (Problem("not_a_judgement", "B3"),)
    lan.tap("B3", "na")
    lan.type("thiếu bảng phí", to="B3")
    assert lan.answer("B3").note == "thiếu bảng phí"


def test_a_question_without_notes_keeps_none(lan: Player) -> None:
    """C8 has its notes switched off."""
    lan.type("2", to="C7")
    lan.tap("C8", "pass")
    assert lan.type("ghi thêm", to="C8") == (Problem("no_note_wanted", "C8"),)
    assert lan.answer("C8").note is None


def test_a_broken_constraint_is_told_and_nothing_is_stored(lan: Player) -> None:
    """C7 takes at most 500."""
    lan.send(Went(LAN, lan.at, "C7"))
    assert lan.type("501") == (Problem("constraint", "C7"),)
    assert lan.visit.answer("C7") is None


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("\u202e\u0000 ", "empty"), ("x" * 1001, "too_long")]
)
def test_empty_and_endless_texts_are_refused(lan: Player, text: str, code: str) -> None:
    """At a question and at its note alike."""
    lan.send(Went(LAN, lan.at, "A6"))
    assert lan.type(text)[0] == Problem(code, "A6", {"limit": "1000"} if code == "too_long" else {})
    lan.tap("B1", "pass")
    assert lan.type(text)[0] == Problem(code, "B1", {"limit": "1000"} if code == "too_long" else {})


def test_text_is_kept_clean_and_in_one_form(lan: Player) -> None:
    """Control characters go; letters and marks sent apart become one."""
    lan.send(Went(LAN, lan.at, "A6"))
    lan.type("Ba\u0300 \u0007Nga\u202e")
    assert lan.visit.value("A6") == Words("Bà Nga")


def test_text_with_nothing_open_is_told_so() -> None:
    """Before the first question and at the review."""
    player = Player()
    assert player.type("3/5") == (Problem("nothing_open"),)
    player.send(ReviewAsked(LAN, player.at))
    assert player.type("3/5") == (Problem("nothing_open"),)


def test_a_location_answers_the_question_that_asks_for_one(lan: Player) -> None:
    """Wherever the person is; the open card stays."""
    lan.send(LocationReceived(LAN, lan.at, 20.98, 105.78, 12.0))
    assert lan.visit.value("G1") == Place(20.98, 105.78, 12.0)
    assert lan.conversation.prompt == Prompt("B1")
    said = lan.send(LocationReceived(LAN, lan.at, 21.0, 105.0, None))
    assert said == (Problem("no_place_wanted", "B1"),)


def test_a_location_that_is_none_on_earth_is_refused(lan: Player) -> None:
    """Not a number, or beyond the pole."""
    for lat in (float("nan"), 90.5):
        assert lan.send(LocationReceived(LAN, lan.at, lat, 0.0, None)) == (Problem("not_a_place", "G1"),)


def test_something_unreadable_is_answered(lan: Player) -> None:
    """A sticker is told that it is of no use; the open question stays."""
    assert lan.send(Unreadable(LAN, lan.at, "sticker")) == (Problem("unreadable", "B1", {"kind": "sticker"}),)


def test_notes_do_not_grow_without_end(lan: Player) -> None:
    """Joined notes keep to the same limit."""
    lan.tap("B1", "fail")
    lan.type("x" * 999)
    assert lan.type("yz") == (Problem("too_long", "B1", {"limit": "1000"}),)
    assert lan.answer("B1").note == "x" * 999


def test_a_reply_to_another_card_is_no_note_on_the_open_one(lan: Player) -> None:
    """B1 waits for its photo or a note; the reply is A7's answer."""
    lan.tap("B1", "fail")
    assert lan.type("4/5", to="A7") == (Confirmed(lan.answer("A7")),)
    assert lan.conversation.prompt == Prompt("B1", Part.EVIDENCE)
    assert lan.answer("B1").note is None
