"""The command line: `wardrounds` and `python -m bot`.

Rules: each command is a function that gives an exit code: 0 done, 1 found faults, 2 wrong usage, 75 already
running, 78 bad settings; words for people go to standard output, complaints to standard error, in both
languages.
Must not know: how a command does its work.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot import commands
from bot.logs import set_up_logs
from bot.settings import BadSettings, Settings, read_settings
from storage.migrate import SchemaTooNew
from storage.people import Role
from storage.store_faults import StoreFault, fault_of

_NO_SETTINGS = frozenset({"check"})
_BAD_SETTINGS = 78
_NOT_STORED = {
    StoreFault.FULL: "Đĩa đã đầy, không ghi được dữ liệu. / The disk is full.",
    StoreFault.READ_ONLY: "Nơi lưu dữ liệu chỉ cho đọc. / The data can only be read.",
    StoreFault.DISK: "Không mở được tệp dữ liệu: đĩa đầy hoặc lỗi. / The data cannot be opened: bad disk.",
    StoreFault.AWAY: "Không kết nối được cơ sở dữ liệu. / The database cannot be reached.",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say. The exit code."""
    arguments = parser().parse_args(argv)
    if arguments.command in _NO_SETTINGS:
        set_up_logs()
        return commands.check(arguments.file)
    try:
        settings = read_settings(token_needed=arguments.command == "run")
        set_up_logs(secrets=(settings.token, settings.secret))
        return _do(arguments, settings)
    except BadSettings as bad:
        sys.stderr.write(f"Cấu hình sai / bad settings:\n{bad}\n")
        return _BAD_SETTINGS
    except SchemaTooNew as newer:
        sys.stderr.write(f"Cơ sở dữ liệu mới hơn chương trình. / The database is newer: {newer}\n")
        return commands.FAULTS
    except KeyboardInterrupt:
        return 130
    except (DBAPIError, OSError) as error:
        if (fault := fault_of(error)) is None:
            raise
        sys.stderr.write(f"{_NOT_STORED[fault]}\n")
        return commands.FAULTS


def _do(arguments: argparse.Namespace, settings: Settings) -> int:
    match arguments.command:
        case "run":
            return commands.run_bot(settings)
        case "demo" if arguments.furnish:
            return asyncio.run(commands.furnish_demo(settings))
        case "demo":
            port = arguments.port or settings.demo_port
            return commands.demo(settings, port=port, fresh=arguments.fresh)
        case "migrate":
            return asyncio.run(commands.migrate_database(settings))
        case "people":
            new = commands.NewPerson(
                telegram=arguments.telegram,
                role=Role(arguments.role),
                name=arguments.name,
                office=arguments.office,
                unit=arguments.unit,
            )
            return asyncio.run(commands.add_person(settings, new))
        case "units":
            return asyncio.run(commands.import_units(settings, arguments.file))
        case "export":
            return asyncio.run(commands.export(settings, arguments.out))
        case other:
            raise AssertionError(f"no such command: {other}")


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    top = argparse.ArgumentParser(prog="wardrounds", description="Kiểm tra công vụ / ward rounds")
    known = top.add_subparsers(dest="command", required=True, metavar="LỆNH/COMMAND")
    known.add_parser("run", help="chạy bot / run the bot")
    known.add_parser("migrate", help="cập nhật cơ sở dữ liệu / bring the database up to date")
    _add_demo(known.add_parser("demo", help="chạy bản minh họa trên máy này / run the demo on this machine"))
    check = known.add_parser("check", help="soát một bộ câu hỏi / check a checklist")
    check.add_argument("file", type=Path, metavar="FILE")
    people = known.add_parser("people", help="người dùng / people").add_subparsers(dest="verb", required=True)
    _add_person(people.add_parser("add", help="thêm người hoặc vai trò / add a person or a role"))
    units = known.add_parser("units", help="đơn vị / units").add_subparsers(dest="verb", required=True)
    importing = units.add_parser("import", help="nhập danh sách đơn vị (CSV) / import units (CSV)")
    importing.add_argument("file", metavar="FILE|bundled")
    _add_export(known.add_parser("export", help="xuất dữ liệu / export the data"))
    return top


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--fresh", action="store_true", help="làm lại từ đầu / start anew")
    demo.add_argument("--furnish", action="store_true", help=argparse.SUPPRESS)
    demo.add_argument("--port", type=_port, help="cổng / port")


def _add_person(add: argparse.ArgumentParser) -> None:
    add.add_argument(
        "--telegram", required=True, type=_account, metavar="ID", help="mã Telegram / Telegram id"
    )
    add.add_argument("--role", required=True, choices=[role.value for role in Role], help="vai trò / role")
    add.add_argument("--name", required=True, help="họ tên / name")
    add.add_argument("--office", default="", help="nơi công tác / office")
    add.add_argument("--unit", help="mã đơn vị / key of the unit")


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument("--format", choices=["json"], default="json", help="định dạng / format")
    export.add_argument("--out", required=True, type=Path, metavar="DIR", help="thư mục / folder")


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:  # noqa: PLR2004 - the ports there are
        raise ValueError(text)
    return number


def _account(text: str) -> str:
    return str(int(text))
