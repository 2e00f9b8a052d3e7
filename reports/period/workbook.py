"""The period as a workbook of tidy tables, filled while the visits pass by.

Rules: visits and answers are written as they come and not kept; findings, coverage and totals are written
from the finished report. Teams are offices and answers' authors opaque ids: a workbook names no person.
Must not know: where visits are read, where the file goes.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from checklists.language import format_period
from checklists.model import Checklist
from checklists.visit import Purpose, Status, Visit
from reports.period.counting import Counted
from reports.period.shapes import FailedAnswer, Report
from reports.printed import value_code, value_label
from reports.tables.fields import (
    ANSWERS,
    COVERAGE,
    DICTIONARY,
    FINDINGS,
    TABLES,
    TOTALS,
    TYPES,
    VISITS,
)
from reports.tables.sheets import Book, Cell

PURPOSES: Final = {Purpose.PLANNED: "Định kỳ", Purpose.SURPRISE: "Đột xuất", Purpose.RECHECK: "Phúc tra"}
STATUSES: Final = {Status.SUBMITTED: "Đã nộp", Status.AMENDED: "Đã sửa sau khi nộp"}


class PeriodBook:
    """The workbook of a period; `add` each visit in the order of time, then `finish`."""

    def __init__(self, path: Path, *, all_answers: bool = True) -> None:
        """`all_answers`: one row an answer, or only what the report counts."""
        self._book = Book(path)
        self._all_answers = all_answers
        self._findings: list[tuple[str, str, FailedAnswer]] = []
        for table in TABLES:
            self._book.begin(table)

    def add(self, visit: Visit, checklist: Checklist, counted: Counted) -> None:
        """Write one visit with its answers."""
        offices = dict.fromkeys(member.office for member in visit.team if member.office)
        row: tuple[Cell, ...] = (
            visit.code,
            visit.unit_key,
            visit.unit_name,
            visit.site,
            PURPOSES[visit.purpose],
            visit.checklist_key,
            visit.checklist_version,
            "; ".join(offices),
            visit.started_at,
            visit.submitted_at,
            STATUSES.get(visit.status, ""),
            None,
            None,
            counted.visit.passed,
            counted.visit.failed,
            counted.visit.not_applicable,
        )
        self._book.add(VISITS, row)
        if self._all_answers:
            for answer in _answers(visit, checklist):
                self._book.add(ANSWERS, answer)
        self._findings.extend(
            (f"{visit.code}-{number}", visit.unit_name, failed)
            for number, failed in enumerate(counted.failed, start=1)
        )

    def finish(self, report: Report) -> None:
        """Write what only the whole period tells, and close the file."""
        for row in _findings(report, self._findings):
            self._book.add(FINDINGS, row)
        for covered in _coverage(report):
            self._book.add(COVERAGE, covered)
        for total in _totals(report):
            self._book.add(TOTALS, total)
        for table in TABLES:
            for field in table.fields:
                self._book.add(
                    DICTIONARY, (table.sheet, field.name, field.header, TYPES[field.type], field.meaning)
                )
        self._book.close(TABLES)


def _answers(visit: Visit, checklist: Checklist) -> Iterator[tuple[Cell, ...]]:
    for question in checklist.questions:
        answer = visit.answer(question.code)
        if answer is None:
            continue
        value = answer.value
        yield (
            visit.code,
            visit.unit_name,
            visit.checklist_version,
            question.code,
            question.label.vi,
            "" if value is None else value_code(value),
            "" if value is None else value_label(question, value),
            None,
            answer.note,
            len(visit.photos_of(question.code)) if visit.photos else None,
            answer.by,
            answer.at,
            answer.revision,
        )


def _findings(report: Report, found: list[tuple[str, str, FailedAnswer]]) -> Iterator[tuple[Cell, ...]]:
    unsettled = {id(each) for each in report.findings.unsettled}
    times: Counter[tuple[str, str]] = Counter()
    for finding, unit, failed in found:
        question, is_open = failed.question, id(failed) in unsettled
        times[failed.visit.unit.key, question.code] += 1
        yield (
            finding,
            failed.visit.code,
            unit,
            question.code,
            failed.words[:1].upper() + failed.words[1:],
            question.severity,
            "Chưa khắc phục" if is_open else "Đã xác nhận",
            failed.visit.on,
            failed.due_on,
            None,
            times[failed.visit.unit.key, question.code],
        )


def _coverage(report: Report) -> Iterator[tuple[Cell, ...]]:
    for part in report.sets:
        period = format_period(part.set.span.first, part.set.span.last)
        done: dict[str, list[date]] = {}
        for visit in report.visits:
            if part.set.span.first <= visit.on <= part.set.span.last:
                done.setdefault(visit.unit.key, []).append(visit.on)
        for unit in part.set.units:
            days = done.get(unit.key, [])
            yield period, unit.key, unit.name, None, len(days), max(days, default=None), "" if days else "Có"


def _totals(report: Report) -> Iterator[tuple[Cell, ...]]:
    for part in report.sets:
        noun = report.kinds.get(part.set.kind, part.set.kind)
        for result in part.results:
            failed, checked = len(result.failed), len(result.checked)
            yield (
                noun,
                part.set.span.first,
                part.set.span.last,
                result.question.code,
                result.question.label.vi,
                failed,
                checked,
                failed / checked if checked else None,
                ", ".join(each.unit.name for each in result.failed),
            )
