"""A section on one card: taps, the way on, findings in one prompt, what is typed and sent meanwhile."""

from dataclasses import replace

import pytest

from checklists.events import PageOpened, Typed, Went, WentBack
from checklists.messages import (
    Ask,
    AskEvidence,
    AskPlace,
    AskSection,
    Confirmed,
    Part,
    PhotoNoted,
    Problem,
    Review,
)
from checklists.turn import Prompt
from checklists.values import Days, Judgement, Picked, Ratio
from tests.checklists.small_visit import LAN, ON_CARDS, SMALL, Player


@pytest.fixture(name="lan")
def _lan() -> Player:
    player = Player(ON_CARDS)
    player.start()
    return player


def answered(lan: Player, *codes: str) -> AskSection:
    """The first card, as it is said when these answers have just been stored."""
    return AskSection("B1", tuple(lan.answer(code) for code in codes))


def test_a_section_begins_with_its_card(lan: Player) -> None:
    """Not with its first question."""
    assert lan.conversation.prompt == Prompt("B1", Part.CARD)
    assert lan.start() == (AskSection("B1"),)


def test_a_tap_stays_on_the_card_whatever_it_calls_for(lan: Player) -> None:
    """The photos of a failure are asked for when the card is left, not between two taps."""
    assert lan.tap("B3", "fail") == (answered(lan, "B3"),)
    assert lan.tap("B1", "na") == (answered(lan, "B1"),)
    assert lan.conversation.prompt == Prompt("B1", Part.CARD)


def test_the_rest_passes_in_one_tap(lan: Player) -> None:
    """What has an answer keeps it, and the same tap again changes nothing."""
    lan.tap("B3", "fail")
    assert lan.rest_passes("B3") == (answered(lan, "B1"),)
    assert lan.visit.value("B3") is Judgement.FAIL
    before = lan.visit
    assert lan.rest_passes("B1") == (AskSection("B1"),)
    assert lan.type("đạt hết trừ 2") == (AskSection("B1"),)
    assert lan.visit == before


def test_the_rest_passes_only_where_the_checklist_allows_it() -> None:
    """A button is an untrusted request: where no question allows it, nothing changes."""
    closed = tuple(
        replace(section, questions=tuple(replace(each, allow_bulk=False) for each in section.questions))
        for section in ON_CARDS.sections
    )
    lan = Player(replace(ON_CARDS, sections=closed))
    lan.start()
    assert lan.rest_passes("B1") == (Problem("bulk_not_allowed"),)
    assert lan.type("đạt hết") == (Problem("bulk_not_allowed"),)
    assert lan.visit.answers == {}


def test_after_the_card_only_what_failed_is_asked_for(lan: Player) -> None:
    """One prompt asks for details and photo; when both have come, the next one follows by itself."""
    lan.tap("B1", "na")
    lan.tap("B3", "fail")
    assert lan.leave("B1") == (AskEvidence("B3", 1, note_wanted=False, details=("B4",)),)
    lan.toggle("B4", "c1")
    assert lan.conversation.prompt == Prompt("B3", Part.EVIDENCE)
    lan.toggle("B4", "c2")
    assert lan.visit.value("B4") == Picked(("c1", "c2"))
    first, then = lan.photo("f", caption="bảng cũ")
    assert isinstance(first, PhotoNoted)
    assert then == AskSection("A6", (lan.answer("B3"),))
    assert lan.answer("B3").note == "bảng cũ"


def test_a_detail_that_comes_last_is_no_haste(lan: Player) -> None:
    """Several may be taken, so a tap on one of them never leads away."""
    lan.tap("B3", "fail")
    lan.leave("B1")
    lan.photo("f")
    lan.toggle("B4", "c1")
    assert lan.conversation.prompt == Prompt("B3", Part.EVIDENCE)
    assert lan.go_on("B3") == (AskSection("A6"),)


def test_leaving_with_judgements_open_goes_on_and_the_review_names_them(lan: Player) -> None:
    """Nobody is kept on a card; nothing is forgotten either."""
    assert lan.leave("B1") == (AskSection("A6"),)
    review = lan.submit()[0]
    assert isinstance(review, Review)
    assert {"B1", "B3"} <= {gap.question for gap in review.gaps}


def test_what_is_typed_follows_singly_and_what_has_its_answer_does_not(lan: Player) -> None:
    """A quick answer on the card leaves nothing to be typed after it."""
    lan.leave("B1")
    lan.type("4/5")
    lan.tap("D1", "full")
    assert lan.visit.value("D1") == Ratio(4, 4)
    assert lan.leave("A6") == (Ask("A6"),)
    assert lan.type("Bà Nga") == (Ask("C7", saved=lan.answer("A6")),)


def test_from_one_question_the_card_is_found_again(lan: Player) -> None:
    """Whoever chose days before the judgements is led back to them."""
    lan.send(PageOpened(LAN, lan.at, "E2"))
    lan.send(Went(LAN, lan.at, "E4"))
    assert lan.type("không") == (AskSection("E2", (lan.answer("E4"),)),)
    assert lan.visit.value("E4") == Days(())


def test_back_from_a_finding_is_its_card(lan: Player) -> None:
    """And back from the card is the one before it."""
    lan.tap("B3", "fail")
    lan.leave("B1")
    assert lan.send(WentBack(LAN, lan.at, "B3")) == (AskSection("B1"),)


def test_a_finding_opens_in_its_one_prompt_and_from_there_its_answer(lan: Player) -> None:
    """What was found stays together when it is changed."""
    lan.tap("B3", "fail")
    prompt = AskEvidence("B3", 1, note_wanted=False, details=("B4",))
    assert lan.send(Went(LAN, lan.at, "B3")) == (prompt,)
    assert lan.send(Went(LAN, lan.at, "B3")) == (Ask("B3"),)


def test_an_old_card_corrects_its_question_and_the_place_is_not_lost(lan: Player) -> None:
    """A pass is confirmed; a failure asks for its evidence and then leads back."""
    lan.rest_passes("B1")
    lan.photo("b1", caption="1")
    lan.leave("B1")
    place = lan.conversation.prompt
    assert lan.tap("B1", "na") == (Confirmed(lan.answer("B1")),)
    assert lan.conversation.prompt == place
    assert isinstance(lan.tap("B3", "fail")[0], AskEvidence)
    lan.toggle("B4", "c1")
    assert lan.photo("b3")[-1] == AskSection("A6")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1d 2k", {"B1": Judgement.PASS, "B3": Judgement.FAIL}),
        ("1 đạt, 2 không đạt", {"B1": Judgement.PASS, "B3": Judgement.FAIL}),
        ("đạt hết trừ 2", {"B1": Judgement.PASS}),
        ("dat het tru 2, 2 thieu bang phi", {"B1": Judgement.PASS, "B3": Judgement.FAIL}),
        ("đạt hết", {"B1": Judgement.PASS, "B3": Judgement.PASS}),
        ("2k thiếu bảng phí, lệ phí", {"B3": Judgement.FAIL}),
        ("câu 4: 4/5", {"A7": Ratio(4, 5)}),
        ("1d 1k", {"B1": Judgement.FAIL}),
    ],
)
def test_answers_by_number(lan: Player, text: str, values: dict[str, object]) -> None:
    """One text answers many questions, in the ways in which people write it."""
    lan.type(text)
    assert {code: answer.value for code, answer in lan.visit.answers.items()} == values
    assert all(answer.revision == 1 for answer in lan.visit.answers.values())


def test_words_behind_a_number_are_its_note(lan: Player) -> None:
    """With commas and all, up to the next number."""
    lan.type("2k thiếu bảng phí, lệ phí; 1d")
    assert lan.answer("B3").note == "thiếu bảng phí, lệ phí"
    assert lan.visit.value("B1") is Judgement.PASS


@pytest.mark.parametrize("text", ["k", "thiếu bảng phí", "7", "99d"])
def test_a_text_that_may_mean_any_question_is_asked_for_its_number(lan: Player, text: str) -> None:
    """Nothing is guessed and nothing is stored."""
    assert lan.type(text) == (Problem("number_wanted"),)
    assert lan.visit.answers == {}


def test_words_after_a_failure_are_its_note(lan: Player) -> None:
    """The one that was just failed by the same person."""
    lan.tap("B3", "fail")
    assert lan.type("bảng cũ") == (answered(lan, "B3"),)
    assert lan.answer("B3").note == "bảng cũ"


@pytest.mark.parametrize(
    ("question", "text"),
    [("A7", "3/5"), ("A7", "5 k"), ("E4", "5/11, 12/11"), ("A6", "2k là ông Hai, 3k là bà Ba"), ("C7", "2")],
)
def test_a_value_is_no_number_of_a_question(question: str, text: str) -> None:
    """A text that answers what is open, or says nothing of a judgement, is never taken for numbers."""
    lan = Player(SMALL)
    lan.send(Went(LAN, lan.at, question))
    lan.send(Typed(LAN, lan.at, text))
    assert set(lan.visit.answers) <= {question}


def test_a_slip_in_one_number_loses_none_of_the_others(lan: Player) -> None:
    """Each is recorded or refused for itself."""
    said = lan.type("2k; 4: 9/5")
    assert [type(message) for message in said] == [Problem, AskSection]
    assert lan.visit.value("B3") is Judgement.FAIL
    assert lan.visit.value("A7") is None


def photo_places(lan: Player) -> list[str | None]:
    """Where the photos have gone, in the order they came."""
    return [photo.question for photo in lan.visit.photos]


@pytest.mark.parametrize(
    "caption", ["2", "#2", "câu 2", "2 k thiếu bảng phí", "2k thiếu bảng phí", "#2: bảng cũ"]
)
def test_a_caption_names_the_question_of_its_photo(lan: Player, caption: str) -> None:
    """In any order, and ahead of the answer; what remains of it is the note, a judgement the answer."""
    lan.photo("f", caption=caption)
    assert photo_places(lan) == ["B3"]
    assert lan.conversation.prompt == Prompt("B1", Part.CARD)


def test_a_photo_without_words_goes_where_one_is_waited_for(lan: Player) -> None:
    """Only B1 takes one whatever is answered; B3 does once it has failed, and was failed last."""
    lan.photo("f")
    assert photo_places(lan) == ["B1"]
    lan.tap("B3", "fail")
    lan.photo("g")
    assert photo_places(lan) == ["B1", "B3"]


def test_a_photo_that_may_be_for_several_is_asked_about(lan: Player) -> None:
    """On a card where none waits for one and nothing was answered; the card's own questions come first."""
    lan.send(PageOpened(LAN, lan.at, "A6"))
    asked = lan.photo("f")[-1]
    assert isinstance(asked, AskPlace)
    assert asked.candidates[0] == "D1"
    assert photo_places(lan) == [None]


def test_a_section_may_be_asked_question_by_question() -> None:
    """As its author wrote it."""
    assert all(section.one_by_one for section in SMALL.sections)
    assert Player(SMALL).start() == (Ask("B1"),)
