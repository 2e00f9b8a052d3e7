"""A period report written as files.

Rules: a file is complete or not there.
Must not know: how the report was counted.
"""

import json
from pathlib import Path

from reports.period.data import report_data
from reports.period.picture import matrix_png
from reports.period.shapes import Report
from reports.period.text import report_text


def write_files(report: Report, folder: Path, *, stamp: str = "") -> tuple[Path, ...]:
    """Write every file of the report into the folder, made if it is missing. The files written."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(report_data(report, stamp=stamp), ensure_ascii=False, indent=1)
    contents = {
        "report.txt": report_text(report, stamp=stamp).encode(),
        "report.json": data.encode(),
        "report.png": matrix_png(report, stamp=stamp),
    }
    return tuple(write_whole(folder / name, content) for name, content in contents.items())


def write_whole(target: Path, content: bytes) -> Path:
    """Write the file beside itself first, so that nobody finds half of it."""
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(target)
    return target
