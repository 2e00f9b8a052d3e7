"""`visits`: past visits, brought in from the command line.

Rules: nothing is imported unless every row is good, or `--skip-bad` leaves the bad ones out; bringing the
same list again adds nothing. Nobody is told of an imported visit.
Must not know: how rows are read.
"""

import argparse
import asyncio
import pkgutil
from pathlib import Path
from typing import Final

from bot.clock import Clock
from bot.commands.answers import DONE, Commands, complain, does
from bot.house import open_database, publish_bundled
from bot.settings import Settings
from checklists.issues import Issue
from storage import audit
from storage.database import Database
from storage.past.faults import RowFault
from storage.past.keeping import Kept, keep_visits
from storage.past.known import what_is_known
from storage.past.reading import PastList, read_visits
from storage.past.rows import PastRows, read_csv, read_sheet
from storage.workbooks.limits import Limits
from storage.workbooks.reading import read_workbook

BUNDLED: Final = "bundled"
LIMITS: Final = Limits(
    rows=500_000,
    columns=20,
    cells=5_000_000,
    letters=100_000_000,
    memory=2048 * 1024 * 1024,
    seconds=120,
)
COMMAND_LINE: Final = "command line"


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    topic = known.add_parser("visits", help="lượt kiểm tra / visits")
    verbs = topic.add_subparsers(dest="verb", required=True)
    importing = verbs.add_parser(
        "import", help="nhập các lượt kiểm tra đã qua (CSV, XLSX) / import past visits (CSV, XLSX)"
    )
    importing.add_argument("file", metavar="FILE|bundled")
    importing.add_argument(
        "--skip-bad", action="store_true", help="bỏ qua dòng sai, nhập phần còn lại / leave bad rows out"
    )
    does(importing, _import)


def _import(arguments: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(import_visits(settings, arguments.file, skip_bad=arguments.skip_bad))


async def import_visits(settings: Settings, file: str, *, skip_bad: bool = False) -> int:
    """Import past visits, all or nothing unless bad rows are skipped."""
    rows = await _rows(file)
    if rows is None:
        return complain(f"Không đọc được tệp {file}. / The file {file} cannot be read.")
    if isinstance(rows, Issue):
        return complain(f"{rows.fault.vi} {rows.remedy.vi} / {rows.fault.en} {rows.remedy.en}")
    if rows.faults:
        return complain(_told(rows.faults))
    async with open_database(settings) as database:
        return await _keep(database, settings, rows, skip_bad=skip_bad)


async def _keep(database: Database, settings: Settings, rows: PastRows, *, skip_bad: bool) -> int:
    now = Clock(settings.clock).now()
    async with database.write() as connection:
        await publish_bundled(connection, now)
        today = now.astimezone(settings.zone).date()
        known = await what_is_known(connection, timezone=settings.zone, today=today)
        found = read_visits(rows.rows, known)
        if found.faults and not skip_bad:
            return complain(f"{_told(found.faults)}\n{_nothing(found)}")
        kept = await keep_visits(connection, found.visits, at=now)
        if kept.faults:
            return complain(f"{_told(kept.faults)}\n{_nothing(found)}")
        if kept.added:
            await audit.append(
                connection,
                at=now,
                actor=COMMAND_LINE,
                kind="visits_imported",
                object="visits",
                payload={"visits": len(kept.added), "bad_rows": len(found.faults)},
            )
    if found.faults:
        complain(_told(found.faults))
    print(_done(kept, len(found.faults)))
    return DONE


async def _rows(file: str) -> PastRows | Issue | None:
    try:
        if file == BUNDLED:
            content = pkgutil.get_data("storage", "bundled/visits-2013.csv") or b""
            return read_csv(content.decode("utf-8-sig"))
        content = await asyncio.to_thread(Path(file).read_bytes)
        if Path(file).suffix.lower() != ".xlsx":
            return read_csv(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    workbook = await read_workbook(content, limits=LIMITS)
    return workbook if isinstance(workbook, Issue) else read_sheet(workbook.sheets[0])


def _told(faults: tuple[RowFault, ...]) -> str:
    return "\n".join(
        f"{each.row}: {each.fault.vi} {each.remedy.vi} / {each.fault.en} {each.remedy.en}" for each in faults
    )


def _nothing(found: PastList) -> str:
    rows = len({fault.row for fault in found.faults}) or 1
    return (
        f"Có {rows} dòng sai, chưa nhập lượt nào. Sửa các dòng trên, hoặc thêm --skip-bad để bỏ qua chúng. / "
        f"{rows} bad rows, nothing was imported. Mend them, or add --skip-bad to leave them out."
    )


def _done(kept: Kept, bad: int) -> str:
    vi, en = [f"Đã nhập {len(kept.added)} lượt kiểm tra"], [f"{len(kept.added)} visits imported"]
    if kept.known:
        vi.append(f"{kept.known} lượt đã có từ trước")
        en.append(f"{kept.known} were there already")
    if bad:
        vi.append(f"bỏ qua {bad} lỗi")
        en.append(f"{bad} faults left out")
    return f"{', '.join(vi)}. / {', '.join(en)}."
