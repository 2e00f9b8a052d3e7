"""What the commands of the command line do, each giving an exit code.

Rules: every command can be given again; heavy parts are imported where they are needed.
Must not know: how arguments are written.
"""

import asyncio
import os
import pkgutil
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.house import open_database, open_for_reading, token
from bot.settings import PREFIX, Settings, make_data_dir
from checklists.issues import Issue
from storage import people
from storage.database import Database
from storage.people import Grant, Identity, Role
from storage.unit_list import UnitFault, read_units_csv
from storage.units import put_units, unit

DONE, FAULTS = 0, 1
_BUNDLED = "bundled"


def run_bot(settings: Settings) -> int:
    """Run the bot until it is stopped."""
    from bot.wiring import run

    return asyncio.run(run(settings))


async def migrate_database(settings: Settings) -> int:
    """Bring the database up to date."""
    async with open_database(settings):
        return DONE


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be added: `telegram` is the account, `unit` what the role is for."""

    telegram: str
    role: Role
    name: str
    office: str = ""
    unit: str | None = None


async def add_person(settings: Settings, new: NewPerson) -> int:
    """Add a person with a role, or give the role to one who is known."""
    at = Clock(settings.clock).now()
    async with open_database(settings) as database:
        if new.unit and not await _is_unit(database, new.unit):
            return _complain(f"Không có đơn vị {new.unit}. / There is no unit {new.unit}.")
        async with database.write() as connection:
            await _put_person(connection, new, at=at)
    return DONE


async def _is_unit(database: Database, key: str) -> bool:
    async with database.read() as connection:
        return await unit(connection, key) is not None


async def _put_person(connection: AsyncConnection, new: NewPerson, *, at: datetime) -> None:
    identity, grant = Identity("telegram", new.telegram), Grant(role=new.role, unit=new.unit)
    known = await people.person_of(connection, identity.transport, identity.external_id)
    if known is not None:
        await people.add_grant(connection, known.id, grant, at=at)
        return
    await people.add_person(
        connection,
        id=token(12),
        name=new.name,
        office=new.office,
        language="vi",
        identity=identity,
        grants=(grant,),
        at=at,
    )


async def import_units(settings: Settings, file: str) -> int:
    """Import a list of units, all or nothing."""
    text = _units_text(file)
    if text is None:
        return _complain(f"Không đọc được tệp {file}. / The file {file} cannot be read.")
    found = read_units_csv(text)
    if found.faults:
        return _complain("\n".join(_fault(fault) for fault in found.faults))
    async with open_database(settings) as database, database.write() as connection:
        await put_units(connection, found.units)
    print(f"Đã nhập {len(found.units)} đơn vị. / {len(found.units)} units imported.")
    return DONE


def _units_text(file: str) -> str | None:
    try:
        if file == _BUNDLED:
            return (pkgutil.get_data("storage", "bundled/units-ha-dong.csv") or b"").decode("utf-8-sig")
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _fault(fault: UnitFault) -> str:
    return f"{fault.row}: {fault.fault.vi} {fault.remedy.vi} / {fault.fault.en} {fault.remedy.en}"


def check(file: Path) -> int:
    """Check a checklist file: every issue, with its place and remedy."""
    from checklists.model import Checklist
    from checklists.source import read_checklist

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _complain(f"Không đọc được tệp {file}. / The file {file} cannot be read.")
    found = read_checklist(text)
    if isinstance(found, Checklist):
        print(f"{found.key} {found.version}: không có lỗi. / no faults.")
        return DONE
    return _complain("\n".join(_issue(issue) for issue in found))


def _issue(issue: Issue) -> str:
    place = f"{issue.line}: {issue.place}" if issue.line else issue.place
    return f"{place}: {issue.fault.vi} {issue.remedy.vi} / {issue.fault.en} {issue.remedy.en}"


async def export(settings: Settings, folder: Path) -> int:
    """Write all visits into the folder, as JSON."""
    from bot.export import export_json

    async with open_for_reading(settings) as database, database.read() as connection:
        paths = await export_json(connection, folder, settings.zone)
    print("\n".join(str(path) for path in paths))
    return DONE


def demo(settings: Settings, *, port: int, fresh: bool) -> int:
    """Run the demo: the local Bot API, its page, and the bot beside it, until Ctrl+C."""
    from bot.demo.run import run_demo

    folder = make_data_dir(settings) / "demo"
    if fresh:
        shutil.rmtree(folder / "bot", ignore_errors=True)
    program = (sys.executable, "-m", "bot")
    coroutine = run_demo(
        port=port,
        data_dir=folder,
        fresh=fresh,
        bot_argv=(*program, "run"),
        bot_env=demo_environment(folder / "bot", port=port),
        prepare=() if (folder / "bot" / _FURNISHED).exists() else ((*program, "demo", "--furnish"),),
    )
    return asyncio.run(coroutine)


_FURNISHED = "furnished"  # written last, so that a first start that was cut off is made good by the next
_DEMO_PEOPLE = (
    NewPerson("1001", Role.ADMIN, "Nguyễn Văn An", "Phòng Nội vụ"),
    NewPerson("1002", Role.INSPECTOR, "Trần Thị Lan", "Phòng Nội vụ"),
    NewPerson("1003", Role.INSPECTOR, "Phạm Văn Bình", "Văn phòng HĐND-UBND"),
    NewPerson("1004", Role.SUPERVISOR, "Lê Quốc Cường", "Phòng Nội vụ"),
)


async def furnish_demo(settings: Settings) -> int:
    """The demo's units and people, once: each command of its own would cost a second of the first start."""
    at = Clock(settings.clock).now()
    async with open_database(settings) as database, database.write() as connection:
        for each in _DEMO_PEOPLE:
            await _put_person(connection, each, at=at)
    outcome = await import_units(settings, _BUNDLED)
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
        "LISTEN": "127.0.0.1:0",  # any port: a demo must not stumble over what listens at 8080
    }
    machine = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return machine | {f"{PREFIX}{name}": value for name, value in ours.items()}


def _complain(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return FAULTS
