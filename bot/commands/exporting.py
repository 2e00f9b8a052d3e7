"""`export`: all visits, as files.

Must not know: the shape of what is written.
"""

import argparse
import asyncio
from pathlib import Path

from bot.commands.answers import DONE, Commands, does
from bot.house import open_for_reading
from bot.settings import Settings


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    exporting = known.add_parser("export", help="xuất dữ liệu / export the data")
    exporting.add_argument("--format", choices=["json"], default="json", help="định dạng / format")
    exporting.add_argument("--out", required=True, type=Path, metavar="DIR", help="thư mục / folder")
    does(exporting, _export)


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(export(settings, arguments.out))


async def export(settings: Settings, folder: Path) -> int:
    """Write all visits into the folder, as JSON."""
    from bot.export import export_json

    async with open_for_reading(settings) as database, database.read() as connection:
        paths = await export_json(connection, folder, settings.zone)
    print("\n".join(str(path) for path in paths))
    return DONE
