"""`demo`: the bot beside a local Telegram, furnished with the units and people of the example.

Rules: nothing of the operator's own settings reaches the demo's bot.
Must not know: what the local Telegram does.
"""

import argparse
import asyncio
import os
import shutil
import sys
from pathlib import Path

from bot.clock import Clock
from bot.commands.answers import DONE, Commands, does
from bot.commands.people import NewPerson, put_person
from bot.commands.units import BUNDLED, import_units
from bot.commands.visits import import_visits
from bot.house import open_database
from bot.settings import PREFIX, Settings, make_data_dir
from storage.people import Role

_FURNISHED = "furnished"  # written last, so that a first start that was cut off is made good by the next
_DEMO_PEOPLE = (
    NewPerson("1001", Role.ADMIN, "Nguyễn Văn An", "Phòng Nội vụ"),
    NewPerson("1002", Role.INSPECTOR, "Trần Thị Lan", "Phòng Nội vụ"),
    NewPerson("1003", Role.INSPECTOR, "Phạm Văn Bình", "Văn phòng HĐND-UBND"),
    NewPerson("1004", Role.SUPERVISOR, "Lê Quốc Cường", "Phòng Nội vụ"),
)


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    demo = known.add_parser("demo", help="chạy bản minh họa trên máy này / run the demo on this machine")
    demo.add_argument("--fresh", action="store_true", help="làm lại từ đầu / start anew")
    demo.add_argument("--furnish", action="store_true", help=argparse.SUPPRESS)
    demo.add_argument("--port", type=_port, help="cổng / port")
    does(demo, _demo)


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:  # noqa: PLR2004 - the ports there are
        raise ValueError(text)
    return number


def _demo(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.furnish:
        return asyncio.run(furnish_demo(settings))
    return run_demo(settings, port=arguments.port or settings.demo_port, fresh=arguments.fresh)


def run_demo(settings: Settings, *, port: int, fresh: bool) -> int:
    """Run the demo: the local Bot API, its page, and the bot beside it, until Ctrl+C."""
    from bot.demo import run

    folder = make_data_dir(settings) / "demo"
    if fresh:
        shutil.rmtree(folder / "bot", ignore_errors=True)
    program = (sys.executable, "-m", "bot")
    coroutine = run.run_demo(
        port=port,
        data_dir=folder,
        fresh=fresh,
        bot_argv=(*program, "run"),
        bot_env=demo_environment(folder / "bot", port=port),
        prepare=() if (folder / "bot" / _FURNISHED).exists() else ((*program, "demo", "--furnish"),),
    )
    return asyncio.run(coroutine)


async def furnish_demo(settings: Settings) -> int:
    """The demo's units, people and past visits, once: commands of their own would cost a second each."""
    at = Clock(settings.clock).now()
    async with open_database(settings) as database, database.write() as connection:
        for each in _DEMO_PEOPLE:
            await put_person(connection, each, at=at)
    outcome = await import_units(settings, BUNDLED) or await import_visits(settings, BUNDLED)
    if outcome == DONE:
        await asyncio.to_thread((settings.data_dir / _FURNISHED).touch)
    return outcome


def demo_environment(folder: Path, *, port: int) -> dict[str, str]:
    """The bot's environment in the demo: nothing of the operator's own settings."""
    from bot.demo.stage import DEFAULT_TOKEN

    ours = {
        "TELEGRAM_TOKEN": DEFAULT_TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "ADMIN_IDS": "telegram:1001",
        "CHANNEL_ID": "telegram:-1001000000001",
        "DATA_DIR": str(folder),
        "STAMP": "Dữ liệu minh họa",
        "PARENT_AGENCY": "UBND quận Hà Đông",
        "AGENCY": "Phòng Nội vụ",
        "PLACE": "Hà Nội",
        "LISTEN": "127.0.0.1:0",  # any port: a demo must not stumble over what listens at 8080
    }
    machine = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return machine | {f"{PREFIX}{name}": value for name, value in ours.items()}
