"""Editing: any edit gives a checklist that makes sense, or issues; what was kept comes out again."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.bundled import bundled_sources
from checklists.diff import diff, may_mean_otherwise, new_codes
from checklists.edit_places import meet, places_of
from checklists.editing import apply, is_untranslated, replay, unfinished
from checklists.edits import (
    AddChoice,
    AddQuestion,
    AddSection,
    ConditionOf,
    Edit,
    LendVietnamese,
    MoveQuestion,
    RestoreQuestion,
    RetireQuestion,
    RetireSection,
    SetCondition,
    SetDays,
    SetKind,
    SetSectionTitle,
    SetSeverity,
    SetText,
    TakeFile,
    TextOf,
    dump_edit,
    load_edit,
)
from checklists.kinds import Kind
from checklists.model import Checklist, Question
from checklists.naming import next_code, next_name
from checklists.soundness import unsound
from checklists.source import read_checklist, read_question
from checklists.writing import write_checklist, write_question

SMALL = """
checklist: nho
version: 3
title: {vi: Phiếu nhỏ, en: Small list}
unit_kinds: [phuong]
sections:
  - key: mot
    title: {vi: Một, en: One}
    questions:
      - {code: A1, kind: pf, label: {vi: Có biển, en: A sign}}
      - {code: A2, kind: select_one, label: {vi: Biển ở đâu, en: Where}, detail_of: A1,
         relevant: "${A1} = 'fail'", choices: {in: {vi: Trong, en: Inside}, out: {vi: Ngoài, en: Outside}}}
      - {code: A3, kind: pf, label: {vi: Có ghế, en: Chairs}}
  - key: hai
    title: {vi: Hai, en: Two}
    questions:
      - {code: B1, kind: ratio, label: {vi: Đeo thẻ, en: Badges}, fail_when: ". < 1"}
"""


def small() -> Checklist:
    """Two sections, four questions, one of them a detail of the first."""
    read = read_checklist(SMALL)
    assert isinstance(read, Checklist), read
    return read


def edited(checklist: Checklist, *edits: Edit) -> Checklist:
    """The checklist after edits that must all be taken."""
    for edit in edits:
        changed = apply(checklist, edit)
        assert isinstance(changed, Checklist), changed
        checklist = changed
    return checklist


BUNDLED = [each for source in bundled_sources() if isinstance(each := read_checklist(source), Checklist)]
CODES = st.sampled_from(["A1", "A2", "A3", "B1", "Z9", "", "a1", "mã lạ"])
SECTIONS = st.sampled_from(["mot", "hai", "ba", ""])
WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["Có ghế", "Bàn?", "", " ", "${A1} = 'fail'", ". < 1", "part < whole"]),
)
FIELDS = {"code": CODES, "after": st.none() | CODES, "section": SECTIONS, "replaces": st.none() | CODES}


def edits_of(kind: type) -> st.SearchStrategy[Edit]:
    """Any edit of that kind: sensible, stale, silly."""
    given_fields = {name: FIELDS.get(name, WORDS) for name in ("code", "section", "after", "replaces")}
    hints = kind.__dataclass_fields__  # type: ignore[attr-defined]
    texts = {name: WORDS for name, each in hints.items() if each.type in {str, "str"} and name != "name"}
    fields = {name: strategy for name, strategy in (texts | given_fields).items() if name in hints}
    if "choice" in hints:
        fields["choice"] = st.sampled_from(["in", "out", "yes", "x y", ""])
    if "written" in hints:
        fields["written"] = st.sampled_from([SMALL, "x: [", "", write_question(small().questions[0])]) | WORDS
    return st.builds(kind, **fields)


ANY_EDIT = st.one_of([edits_of(kind) for kind in get_args(Edit)])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(ANY_EDIT, max_size=12))
def test_any_edit_gives_a_checklist_or_issues(edits: list[Edit]) -> None:
    """Whatever is edited: sound but for texts that wait, or issues with remedies; replaying is the same."""
    start = checklist = small()
    taken = []
    for edit in edits:
        assert load_edit(dump_edit(edit)) == edit
        changed = apply(checklist, edit)
        if isinstance(changed, Checklist):
            assert all(issue.code == "missing_translation" for issue in unsound(changed))
            checklist = changed
            taken.append(edit)
        else:
            assert changed
            assert all(issue.fault.vi and issue.remedy.vi for issue in changed)
    again = start
    for edit in taken:
        replayed = replay(again, load_edit(dump_edit(edit)))
        assert isinstance(replayed, Checklist)
        again = replayed
    assert again == checklist
    assert bool(diff(start, checklist)) == (start != checklist)
    whole = edited(checklist, LendVietnamese())
    assert all(issue.code in {"no_questions", "no_sections"} for issue in unfinished(whole))


@pytest.mark.parametrize("checklist", BUNDLED, ids=lambda each: each.key)
def test_every_bundled_question_survives_being_kept(checklist: Checklist) -> None:
    """A question written alone reads back as itself, so that a retired one can be restored."""
    for question in checklist.written:
        assert read_question(write_question(question)) == question


def test_a_new_question_is_pass_or_fail_with_photo_on_failure() -> None:
    """One text is enough: the rest has the usual values, and its English is missing until it is given."""
    changed = edited(small(), AddQuestion("mot", "A4", "Có quạt", after="A1"))
    assert [question.code for question in changed.sections[0].questions] == ["A1", "A2", "A4", "A3"]
    new = changed.question("A4")
    assert isinstance(new, Question)
    assert is_untranslated(new)
    assert [issue.code for issue in unfinished(changed)] == ["missing_translation"]
    assert unfinished(edited(changed, LendVietnamese())) == ()


def test_details_go_with_their_question() -> None:
    """What only details a question moves and goes with it."""
    moved = edited(small(), MoveQuestion("A1", "hai", after="B1"))
    assert [question.code for question in moved.sections[1].questions] == ["B1", "A1", "A2"]
    assert [question.code for question in edited(small(), RetireQuestion("A1")).questions] == ["A3", "B1"]


def test_a_kind_brings_what_it_needs_and_drops_what_it_has_no_use_for() -> None:
    """A question of choices begins with yes and no; a ratio's failing condition does not outlive it."""
    changed = edited(small(), SetKind("B1", Kind.SELECT_ONE))
    question = changed.question("B1")
    assert question is not None
    assert [choice.name for choice in question.choices] == ["yes", "no"]
    assert question.fail_when is None
    assert not isinstance(
        apply(small(), SetKind("A1", Kind.SELECT_ONE)), Checklist
    )  # A2 asks whether A1 failed


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (SetText("A1", TextOf.LABEL, "vi", "Có biển không?"), "question_mark"),
        (SetText("A1", TextOf.LABEL, "vi", "x" * 91), "text_too_long"),
        (SetSeverity("A1", 4), "out_of_range"),
        (SetDays("A1", 0), "out_of_range"),
        (SetCondition("A3", ConditionOf.RELEVANT, "${B1} < 1"), "later_question"),
        (SetCondition("A3", ConditionOf.RELEVANT, "${A1} ="), "bad_condition"),
        (SetCondition("A3", ConditionOf.RELEVANT, "${A1} = 'failed'"), "unknown_choice"),
        (AddChoice("A2", "in", "Trong nhà"), "duplicate_choice"),
        (RetireQuestion("Z9"), "unknown_question"),
        (SetSectionTitle("ba", "vi", "Ba"), "unknown_section"),
        (AddSection("mot", "Một nữa"), "duplicate_section"),
        (TakeFile("phieu.yaml", "x: ["), "not_yaml"),
    ],
)
def test_what_makes_no_sense_is_refused(edit: Edit, code: str) -> None:
    """An edit that would leave the checklist wrong changes nothing and says why."""
    refused = apply(small(), edit)
    assert isinstance(refused, tuple)
    assert code in {issue.code for issue in refused}


def test_a_restored_question_is_the_one_it_was() -> None:
    """Retired and restored, a question has its code and all its rules."""
    before = small()
    question = before.questions[3]
    gone = edited(before, RetireQuestion("B1"))
    back = edited(gone, RestoreQuestion("hai", "B1", write_question(question)))
    assert back == before


def test_what_does_not_meet_cannot_be_lost() -> None:
    """Two edits meet when one changes what the other changed, and only then."""
    label = SetText("A1", TextOf.LABEL, "vi", "Có biển tên")
    assert meet(label, SetText("A1", TextOf.LABEL, "vi", "Có biển lớn"))
    assert meet(label, RetireQuestion("A1"))
    assert meet(SetSectionTitle("mot", "vi", "I"), RetireSection("mot", ("A1",)))
    assert meet(label, RetireSection("mot", ("A1", "A2", "A3")))
    assert meet(label, TakeFile("a.yaml", SMALL))
    assert not meet(label, SetText("A1", TextOf.LABEL, "en", "A name sign"))
    assert not meet(label, SetSeverity("A1", 2))
    assert not meet(label, RetireQuestion("A3"))
    assert not meet(LendVietnamese(), TakeFile("a.yaml", SMALL)) or places_of(LendVietnamese()) == ()


def test_codes_are_never_given_twice() -> None:
    """The next code follows the highest ever used with the section's letter, retired or not."""
    assert next_code(["A1", "A2"], ["A1", "A2", "A7", "B9"]) == "A8"
    assert next_code([], ["B1"]) == "Q1"
    assert next_code(["a1"], ["A4"]) == "a5"
    assert next_name("Niêm yết, công khai", ["niem-yet-cong-khai"], longest=40) == "niem-yet-cong-khai-2"
    assert next_name("☂", [], longest=16) == "x"
    assert len(next_name("Một cái tên rất dài", ["mot-cai-ten-rat"], longest=16)) <= 16


def test_published_text_reads_back() -> None:
    """What an editor made is written and read like any checklist."""
    changed = edited(small(), AddQuestion("hai", "B2", "Đeo thẻ đúng mẫu"), LendVietnamese())
    assert read_checklist(write_checklist(changed)) == changed


def test_what_may_mean_otherwise_is_asked_about() -> None:
    """New words, another kind or other choices may change what an answer means; a photo rule does not."""
    before = small()
    after = edited(
        before,
        SetText("A1", TextOf.LABEL, "vi", "Có biển tên"),
        SetSeverity("A3", 2),
        AddQuestion("hai", "B2", "Đeo thẻ đúng mẫu"),
    )
    assert may_mean_otherwise(before, after) == ("A1",)
    assert new_codes(before, after) == ("B2",)
