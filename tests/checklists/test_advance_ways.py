"""Ways through a visit: on, back, to a question, to the review, to the end."""

from datetime import date, time
from decimal import Decimal

import pytest

from checklists.events import (
    CancelAsked,
    ReviewAsked,
    Went,
    WentBack,
)
from checklists.messages import (
    AlreadyClosed,
    Ask,
    AskEvidence,
    Cancelled,
    Gap,
    Problem,
    Review,
    Submitted,
    VisitSubmitted,
)
from checklists.turn import Prompt
from checklists.values import Clock, Day, Judgement, Number, Picked, Ratio
from checklists.visit import Status
from tests.checklists.small_visit import LAN, Player, at_the_end


@pytest.fixture
def lan() -> Player:
    """An inspector who has just started."""
    player = Player()
    player.start()
    return player


def test_a_new_visit_begins_with_the_first_question() -> None:
    """Starting lands on the first stop."""
    player = Player()
    assert player.start() == (Ask("B1"),)
    assert player.conversation.prompt == Prompt("B1")
    assert player.visit.revision == 0


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


def test_optional_questions_are_asked_once_and_do_not_block(lan: Player) -> None:
    """A6 is asked on the way; coming back does not ask it again."""
    lan.tap("B1", "na")
    assert lan.tap("B3", "pass") == (Ask("A6", saved=lan.answer("B3")),)
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
    (review,) = player.go_on("F3")
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
        "H1",
        "F3",
    ]


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
