"""Answers and corrections turn by turn: what each tap leads to."""

from dataclasses import replace

import pytest

from checklists.advance import advance
from checklists.events import (
    ReviewAsked,
    Went,
)
from checklists.messages import (
    AnswerRecorded,
    Ask,
    AskEvidence,
    Confirmed,
    Part,
    Problem,
)
from checklists.turn import Conversation, Prompt
from checklists.values import Days, Judgement, Picked
from tests.checklists.small_visit import LAN, SMALL, Player


@pytest.fixture
def lan() -> Player:
    """An inspector who has just started."""
    player = Player()
    player.start()
    return player


def test_an_answer_leads_on_and_is_confirmed_with_the_next_card(lan: Player) -> None:
    """The next card carries the answer just stored."""
    said = lan.tap("B3", "pass")
    assert said == (Confirmed(lan.answer("B3")),)
    lan.send(Went(LAN, lan.at, "E2"))
    said = lan.tap("E2", "pass")
    assert said == (Ask("E3", saved=lan.answer("E2")),)


def test_a_failure_that_needs_a_photo_asks_for_it_first(lan: Player) -> None:
    """Evidence comes before the next question; the details come after it."""
    lan.tap("B1", "na")
    assert lan.tap("B3", "fail") == (AskEvidence("B3", 1, note_wanted=False, saved=lan.answer("B3")),)
    assert lan.conversation.prompt == Prompt("B3", Part.EVIDENCE)
    assert lan.photo("f")[-1] == Ask("B4")


def test_not_applicable_needs_no_photo_even_where_one_is_always_taken(lan: Player) -> None:
    """B1 always takes a photo, but not of what does not apply."""
    assert lan.tap("B1", "na") == (Ask("B3", saved=lan.answer("B1")),)


def test_an_old_button_corrects_its_own_question_and_nothing_moves(lan: Player) -> None:
    """A tap on an earlier card leaves what is open where it was."""
    lan.tap("B1", "na")
    lan.tap("B3", "pass")
    lan.go_on("A6")
    prompt = lan.conversation.prompt
    assert lan.tap("B3", "na") == (Confirmed(lan.answer("B3")),)
    assert lan.conversation.prompt == prompt
    answer = lan.answer("B3")
    assert (answer.value, answer.revision) == (Judgement.NOT_APPLICABLE, 2)
    assert [earlier.value for earlier in answer.history] == [Judgement.PASS]


def test_an_old_button_that_calls_for_evidence_asks_for_it_and_then_leads_on(lan: Player) -> None:
    """The photo is asked for at once; after it the next gap follows."""
    lan.tap("B1", "na")
    lan.tap("B3", "pass")
    lan.go_on("A6")
    assert lan.tap("B3", "fail") == (AskEvidence("B3", 1, note_wanted=False, saved=lan.answer("B3")),)
    assert lan.photo("f")[-1] == Ask("B4")
    assert lan.type("2") == (Ask("A6", saved=lan.answer("B4")),)


def test_a_correction_that_closes_the_open_question_leads_on_from_it(lan: Player) -> None:
    """B4 is asked only while B3 fails."""
    lan.tap("B1", "na")
    lan.tap("B3", "fail")
    lan.photo("f")
    assert lan.conversation.prompt == Prompt("B4")
    assert lan.tap("B3", "pass") == (Ask("A6", saved=lan.answer("B3")),)


def test_an_answer_no_longer_asked_for_is_kept_but_closed(lan: Player) -> None:
    """The kept answer cannot be changed while its question is not asked."""
    lan.tap("B3", "fail")
    lan.toggle("B4", "c1")
    lan.tap("B3", "pass")
    assert lan.visit.value("B4") == Picked(("c1",))
    assert lan.toggle("B4", "c2") == (Problem("not_asked", "A6", {"question": "B4"}),)
    assert lan.visit.value("B4") == Picked(("c1",))


def test_the_same_answer_again_changes_nothing(lan: Player) -> None:
    """A double tap is confirmed, not stored twice."""
    lan.tap("B1", "na")
    before = lan.visit
    assert lan.tap("B1", "na") == (Confirmed(lan.answer("B1")),)
    assert lan.visit == before
    assert lan.turn
    assert lan.turn.effects == ()


def test_the_same_answer_on_an_open_card_leads_on(lan: Player) -> None:
    """Whoever turned to a card and finds it right taps the same again."""
    lan.tap("B1", "na")
    lan.send(Went(LAN, lan.at, "B1"))
    assert lan.tap("B1", "na") == (Confirmed(lan.answer("B1")), Ask("B3"))
    lan.tap("B3", "fail")
    lan.send(Went(LAN, lan.at, "B3"))
    wanted = AskEvidence("B3", 1, note_wanted=False)
    assert lan.tap("B3", "fail") == (Confirmed(lan.answer("B3")), wanted)


@pytest.mark.parametrize(
    ("question", "choice", "code"),
    [
        ("B1", "c1", "bad_choice"),
        ("B1", "", "bad_choice"),
        ("ZZ", "pass", "unknown_question"),
        ("B4", "c1", "not_asked"),
        ("D1", "full", "whole_unknown"),
        ("E4", "pass", "bad_choice"),
        ("J4", "soon", "bad_choice"),
        ("J4", "2027-01-01", "future_date"),
        ("A6", "pass", "bad_choice"),
        ("P1", "pass", "bad_choice"),
    ],
)
def test_a_tap_that_means_nothing_is_refused(lan: Player, question: str, choice: str, code: str) -> None:
    """A button is an untrusted request: nothing changes."""
    before = lan.visit
    said = lan.tap(question, choice)
    assert isinstance(said[0], Problem)
    assert said[0].code == code
    assert lan.visit == before


def test_toggles_stay_until_the_person_goes_on(lan: Player) -> None:
    """Several choices are taken one by one, in the checklist's order, then the photo is asked for."""
    lan.send(Went(LAN, lan.at, "E4"))
    lan.toggle("E4", "2026-11-12")
    said = lan.toggle("E4", "2026-11-05")
    answer = lan.answer("E4")
    assert said == (Ask("E4", saved=answer),)
    assert isinstance(answer.value, Days)
    assert [day.day for day in answer.value.on] == [5, 12]
    assert lan.go_on("E4") == (AskEvidence("E4", 1, note_wanted=False),)
    assert lan.photo("f")[-1] == Ask("F2")


def test_taking_the_last_choice_back_leaves_the_question_unanswered(lan: Player) -> None:
    """Nothing taken is an answer only when it is said so."""
    lan.send(Went(LAN, lan.at, "E4"))
    lan.toggle("E4", "2026-11-05")
    lan.toggle("E4", "2026-11-05")
    assert lan.answer("E4").value is None
    assert lan.tap("E4", "none") == (Ask("F2", saved=lan.answer("E4")),)
    assert lan.visit.value("E4") == Days(())


@pytest.mark.parametrize("date", ["2026-11-24", "2026-10-23"])
def test_a_toggled_day_must_lie_within_the_days_asked_about(lan: Player, date: str) -> None:
    """Neither tomorrow nor more than thirty days ago."""
    lan.send(Went(LAN, lan.at, "E4"))
    assert isinstance(lan.toggle("E4", date)[0], Problem)
    assert lan.visit.answer("E4") is None


def test_two_inspectors_share_the_answers_and_not_the_place(lan: Player) -> None:
    """Whoever joins lands where the work stands; each has a card of their own."""
    lan.tap("B1", "na")
    binh = lan.with_team_mate("binh")
    assert binh.start() == (Ask("B3"),)
    assert binh.tap("B1", "pass") == (AskEvidence("B1", 1, note_wanted=False, saved=binh.answer("B1")),)
    assert (binh.answer("B1").by, binh.answer("B1").history[0].by) == ("binh", LAN)
    assert lan.conversation.prompt == Prompt("B3")


def test_an_open_card_that_is_asked_no_more_leads_on(lan: Player) -> None:
    """A team mate's correction closed B4 while Lan had it open."""
    lan.tap("B1", "na")
    lan.tap("B3", "fail")
    lan.photo("f")
    binh = lan.with_team_mate("binh")
    binh.tap("B3", "pass")
    lan.visit = binh.visit
    assert lan.type("1") == (Problem("not_asked", None, {"question": "B4"}), Ask("A6"))


def test_a_prompt_of_another_checklist_is_no_prompt() -> None:
    """A stale conversation is not an error."""
    player = Player()
    player.conversation = Conversation(LAN, Prompt("OLD"))
    assert player.type("d") == (Problem("nothing_open"),)


def test_a_turn_says_what_it_changes() -> None:
    """The effects are the difference of the visits."""
    player = Player()
    player.tap("B1", "na")
    assert player.turn
    assert player.turn.effects == (AnswerRecorded(player.answer("B1")),)
    again = advance(SMALL, replace(player.visit), Conversation(LAN), ReviewAsked(LAN, player.at))
    assert again.effects == ()
    assert again.visit.revision == 1


def test_every_earlier_answer_and_the_note_outlive_a_correction(lan: Player) -> None:
    """Three answers, the note of the first: all kept, who and when with them."""
    lan.tap("B1", "fail")
    lan.type("thiếu phí", to="B1")
    for choice in ("na", "pass"):
        lan.tap("B1", choice)
    answer = lan.answer("B1")
    assert (answer.value, answer.note, answer.revision) == (Judgement.PASS, "thiếu phí", 4)
    kept = [(earlier.value, earlier.note, earlier.revision) for earlier in answer.history]
    assert kept == [
        (Judgement.FAIL, None, 1),
        (Judgement.FAIL, "thiếu phí", 2),
        (Judgement.NOT_APPLICABLE, "thiếu phí", 3),
    ]


def test_a_tap_when_nothing_has_been_asked_leads_on_from_there() -> None:
    """A card of the visit reached a person without a conversation."""
    player = Player()
    assert player.tap("B3", "pass") == (Ask("A6", saved=player.answer("B3")),)
