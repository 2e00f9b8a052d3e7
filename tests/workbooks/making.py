"""Workbooks made by hand, so that each part of one can be made wrong."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from checklists.sheets import column_letters

Line = Sequence[object]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
PLACED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Raw(str):
    """The XML of a whole cell, `{place}` standing for its place."""

    __slots__ = ()


def workbook(sheets: Mapping[str, Iterable[Line]], *, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An XLSX of these sheets; `more` are further pieces, or others in place of its own."""
    return packed(pieces(sheets) | dict(more or {}))


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these pieces."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, piece in parts.items():
            archive.writestr(name, piece)
    return written.getvalue()


def pieces(sheets: Mapping[str, Iterable[Line]], *, hidden: Iterable[str] = ()) -> dict[str, str | bytes]:
    """The pieces of an XLSX of these sheets, by name."""
    numbers = range(1, len(sheets) + 1)
    shown = {name: ' state="hidden"' if name in hidden else "" for name in sheets}
    book = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"{shown[name]}/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{PLACED}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{KINDS}.worksheet+xml"/>'
        for number in numbers
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KINDS}.sheet.main+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{LINKS}">'
        f'<Relationship Id="rId1" Type="{PLACED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{PLACED}"><sheets>{book}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}">{links}</Relationships>',
    }
    for number, lines in zip(numbers, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(lines)
    return parts


def sheet_xml(lines: Iterable[Line], *, after: str = "") -> str:
    """The XML of one sheet; what is None or empty has no cell."""
    rows = "".join(f'<row r="{at}">{_row(line, at)}</row>' for at, line in enumerate(lines, start=1))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def _row(line: Line, at: int) -> str:
    return "".join(_cell(value, f"{column_letters(of)}{at}") for of, value in enumerate(line, start=1))


def _cell(value: object, place: str) -> str:
    match value:
        case Raw():
            return value.replace("{place}", place)
        case None | "":
            return ""
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value}</v></c>'
        case _:
            text = escape(str(value))
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def with_lying_size(content: bytes, name: str, size: int) -> bytes:
    """The archive, saying another unpacked size for one piece in both of its headers."""
    lying = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        local = archive.getinfo(name).header_offset
    struct.pack_into("<I", lying, local + 22, size)
    entry = -1
    while (entry := content.find(b"PK\x01\x02", entry + 1)) >= 0:
        length = struct.unpack_from("<H", content, entry + 28)[0]
        if content[entry + 46 : entry + 46 + length].decode() == name:
            struct.pack_into("<I", lying, entry + 24, size)
    return bytes(lying)
