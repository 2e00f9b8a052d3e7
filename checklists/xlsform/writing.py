"""A checklist as an XLSForm workbook that an admin can edit in Excel, and ODK and KoboToolbox can read.

Rules: the same checklist gives the same bytes; every cell is text, also what looks like a formula, and every
column is formatted as text, so that Excel makes no dates of what is typed; rows for other tools alone are
folded away.

XlsxWriter writes: it streams, its bytes do not depend on the clock, and what it is told to write as text is
text. openpyxl would have to be told for each cell.
Must not know: what a column means.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook as Writer
from xlsxwriter.worksheet import Worksheet

from checklists.model import Checklist
from checklists.xlsform.choice_rows import Row, choice_lists
from checklists.xlsform.columns import (
    CHOICES,
    ENTITIES,
    GUIDE,
    LANGUAGES,
    LEGAL,
    OTHERS_ROW,
    SETTINGS,
    SURVEY,
    Column,
    Holds,
)
from checklists.xlsform.head_rows import entity_rows, legal_rows, setting_rows
from checklists.xlsform.survey_columns import COLUMNS
from checklists.xlsform.survey_rows import survey_rows

WRITTEN_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)  # the same checklist, the same bytes
OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
SPARE_ROWS: Final = 400  # below the last row: drop-downs and colours hold for what is added
LONGEST_TIP: Final = 250  # of Excel's
FROZEN: Final = {SURVEY: 3, CHOICES: 2, SETTINGS: 0, LEGAL: 1}

HEAD: Final = {
    "bold": True,
    "bg_color": "#1F4E79",
    "font_color": "#FFFFFF",
    "valign": "top",
    "text_wrap": True,
}
CELL: Final = {"num_format": "@", "valign": "top", "text_wrap": True}
LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "head": {**HEAD, "num_format": "@", "border": 1, "border_color": "#FFFFFF"},
    "others_head": {**HEAD, "num_format": "@", "bg_color": "#7F7F7F", "border": 1, "border_color": "#FFFFFF"},
    "cell": CELL,
    "guarded": {**CELL, "quote_prefix": True},
    "group": {"bold": True, "bg_color": "#DDEBF7"},
    "others": {"font_color": "#7F7F7F", "italic": True},
    "missing": {"bg_color": "#FFE699"},
}


def write_xlsform(checklist: Checklist) -> bytes:
    """The workbook; `read_xlsform` gives the checklist back."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, OPTIONS)
    book.set_properties({"title": checklist.title.vi, "created": WRITTEN_AT})
    looks = {name: book.add_format(dict(look)) for name, look in LOOKS.items()}
    lists = choice_lists(checklist)
    rows: dict[str, Sequence[Row]] = {
        SURVEY: survey_rows(checklist, lists.list_of),
        CHOICES: lists.rows,
        SETTINGS: setting_rows(checklist),
        LEGAL: legal_rows(checklist),
    }
    for name, each in rows.items():
        if each or name != LEGAL:
            _add_table(book, name, each, looks)
    _add_entities(book, entity_rows(checklist), looks)
    _add_guide(book, [name for name in rows if rows[name] or name != LEGAL], looks)
    book.close()
    return written.getvalue()


def _add_table(book: Writer, name: str, rows: Sequence[Row], looks: Mapping[str, Format]) -> None:
    sheet = book.add_worksheet(name)
    columns = COLUMNS[name]
    places = {
        (column.name, short): at
        for at, (column, short) in enumerate(
            (column, short) for column in columns for short, _ in column.headers
        )
    }
    _add_headers(sheet, columns, looks)
    for number, row in enumerate(rows, start=1):
        for place, text in row.items():
            _write(sheet, number, places[place], text, looks)
        if row.get(("kt_kind", "")) == OTHERS_ROW:
            sheet.set_row(number, None, None, {"level": 1, "hidden": True})
    last = len(rows) + SPARE_ROWS
    for column in columns:
        if column.offered:
            sheet.data_validation(1, places[column.name, ""], last, places[column.name, ""], _offer(column))
    sheet.freeze_panes(1, FROZEN[name])
    sheet.outline_settings(visible=True, symbols_below=False)
    if name == SURVEY:
        _colour(sheet, places, last, looks)


def _add_headers(sheet: Worksheet, columns: Iterable[Column], looks: Mapping[str, Format]) -> None:
    at = 0
    for column in columns:
        look = looks["others_head" if column.holds is Holds.OTHERS else "head"]
        for _, header in column.headers:
            sheet.set_column(at, at, column.width, looks["cell"])
            sheet.write_string(0, at, header, look)
            tip = {
                "validate": "any",
                "input_title": column.name[:32],
                "input_message": column.vi[:LONGEST_TIP],
            }
            sheet.data_validation(0, at, 0, at, tip)
            at += 1
    sheet.set_row(0, 32)


def _offer(column: Column) -> dict[str, Any]:
    """A drop-down; other values may be typed, for the program checks them with better words."""
    return {"validate": "list", "source": list(column.offered), "show_error": False}


def _write(sheet: Worksheet, row: int, column: int, text: str, looks: Mapping[str, Format]) -> None:
    """A cell that is text whatever it says, now and after it is edited."""
    guarded = text.lstrip().startswith(FORMULA_SIGNS)
    sheet.write_string(row, column, text, looks["guarded" if guarded else "cell"])


def _colour(
    sheet: Worksheet, places: Mapping[tuple[str, str], int], last: int, looks: Mapping[str, Format]
) -> None:
    """Groups stand out, rows for other tools recede, a text that misses in one language is marked."""
    wide = max(places.values())
    kind = _letters(places["kt_kind", ""])
    for condition, look in (('$A2="begin_group"', "group"), (f'${kind}2="{OTHERS_ROW}"', "others")):
        rule = {"type": "formula", "criteria": f"={condition}", "format": looks[look]}
        sheet.conditional_format(1, 0, last, wide, rule)
    vi, en = (places["label", short] for short in LANGUAGES)
    for at, beside in ((vi, en), (en, vi)):
        rule = {
            "type": "formula",
            "criteria": f'=AND(${_letters(at)}2="",${_letters(beside)}2<>"")',
            "format": looks["missing"],
        }
        sheet.conditional_format(1, at, last, at, rule)


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _add_entities(book: Writer, rows: Sequence[Mapping[str, str]], looks: Mapping[str, Format]) -> None:
    """What ODK follows up; a sheet of its own for it alone."""
    if not rows:
        return
    sheet = book.add_worksheet(ENTITIES)
    for at, header in enumerate(rows[0]):
        sheet.set_column(at, at, 40, looks["cell"])
        sheet.write_string(0, at, header, looks["others_head"])
    for number, row in enumerate(rows, start=1):
        for at, text in enumerate(row.values()):
            _write(sheet, number, at, text, looks)


def _add_guide(book: Writer, names: Iterable[str], looks: Mapping[str, Format]) -> None:
    sheet = book.add_worksheet(GUIDE)
    for at, (header, width) in enumerate((("Trang", 12), ("Cột", 22), ("Ý nghĩa", 70), ("Meaning", 70))):
        sheet.set_column(at, at, width, looks["cell"])
        sheet.write_string(0, at, header, looks["head"])
    lines = [(name, column) for name in names for column in COLUMNS[name]]
    for row, (name, column) in enumerate(lines, start=1):
        for at, text in enumerate((name, column.name, column.vi, column.en)):
            _write(sheet, row, at, text, looks)
    sheet.freeze_panes(1, 2)
