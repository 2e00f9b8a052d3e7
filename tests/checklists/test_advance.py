"""A visit turn by turn: what each answer, tap and text leads to."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from checklists.advance import advance
from checklists.events import (
    CancelAsked,
    LocationReceived,
    ReviewAsked,
    Unreadable,
    Went,
    WentBack,
)
from checklists.messages import (
    AlreadyClosed,
    AnswerRecorded,
    Ask,
    AskEvidence,
    Cancelled,
    Confirmed,
    Gap,
    Part,
    Problem,
    Review,
    Submitted,
    VisitSubmitted,
)
from checklists.turn import Conversation, Prompt
from checklists.values import Clock, Day, Days, Judgement, Number, Picked, Place, Ratio, Words
from checklists.visit import Answer, Status
from tests.checklists.small_visit import LAN, SMALL, Player, at_the_end


@pytest.fixture
def lan() -> Player:
    """An inspector who has just started."""
    player = Player()
    player.start()
    return player


def answer_of(player: Player, code: str) -> Answer:
    """The current answer, which there must be."""
    answer = player.visit.answer(code)
    assert answer is not None
    return answer


def test_a_new_visit_begins_with_the_first_question() -> None:
    """Starting lands on the first stop."""
    player = Player()
    assert player.start() == (Ask("B1"),)
    assert player.conversation.prompt == Prompt("B1")
    assert player.visit.revision == 0


def test_an_answer_leads_on_and_is_confirmed_with_the_next_card(lan: Player) -> None:
    """The next card carries the answer just stored."""
    said = lan.tap("B3", "pass")
    assert said == (Confirmed(answer_of(lan, "B3")),)
    lan.send(Went(LAN, lan.at, "E2"))
    said = lan.tap("E2", "pass")
    assert said == (Ask("E3", saved=answer_of(lan, "E2")),)


def test_a_failure_that_needs_a_photo_asks_for_it_first(lan: Player) -> None:
    """Evidence comes before the next question; the details come after it."""
    lan.tap("B1", "na")
    assert lan.tap("B3", "fail") == (AskEvidence("B3", 1, note_wanted=False, saved=answer_of(lan, "B3")),)
    assert lan.conversation.prompt == Prompt("B3", Part.EVIDENCE)
    assert lan.photo("f")[-1] == Ask("B4")


def test_not_applicable_needs_no_photo_even_where_one_is_always_taken(lan: Player) -> None:
    """B1 always takes a photo, but not of what does not apply."""
    assert lan.tap("B1", "na") == (Ask("B3", saved=answer_of(lan, "B1")),)


def test_a_skipped_photo_is_a_gap_and_no_wall(lan: Player) -> None:
    """Going on from the photo leaves it for later."""
    lan.tap("B1", "pass")
    assert lan.go_on("B1") == (Ask("B3"),)
    review = lan.send(ReviewAsked(LAN, lan.at))[0]
    assert isinstance(review, Review)
    assert Gap("B1", "photo") in review.gaps


def test_going_on_from_a_card_asks_for_its_photo_once(lan: Player) -> None:
    """From the value to its evidence, from the evidence onwards."""
    lan.tap("B1", "pass")
    lan.send(Went(LAN, lan.at, "B1"))
    assert lan.conversation.prompt == Prompt("B1")
    assert lan.go_on("B1") == (AskEvidence("B1", 1, note_wanted=False),)
    assert lan.go_on("B1") == (Ask("B3"),)


def test_an_old_button_corrects_its_own_question_and_nothing_moves(lan: Player) -> None:
    """A tap on an earlier card leaves what is open where it was."""
    lan.tap("B1", "na")
    lan.tap("B3", "pass")
    lan.go_on("A6")
    prompt = lan.conversation.prompt
    assert lan.tap("B3", "na") == (Confirmed(answer_of(lan, "B3")),)
    assert lan.conversation.prompt == prompt
    answer = answer_of(lan, "B3")
    assert (answer.value, answer.revision) == (Judgement.NOT_APPLICABLE, 2)
    assert [earlier.value for earlier in answer.history] == [Judgement.PASS]


def test_an_old_button_that_calls_for_evidence_asks_for_it_and_then_leads_on(lan: Player) -> None:
    """The photo is asked for at once; after it the next gap follows."""
    lan.tap("B1", "na")
    lan.tap("B3", "pass")
    lan.go_on("A6")
    assert lan.tap("B3", "fail") == (AskEvidence("B3", 1, note_wanted=False, saved=answer_of(lan, "B3")),)
    assert lan.photo("f")[-1] == Ask("B4")
    assert lan.type("2") == (Ask("A6", saved=answer_of(lan, "B4")),)


def test_a_correction_that_closes_the_open_question_leads_on_from_it(lan: Player) -> None:
    """B4 is asked only while B3 fails."""
    lan.tap("B1", "na")
    lan.tap("B3", "fail")
    lan.photo("f")
    assert lan.conversation.prompt == Prompt("B4")
    assert lan.tap("B3", "pass") == (Ask("A6", saved=answer_of(lan, "B3")),)


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
    assert lan.tap("B1", "na") == (Confirmed(answer_of(lan, "B1")),)
    assert lan.visit == before
    assert lan.turn
    assert lan.turn.effects == ()


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
    answer = answer_of(lan, "E4")
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
    assert answer_of(lan, "E4").value is None
    assert lan.tap("E4", "none") == (Ask("F2", saved=answer_of(lan, "E4")),)
    assert lan.visit.value("E4") == Days(())


@pytest.mark.parametrize("date", ["2026-11-24", "2026-10-23"])
def test_a_toggled_day_must_lie_within_the_days_asked_about(lan: Player, date: str) -> None:
    """Neither tomorrow nor more than thirty days ago."""
    lan.send(Went(LAN, lan.at, "E4"))
    assert isinstance(lan.toggle("E4", date)[0], Problem)
    assert lan.visit.answer("E4") is None


def test_typed_text_answers_what_is_open(lan: Player) -> None:
    """A bare 3/5 finds its question."""
    lan.send(Went(LAN, lan.at, "A7"))
    assert lan.type("4/5") == (Ask("D1", saved=answer_of(lan, "A7")),)
    assert lan.type("đủ") == (Ask("C7", saved=answer_of(lan, "D1")),)
    assert lan.visit.value("D1") == Ratio(part=4, whole=4)


def test_typed_text_that_names_its_question_corrects_that_one(lan: Player) -> None:
    """A reply to an old card means that card."""
    lan.send(Went(LAN, lan.at, "C7"))
    assert lan.type("3/5", to="A7") == (Confirmed(answer_of(lan, "A7")),)
    assert lan.conversation.prompt == Prompt("C7")


def test_text_where_evidence_is_wanted_is_the_note(lan: Player) -> None:
    """D1 wants a note when it fails; more words are added to it, the same ones are not."""
    lan.send(Went(LAN, lan.at, "D1"))
    lan.type("3/5")
    assert lan.conversation.prompt == Prompt("D1", Part.EVIDENCE)
    assert lan.type("quên thẻ ở nhà") == (Ask("C7", saved=answer_of(lan, "D1")),)
    assert answer_of(lan, "D1").note == "quên thẻ ở nhà"


def test_notes_are_added_and_never_doubled(lan: Player) -> None:
    """A second note joins the first; one that is there already changes nothing."""
    lan.tap("B1", "fail")
    lan.type("thiếu phí")
    lan.type("bảng cũ")
    assert answer_of(lan, "B1").note == "thiếu phí; bảng cũ"
    assert lan.type("thiếu phí") == (Confirmed(answer_of(lan, "B1")),)
    assert answer_of(lan, "B1").revision == 3


def test_words_in_reply_to_a_judged_card_are_a_note(lan: Player) -> None:
    """Only when the card has its judgement; else the words are no judgement."""
    said = lan.type("thiếu bảng phí", to="B3")
    assert said == (Problem("not_a_judgement", "B3"),)
    lan.tap("B3", "na")
    lan.type("thiếu bảng phí", to="B3")
    assert answer_of(lan, "B3").note == "thiếu bảng phí"


def test_a_question_without_notes_keeps_none(lan: Player) -> None:
    """C8 has its notes switched off."""
    lan.type("2", to="C7")
    lan.tap("C8", "pass")
    assert lan.type("ghi thêm", to="C8") == (Problem("no_note_wanted", "C8"),)
    assert answer_of(lan, "C8").note is None


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


def test_optional_questions_are_asked_once_and_do_not_block(lan: Player) -> None:
    """A6 is asked on the way; coming back does not ask it again."""
    lan.tap("B1", "na")
    assert lan.tap("B3", "pass") == (Ask("A6", saved=answer_of(lan, "B3")),)
    assert lan.go_on("A6") == (Ask("A7"),)
    lan.type("4/5")
    assert lan.start() == (Ask("D1"),)


def test_going_back_and_turning_to_a_question(lan: Player) -> None:
    """Back is the question before that is asked; before the first there is none."""
    assert lan.send(WentBack(LAN, lan.at, "A6")) == (Ask("B3"),)
    assert lan.send(WentBack(LAN, lan.at, "B1")) == (Ask("B1"),)
    assert lan.send(Went(LAN, lan.at, "G1")) == (Ask("G1"),)
    assert lan.send(Went(LAN, lan.at, "B4"))[0] == Problem("not_asked", "G1", {"question": "B4"})
    assert lan.send(Went(LAN, lan.at, "ZZ"))[0] == Problem("unknown_question", "G1")


def test_turning_to_an_answer_without_its_photo_asks_for_the_photo(lan: Player) -> None:
    """Turning to it once more opens the answer itself."""
    lan.tap("B1", "pass")
    lan.go_on("B1")
    assert lan.send(Went(LAN, lan.at, "B1")) == (AskEvidence("B1", 1, note_wanted=False),)
    assert lan.send(Went(LAN, lan.at, "B1")) == (Ask("B1"),)


def test_after_the_last_question_comes_the_review() -> None:
    """With what is missing, in the checklist's order."""
    player = Player()
    player.start()
    (review,) = player.go_on("G1")
    assert isinstance(review, Review)
    assert [gap.question for gap in review.gaps] == [
        "B1",
        "B3",
        "A7",
        "D1",
        "C7",
        "E2",
        "E4",
        "F2",
        "J4",
        "P1",
        "G1",
    ]


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


def test_submission_is_refused_while_something_is_missing(lan: Player) -> None:
    """The review says what."""
    (review,) = lan.submit()
    assert isinstance(review, Review)
    assert review.refused
    assert review.gaps[0] == Gap("B1", "answer")
    assert lan.visit.is_open


def test_a_whole_visit_is_submitted_once() -> None:
    """The receipt comes once; then nothing changes by a tap."""
    player = at_the_end(Player())
    assert player.conversation.prompt == Prompt(None)
    at = player.at
    revision = player.visit.revision
    assert player.submit() == (Submitted(),)
    assert (player.visit.status, player.visit.submitted_at) == (Status.SUBMITTED, at)
    assert player.visit.revision == revision + 1
    assert player.turn
    assert player.turn.effects == (VisitSubmitted(),)
    closed = player.visit
    assert player.submit() == (AlreadyClosed(),)
    assert player.tap("B1", "fail") == (AlreadyClosed(),)
    assert player.photo("late") == (AlreadyClosed(),)
    assert player.start() == (AlreadyClosed(),)
    assert player.visit == closed


def test_values_of_a_whole_visit() -> None:
    """What was tapped and typed is what is kept."""
    visit = at_the_end(Player()).visit
    assert visit.value("A7") == Ratio(part=4, whole=5)
    assert visit.value("C7") == Number(Decimal(0))
    assert visit.value("E3") == Picked(("c2",))
    assert visit.value("F2") == Clock(time(8))
    assert visit.value("J4") == Day(date(2026, 11, 20))


def test_a_cancelled_visit_is_closed(lan: Player) -> None:
    """Cancelling needs nothing and changes no answer."""
    lan.tap("B1", "na")
    assert lan.send(CancelAsked(LAN, lan.at)) == (Cancelled(),)
    assert lan.visit.status is Status.CANCELLED
    assert lan.tap("B1", "pass") == (AlreadyClosed(),)
    assert lan.visit.value("B1") is Judgement.NOT_APPLICABLE


def test_two_inspectors_share_the_answers_and_not_the_place(lan: Player) -> None:
    """Whoever joins lands where the work stands; each has a card of their own."""
    lan.tap("B1", "na")
    binh = lan.with_team_mate("binh")
    assert binh.start() == (Ask("B3"),)
    assert binh.tap("B1", "pass") == (AskEvidence("B1", 1, note_wanted=False, saved=answer_of(binh, "B1")),)
    assert (answer_of(binh, "B1").by, answer_of(binh, "B1").history[0].by) == ("binh", LAN)
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
    assert player.turn.effects == (AnswerRecorded(answer_of(player, "B1")),)
    again = advance(SMALL, replace(player.visit), Conversation(LAN), ReviewAsked(LAN, player.at))
    assert again.effects == ()
    assert again.visit.revision == 1
