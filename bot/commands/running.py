"""`run` and `migrate`: the bot itself, and its database.

Must not know: what the bot does.
"""

import argparse
import asyncio
import gc

from bot.commands.answers import DONE, Commands, does
from bot.house import open_database
from bot.settings import Settings


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    does(known.add_parser("run", help="chạy bot / run the bot"), _run)
    migrate = known.add_parser("migrate", help="cập nhật cơ sở dữ liệu / bring the database up to date")
    does(migrate, lambda _, settings: asyncio.run(migrate_database(settings)))


def _run(_: argparse.Namespace, settings: Settings) -> int:
    """Run the bot until it is stopped."""
    gc.disable()  # until `run_long`: what is loaded now stays, and need not be looked through meanwhile
    from bot.process import run_long
    from bot.wiring import run

    return run_long(run(settings))


async def migrate_database(settings: Settings) -> int:
    """Bring the database up to date."""
    async with open_database(settings):
        return DONE
