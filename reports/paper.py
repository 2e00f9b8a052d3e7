"""Pages in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, for every document of the house.

Rules: A4 with margins 20, 20, 30, 15 mm; Times New Roman, 14 in the body, justified, first line 1,27 cm, 6 pt
between paragraphs, 1,15 lines; the page's number stands in the middle of the top margin, from page 2 on.
Number and date of issue stay blank: the clerk gives them. Header texts are settings.
Must not know: what a document tells.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from checklists.language import clean

FONT: Final = "Times New Roman"
BODY, SMALL, NOTE = Pt(14), Pt(12), Pt(11)
TEXT_WIDTH: Final = Mm(165)
NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
BLANK: Final = "…………………"
CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
THIN: Final = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
GRID: Final = "w:top w:left w:bottom w:right w:insideH w:insideV"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues: the body above it, the body itself, the place in the date line."""

    parent: str = ""
    agency: str = ""
    place: str = ""


def new_paper(title: str) -> Paper:
    """An empty document with the decree's page and text."""
    paper = Document()
    paper.core_properties.title = title
    paper.core_properties.author = ""
    paper.core_properties.comments = ""
    paper.core_properties.language = "vi-VN"
    style: Any = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.15
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _number_pages(section.header.paragraphs[0])
    return paper


def _number_pages(header: Paragraph) -> None:
    header.alignment = CENTRE
    run = header.add_run()
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = instruction
        run._r.append(mark)  # noqa: SLF001 - python-docx has no fields of its own


def as_bytes(paper: Paper) -> bytes:
    """The document as a file's content."""
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def add_head(paper: Paper, head: Letterhead, *, symbol: str, year: int) -> None:
    """Nation and motto on the right, the issuing body on the left, number and date blank below them."""
    table = paper.add_table(rows=2, cols=2)
    _set_widths(table, (Mm(70), Mm(95)))  # nearest to 45 and 55 in a hundred in which the nation is one line
    left, right = table.rows[0].cells
    if head.parent:
        _line(left.paragraphs[0], head.parent.upper(), size=Pt(13))
    agency = left.add_paragraph() if head.parent else left.paragraphs[0]
    _line(agency, (head.agency or BLANK).upper(), size=Pt(13), bold=True)
    _rule(left.add_paragraph(), inset=Mm(24))
    _line(right.paragraphs[0], NATION, size=Pt(12), bold=True)
    _line(right.add_paragraph(), MOTTO, size=Pt(13), bold=True)
    _rule(right.add_paragraph(), inset=Mm(21))
    number, date = table.rows[1].cells
    _line(number.paragraphs[0], f"Số:      /{symbol}", size=Pt(13))
    place = head.place or BLANK
    _line(date.paragraphs[0], f"{place}, ngày      tháng      năm {year}", size=Pt(13), italic=True)


def _set_widths(table: Table, widths: Sequence[Length]) -> None:
    """Fixed columns without inner margins: all readers lay them out alike."""
    table.autofit = False
    none = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    margins = f"<w:tblCellMar {nsdecls('w')}>{none}</w:tblCellMar>"
    table._tbl.tblPr.append(parse_xml(margins))  # noqa: SLF001 - python-docx has no cell margins
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _line(
    paragraph: Paragraph, words: str, *, size: Length, bold: bool = False, italic: bool = False
) -> None:
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(clean(words))
    run.font.size, run.bold, run.italic = size, bold, italic


def _rule(paragraph: Paragraph, *, inset: Length) -> None:
    """A line of its own below a text: as long as the paragraph without `inset` on either side."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = inset
    form.space_before, form.space_after, form.line_spacing = Pt(4), Pt(4), Pt(4)
    borders = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(borders))  # noqa: SLF001 - no borders in python-docx


def add_title(paper: Paper, kind: str, about: str) -> None:
    """The kind of document and what it is about, with the short line below."""
    _line(paper.add_paragraph(), "", size=Pt(6))
    _line(paper.add_paragraph(), kind, size=BODY, bold=True)
    _line(paper.add_paragraph(), about, size=BODY, bold=True)
    _rule(paper.add_paragraph(), inset=Mm(58))


def add_stamp(paper: Paper, stamp: str) -> None:
    """What the data are, where that must be said."""
    if stamp:
        _line(paper.add_paragraph(), f"({stamp})", size=SMALL, italic=True)


def add_heading(paper: Paper, words: str) -> None:
    """A numbered part's title."""
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(clean(words)).bold = True


def add_text(paper: Paper, words: str, *, italic: bool = False) -> None:
    """A paragraph of the body."""
    paragraph = paper.add_paragraph()
    paragraph.alignment = JUSTIFIED
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.add_run(clean(words)).italic = italic


def add_signature(paper: Paper, title: Sequence[str], recipients: Iterable[str]) -> None:
    """Who gets it on the left, who signs on the right; the name is written when it is signed."""
    table = paper.add_table(rows=1, cols=2)
    _set_widths(table, (Mm(75), Mm(90)))
    left, right = table.rows[0].cells
    _note(left.paragraphs[0], "Nơi nhận:", size=SMALL, bold=True, italic=True)
    for each in recipients:
        _note(left.add_paragraph(), each, size=NOTE)
    for at, line in enumerate(title):
        _line(right.paragraphs[0] if at == 0 else right.add_paragraph(), line, size=BODY, bold=True)
    for _ in range(4):
        _line(right.add_paragraph(), "", size=BODY)


def _note(
    paragraph: Paragraph, words: str, *, size: Length, bold: bool = False, italic: bool = False
) -> None:
    _line(paragraph, words, size=size, bold=bold, italic=italic)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def begin_annex(paper: Paper, number: str, title: str, belongs_to: str, *, wide: bool = False) -> None:
    """A new page for an annex, across if it is `wide`."""
    section = paper.add_section()
    upright = section.page_width < section.page_height
    if wide is upright:
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.different_first_page_header_footer = False
    _line(paper.add_paragraph(), number, size=BODY, bold=True)
    _line(paper.add_paragraph(), title.upper(), size=BODY, bold=True)
    _line(paper.add_paragraph(), f"(Kèm theo {belongs_to})", size=BODY, italic=True)
    _rule(paper.add_paragraph(), inset=Mm(58))


def add_table(
    paper: Paper, titles: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
) -> None:
    """A ruled table, its first row repeated on each page; widths in millimetres.

    Written as one piece of XML: cell by cell python-docx would need minutes for ten thousand rows.
    """
    sizes = [round(width * 56.7) for width in widths]  # twentieths of a point
    head = _row(titles, sizes, is_title=True)
    body = "".join(_row(row, sizes) for row in rows)
    borders = "".join(f"<{side} {THIN}/>" for side in GRID.split())
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>"
    )
    paper.element.body.insert_element_before(parse_xml(table), "w:sectPr")
    _line(paper.add_paragraph(), "", size=Pt(6))


def _row(cells: Sequence[str], sizes: Sequence[int], *, is_title: bool = False) -> str:
    repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_title else ""
    form = '<w:jc w:val="center"/>' if is_title else ""
    bold = "<w:b/>" if is_title else ""
    written = (
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>{form}</w:pPr>'
        f'<w:r><w:rPr>{bold}<w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>'
        f'<w:t xml:space="preserve">{_safe(cell)}</w:t></w:r></w:p></w:tc>'
        for cell, size in zip(cells, sizes, strict=True)
    )
    return f"<w:tr>{repeated}{''.join(written)}</w:tr>"


@lru_cache(maxsize=16_384)  # names and sentences come again and again in a long table
def _safe(cell: str) -> str:
    return escape(clean(cell))


def add_picture(paper: Paper, png: bytes, *, width: Length, height: Length) -> None:
    """A picture as large as fits."""
    paragraph = paper.add_paragraph()
    paragraph.alignment = CENTRE
    shape = paragraph.add_run().add_picture(io.BytesIO(png))
    scale = min(width / shape.width, height / shape.height)
    shape.width, shape.height = Length(int(shape.width * scale)), Length(int(shape.height * scale))
