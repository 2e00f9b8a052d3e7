"""`units`: the list of units, from the command line.

Must not know: how admins keep units in chat, how lists are read.
"""

import argparse
import asyncio
import pkgutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.clock import Clock
from bot.commands.answers import DONE, Commands, complain, does
from bot.house import open_database
from bot.settings import Settings
from handlers.cards.unit_changes import change_line, counts, fault_line
from handlers.rich import Rich
from storage.units import kinds
from storage.units.faults import UnitFault
from storage.units.files import read_list
from storage.units.listing import UnitTable
from storage.units.planning import Plan, plan_list
from storage.units.registering import carry_out, register

BUNDLED = "bundled"
_BUNDLES = {BUNDLED: "units-ha-dong.csv", "bundled:history": "units-ha-dong-history.csv"}
_BY = "command line"


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    verbs = known.add_parser("units", help="đơn vị / units").add_subparsers(dest="verb", required=True)
    importing = verbs.add_parser("import", help="nhập danh sách đơn vị / import units")
    importing.add_argument("file", metavar="FILE|bundled|bundled:history")
    importing.add_argument(
        "--dry-run", action="store_true", help="chỉ xem trước / only show what would change"
    )
    does(importing, _import)


def _import(arguments: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(import_units(settings, arguments.file, dry_run=arguments.dry_run))


async def import_units(settings: Settings, file: str, *, dry_run: bool = False) -> int:
    """Import a list of units, all or nothing, telling what it changes."""
    content = _content(file)
    if content is None:
        return complain(f"Không đọc được tệp {file}. / The file {file} cannot be read.")
    clock = Clock(settings.clock)
    today = clock.now().astimezone(settings.zone).date()
    table = await read_list(content)
    async with open_database(settings) as database, database.write() as connection:
        plan = plan_list(await register(connection), table, kinds=await kinds(connection), today=today)
        if not isinstance(plan, Plan):
            return complain("\n".join(_fault(fault) for fault in plan))
        if not dry_run:
            await carry_out(connection, plan, by=_BY, at=clock.now())
    _tell(plan, table, dry_run=dry_run)
    return DONE


def _content(file: str) -> bytes | None:
    try:
        if file in _BUNDLES:
            return pkgutil.get_data("storage", f"bundled/{_BUNDLES[file]}")
        return Path(file).read_bytes()
    except OSError:
        return None


def _tell(plan: Plan, table: UnitTable, *, dry_run: bool) -> None:
    """What changes, in both languages."""
    for name in table.ignored:
        print(f"Bỏ qua cột / column passed over: {name}")
    for change in plan.changes:
        print(_both(partial(change_line, change, plan.after)))
    print(_both(partial(counts, plan.changes)))
    if dry_run:
        print("Chưa ghi gì. / Nothing is written.")


def _fault(fault: UnitFault) -> str:
    return _both(partial(fault_line, fault))


def _both(words: Callable[..., Rich]) -> str:
    return " / ".join(words(language=language).plain for language in ("vi", "en"))
