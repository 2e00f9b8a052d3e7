"""The period report as plain text: `report.txt`, and what is said in a chat.

Rules: strengths before faults; the counting rules and the annex follow, so that whoever holds the text alone
can recompute every figure in it.
Must not know: how long a message may be.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from checklists.language import format_date, format_period
from reports.period.news import news_text
from reports.period.sentences import (
    PURPOSES,
    coverage_told,
    fault_told,
    figures_told,
    findings_told,
    names_told,
    purposes_told,
    rules_told,
    span_told,
    strengths_told,
    told_sets,
    visits_told,
)
from reports.period.shapes import Report, Result, State

TITLE: Final = "SƠ KẾT CÔNG TÁC KIỂM TRA CÔNG VỤ"
ANNEX: Final = "Phụ lục IV"
STRENGTHS_ANNEX: Final = "Phụ lục V"


def report_text(report: Report, *, stamp: str = "") -> str:
    """The whole report, ending with a line break."""
    parts = [
        "\n".join(filter(None, (TITLE, title_told(report), stamp))),
        *_sections(report),
        _listed("Cách tính", rules_told(report)),
        f"Tin bài\n{news_text(report)}",
        *_annexes(report),
    ]
    return "\n\n".join(parts) + "\n"


def title_told(report: Report) -> str:
    """The period's name and, on a line of its own, its days, where the name does not tell them."""
    period, days = format_period(report.span.first, report.span.last), span_told(report.span)
    return period if period == days else f"{period}\n({days})"


def _sections(report: Report) -> Iterator[str]:
    yield _listed("1. Số lượt kiểm tra", visits_section(report))
    parts = (strengths_told(report, part, annex=STRENGTHS_ANNEX) for part in report.sets)
    strengths = tuple(each for part in parts for each in part)
    yield _listed("2. Ưu điểm", strengths or ("chưa có nội dung nào đạt mức ưu điểm",))
    faults = tuple(fault_told(report, each, annex=ANNEX) for each in report.faults)
    yield _listed("3. Tồn tại, hạn chế", faults or ("không phát hiện tồn tại, hạn chế",))
    yield _listed("4. Kiến nghị", (findings_told(report),))


def visits_section(report: Report) -> Iterator[str]:
    """How many visits, of which kinds, and how far the units were covered."""
    yield visits_told(report)
    if report.visits:
        yield f"Hình thức: {purposes_told(report)}"
    for part in told_sets(report):
        yield coverage_told(report, part)


def _listed(title: str, lines: Iterable[str]) -> str:
    return "\n".join((title, *(f"- {line[:1].upper()}{line[1:]}." for line in lines)))


def _annexes(report: Report) -> Iterator[str]:
    if not report.visits:
        return
    yield "\n".join(("Phụ lục I. Danh sách lượt kiểm tra", *_visits(report)))
    yield "\n".join(("Phụ lục IV. Đơn vị, lượt kiểm tra và kết quả của từng tồn tại", *_faults(report)))
    yield "\n".join(("Phụ lục V. Nội dung đạt từ mức ưu điểm", *_strengths(report)))


def _visits(report: Report) -> Iterator[str]:
    for number, visit in enumerate(report.visits, start=1):
        where = f"{visit.code} · {format_date(visit.on)} · {visit.unit.name} · {PURPOSES[visit.purpose]}"
        counts = f"Đạt {visit.passed}, Chưa đạt {visit.failed}, Không áp dụng {visit.not_applicable}"
        yield f"{number}. {where} · {counts}"


def _strengths(report: Report) -> Iterator[str]:
    for each in report.strengths:
        noun = report.kinds.get(each.set.kind, each.set.kind)
        yield f"{each.question.code}. {each.question.label.vi} ({noun}): {figures_told((each,))}"


def _faults(report: Report) -> Iterator[str]:
    for result in report.faults:
        question = result.question
        yield f"{question.code}. {question.label.vi}: {len(result.failed)}/{len(result.checked)}"
        yield from _units(result)
        for words, state in (("Không áp dụng", State.NA), ("Chưa trả lời", State.UNANSWERED)):
            if units := result.units_in(state):
                yield f"   {words}: {names_told(units)}"
        yield f"   Đạt: {names_told(result.units_in(State.PASS)) or '–'}"


def _units(result: Result) -> Iterator[str]:
    for failed in result.failed:
        answers = "; ".join(
            f"{answer.visit.code} ({format_date(answer.visit.on)}): {answer.words}"
            for answer in failed.answers
        )
        yield f"   {failed.unit.name} – {answers}"
