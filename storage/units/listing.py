"""A list of units as a table: which columns there are, and its rows by column.

Rules: the first row names the columns, in any order, in English or Vietnamese, with or without marks; what is
not known is passed over and said. A cell that is there is meant, also when it is empty; a column that is not
there leaves what is known. Texts are NFC on one line.
Must not know: units that are kept already.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checklists.language import clean_line, fold
from storage.units import faults
from storage.units.faults import HEADER_ROW, UnitFault

ROWS_MOST = 20_000
CELL_MOST = 500
SEPARATORS = ",;\t"


class Column(StrEnum):
    """What a column says of a unit."""

    KEY = "key"
    KIND = "kind"
    NAME = "name"
    DISPLAY_NAME = "display_name"
    PARENT = "parent"
    SORT_NO = "sort_no"
    CODE = "code"
    SCHEME = "code_scheme"
    ALIASES = "aliases"
    ABBREVIATIONS = "abbreviations"
    FORMER_NAMES = "former_names"
    MISSPELLINGS = "misspellings"
    PLACES = "places"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    RENAMED_ON = "renamed_on"
    SUCCESSORS = "successors"
    LEGAL_REF = "legal_ref"
    ADDRESS = "address"
    LAT = "lat"
    LON = "lon"
    HOURS = "hours"


NEEDED = (Column.KIND, Column.NAME)
# The first name is the one that our own files have; all are compared folded.
HEADERS: Mapping[Column, tuple[str, ...]] = {
    Column.KEY: ("Mã đơn vị", "khóa"),
    Column.KIND: ("Loại đơn vị", "loại", "cấp"),
    Column.NAME: ("Tên đơn vị", "tên", "đơn vị"),
    Column.DISPLAY_NAME: ("Tên trong văn bản",),
    Column.PARENT: ("Đơn vị cấp trên", "thuộc", "trực thuộc"),
    Column.SORT_NO: ("Số thứ tự", "STT", "TT"),
    Column.CODE: ("Mã số", "mã hành chính", "mã"),
    Column.SCHEME: ("Danh mục mã",),
    Column.ALIASES: ("Tên gọi khác",),
    Column.ABBREVIATIONS: ("Viết tắt",),
    Column.FORMER_NAMES: ("Tên cũ",),
    Column.MISSPELLINGS: ("Hay viết sai", "sai chính tả"),
    Column.PLACES: ("Địa danh",),
    Column.VALID_FROM: ("Từ ngày", "hiệu lực từ"),
    Column.VALID_TO: ("Đến hết ngày", "đến ngày", "hiệu lực đến"),
    Column.RENAMED_ON: ("Đổi tên từ ngày",),
    Column.SUCCESSORS: ("Nhập vào", "sáp nhập vào"),
    Column.LEGAL_REF: ("Căn cứ",),
    Column.ADDRESS: ("Địa chỉ",),
    Column.LAT: ("Vĩ độ",),
    Column.LON: ("Kinh độ",),
    Column.HOURS: ("Giờ làm việc",),
}
_COLUMNS = {fold(name): column for column, names in HEADERS.items() for name in (column.value, *names)}


@dataclass(frozen=True, slots=True)
class ListRow:
    """The cells of one row, by column."""

    number: int
    cells: Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The rows that say something, the headers that were passed over, and what is wrong with the table."""

    rows: tuple[ListRow, ...]
    ignored: tuple[str, ...] = ()
    faults: tuple[UnitFault, ...] = ()


def read_csv(content: bytes) -> UnitTable:
    """The table in a CSV file, whatever bytes they are: UTF-8, parted by comma, semicolon or tab."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return UnitTable((), faults=(faults.unreadable(HEADER_ROW, "UTF-8"),))
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, Sequence[str]]] = []
    try:
        for cells in reader:
            rows.append((reader.line_num, cells))
            if len(rows) > ROWS_MOST + HEADER_ROW:
                return UnitTable((), faults=(faults.too_many(ROWS_MOST),))
    except csv.Error as error:
        return UnitTable((), faults=(faults.unreadable(max(reader.line_num, HEADER_ROW), str(error)),))
    return read_table(rows)


def read_table(rows: Iterable[tuple[int, Sequence[str]]]) -> UnitTable:
    """The table in rows of texts, each with its number; the first that says something is the header."""
    said = [(number, [clean_line(cell) for cell in cells]) for number, cells in rows]
    said = [(number, cells) for number, cells in said if any(cells)]
    if not said:
        return UnitTable((), faults=(faults.no_columns(_header_names(NEEDED)),))
    (_, header), *rest = said
    columns = [_COLUMNS.get(fold(name)) for name in header]
    found = faults_of_header(columns)
    if found:
        return UnitTable((), faults=found)
    if not rest:
        return UnitTable((), faults=(faults.empty_list(),))
    read = tuple(_row(number, cells, columns) for number, cells in rest)
    ignored = tuple(name for name, column in zip(header, columns, strict=True) if column is None and name)
    return UnitTable(read, ignored, tuple(_long_cells(read)))


def faults_of_header(columns: Sequence[Column | None]) -> tuple[UnitFault, ...]:
    """What is wrong with the columns that the header names."""
    named = [each for each in columns if each is not None]
    twice = tuple(faults.column_twice(each) for each in Column if named.count(each) > 1)
    missing = [each for each in NEEDED if each not in named]
    return (*((faults.no_columns(_header_names(missing)),) if missing else ()), *twice)


def _header_names(columns: Iterable[Column]) -> list[str]:
    return [f"{column.value} ({HEADERS[column][0]})" for column in columns]


def _row(number: int, cells: Sequence[str], columns: Sequence[Column | None]) -> ListRow:
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    pairs = zip(columns, padded, strict=False)
    return ListRow(number, {column: cell for column, cell in pairs if column is not None})


def _long_cells(rows: Iterable[ListRow]) -> Iterable[UnitFault]:
    for row in rows:
        for column, cell in row.cells.items():
            if len(cell) > CELL_MOST:
                yield faults.too_long(row.number, column.value, CELL_MOST)
