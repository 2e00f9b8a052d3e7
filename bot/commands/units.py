"""`units`: the list of units, from the command line.

Must not know: how admins keep units in chat.
"""

import argparse
import asyncio
import pkgutil
from pathlib import Path

from bot.commands.answers import DONE, Commands, complain, does
from bot.house import open_database
from bot.settings import Settings
from storage.unit_list import UnitFault, read_units_csv
from storage.units import kinds, put_units

BUNDLED = "bundled"


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    verbs = known.add_parser("units", help="đơn vị / units").add_subparsers(dest="verb", required=True)
    importing = verbs.add_parser("import", help="nhập danh sách đơn vị (CSV) / import units (CSV)")
    importing.add_argument("file", metavar="FILE|bundled")
    does(importing, _import)


def _import(arguments: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(import_units(settings, arguments.file))


async def import_units(settings: Settings, file: str) -> int:
    """Import a list of units, all or nothing."""
    text = _units_text(file)
    if text is None:
        return complain(f"Không đọc được tệp {file}. / The file {file} cannot be read.")
    async with open_database(settings) as database, database.write() as connection:
        found = read_units_csv(text, await kinds(connection))
        if found.faults:
            return complain("\n".join(_fault(fault) for fault in found.faults))
        await put_units(connection, found.units)
    print(f"Đã nhập {len(found.units)} đơn vị. / {len(found.units)} units imported.")
    return DONE


def _units_text(file: str) -> str | None:
    try:
        if file == BUNDLED:
            return (pkgutil.get_data("storage", "bundled/units-ha-dong.csv") or b"").decode("utf-8-sig")
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _fault(fault: UnitFault) -> str:
    return f"{fault.row}: {fault.fault.vi} {fault.remedy.vi} / {fault.fault.en} {fault.remedy.en}"
