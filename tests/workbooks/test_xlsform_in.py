"""Workbooks of others and of hurried authors: what is taken, what is left out aloud, what is refused."""

import pytest

from checklists.kinds import Kind
from checklists.model import Label
from checklists.sheets import Cell, CellKind, Row, Sheet, Workbook
from checklists.xlsform.issue_words import XLSFORM_WORDS
from checklists.xlsform.reading import read_xlsform
from tests.workbooks.forms import CHOICES, SURVEY, VI, YES_NO, found, notes, read_form, taken

KOBO = (
    ("TYPE", "NAME", "caption", "Relevance", "required", "appearance", "default"),
    ("start", "start", "", "", "", "", ""),
    ("begin group", "group_1", "Thông tin chung", "", "", "", ""),
    ("note", "chao", "Xin chào", "", "", "", ""),
    ("select one yn", "co_bang_niem_yet", "Có bảng niêm yết", "", "TRUE", "minimal", ""),
    (
        "select all that apply from loai",
        "loai_thieu",
        "Loại thiếu",
        "${co_bang_niem_yet} = 'no'",
        "",
        "",
        "x",
    ),
    ("end group", "", "", "", "", "", ""),
    ("photo", "anh", "Ảnh", "selected(${loai_thieu}, 'giay to khac nua')", "", "", ""),
)
KOBO_CHOICES = (
    ("list name", "name", "label"),
    ("yn", "yes", "Có"),
    ("yn", "no", "Không"),
    ("loai", "giay to khac nua", "Giấy tờ khác"),
    ("loai", "don", "Đơn"),
)


def test_read__form_of_kobo__comes_in_with_its_aliases() -> None:
    """Older names of columns and types, booleans in any case, long names, one language, loose questions."""
    read = read_form(KOBO, KOBO_CHOICES)
    checklist = taken(read)
    assert [(each.code, each.kind, each.required) for each in checklist.written] == [
        ("co_bang_niem", Kind.YES_NO, True),
        ("loai_thieu", Kind.SELECT_MULTIPLE, False),
        ("anh", Kind.IMAGE, False),
    ]
    assert [section.title.vi for section in checklist.sections] == ["Thông tin chung", "Nội dung chung"]
    second, third = checklist.written[1:]
    assert second.relevant is not None
    assert second.relevant.source == "${co_bang_niem} = 'no'"
    assert third.relevant is not None
    assert third.relevant.source == "selected(${loai_thieu}, 'giay_to_khac_nua')"
    assert notes(read) == {"left_out", "recoded", "only_vietnamese", "key_made", "column_left_out"}


def test_read__pass_or_fail__is_known_by_what_its_row_and_choices_say() -> None:
    """`kt_fail` names the failing choice, `kt_is_na` the one that does not apply; conditions follow."""
    survey = (
        (*SURVEY, "relevant", "kt_fail"),
        ("select_one ket_qua", "A", "Niêm yết", "Posted", "", "kem"),
        ("text", "B", "Vì sao", "Why", "${A} = 'kem'", ""),
    )
    choices = (
        (*CHOICES, "kt_is_na"),
        ("ket_qua", "tot", "Tốt", "Good", ""),
        ("ket_qua", "kem", "Kém", "Bad", ""),
        ("ket_qua", "khong", "Không có", "None", "yes"),
    )
    read = read_form(survey, choices)
    first, second = taken(read).written
    assert (first.kind, first.choices, first.fail_when) == (Kind.PASS_FAIL, (), None)
    assert second.relevant is not None
    assert second.relevant.source == "${A} = 'fail'"
    assert "buttons" in notes(read)


def test_read__a_row_added_from_the_drop_down__needs_no_kind_of_ours() -> None:
    """`select_one dat` and `select_one co_khong` stand for themselves, without a list."""
    read = read_form((SURVEY, ("select_one dat", "A", "x", "y"), ("select_one co_khong", "B", "x", "y")))
    assert [each.kind for each in taken(read).written] == [Kind.PASS_FAIL, Kind.YES_NO]


def test_read__groups_in_groups__become_sections_one_after_another() -> None:
    """The outer one goes on after the inner one; conditions of both hold."""
    survey = (
        (*SURVEY, "relevant"),
        ("integer", "n", "Số", "Number", ""),
        ("begin_group", "ngoai", "Ngoài", "Outer", "${n} > 1"),
        ("text", "a", "A", "A", ""),
        ("begin_group", "trong", "Trong", "Inner", "${n} > 2"),
        ("text", "b", "B", "B", ""),
        ("end_group", "", "", "", ""),
        ("text", "c", "C", "C", ""),
        ("end_group", "", "", "", ""),
    )
    sections = taken(read_form(survey)).sections
    assert [each.key for each in sections] == ["chung", "ngoai", "trong", "ngoai2"]
    relevant = [None if each.relevant is None else each.relevant.source for each in sections]
    assert relevant == [None, "${n} > 1", "(${n} > 1) and (${n} > 2)", "${n} > 1"]


def test_read__repeat_over_choices__asks_for_each() -> None:
    """A repetition that counts the choices taken is one of ours; any other is refused."""
    head = (*SURVEY, "repeat_count")
    many = ("select_multiple yn", "L", "Lĩnh vực", "Fields", "")
    inside = (("text", "a", "Lỗi", "Fault", ""), ("end_repeat", "", "", "", ""))
    counted = ("begin_repeat", "r", "Lặp", "Rep", "count-selected(${L})")
    asked = taken(read_form((head, many, counted, *inside), YES_NO)).written[1]
    assert (asked.for_each, asked.label) == ("L", Label(vi="Lỗi: {item}", en="Fault: {item}"))
    free = ("begin_repeat", "r", "Lặp", "Rep", "3")
    assert found(read_form((head, many, free, *inside), YES_NO)) == {("repeat", "survey", 3, "A")}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("rank yn", "type_rank"),
        ("geotrace", "type_shape"),
        ("geoshape", "type_shape"),
        ("osm", "type_shape"),
        ("dateTime", "type_datetime"),
        ("audio", "type_media"),
        ("background-audio", "type_media"),
        ("xml-external", "type_external"),
        ("select_one_from_file a.csv", "type_external"),
        ("selekt_one yn", "type_unknown"),
        ("select_one nowhere", "no_list"),
    ],
)
def test_read__type_that_cannot_be_asked__is_refused_at_its_cell(written: str, code: str) -> None:
    """By sheet, row and column, with what to use instead; conditions on it are not told as well."""
    survey = ((*SURVEY, "relevant"), (written, "a", "A", "A", ""), ("text", "b", "B", "B", "${a} = 'x'"))
    assert found(read_form(survey, YES_NO)) == {(code, "survey", 2, "A")}


ROW = ("text", "a", "A", "A")


@pytest.mark.parametrize(
    ("survey", "issues"),
    [
        ((("type", "name"), ("text", "a")), {("no_vietnamese", "survey", 1, "")}),
        ((("name", VI), ("a", "A")), {("no_column", "survey", 1, "")}),
        ((SURVEY, ("text", "", "A", "A")), {("no_name", "survey", 2, "B")}),
        ((SURVEY, ("", "a", "A", "A")), {("no_type", "survey", 2, "A")}),
        ((SURVEY, ROW, ROW), {("name_twice", "survey", 3, "B")}),
        ((SURVEY, ("text", "a", "A", "")), {("missing_translation", "survey", 2, "D")}),
        ((SURVEY, ("text", "a", "", "A")), {("missing_translation", "survey", 2, "C")}),
        ((SURVEY, ("text", "a", "A" * 91, "A")), {("text_too_long", "survey", 2, "C")}),
        ((SURVEY, ("begin_group", "g", "G", "G"), ROW), {("group_open", "survey", 2, "A")}),
        ((SURVEY, ROW, ("end_group", "", "", "")), {("group_closed", "survey", 3, "A")}),
        (((*SURVEY, "relevent"), (*ROW, "x")), {("header_unknown", "survey", 1, "E")}),
        (((*SURVEY, "kt_foto"), (*ROW, "x")), {("header_unknown", "survey", 1, "E")}),
        (((*SURVEY, "Type"), (*ROW, "x")), {("header_twice", "survey", 1, "E")}),
        (((*SURVEY, "kt_kind"), (*ROW, "pf")), {("kind_unfit", "survey", 2, "E")}),
        (((*SURVEY, "kt_severity"), (*ROW, "cao")), {("bad_number", "survey", 2, "E")}),
        (((*SURVEY, "relevant"), (*ROW, "${x} = 1")), {("unknown_question", "survey", 2, "E")}),
        (((*SURVEY, "relevant"), (*ROW, "indexed-repeat(1)")), {("bad_condition", "survey", 2, "E")}),
        (
            ((*SURVEY, "constraint", "kt_constraint"), (*ROW, ". = 1", ". = 2")),
            {("not_both", "survey", 2, "E")},
        ),
        (((*SURVEY, "choice_filter"), (*ROW, "x")), {("choice_filter", "survey", 2, "E")}),
    ],
)
def test_read__fault__is_told_with_its_place(
    survey: tuple[tuple[str, ...], ...], issues: set[tuple[str, str, int, str]]
) -> None:
    """Each fault stands at its sheet, row and column, and has words in both languages."""
    read = read_form(survey)
    assert found(read) == issues
    assert isinstance(read, tuple)
    assert all(issue.fault.vi and issue.fault.en and issue.remedy.vi and issue.remedy.en for issue in read)


def test_read__circles_and_what_can_never_be_asked__are_issues() -> None:
    """A circle of conditions, a choice that is not offered, and a condition that contradicts itself."""
    survey = (
        (*SURVEY, "relevant"),
        ("select_one dat", "a", "A", "A", "${b} = 'x'"),
        ("text", "b", "B", "B", "${a} = 'fail'"),
        ("text", "c", "C", "C", "${a} = 'tốt'"),
        ("text", "d", "D", "D", "${a} = 'fail' and ${a} = 'pass'"),
    )
    codes = {(code, row) for code, _, row, _ in found(read_form(survey))}
    assert {("cycle", 2), ("unknown_choice", 4), ("never_asked", 5)} <= codes


def test_read__lists_and_settings__are_checked_with_the_survey() -> None:
    """All sheets at once."""
    survey = (SURVEY, ("select_one l", "a", "A", "A"))
    choices = (CHOICES, ("l", "x", "X", ""), ("l", "x", "X", "X"), ("", "y", "Y", "Y"), ("l", "z", "Z", "Z"))
    settings = (("form_title", "form_id", "version", "kt_pass_mark"), ("Thử", "thu", "1", "cao"))
    assert found(read_form(survey, choices, settings)) == {
        ("missing_translation", "choices", 2, "D"),
        ("choice_twice", "choices", 3, "B"),
        ("list_unnamed", "choices", 4, "A"),
        ("bad_decimal", "settings", 2, "D"),
    }


def test_read__vietnamese_alone__is_taken_and_says_so() -> None:
    """An admin may know no English; where there is English, none may miss."""
    read = read_form((("type", "name", VI), ("text", "a", "Ghi chú")))
    assert taken(read).written[0].label == Label(vi="Ghi chú", en="Ghi chú")
    assert "only_vietnamese" in notes(read)
    mixed = read_form((SURVEY, ("select_one l", "a", "A", "A")), (("list_name", "name", VI), ("l", "x", "X")))
    assert found(mixed) == {("no_column", "choices", 1, "")}


def test_read__headers__may_have_blanks_case_and_other_languages() -> None:
    """NBSP, trailing blanks, short names of languages; a language of others is left out aloud."""
    head = ("Type ", " NAME\u00a0", "Label : Vietnamese (vi)", "label::en", "label::Français (fr)")
    read = read_form((head, ("text", "a", "A", "B", "C")))
    assert taken(read).written[0].label == Label(vi="A", en="B")
    assert "language_left_out" in notes(read)


def test_read__range_and_calculated_rows__are_made_or_left_out() -> None:
    """A range becomes a bounded number; what depends on a row that was left out is an issue."""
    head = (*SURVEY, "parameters", "relevant")
    read = read_form((head, ("range", "a", "A", "A", "start=1 end=5 step=1", "")))
    constraint = taken(read).written[0].constraint
    assert constraint is not None
    assert constraint.source == ". >= 1 and . <= 5"
    calculated = (("calculate", "c", "", "", "", ""), ("text", "a", "A", "A", "", "${c} > 1"))
    assert found(read_form((head, *calculated))) == {("uses_left_out", "survey", 3, "F")}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (CellKind.DATE, "cell_date"),
        (CellKind.FAILED_FORMULA, "cell_failed"),
        (CellKind.BLANK_FORMULA, "cell_formula"),
    ],
)
def test_read__cell_that_excel_changed__is_an_issue(kind: CellKind, code: str) -> None:
    """A date that was typed as 1/2, a formula without a result, a failed one: nothing is read from them."""
    rows = (
        Row(1, {at: Cell(text) for at, text in enumerate((*SURVEY, "hint::vi"), start=1)}),
        Row(2, {1: Cell("text"), 2: Cell("a"), 3: Cell("A"), 4: Cell("A"), 5: Cell("2026-02-01", kind)}),
    )
    read = read_xlsform(Workbook((Sheet("survey", rows),)), name="x")
    assert (code, "survey", 2, "E") in found(read)


def test_read__without_a_survey__says_what_to_send() -> None:
    """A workbook of something else is one issue."""
    read = read_xlsform(Workbook((Sheet("Sheet1", ()),)), name="x")
    assert isinstance(read, tuple)
    assert [issue.code for issue in read] == ["no_survey"]


def test_words__every_issue__has_a_remedy_in_both_languages() -> None:
    """Nobody is told of a fault without being told what to do."""
    assert all(all(words) for words in XLSFORM_WORDS.values())
