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
from bot.commands.answers import DONE, Commands, complain, does, does_without_settings
from bot.house import open_database
from bot.settings import Settings
from handlers.cards.unit_changes import change_line, counts, fault_line
from handlers.rich import Rich
from storage.units import communes, kinds
from storage.units.changes import Register
from storage.units.faults import UnitFault
from storage.units.files import read_list
from storage.units.listing import UnitTable
from storage.units.planning import Plan, plan_list
from storage.units.registering import carry_out, register
from storage.units.writing import write_columns

BUNDLED = "bundled"
_BUNDLES = {BUNDLED: "units-ha-dong.csv", "bundled:history": "units-ha-dong-history.csv"}
_BY = "command line"
_NO_PROVINCES = (
    "Chưa cài bộ dữ liệu tỉnh, xã: pip install 'vietnam-provinces==2025.10.1'. / "
    "The data set of provinces is not installed: pip install 'vietnam-provinces==2025.10.1'."
)


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    verbs = known.add_parser("units", help="đơn vị / units").add_subparsers(dest="verb", required=True)
    importing = verbs.add_parser("import", help="nhập danh sách đơn vị / import units")
    importing.add_argument("file", metavar="FILE|bundled|bundled:history")
    importing.add_argument(
        "--dry-run", action="store_true", help="chỉ xem trước / only show what would change"
    )
    does(importing, _import)
    listing = verbs.add_parser(
        "communes", help="xã, phường hiện nay của một tỉnh / a province's communes today"
    )
    listing.add_argument("province", metavar="PROVINCE")
    listing.add_argument("--out", type=Path, metavar="FILE", help="ghi tệp / write a file")
    does_without_settings(listing, lambda arguments: list_communes(arguments.province, arguments.out))


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


def list_communes(asked: str, out: Path | None) -> int:
    """Tell today's communes of a province, or write them as a list that can be imported."""
    try:
        day = communes.date_of_data()
        found = communes.find_provinces(asked)
    except communes.NoProvinces:
        return complain(_NO_PROVINCES)
    named = {each.code: each for each in communes.provinces()}
    if found.certain is None:
        close = ", ".join(named[key].name for key in found.keys[:5])
        return complain(f"Không rõ tỉnh, thành phố nào: {asked}. {close} / Which province? {close}")
    province = named[found.certain]
    table = communes.list_of(province, Register({}))
    if out is not None:
        out.write_bytes(write_columns(table))
    else:
        for each in communes.communes_of(province):
            print(each.code, each.kind, each.name)
    count, dated = len(table.rows) - 1, f"{day:%d/%m/%Y}"
    print(
        f"{province.name}: {count} đơn vị cấp xã, dữ liệu ngày {dated}. / {count} communes, data of {dated}."
    )
    return DONE
