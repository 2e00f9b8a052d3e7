"""The channel's post: one message whatever the visit holds, no persons, nothing half said."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from checklists.visit import Purpose
from handlers.actions import decode
from handlers.actions.visiting import ShowPhotos
from handlers.capabilities import TELEGRAM
from handlers.cards import channel_cards
from handlers.graphemes import utf16_length
from handlers.render import render
from handlers.rich import Style
from reports.summary import Finding, SectionTally, Summary
from tests.checklists.small_visit import MORNING

FINDING = Finding(
    question="B3",
    sentence="Chưa niêm yết đúng danh mục của từng lĩnh vực (Đất đai)",
    severity=2,
    repeated=True,
    due_days=15,
    note="thiếu bảng phí",
)
SUMMARY = Summary(
    visit_id="v" * 16,
    code="KT-2611-0034",
    unit="phường Mộ Lao",
    purpose=Purpose.SURPRISE,
    started_at=MORNING,
    submitted_at=MORNING + timedelta(minutes=37),
    offices=("Phòng Nội vụ", "Văn phòng HĐND-UBND"),
    passed=22,
    failed=2,
    not_applicable=1,
    sections=(SectionTally("Niêm yết", 3, 4), SectionTally("Lãnh đạo trực", 4, 4)),
    findings=(
        FINDING,
        replace(FINDING, sentence="1/5 người không đeo thẻ", severity=1, repeated=False, note=None),
    ),
    shared_photos=("a" * 64,),
    private_photos=2,
)
NASTY = st.sampled_from(["a", "ế", "📷", "👨‍👩‍👧", "<b>", "**", "#", "@x", "từ ", "{code}", "z\u0301\u0302"])
NASTY_TEXTS = st.lists(NASTY, min_size=1, max_size=400).map("".join)
FINDINGS = st.builds(
    Finding,
    question=st.just("B1"),
    sentence=NASTY_TEXTS,
    severity=st.integers(1, 3),
    repeated=st.booleans(),
    due_days=st.none() | st.integers(1, 90),
    note=st.none() | NASTY_TEXTS,
)


def test_a_post_tells_the_visit() -> None:
    """Signal, unit, tally, findings with severity in words; sections folded; photos behind a button."""
    card = channel_cards.post(SUMMARY, language="vi")
    assert card.text.plain == (
        "🔴 Phường Mộ Lao: 2 tồn tại  #KT_2611_0034\n"
        "Đột xuất · T2, 23/11/2026, 08:15–08:52\n"
        "Đoàn: Phòng Nội vụ, Văn phòng HĐND-UBND\n"
        "Đạt 22/24 · Chưa đạt 2 · Không áp dụng 1\n"
        "\n"
        "1. Chưa niêm yết đúng danh mục của từng lĩnh vực (Đất đai). "
        "Chấn chỉnh, đề nghị khắc phục trong 15 ngày. Lần trước cũng chưa đạt. Ghi chú: thiếu bảng phí.\n"
        "2. 1/5 người không đeo thẻ. Nhắc nhở, đề nghị khắc phục trong 15 ngày.\n"
        "\n"
        "Theo nội dung: Niêm yết 3/4 · Lãnh đạo trực 4/4"
    )
    assert card.text.spans[-1].style is Style.FOLDED
    [[button]] = card.rows
    assert button.label == "📷 Xem thêm 2 ảnh"
    assert decode(button.data or "") == ShowPhotos("v" * 16)


def test_a_visit_without_findings_is_green() -> None:
    """Nothing failed: the post says so, without an empty list or a button for no photos."""
    clean = replace(SUMMARY, findings=(), failed=0, private_photos=0)
    card = channel_cards.post(clean, language="vi")
    assert card.text.plain.startswith("🟢 Phường Mộ Lao: không có tồn tại  #KT_2611_0034\n")
    assert card.rows == ()


def test_a_visit_past_midnight_shows_both_days() -> None:
    """The end has its own date when that is another day."""
    late = replace(SUMMARY, submitted_at=MORNING + timedelta(days=1))
    assert (
        "T2, 23/11/2026, 08:15 – T3, 24/11/2026, 08:15" in channel_cards.post(late, language="vi").text.plain
    )


def test_the_sixth_finding_is_folded() -> None:
    """Five findings stand open, the others are a tap away."""
    many = replace(SUMMARY, findings=(FINDING,) * 7)
    *open_spans, folded = channel_cards.post(many, language="vi").text.spans
    assert "5. " in "".join(span.text for span in open_spans)
    assert folded.style is Style.FOLDED
    assert folded.text.startswith("6. ")


def test_what_does_not_fit_is_counted() -> None:
    """Eighty findings with long sentences: whole lines up to the limit, then how many are left."""
    long = replace(FINDING, sentence="Chưa niêm yết " * 40, note="ghi chú " * 200)
    post = channel_cards.post(replace(SUMMARY, findings=(long,) * 80), language="vi").text.plain
    told = post.count("Lần trước cũng chưa đạt.")
    assert told > 3
    assert f"… và {80 - told} tồn tại khác, xem hồ sơ KT-2611-0034" in post


@given(st.lists(FINDINGS, max_size=90), NASTY_TEXTS, st.lists(NASTY_TEXTS, max_size=30))
def test_a_post_is_always_one_message(findings: list[Finding], unit: str, titles: list[str]) -> None:
    """Whatever is written, the post is one message, and the hashtag and tally are in it."""
    summary = replace(
        SUMMARY,
        findings=tuple(findings),
        unit=unit,
        offices=tuple(titles),
        sections=tuple(SectionTally(title, 1, 2) for title in titles),
    )
    card = channel_cards.post(summary, language="vi")
    assert utf16_length(card.text.plain) <= 4096
    [part] = render(card, TELEGRAM)
    assert "#KT_2611_0034" in part.text.plain
    assert "Đạt 22/24" in part.text.plain


def test_tags_and_stars_are_only_text() -> None:
    """A note cannot format the post: only our own words are bold, a hashtag or folded."""
    hostile = replace(FINDING, sentence="<b>x</b> **y** #z", note="**đậm**")
    spans = channel_cards.post(replace(SUMMARY, findings=(hostile,)), language="vi").text.spans
    assert [span.text for span in spans if span.style is Style.BOLD] == ["Phường Mộ Lao: 1 tồn tại"]
    assert [span.text for span in spans if span.style is Style.HASHTAG] == ["#KT_2611_0034"]


def test_the_album_names_its_visit() -> None:
    """The caption leads back to the post."""
    caption = channel_cards.album_caption(SUMMARY, language="vi").plain
    assert caption == "Phường Mộ Lao · 23/11/2026 · KT-2611-0034"


def test_the_post_in_english() -> None:
    """The second language has the same shape."""
    words = channel_cards.post(SUMMARY, language="en").text.plain
    assert words.startswith("🔴 Phường Mộ Lao: 2 findings  #KT_2611_0034\nSurprise · Mon, 23/11/2026")
    assert "Pass 22/24 · Fail 2 · N/A 1" in words
