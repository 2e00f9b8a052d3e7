"""The period report as official documents: báo cáo sơ kết, thông báo kết luận, bản tin.

Rules: every sentence with a figure is one of `sentences` or `news`; what the figures cannot tell (reasons,
who chaired) is left blank for a person to write; the annexes list what each figure was counted from. "./."
ends.
Must not know: the page's measures (`reports.paper`), where a document is sent.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from docx.document import Document as Paper
from docx.shared import Mm

from checklists.language import format_date, format_period
from reports.expanding import expanded
from reports.paper import (
    BLANK,
    Letterhead,
    add_head,
    add_heading,
    add_picture,
    add_signature,
    add_stamp,
    add_table,
    add_text,
    add_title,
    as_bytes,
    begin_annex,
    new_paper,
)
from reports.period.news import faults_told, news_text, strengths_told
from reports.period.orders import ORDERS, Order
from reports.period.sentences import (
    PURPOSES,
    coverage_told,
    fault_told,
    figures_told,
    findings_told,
    names_told,
    predicate,
    purposes_told,
    rules_told,
    told_sets,
    units_told,
    visits_told,
)
from reports.period.sentences import strengths_told as strengths_with_figures
from reports.period.shapes import FailedAnswer, Report, State

OTHERS: Final = {
    State.PASS: "Đạt",
    State.NA: "Không áp dụng",
    State.UNANSWERED: "Chưa trả lời",
}
VISIT_TITLES: Final = ("TT", "Mã lượt", "Ngày", "Đơn vị", "Hình thức", "Đạt", "Chưa đạt", "Không áp dụng")
FINDING_TITLES: Final = ("TT", "Đơn vị", "Nội dung", "Mã lượt", "Hạn khắc phục")
FAULT_TITLES: Final = ("Nội dung", "Đơn vị", "Lượt kiểm tra", "Kết quả")
STRENGTH_TITLES: Final = ("TT", "Loại đơn vị", "Nội dung", "Kết quả")
FAULTS_ANNEX: Final = "Phụ lục IV"
STRENGTHS_ANNEX: Final = "Phụ lục V"
REPORT_NAME: Final = "Báo cáo số      /BC-…"


def summary_report(report: Report, head: Letterhead, *, matrix: bytes, stamp: str = "") -> bytes:
    """The báo cáo sơ kết with its annexes, as DOCX; `matrix` is the picture of its second annex."""
    period = _period(report)
    paper = new_paper(f"Báo cáo sơ kết công tác kiểm tra công vụ {period}")
    add_head(paper, head, symbol="BC-…", year=report.span.last.year)
    add_title(paper, "BÁO CÁO", f"Sơ kết công tác kiểm tra công vụ {period}")
    add_stamp(paper, stamp)
    add_heading(paper, "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    add_text(
        paper, f"Căn cứ {BLANK}; kế hoạch kiểm tra số {BLANK}; quyết định thành lập đoàn kiểm tra số {BLANK}."
    )
    add_heading(paper, "II. KẾT QUẢ")
    _results(paper, report)
    add_heading(paper, "III. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI")
    add_text(
        paper, "Tiếp tục kiểm tra công vụ theo kế hoạch; phúc tra các đơn vị còn tồn tại chưa khắc phục."
    )
    add_heading(paper, "IV. KIẾN NGHỊ, ĐỀ XUẤT")
    add_text(paper, f"{BLANK}./.")
    add_signature(paper, ("THỦ TRƯỞNG ĐƠN VỊ",), ("- Như trên;", "- Lưu: VT, …."))
    _annexes(paper, report, matrix)
    return as_bytes(paper)


def _period(report: Report) -> str:
    return format_period(report.span.first, report.span.last, in_document=True)


def _results(paper: Paper, report: Report) -> None:
    add_heading(paper, "1. Số lượt kiểm tra")
    add_text(paper, f"Đã kiểm tra {visits_told(report)}{_dash(purposes_told(report))}.")
    for part in told_sets(report):
        add_text(paper, f"{_large(coverage_told(report, part))}.")
    add_heading(paper, "2. Ưu điểm")
    strengths = (strengths_with_figures(report, part, annex=STRENGTHS_ANNEX) for part in report.sets)
    _listed(paper, (each for part in strengths for each in part))
    add_heading(paper, "3. Tồn tại, hạn chế")
    _listed(paper, (fault_told(report, each, annex=FAULTS_ANNEX) for each in report.faults))
    add_heading(paper, "4. Nguyên nhân")
    add_text(paper, f"{BLANK}.")
    add_heading(paper, "5. Kết quả khắc phục, xử lý")
    add_text(paper, f"{findings_told(report)} (danh sách tại Phụ lục III).")
    add_heading(paper, "6. Cách tính số liệu")
    _listed(paper, rules_told(report))


def _dash(words: str) -> str:
    return f"; {words}" if words else ""


def _large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _listed(paper: Paper, sentences: Iterable[str]) -> None:
    every = tuple(sentences)
    for each in every:
        add_text(paper, f"- {_large(expanded(each))}.")
    if not every:
        add_text(paper, "Không có.")


def _annexes(paper: Paper, report: Report, matrix: bytes) -> None:
    begin_annex(paper, "Phụ lục I", "Danh sách lượt kiểm tra", REPORT_NAME)
    add_table(paper, VISIT_TITLES, _visits(report), (10, 28, 24, 43, 20, 12, 13, 15))
    begin_annex(paper, "Phụ lục II", "Ma trận đơn vị và nội dung", REPORT_NAME, wide=True)
    add_picture(paper, matrix, width=Mm(245), height=Mm(125))
    begin_annex(paper, "Phụ lục III", "Kiến nghị chưa khắc phục", REPORT_NAME)
    add_table(paper, FINDING_TITLES, _unsettled(report.findings.unsettled), (10, 35, 68, 28, 24))
    begin_annex(paper, FAULTS_ANNEX, "Đơn vị, lượt kiểm tra của từng tồn tại", REPORT_NAME)
    add_table(paper, FAULT_TITLES, _faults(report), (40, 30, 38, 57))
    begin_annex(paper, STRENGTHS_ANNEX, "Nội dung đạt từ mức ưu điểm", REPORT_NAME)
    add_table(paper, STRENGTH_TITLES, _strengths(report), (10, 30, 85, 40))


def _visits(report: Report) -> Iterator[tuple[str, ...]]:
    for number, visit in enumerate(report.visits, start=1):
        counts = (visit.passed, visit.failed, visit.not_applicable)
        yield (
            str(number),
            visit.code,
            format_date(visit.on),
            visit.unit.name,
            PURPOSES[visit.purpose],
            *map(str, counts),
        )


def _strengths(report: Report) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(report.strengths, start=1):
        noun = report.kinds.get(each.set.kind, each.set.kind)
        yield str(number), noun, expanded(each.question.label.vi), figures_told((each,))


def _unsettled(findings: Iterable[FailedAnswer]) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(findings, start=1):
        due = format_date(each.due_on) if each.due_on else ""
        yield str(number), each.visit.unit.name, _large(expanded(each.words)), each.visit.code, due


def _faults(report: Report) -> Iterator[tuple[str, ...]]:
    """Each fault's units with the visits and answers that show it, then all the others."""
    for result in report.faults:
        share = f"{len(result.failed)}/{len(result.checked)}"
        title = f"{result.question.code}. {expanded(result.question.label.vi)}: {share}"
        for failed in result.failed:
            visits = "; ".join(f"{each.visit.code} ({format_date(each.visit.on)})" for each in failed.answers)
            yield title, failed.unit.name, visits, "; ".join(expanded(each.words) for each in failed.answers)
            title = ""
        for state, words in OTHERS.items():
            if units := result.units_in(state):
                yield "", f"{words}: {len(units)}", "", names_told(units)


def conclusion_notice(report: Report, head: Letterhead, *, stamp: str = "") -> bytes:
    """The draft of the thông báo kết luận with its orders, as DOCX."""
    period = _period(report)
    issuer = Letterhead(agency=head.parent or head.agency, place=head.place)
    paper = new_paper(f"Thông báo kết luận hội nghị sơ kết {period}")
    add_head(paper, issuer, symbol="TB-…", year=report.span.last.year)
    meeting = f"Hội nghị sơ kết công tác kiểm tra công vụ {period}"
    add_title(paper, "THÔNG BÁO", f"Kết luận của đồng chí {BLANK} tại {meeting}")
    add_stamp(paper, stamp)
    add_text(
        paper,
        f"Ngày {BLANK}, đồng chí {BLANK} đã chủ trì {meeting}. Sau khi nghe báo cáo của "
        f"{head.agency or BLANK} và ý kiến của các đại biểu, đồng chí {BLANK} kết luận như sau:",
    )
    add_heading(paper, "I. ĐÁNH GIÁ CHUNG")
    add_text(paper, f"Trong kỳ, đã kiểm tra {visits_told(report)}.")
    add_heading(paper, "1. Ưu điểm")
    _listed(paper, (each for part in report.sets for each in strengths_told(report, part)))
    add_heading(paper, "2. Tồn tại, hạn chế")
    _listed(paper, (each for part in report.sets for each in faults_told(report, part)))
    add_heading(paper, "II. NHIỆM VỤ")
    add_text(paper, f"Yêu cầu Ủy ban nhân dân các {_wards(report)}:")
    for number, order in enumerate(ORDERS, start=1):
        add_text(paper, f"{number}. {order.words}{_reason(report, order)} Thời hạn: {BLANK}.")
    add_text(paper, "Thừa lệnh Chủ tịch, Văn phòng thông báo để các đơn vị biết, thực hiện./.")
    add_signature(
        paper,
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        (f"- Ủy ban nhân dân các {_wards(report)};", "- Các phòng, ban, đơn vị;", "- Lưu: VT, …."),
    )
    return as_bytes(paper)


def _wards(report: Report) -> str:
    kinds = dict.fromkeys(
        report.kinds.get(part.set.kind, part.set.kind) for part in report.sets if part.visits
    )
    return next(iter(kinds), "phường")


def _reason(report: Report, order: Order) -> str:
    """What was found that the order answers, as shares: the order's own figures."""
    found = [
        f"{len(each.failed)}/{len(each.checked)} {units_told(report, each)} {predicate(each.question)}"
        for each in report.faults
        if each.set == report.faults[0].set and each.question.code.startswith(order.answers)
    ]
    return f" Qua kiểm tra: {'; '.join(found)}." if found else ""


def news_document(report: Report, *, stamp: str = "") -> bytes:
    """The bản tin as DOCX: the news text alone."""
    paper = new_paper(f"Tin: kết quả kiểm tra công vụ {_period(report)}")
    add_title(paper, "TIN", f"Kết quả kiểm tra công vụ {_period(report)}")
    add_stamp(paper, stamp)
    for paragraph in news_text(report).splitlines():
        add_text(paper, expanded(paragraph))
    return as_bytes(paper)
