"""What a summary tells of a visit, and what it keeps to itself."""

from dataclasses import replace

from checklists.model import Checklist, Question
from checklists.visit import Photo, PhotoState, Visit
from reports.summary import Summary, summarise
from tests.checklists.small_visit import MORNING, SMALL, Player, at_the_end


def with_question(changed: Question) -> Checklist:
    """The small checklist with one question changed."""
    sections = tuple(
        replace(
            section,
            questions=tuple(changed if each.code == changed.code else each for each in section.questions),
        )
        for section in SMALL.sections
    )
    return replace(SMALL, sections=sections)


def told(checklist: Checklist, visit: Visit, *, offices: tuple[str, ...] = ()) -> Summary:
    """The summary in the house's language."""
    return summarise(checklist, visit, unit="phường Mộ Lao", offices=offices, language="vi")


def failing() -> Player:
    """A visit with three findings, one of them repeated."""
    player = at_the_end(Player())
    player.tap("B3", "fail")
    player.toggle("B4", "c2")
    player.photo("b3", caption="thiếu bảng phí", to="B3")
    player.store("b3")
    player.type("3/4", to="D1")
    player.toggle("E4", "2026-11-05")
    player.toggle("E4", "2026-11-12")
    player.visit = replace(player.visit, failed_before=frozenset({"B3"}))
    return player


def test_findings_are_sentences_of_documents() -> None:
    """First letter large, no full stop, details in brackets; repeated where it failed before."""
    findings = told(SMALL, failing().visit).findings
    assert [finding.sentence for finding in findings] == [
        "Chưa niêm yết đúng danh mục của từng lĩnh vực (Đất đai)",
        "1/4 người không đeo thẻ",
        "Có 2 ngày không có lãnh đạo trực (05/11, 12/11)",
    ]
    assert [finding.repeated for finding in findings] == [True, False, False]
    assert {finding.severity for finding in findings} == {2}


def test_counts_follow_the_tally() -> None:
    """Passed and failed among the judged answers, by section too."""
    summary = told(SMALL, failing().visit)
    assert (summary.passed, summary.failed, summary.not_applicable) == (3, 3, 0)
    assert [(each.title, each.passed, each.judged) for each in summary.sections] == [
        ("Niêm yết, công khai", 1, 2),
        ("Thẻ, trang phục", 1, 2),
        ("Lãnh đạo trực", 1, 2),
    ]
    assert summary.signal == "🔴"
    assert summary.hashtag == "#KT_2611_0034"


def test_no_person_is_named() -> None:
    """Names and notes of questions about people never leave the visit; offices do."""
    player = failing()
    summary = told(SMALL, player.visit, offices=("Phòng Nội vụ", "Phòng Nội vụ", " "))
    assert summary.offices == ("Phòng Nội vụ",)
    assert "Trần Thị Lan" not in repr(summary)
    assert "thiếu bảng phí" not in repr(summary)


def test_a_note_about_things_is_told() -> None:
    """Where photos may be shown, the note may be, cleaned and on one line."""
    player = failing()
    question = SMALL.question("B3")
    assert question is not None
    checklist = with_question(replace(question, share_photo=True))
    answer = replace(player.visit.answers["B3"], note="thiếu \u202ebảng\nphí")
    visit = replace(player.visit, answers={**player.visit.answers, "B3": answer})
    assert told(checklist, visit).findings[0].note == "thiếu bảng phí"


def test_photos_are_shared_only_where_they_show_things() -> None:
    """Shared ones once each, the others counted; photos on their way are no photos yet."""
    player = at_the_end(Player())
    question = SMALL.question("P1")
    assert question is not None
    checklist = with_question(replace(question, share_photo=True))
    twin = Photo("p9", "P1", PhotoState.STORED, "lan", MORNING, sha256="sha-p1")
    coming = Photo("p8", "P1", PhotoState.PENDING, "lan", MORNING)
    visit = replace(player.visit, photos=(*player.visit.photos, twin, coming))
    summary = told(checklist, visit)
    assert summary.shared_photos == ("sha-p1", "sha-p2")
    assert summary.private_photos == 1


def test_a_clean_visit_is_green() -> None:
    """No findings."""
    summary = told(SMALL, at_the_end(Player()).visit)
    assert summary.findings == ()
    assert summary.signal == "🟢"
