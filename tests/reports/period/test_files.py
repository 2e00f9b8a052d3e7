"""The files of a report: whole, readable by others, every printed figure recomputed from the annex."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.document import Document as Paper
from docx.shared import Mm, Pt
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from checklists.visit import Purpose
from reports.paper import Letterhead
from reports.period.counting import PeriodCount
from reports.period.data import report_data
from reports.period.documents import conclusion_notice, news_document, summary_report
from reports.period.picture import matrix_png
from reports.period.shapes import Report
from reports.period.text import report_text
from reports.period.workbook import PeriodBook
from reports.tables.fields import TABLES
from tests.reports.period.small_period import (
    HALF_YEAR,
    KINDS,
    OFFICES,
    UNITS,
    WARDS,
    Past,
    count,
    wards,
)

HEAD = Letterhead(parent="UBND quận Hà Đông", agency="Phòng Nội vụ", place="Hà Nội")
STAMP = "Dữ liệu minh họa"
PAST = (
    *wards(WARDS[:13], "B1 k; B2 100/124; B3 d; C2 k; C3 3/10; D1 3/5; E4 0; G1 d; H1 d"),
    *wards(WARDS[13:], "B1 d; B3 k; B4 Đất đai; C2 o; D1 5/5; E4 20/2; F2 k; G1 d; H1 d", month=3),
    Past(WARDS[1], date(2013, 5, 20), "B1 d; D1 4/4", Purpose.RECHECK),
    Past(OFFICES[0], date(2013, 4, 2), "D1 2/4"),
)


@pytest.fixture(scope="module")
def report() -> Report:
    """One report for all tests here."""
    return count(PAST)


def opened(content: bytes) -> Paper:
    """The document as another program would read it."""
    return Document(io.BytesIO(content))


def words_of(paper: Paper) -> str:
    """All text of the document's body."""
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def matrix_of(report: Report, kind: str) -> list[dict[str, str]]:
    """The annex's matrix of a kind of unit: the states by question, one row a unit."""
    annex: Any = report_data(report)["annex"]
    return [row["states"] for row in annex["matrix"] if row["unit_kind"] == kind]


def test_every_printed_share_is_recomputed_from_the_annex(report: Report) -> None:
    """Each x/y (chiếm z) in the text is what the matrix and the visits of the data give."""
    data: Any = report_data(report)
    shares = []
    for fault in data["faults"]:
        rows = matrix_of(report, fault["unit_kind"])
        states = [row.get(fault["question"]) for row in rows]
        failed, checked = states.count("fail"), states.count("fail") + states.count("pass")
        assert (len(fault["failed_units"]), fault["checked_units"]) == (failed, checked)
        assert (
            sorted({answer["visit"] for unit in fault["units"] for answer in unit["answers"]})
            == fault["visits"]
        )
        shares.append(f"{failed}/{checked}")
    told = re.findall(r"- (?:[^-\n]*: )?(\d+/\d+) [^\n]*\(chiếm", report_text(report))
    assert told == shares


def test_visits_and_ratios_are_recomputed_from_the_annex(report: Report) -> None:
    """The number of visits, each purpose, and the people counted."""
    data: Any = report_data(report)
    visits = data["annex"]["visits"]
    assert data["visits"]["total"] == len(visits) == len(PAST)
    assert data["visits"]["by_purpose"]["recheck"] == sum(each["purpose"] == "recheck" for each in visits)
    [badges] = [each for each in data["faults"] if each["question"] == "D1" and each["unit_kind"] == "phuong"]
    assert badges["counts"] == {"part": 13 * 3 + 4 * 5 + 4, "whole": 13 * 5 + 4 * 5 + 4, "missing": 26}
    values = [answer["value"] for unit in badges["units"] for answer in unit["answers"]]
    missing = sum(value["whole"] - value["part"] for value in values)
    assert missing == badges["counts"]["missing"]


def test_every_failed_unit_leads_to_its_visits_and_answers(report: Report) -> None:
    """From 13 to its wards, to their visits, to what was answered."""
    codes = {visit.code for visit in report.visits}
    for fault in report.faults:
        for failed in fault.failed:
            assert failed.answers
            assert {answer.visit.code for answer in failed.answers} <= codes
            assert {answer.visit.unit.key for answer in failed.answers} == {failed.unit.key}


def test_the_page_is_the_decrees(report: Report) -> None:
    """A4, margins 20, 20, 30, 15 mm, Times New Roman 14, the number in the top margin but for page 1."""
    paper = opened(summary_report(report, HEAD, matrix=matrix_png(report), stamp=STAMP))
    section = paper.sections[0]
    assert section.page_width is not None
    assert (round(section.page_width / Mm(1)), round((section.page_height or 0) / Mm(1))) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((each or 0) / Mm(1)) for each in margins] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.first_page_header.is_linked_to_previous or not section.first_page_header.paragraphs[0].text
    font = paper.styles["Normal"].font
    assert (font.name, font.size) == ("Times New Roman", Pt(14))


def test_the_report_tells_what_the_text_tells(report: Report) -> None:
    """Number and date blank, abbreviations written out, strengths before faults, ended by ./."""
    words = words_of(opened(summary_report(report, HEAD, matrix=matrix_png(report), stamp=STAMP)))
    for expected in (
        "UBND QUẬN HÀ ĐÔNG",
        "PHÒNG NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số:      /BC-…",
        "Hà Nội, ngày      tháng      năm 2013",
        "Sơ kết công tác kiểm tra công vụ 6 tháng đầu năm 2013",
        "13/17 phường (chiếm 76,5%) chưa niêm yết đủ thủ tục trong bộ thủ tục hành chính",
        "B1. Niêm yết đủ thủ tục trong bộ thủ tục hành chính cấp xã: 13/17",
        "KT-1302-0002 (02/02/2013)",
        STAMP,
    ):
        assert expected in words
    assert words.index("2. Ưu điểm") < words.index("3. Tồn tại, hạn chế")
    assert words.count("./.") == 1


def test_the_notice_has_its_seven_orders(report: Report) -> None:
    """Each with the shares that it answers; the chair and the deadlines are left to a person."""
    words = words_of(opened(conclusion_notice(report, HEAD, stamp=STAMP)))
    assert re.findall(r"^(\d)\. [A-ZĐ]", words, re.MULTILINE)[-7:] == list("1234567")
    assert "Rà soát bộ thủ tục hành chính cấp xã" in words
    assert "Qua kiểm tra: 13/17 phường chưa niêm yết đủ thủ tục" in words
    assert "TL. CHỦ TỊCH" in words
    assert "Kết luận của đồng chí …" in words


def test_the_news_names_nobody_and_ends(report: Report) -> None:
    """No unit where conduct is told."""
    words = words_of(opened(news_document(report, stamp=STAMP)))
    assert "công chức làm việc tại bộ phận một cửa một số phường không đeo thẻ" in words
    assert words.rstrip().endswith("./.")


def book(tmp_path: Path) -> Workbook:
    """The workbook of these visits, as openpyxl reads it."""
    path = tmp_path / "report.xlsx"
    counting, writing = PeriodCount(HALF_YEAR, UNITS, kinds=KINDS), PeriodBook(path)
    for number, each in enumerate(sorted(PAST, key=lambda past: past.on), start=1):
        visit = each.visit(number)
        counted = counting.add(visit, each.checklist)
        assert counted is not None
        writing.add(visit, each.checklist, counted)
    writing.finish(counting.report())
    return openpyxl.load_workbook(path)


def rows_of(sheet: Worksheet) -> Iterator[dict[str, Any]]:
    """Each row by its headers."""
    titles, *rows = sheet.iter_rows(values_only=True)
    yield from (dict(zip(titles, row, strict=True)) for row in rows)


def test_the_workbook_has_the_tidy_sheets(tmp_path: Path) -> None:
    """Vietnamese headers in their order, frozen and filtered; real dates; codes as text."""
    found = book(tmp_path)
    assert found.sheetnames == [table.sheet for table in TABLES]
    for table in TABLES:
        sheet = found[table.sheet]
        assert [cell.value for cell in sheet[1]] == [field.header for field in table.fields]
        assert (sheet.freeze_panes, bool(sheet.auto_filter.ref)) == ("A2", True)
    visits = list(rows_of(found["Lượt kiểm tra"]))
    assert len(visits) == len(PAST)
    assert isinstance(visits[0]["Bắt đầu"], datetime)
    answers = list(rows_of(found["Câu trả lời"]))
    assert {"Chưa đạt", "3/5", "20/02/2013", "Đất đai"} <= {row["Trả lời"] for row in answers}
    [total] = [row for row in rows_of(found["Tổng hợp"]) if row["Mã câu"] == "B1" and row["Đơn vị chưa đạt"]]
    assert (total["Đơn vị chưa đạt"], total["Đơn vị được kiểm tra"], round(total["Tỷ lệ"], 3)) == (
        13,
        17,
        0.765,
    )
    missing = [row for row in rows_of(found["Độ phủ"]) if row["Còn thiếu"] == "Có"]
    assert [row["Đơn vị"] for row in missing] == list(OFFICES[1:])
    own = [row for row in rows_of(found["Tồn tại"]) if row["Đơn vị"] == "Mộ Lao"]
    statuses = {(row["Mã câu"], row["Trạng thái"]) for row in own}
    assert ("B1", "Đã xác nhận") in statuses
    assert ("C2", "Chưa khắc phục") in statuses


def test_the_picture_fits_a_chat(report: Report) -> None:
    """PNG, not too long, and the same bytes for the same report."""
    png = matrix_png(report, stamp=STAMP)
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        assert picture.width + picture.height < 10_000
    assert matrix_png(report, stamp=STAMP) == png


def test_an_empty_period_has_all_files() -> None:
    """Nothing fails where nothing happened."""
    empty = count([])
    matrix = matrix_png(empty)
    assert "Không có lượt kiểm tra" in words_of(opened(summary_report(empty, HEAD, matrix=matrix)))
    assert opened(conclusion_notice(empty, HEAD)).paragraphs
    assert json.dumps(report_data(empty))
