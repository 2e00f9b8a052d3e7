"""Photos in a visit: where each goes, and what it leads to."""

import pytest

from checklists.events import PhotoLost, PhotoPlaced, PhotoStored, Went
from checklists.kinds import Kind
from checklists.messages import (
    AlreadyClosed,
    Ask,
    AskEvidence,
    AskPlace,
    Confirmed,
    Gap,
    Part,
    PhotoKept,
    PhotoNoted,
    PhotoRecorded,
    Problem,
)
from checklists.model import Checklist, PhotoRule, Question, Section
from checklists.progress import gaps
from checklists.turn import Prompt
from checklists.values import Pictures
from checklists.visit import Photo, PhotoState
from tests.checklists.small_visit import LAN, SMALL, Player, at_the_end, label


@pytest.fixture
def lan() -> Player:
    """An inspector who has just started."""
    player = Player()
    player.start()
    return player


def photo_of(player: Player, name: str) -> Photo:
    """The photo, which there must be."""
    return next(photo for photo in player.visit.photos if photo.id == name)


def place(player: Player, name: str, question: str) -> tuple[object, ...]:
    """Say where a photo belongs."""
    return player.send(PhotoPlaced(LAN, player.at, name, question))


def test_a_photo_goes_to_the_question_that_waits_for_it(lan: Player) -> None:
    """Pending, with its caption as the note, and the next question follows."""
    lan.tap("B1", "fail")
    said = lan.photo("f", caption="thiếu bảng phí")
    assert said == (PhotoNoted(photo_of(lan, "f")), Ask("B3", saved=lan.visit.answer("B1")))
    assert photo_of(lan, "f").question == "B1"
    assert photo_of(lan, "f").state is PhotoState.PENDING
    assert lan.visit.answers["B1"].note == "thiếu bảng phí"


def test_a_photo_may_come_before_the_answer(lan: Player) -> None:
    """It is kept for the open question, which stays open and then wants none."""
    assert lan.photo("f") == (PhotoNoted(photo_of(lan, "f")),)
    assert lan.conversation.prompt == Prompt("B1")
    assert lan.tap("B1", "pass") == (Ask("B3", saved=lan.visit.answer("B1")),)


def test_the_rest_of_an_album_follows_its_first_photo(lan: Player) -> None:
    """Also when the flow has moved on; whichever item has the caption."""
    lan.tap("B1", "fail")
    lan.photo("f1", group="g")
    assert lan.conversation.prompt == Prompt("B3")
    assert lan.photo("f2", group="g", caption="thiếu phí") == (PhotoNoted(photo_of(lan, "f2")),)
    assert photo_of(lan, "f2").question == "B1"
    assert lan.visit.answers["B1"].note == "thiếu phí"
    assert lan.conversation.prompt == Prompt("B3")


def test_a_photo_after_an_answer_belongs_to_that_answer(lan: Player) -> None:
    """D1 takes photos, C7 does not: the photo after D1's answer is D1's."""
    lan.send(Went(LAN, lan.at, "D1"))
    lan.type("4/4")
    assert lan.conversation.prompt == Prompt("C7")
    assert lan.photo("f") == (PhotoNoted(photo_of(lan, "f")),)
    assert photo_of(lan, "f").question == "D1"


def test_a_photo_without_a_place_is_kept_and_asked_about(lan: Player) -> None:
    """Questions that take photos are offered, those answered last first; nothing else moves."""
    lan.tap("B3", "fail")
    lan.send(Went(LAN, lan.at, "A7"))
    (asked,) = lan.photo("f")
    assert asked == AskPlace(photo_of(lan, "f"), ("B3", "B1", "D1", "E4", "P1"))
    assert photo_of(lan, "f").question is None
    assert place(lan, "f", "B1") == (PhotoNoted(photo_of(lan, "f")),)
    assert photo_of(lan, "f").question == "B1"


def test_an_album_without_a_place_is_asked_about_once_and_moves_together(lan: Player) -> None:
    """One answer places all of it."""
    lan.send(Went(LAN, lan.at, "A7"))
    assert isinstance(lan.photo("f1", group="g")[0], AskPlace)
    assert lan.photo("f2", group="g") == (PhotoNoted(photo_of(lan, "f2")),)
    place(lan, "f1", "P1")
    assert [photo.question for photo in lan.visit.photos] == ["P1", "P1"]
    assert lan.visit.value("P1") == Pictures()


def test_a_caption_without_a_place_is_not_lost_in_silence(lan: Player) -> None:
    """The person is told to send it again."""
    lan.send(Went(LAN, lan.at, "A7"))
    assert lan.photo("f", caption="bảng phí")[1] == Problem("caption_not_kept")


def test_a_photo_named_for_a_question_goes_there(lan: Player) -> None:
    """What is open stays open."""
    assert lan.photo("f", to="P1") == (PhotoNoted(photo_of(lan, "f")),)
    assert lan.visit.value("P1") == Pictures()
    assert lan.conversation.prompt == Prompt("B1")


def test_an_image_question_wants_all_its_photos(lan: Player) -> None:
    """P1 wants two: after the first it says what is left, after the second it goes on."""
    lan.send(Went(LAN, lan.at, "P1"))
    said = lan.photo("p1")
    saved = lan.visit.answer("P1")
    assert said == (
        PhotoNoted(photo_of(lan, "p1")),
        AskEvidence("P1", 1, note_wanted=False, saved=saved),
    )
    assert lan.photo("p2")[-1] == Ask("G1")


def test_words_are_no_picture(lan: Player) -> None:
    """An image question says that it wants a photo."""
    lan.send(Went(LAN, lan.at, "P1"))
    assert lan.type("đây") == (Problem("photo_wanted", "P1"),)


def test_more_photos_than_a_question_takes_are_refused(lan: Player) -> None:
    """B1 takes three."""
    for name in ("f1", "f2", "f3"):
        lan.photo(name, to="B1")
    assert lan.photo("f4", to="B1") == (Problem("too_many_photos", "B1", {"limit": "3"}),)
    assert [photo.id for photo in lan.visit.photos] == ["f1", "f2", "f3"]


def test_submission_waits_for_the_bytes(lan: Player) -> None:
    """A photo whose bytes are not durable is a gap, but no stop."""
    at_the_end(lan)
    lan.photo("late", to="B1")
    assert gaps(SMALL, lan.visit) == (Gap("B1", "storing"),)
    lan.store("late")
    assert gaps(SMALL, lan.visit) == ()


def test_stored_bytes_are_confirmed_once(lan: Player) -> None:
    """The same news again changes nothing."""
    lan.photo("f")
    assert lan.send(PhotoStored(LAN, lan.at, "f", "aa")) == (PhotoKept(photo_of(lan, "f")),)
    assert (photo_of(lan, "f").state, photo_of(lan, "f").sha256) == (PhotoState.STORED, "aa")
    revision = lan.visit.revision
    assert lan.send(PhotoStored(LAN, lan.at, "f", "aa")) == (PhotoKept(photo_of(lan, "f")),)
    assert lan.visit.revision == revision


def test_a_lost_photo_opens_its_gap_again(lan: Player) -> None:
    """The person is told which question lacks it."""
    lan.tap("B1", "pass")
    lan.photo("f")
    said = lan.send(PhotoLost(LAN, lan.at, "f", "gone"))
    assert said == (Problem("photo_lost", "B1", {"reason": "gone"}),)
    assert Gap("B1", "photo") in gaps(SMALL, lan.visit)


def test_durable_bytes_cannot_be_lost(lan: Player) -> None:
    """News that comes late or wrong does not undo what is kept."""
    lan.photo("f")
    lan.store("f")
    assert lan.send(PhotoLost(LAN, lan.at, "f", "gone")) == (PhotoKept(photo_of(lan, "f")),)


def test_news_of_an_unknown_photo(lan: Player) -> None:
    """Neither stored, lost nor placed."""
    unknown = (Problem("unknown_photo", "B1"),)
    assert lan.send(PhotoStored(LAN, lan.at, "x", "aa")) == unknown
    assert lan.send(PhotoLost(LAN, lan.at, "x", "gone")) == unknown
    assert place(lan, "x", "B1") == unknown


def test_the_same_photo_again_is_one_photo(lan: Player) -> None:
    """An update delivered twice binds nothing twice."""
    lan.photo("f")
    revision = lan.visit.revision
    assert lan.photo("f") == (PhotoNoted(photo_of(lan, "f")),)
    assert lan.visit.revision == revision


def test_a_photo_moves_to_another_question(lan: Player) -> None:
    """Its old question lacks it again; its new one has it."""
    lan.tap("B1", "pass")
    lan.photo("f")
    lan.tap("B3", "fail")
    lan.go_on("B3")
    assert place(lan, "f", "B3") == (Confirmed(lan.visit.answers["B3"]),)
    assert [gap.lacks for gap in gaps(SMALL, lan.visit)[:3]] == ["photo", "storing", "answer"]


def test_a_photo_moved_to_what_waits_for_it_leads_on(lan: Player) -> None:
    """As if it had been sent there."""
    lan.photo("f")
    lan.tap("B3", "fail")
    assert lan.conversation.prompt == Prompt("B3", Part.EVIDENCE)
    assert place(lan, "f", "B3") == (PhotoNoted(photo_of(lan, "f")), Ask("B4"))


@pytest.mark.parametrize(
    ("question", "code"), [("ZZ", "unknown_question"), ("B4", "not_asked"), ("A7", "no_photo_wanted")]
)
def test_a_photo_cannot_be_placed_where_none_is_taken(lan: Player, question: str, code: str) -> None:
    """It stays where it is."""
    lan.photo("f")
    (said,) = place(lan, "f", question)
    assert isinstance(said, Problem)
    assert said.code == code
    assert photo_of(lan, "f").question == "B1"


def test_a_closed_visit_still_hears_of_its_bytes(lan: Player) -> None:
    """Photos without a place do not hold up submission; their bytes are recorded after it."""
    at_the_end(lan)
    lan.photo("f")
    lan.submit()
    assert not lan.visit.is_open
    assert lan.send(PhotoStored(LAN, lan.at, "f", "aa")) == (PhotoKept(photo_of(lan, "f")),)
    assert lan.turn
    assert lan.turn.effects == (PhotoRecorded(photo_of(lan, "f")),)
    assert place(lan, "f", "B1") == (AlreadyClosed(),)


def test_a_photo_follows_only_its_senders_own_answer(lan: Player) -> None:
    """Bình's photo is not of what Lan has just answered."""
    lan.send(Went(LAN, lan.at, "D1"))
    lan.type("4/4")
    binh = lan.with_team_mate("binh")
    binh.send(Went("binh", binh.at, "C7"))
    assert isinstance(binh.photo("f")[0], AskPlace)


def test_at_most_eight_places_are_offered_and_none_that_is_full() -> None:
    """The first of ten questions has all the photos it takes."""
    questions = tuple(
        Question(f"Q{n}", Kind.PASS_FAIL, label(f"Câu {n}"), photo=PhotoRule.OPTIONAL, photos_max=1)
        for n in range(10)
    )
    last = Question("T", Kind.TEXT, label("Ý kiến"))
    section = Section("s", label("Mục"), (*questions, last))
    player = Player(Checklist("k", 1, label("Phiếu"), (), (section,)))
    player.photo("f0", to="Q0")
    player.send(Went(LAN, player.at, "T"))
    assert player.photo("f1") == (AskPlace(photo_of(player, "f1"), tuple(f"Q{n}" for n in range(1, 9))),)


def test_an_album_placed_where_it_does_not_fit(lan: Player) -> None:
    """B1 takes three of four; the person is told of the fourth, which keeps asking for its place."""
    lan.send(Went(LAN, lan.at, "A7"))
    for name in ("f1", "f2", "f3", "f4"):
        lan.photo(name, group="g")
    said = place(lan, "f2", "B1")
    assert said == (PhotoNoted(photo_of(lan, "f2")), Problem("too_many_photos", "B1", {"limit": "3"}))
    assert {photo.id for photo in lan.visit.photos if photo.question is None} == {"f4"}
