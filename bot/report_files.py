"""A period report written as files.

Rules: a file is complete or not there; the workbook is filled while the visits pass by, the others are made
from what was counted.
Must not know: how the report was counted.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from reports.paper import Letterhead
from reports.period.data import report_data
from reports.period.documents import conclusion_notice, news_document, summary_report
from reports.period.picture import matrix_png
from reports.period.shapes import Report
from reports.period.text import report_text
from reports.period.workbook import PeriodBook

BOOK: Final = "report.xlsx"


def write_files(report: Report, folder: Path, *, head: Letterhead, stamp: str = "") -> tuple[Path, ...]:
    """Write every file of the report but the workbook into the folder. The files written."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(report_data(report, stamp=stamp), ensure_ascii=False, indent=1)
    matrix = matrix_png(report, stamp=stamp)
    contents = {
        "report.txt": report_text(report, stamp=stamp).encode(),
        "report.json": data.encode(),
        "report.png": matrix,
        "report.docx": summary_report(report, head, matrix=matrix, stamp=stamp),
        "conclusion.docx": conclusion_notice(report, head, stamp=stamp),
        "news.docx": news_document(report, stamp=stamp),
    }
    return tuple(write_whole(folder / name, content) for name, content in contents.items())


@contextmanager
def book_in(folder: Path, *, all_answers: bool) -> Iterator[PeriodBook]:
    """The folder's workbook, to be filled and finished inside; without that there is no file afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{BOOK}.part"
    try:
        yield PeriodBook(unfinished, all_answers=all_answers)
        unfinished.replace(folder / BOOK)
    finally:
        unfinished.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> Path:
    """Write the file beside itself first, so that nobody finds half of it."""
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(target)
    return target
