"""`python -m bench.period`: how long the report of a large period takes, and how much memory.

Rules: the visits are brought in as any list is and counted by the command that users give; each step is a
process of its own, so that its peak of memory is its own.
Must not know: what stands in a report.
"""

import argparse
import asyncio
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from bench.bots import ROOT

VISITS, QUESTIONS, WARDS = 10_000, 40, 126
LAST: Final = date(2026, 6, 30)
DAYS: Final = 181
# seconds
TARGETS: Final = {
    "text, picture, documents": 10.0,
    "workbook with its aggregates": 10.0,
    "workbook with all": 60.0,
}


def checklist_text() -> str:
    """Forty questions: thirty to be judged by a tap, four ratios, four of dates, two that only tell."""
    head = "checklist: bench-period\nversion: 1\ntitle: {vi: Đo, en: Measure}\nunit_kinds: [phuong]\n"
    section = "sections:\n  - key: only\n    title: {vi: Nội dung, en: Contents}\n    questions:\n"
    return head + section + "".join(_question(number) for number in range(1, QUESTIONS + 1))


def _question(number: int) -> str:
    label = f"label: {{vi: Nội dung thứ {number}, en: Item {number}}}, severity: 2, due_days: 15"
    kinds = {0: "ratio, fail_when: part < whole", 1: "dates, fail_when: count(.) > 0", 2: "text"}
    return f"      - {{code: Q{number}, kind: {kinds.get(number % 10, 'pf')}, {label}}}\n"


def list_text(visits: int) -> Iterator[str]:
    """Past visits as a list, every tenth answer a failure; always the same ones."""
    chance = random.Random(20260630)  # noqa: S311 - chance guards nothing here
    yield "visit,date,unit,kind_of_visit,checklist,question,value,note\n"
    for visit in range(visits):
        on = LAST - timedelta(days=chance.randrange(DAYS))
        for number in range(1, QUESTIONS + 1):
            value = _value(number, on, failed=chance.random() < 0.1)  # noqa: PLR2004 - every tenth
            yield f"{visit},{on.isoformat()},u{visit % WARDS},planned,bench-period,Q{number},{value},\n"


def _value(number: int, on: date, *, failed: bool) -> str:
    match number % 10:
        case 0:
            return "4/5" if failed else "5/5"
        case 1:
            return (on - timedelta(days=3)).isoformat() if failed else "không"
        case 2:
            return "không có ý kiến"
        case _:
            return "fail" if failed else "pass"


async def seed(folder: Path, visits: int) -> None:
    """Units, the checklist and the visits, in a database below the folder."""
    from bot.commands.visits import import_visits
    from bot.house import open_database
    from bot.settings import Settings
    from storage.checklists import publish
    from storage.units import Unit, put_units

    settings = Settings(data_dir=folder / "data", clock=datetime(2026, 7, 1, tzinfo=UTC))
    units = [Unit(key=f"u{at}", kind="phuong", name=f"Phường {at}", sort_no=at) for at in range(WARDS)]
    async with open_database(settings) as database, database.write() as connection:
        await put_units(connection, units)
        await publish(connection, checklist_text(), at=datetime.now(UTC))
    file = folder / "visits.csv"
    file.write_text("".join(list_text(visits)), encoding="utf-8")
    await import_visits(settings, str(file))


async def step(folder: Path, name: str) -> dict[str, float]:
    """Do one step; its seconds and the process's peak of memory in MB."""
    from bot.house import open_database
    from bot.report_files import book_in, write_files
    from bot.settings import Settings
    from handlers.periods import period_report
    from reports.paper import Letterhead
    from reports.period.shapes import Span

    settings = Settings(data_dir=folder / "data", clock=datetime(2026, 7, 1, tzinfo=UTC))
    span, out = Span(date(2026, 1, 1), LAST), folder / "out"
    began = time.perf_counter()
    async with open_database(settings) as database, database.read() as connection:
        if name.startswith("workbook"):
            with book_in(out, all_answers=name == "workbook with all") as book:
                report = await period_report(connection, span, timezone=settings.zone, beside=book.add)
                book.finish(report)
        else:
            report = await period_report(connection, span, timezone=settings.zone)
            write_files(report, out, head=Letterhead())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": round(time.perf_counter() - began, 2), "peak_mb": round(peak)}


def main() -> int:
    """Measure every step and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.period")
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench-period.json")
    parser.add_argument("--step", nargs=2, metavar=("FOLDER", "NAME"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        found = asyncio.run(step(Path(asked.step[0]), asked.step[1]))
        sys.stderr.write(json.dumps(found))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(seed(Path(folder), asked.visits))
        figures = {name: _measured(folder, name) for name in TARGETS}
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(
        json.dumps({"visits": asked.visits, "answers": asked.visits * QUESTIONS} | figures, indent=1)
    )
    for name, each in figures.items():
        sys.stdout.write(
            f"{name:32}{each['seconds']:8.2f} s (target {TARGETS[name]:g}){each['peak_mb']:8.0f} MB\n"
        )
    return 0


def _measured(folder: str, name: str) -> dict[str, float]:
    line = (sys.executable, "-m", "bench.period", "--step", folder, name)
    done = subprocess.run(line, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - our own program
    found: dict[str, float] = json.loads(done.stderr.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main())
