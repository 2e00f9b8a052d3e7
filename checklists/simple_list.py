"""A plain list of questions as a checklist: one column says the question, one its kind.

Rules: a header row may be there or not; kinds are said in words (`đạt/không đạt`, `số`, `chọn một: A; B`); a
row without a kind, where others have one, is the title of a section; without any kinds all are pass or fail.
Codes and keys are made: A1, A2, B1. Every fault at once, with its row.
Must not know: XLSForm, files.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from checklists.file_notes import ReadChecklist, file_note
from checklists.issues import Issue
from checklists.kinds import Kind
from checklists.language import clean_line, fold
from checklists.model import Checklist
from checklists.sheets import Cell, CellKind, Row, Sheet, column_letters
from checklists.source import Spot, read_tree
from checklists.xlsform.issue_words import xlsform_issue
from checklists.xlsform.names import choice_of, key_of
from checklists.yaml_text import Path, Tree

MOST_ROWS: Final = 1_000
LONGEST_CELL: Final = 4_000
SEPARATORS: Final = (",", ";", "\t")
LETTERS: Final = "ABCDEFGHIKLMNPQRSTUVXYZ"
HEADERS: Final = frozenset(
    """cau hoi|noi dung|noi dung kiem tra|tieu chi|question|questions|item|ten cau hoi|stt|loai|kieu|kind|type
    |loai cau hoi|kieu tra loi|loai tra loi""".replace("\n    ", "").split("|")
)
NUMBERED: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[ivxIVX]{1,5}|[a-zA-Z])[.)]\s+")
LISTED: Final = re.compile(r"([^:]*):(.*)")
PARTED: Final = re.compile(r"[;,/|]")
QUESTION, KIND = "question", "kind"

WORDS: Final = {
    Kind.PASS_FAIL: "dat|dat khong dat|dat chua dat|pf|pass fail|kiem tra|check",
    Kind.YES_NO: "co khong|yes no|yes_no",
    Kind.RATIO: "ty le|ti le|m n|ratio|so dat tong so|phan tong",
    Kind.INTEGER: "so|so nguyen|so luong|integer|number|int",
    Kind.DECIMAL: "so thap phan|so le|decimal",
    Kind.TEXT: "chu|van ban|text|ghi chu|noi dung|mo ta|tu luan",
    Kind.DATE: "ngay|date",
    Kind.DATES: "cac ngay|nhieu ngay|danh sach ngay|dates",
    Kind.TIME: "gio|thoi gian|time",
    Kind.IMAGE: "anh|hinh|hinh anh|chup anh|photo|image",
    Kind.GEOPOINT: "vi tri|toa do|dia diem|location|geopoint",
    Kind.SELECT_ONE: "chon|chon mot|chon 1|mot lua chon|select_one|select one",
    Kind.SELECT_MULTIPLE: "chon nhieu|nhieu lua chon|select_multiple|select multiple",
}
KINDS: Final = {word: kind for kind, words in WORDS.items() for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the list: `at` are the columns of question and kind."""

    sheet: str
    row: int
    question: str
    kind: str
    at: tuple[int, int]

    def spot(self, column: int) -> Spot:
        return Spot(self.row, self.sheet, column_letters(column))

    def issue(self, code: str, column: int, details: dict[str, str]) -> Issue:
        spot = self.spot(column)
        return replace(xlsform_issue(code, details), line=spot.line, sheet=spot.sheet, column=spot.column)


def csv_sheet(text: str, name: str) -> Sheet:
    """The sheet that a CSV writes; its separator is the sign that parts most of its first line. csv.Error."""
    lines = text.removeprefix("\ufeff")
    first = lines.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
    rows = [
        Row(
            number=number,
            cells={at: Cell(clean_line(each)) for at, each in enumerate(line, 1) if each.strip()},
        )
        for number, line in zip(range(1, MOST_ROWS + 2), reader, strict=False)
    ]
    return Sheet(name=name, rows=tuple(row for row in rows if row.cells))


def read_simple_list(sheet: Sheet, *, name: str) -> ReadChecklist | tuple[Issue, ...]:
    """The checklist that the list makes, called `name`, or every issue found in it. Never raises."""
    if len(sheet.rows) > MOST_ROWS:
        return (replace(xlsform_issue("list_long", {"detail": str(MOST_ROWS)}), sheet=sheet.name),)
    lines = tuple(_lines(sheet))
    if not lines:
        return (replace(xlsform_issue("list_empty"), sheet=sheet.name),)
    listing = _Listing(kinds_given=any(line.kind for line in lines))
    for line in lines:
        listing.take(line)
    head: dict[str, Tree] = {
        "checklist": key_of(name),
        "version": "1",
        "title": {"vi": name, "en": name},
        "unit_kinds": ["phuong"],
        "sections": [*listing.sections],
    }
    read = read_tree(head, listing.spots)
    if isinstance(read, Checklist) and not listing.issues:
        return ReadChecklist(read, (file_note("list_vietnamese"), *listing.notes))
    found = () if isinstance(read, Checklist) else read
    return tuple(sorted((*listing.issues, *found), key=lambda issue: issue.line))


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """The rows below the header, if there is one; the first two columns that hold texts are ours."""
    rows = sheet.rows
    head = rows[0] if rows and _is_header(rows[0]) else None
    columns = sorted(
        {at for row in rows for at, cell in row.cells.items() if cell.kind is not CellKind.NUMBER}
    )
    if head is not None:
        columns = [at for at in columns if fold(head.cells.get(at, Cell("")).text) != "stt"]
    if not columns:
        return
    question, kind = columns[0], columns[1] if len(columns) > 1 else columns[0] + 1
    for row in rows[1:] if head is not None else rows:
        text = NUMBERED.sub("", clean_line(row.cells.get(question, Cell("")).text), count=1)
        if text:
            said = clean_line(row.cells.get(kind, Cell("")).text)
            yield _Line(sheet.name, row.number, text, said, (question, kind))


def _is_header(row: Row) -> bool:
    return any(fold(cell.text) in HEADERS for cell in row.cells.values())


class _Listing:
    """The sections so far."""

    def __init__(self, *, kinds_given: bool) -> None:
        self.sections: list[dict[str, Tree]] = []
        self.spots: dict[Path, Spot] = {}
        self.issues: list[Issue] = []
        self.notes: list[Issue] = []
        self._kinds_given = kinds_given
        self._keys: set[str] = set()
        self._questions: list[Tree] = []

    def take(self, line: _Line) -> None:
        """Make a section or a question of one row."""
        if self._kinds_given and not line.kind:
            self._begin(line.question, line.question, line)
            self.notes.append(
                file_note("title_row", {"detail": line.question}, sheet=line.sheet, row=line.row)
            )
            return
        if not self.sections:
            self._begin("Nội dung kiểm tra", "Checks", line)
        questions = self._questions
        path: Path = ("sections", len(self.sections) - 1, "questions", len(questions))
        self.spots |= {path: line.spot(line.at[0]), (*path, "kind"): line.spot(line.at[1])}
        self.spots[(*path, "choices")] = line.spot(line.at[1])
        piece = self._question(line)
        letter = LETTERS[(len(self.sections) - 1) % len(LETTERS)]
        again = "" if len(self.sections) <= len(LETTERS) else str(len(self.sections) // len(LETTERS))
        questions.append({"code": f"{letter}{again}{'_' if again else ''}{len(questions) + 1}", **piece})

    def _begin(self, vi: str, en: str, line: _Line) -> None:
        key = key_of(vi, self._keys)
        self._keys.add(key)
        self.spots[("sections", len(self.sections))] = line.spot(line.at[0])
        self._questions = []
        self.sections.append({"key": key, "title": {"vi": vi, "en": en}, "questions": self._questions})

    def _question(self, line: _Line) -> dict[str, Tree]:
        piece: dict[str, Tree] = {"label": {"vi": line.question, "en": line.question}}
        listed = LISTED.fullmatch(line.kind)
        word = " ".join(re.findall(r"\w+", fold(listed[1] if listed else line.kind)))
        kind = KINDS.get(word) if line.kind else Kind.PASS_FAIL
        if kind is None:
            allowed = "đạt/không đạt, có/không, số, tỷ lệ, ngày, giờ, chữ, ảnh, vị trí, chọn một: A; B"
            self.issues.append(
                line.issue("kind_unknown", line.at[1], {"detail": line.kind, "allowed": allowed})
            )
            kind = Kind.TEXT
        piece["kind"] = kind.value
        if kind is Kind.PASS_FAIL:
            piece |= {"severity": "1", "due_days": "15", "photo": "opt"}
        if kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}:
            piece["choices"] = _choices(listed[2] if listed else "")
        return piece


def _choices(text: str) -> dict[str, Tree]:
    choices: dict[str, Tree] = {}
    for label in filter(None, (clean_line(each) for each in PARTED.split(text))):
        choices[choice_of(label.casefold(), choices)] = {"vi": label, "en": label}
    return choices
