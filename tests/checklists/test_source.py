"""Checklists as text: what is accepted, every issue at once, and writing back."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.bundled import bundled_sources
from checklists.kinds import Kind
from checklists.model import Checklist, Label, Question
from checklists.source import Issue, read_checklist, write_checklist
from tests.checklists.any_checklist import checklists

HEAD = """\
checklist: thu
version: 1
title: {vi: Thử, en: Trial}
unit_kinds: [phuong]
sections:
  - key: mot
    title: {vi: Một, en: One}
    questions:
"""


def _question(code: str = "Q1", *, kind: str = "pf", more: str = "") -> str:
    """One question of a written checklist; `more` are further lines of it, parted by |."""
    lines = [
        f"code: {code}",
        f"kind: {kind}",
        "label: {vi: Nhãn, en: Label}",
        *(line for line in more.split("|") if line),
    ]
    return "      - " + "\n        ".join(lines) + "\n"


def _issues(text: str) -> tuple[Issue, ...]:
    read = read_checklist(text)
    assert isinstance(read, tuple), "no issue was found"
    return read


def _found(text: str) -> set[tuple[str, str]]:
    return {(issue.code, issue.place) for issue in _issues(text)}


def test_read__smallest_checklist__has_the_defaults_of_the_model() -> None:
    """What is left out has the model's own default; scalars are read by what their key means."""
    read = read_checklist(HEAD + _question(more="severity: 2|required: no"))
    assert isinstance(read, Checklist)
    assert read.question("Q1") == Question(
        code="Q1", kind=Kind.PASS_FAIL, label=Label(vi="Nhãn", en="Label"), required=False, severity=2
    )


@pytest.mark.parametrize(
    ("more", "kind", "code", "place"),
    [
        ("severity: 4", "pf", "out_of_range", "Q1.severity"),
        ("severity: cao", "pf", "bad_number", "Q1.severity"),
        ("due_days: 0", "pf", "out_of_range", "Q1.due_days"),
        ("photos_min: 3|photos_max: 2", "pf", "photos_order", "Q1.photos_min"),
        ("photo: sometimes", "pf", "wrong_value", "Q1.photo"),
        ("required: maybe", "pf", "wrong_value", "Q1.required"),
        ("hint: Chỉ tiếng Việt", "pf", "wrong_shape", "Q1.hint"),
        ("hint: {vi: Gợi ý}", "pf", "missing_translation", "Q1.hint.en"),
        ("hint: {vi: Gợi ý, en: ''}", "pf", "missing_translation", "Q1.hint.en"),
        ("hint: {vi: Gợi ý, en: Hint, fr: Aide}", "pf", "unknown_key", "Q1.hint.fr"),
        ("relevent: ${Q1}='fail'", "pf", "unknown_key", "Q1.relevent"),
        ("relevant: ${Q9} = 'fail'", "pf", "unknown_question", "Q1.relevant"),
        ("relevant: ${Q1} = 'fail'", "pf", "later_question", "Q1.relevant"),
        ("relevant: ${Q1", "pf", "bad_condition", "Q1.relevant"),
        ("relevant: . > 1", "integer", "here_unwanted", "Q1.relevant"),
        ("fail_when: part < whole", "integer", "here_unwanted", "Q1.fail_when"),
        ("fail_when: . = 'fail'", "pf", "fail_unwanted", "Q1.fail_when"),
        ("fail_text: {vi: 'còn {x}', en: '{n} left'}", "integer", "unknown_fill", "Q1.fail_text.vi"),
        ("detail_of: Q9", "pf", "unknown_question", "Q1.detail_of"),
        ("whole_from: Q9", "ratio", "unknown_question", "Q1.whole_from"),
        ("", "rank", "wrong_value", "Q1.kind"),
        ("", "select_one", "choices_missing", "Q1.choices"),
        ("choices: {a: {vi: A, en: A}, b: {vi: B, en: B}}", "pf", "choices_unwanted", "Q1.choices"),
        ("choices: {đất: {vi: A, en: A}, b: {vi: B, en: B}}", "select_one", "bad_choice", "Q1.choices"),
        (f"choices: {{a: {{vi: {'x' * 41}, en: A}}, b: {{vi: B, en: B}}}}", "select_one", "text_too_long",
         "Q1.choices.a.vi"),
        (f"hint: {{vi: {'x' * 201}, en: A}}", "pf", "text_too_long", "Q1.hint.vi"),
    ],
)  # fmt: skip
def test_read__one_fault__is_named_with_its_place(more: str, kind: str, code: str, place: str) -> None:
    """Each fault has a code and a place, and its words say what is wrong and what to do in both languages."""
    text = HEAD + _question(kind=kind, more=more)
    assert _found(text) == {(code, place)}
    issue = _issues(text)[0]
    assert issue.line >= 9
    assert all((issue.fault.vi, issue.fault.en, issue.remedy.vi, issue.remedy.en))


@pytest.mark.parametrize("code", ["", "Q-1", "Đ1", "A" * 13])
def test_read__code_that_no_button_can_carry__is_an_issue(code: str) -> None:
    """Codes are short and plain, for every button carries one."""
    assert {issue.code for issue in _issues(HEAD + _question(f"'{code}'"))} <= {"bad_code", "missing_key"}


def test_read__codes_and_sections_twice__are_issues() -> None:
    """A code stands once, whatever its case; so does a section's key."""
    section = HEAD[HEAD.index("  - key") :]
    text = HEAD + _question("B1") + _question("b1") + section + _question("B2")
    assert _found(text) == {("duplicate_code", "b1"), ("duplicate_section", "mot")}


def test_read__label_with_a_question_mark_or_too_long__is_an_issue() -> None:
    """A pf label is a criterion, and fits a phone."""
    text = HEAD + _question().replace("Nhãn", "'Có đủ không?'").replace("Label", "x" * 91)
    assert _found(text) == {("question_mark", "Q1.label"), ("text_too_long", "Q1.label.en")}


def test_read__references__go_to_earlier_questions_and_real_choices() -> None:
    """A condition looks back only, at choices that exist; a circle is told as one."""
    text = (
        HEAD
        + _question("Q1", more="relevant: ${Q2} = 'fail'")
        + _question("Q2", more="relevant: ${Q1} = 'fail'")
        + _question("Q3", more="relevant: ${Q1} = 'fial'")
        + _question("Q4", more="detail_of: Q1")
        + _question("Q5", more="detail_of: Q4")
        + _question("Q6", kind="ratio", more="whole_from: Q1")
    )
    assert _found(text) == {
        ("cycle", "Q1"),
        ("later_question", "Q1.relevant"),
        ("unknown_choice", "Q3.relevant"),
        ("detail_of_detail", "Q5.detail_of"),
        ("not_a_ratio", "Q6.whole_from"),
    }


def test_read__faults_in_many_places__are_told_together_by_line() -> None:
    """All issues come at once, by line; a question that cannot be read is not called unknown elsewhere."""
    text = (
        HEAD.replace("version: 1", "version: một").replace(", en: One", "")
        + _question("Q1", kind="pff")
        + _question("Q2", more="relevant: ${Q1} = 'fail'|due_days: 900")
        + _question("Q3", more="relevant: ${Q2} = 'fail'|photo: allways")
    )
    issues = _issues(text)
    assert [(issue.code, issue.place) for issue in issues] == [
        ("bad_number", "version"),
        ("missing_translation", "mot.title.en"),
        ("wrong_value", "Q1.kind"),
        ("out_of_range", "Q2.due_days"),
        ("wrong_value", "Q3.photo"),
    ]
    assert [issue.line for issue in issues] == sorted(issue.line for issue in issues)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty_file", 1),
        ("# chỉ có ghi chú\n", "empty_file", 1),
        ("a: [1, 2\nb: 3", "not_yaml", 2),
        ("a: &x 1\nb: *x", "yaml_alias", 1),
        ("a: 1\nb: *x", "yaml_alias", 2),
        ("a: !!python/object:os.system x", "yaml_tag", 1),
        ("<<: {a: 1}", "yaml_merge", 1),
        ("a: 1\na: 2", "duplicate_key", 2),
        ("a: 1\n---\nb: 2", "yaml_documents", 2),
        ("[1]: 2", "yaml_key", 1),
        ("[" * 40 + "]" * 40, "too_deep", 1),
        ("- a\n" * 20_001, "too_many_pieces", 20_000),
        ("a" * (512 * 1024 + 1), "too_large", 1),
        ("- a", "wrong_shape", 1),
        ("chữ", "wrong_shape", 1),
        ("a: \x00", "not_yaml", 1),
    ],
)
def test_read__yaml_that_is_not_plain__is_an_issue(text: str, code: str, line: int) -> None:
    """Aliases, tags, merges, double keys, depth and size are refused with the line."""
    first = _issues(text)[0]
    assert first.code == code
    assert first.line in {line, line + 1}


def test_read__hostile_text__is_refused_quickly() -> None:
    """Neither wide, deep nor tangled text takes long."""
    chain = "".join(
        _question(f"Q{at}", more=f"relevant: ${{Q{at + 1}}} = 'fail'|{'k' * 30}{at}: 1") for at in range(1500)
    )
    started = time.monotonic()
    for text in (HEAD + chain, "{" * 200_000, "? " * 100_000, "- " * 200_000, "a: " + "'" * 400_001):
        assert isinstance(read_checklist(text), tuple)
    assert time.monotonic() - started < 20


@given(checklist=checklists())
@settings(max_examples=60, deadline=None)
def test_write__any_sound_checklist__reads_back_as_itself(checklist: Checklist) -> None:
    """What is written is read back as the same checklist, whatever stands in its texts."""
    assert read_checklist(write_checklist(checklist)) == checklist


WORDS = st.sampled_from(
    ["sections", "questions", "code", "kind", "label", "vi", "pf", ":", " ", "\n", "  ", "- ", "[",
     "{", "}", "]", ",", "'", '"', "&a", "*a", "!!int", "|", ">", "#", "${B1}", "---", "\t", "? ", "<<"]
)  # fmt: skip


@given(text=st.one_of(st.text(), st.lists(WORDS, max_size=60).map("".join)))
@settings(deadline=None)
def test_any_text__is_a_checklist_or_issues(text: str) -> None:
    """Whatever the text, reading gives a checklist or issues with words, never an exception."""
    read = read_checklist(text)
    assert isinstance(read, Checklist) or (read and all(issue.remedy.vi for issue in read))


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_any_damage__is_a_checklist_or_issues(data: st.DataObject) -> None:
    """A good checklist with a piece cut out or put in is read or refused, never an exception."""
    text = bundled_sources()[0]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 60)))
    damaged = (
        text[:start] + data.draw(st.sampled_from(["", "x", ": ", "\n", "- ", "${", "'", "{"])) + text[end:]
    )
    assert read_checklist(damaged)
