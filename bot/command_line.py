"""The command line: `wardrounds` and `python -m bot`.

Rules: each command is a function that gives an exit code: 0 done, 1 found faults, 2 wrong usage, 75 already
running, 78 bad settings; words for people go to standard output, complaints to standard error, in both
languages.
Must not know: which arguments a command takes, how it does its work.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from sqlalchemy.exc import DBAPIError

from bot.commands.answers import FAULTS
from bot.logs import set_up_logs
from bot.settings import BadSettings, read_settings
from storage.migrate import SchemaTooNew
from storage.store_faults import StoreFault, fault_of

# Which module of `bot.commands` adds a command. Only the one that is asked for is loaded, because some bring
# much along.
_TOPICS = {
    "run": "running",
    "migrate": "running",
    "demo": "demo",
    "check": "checklists",
    "checklists": "checklists",
    "people": "people",
    "units": "units",
    "visits": "visits",
    "export": "exporting",
    "report": "reporting",
}
_BAD_SETTINGS = 78
_NOT_STORED = {
    StoreFault.FULL: "Đĩa đã đầy, không ghi được dữ liệu. / The disk is full.",
    StoreFault.READ_ONLY: "Nơi lưu dữ liệu chỉ cho đọc. / The data can only be read.",
    StoreFault.DISK: "Không mở được tệp dữ liệu: đĩa đầy hoặc lỗi. / The data cannot be opened: bad disk.",
    StoreFault.AWAY: "Không kết nối được cơ sở dữ liệu. / The database cannot be reached.",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say. The exit code."""
    given = sys.argv[1:] if argv is None else argv
    arguments = parser(given).parse_args(given)
    if "bare" in arguments:
        set_up_logs()
        return int(arguments.bare(arguments))
    try:
        settings = read_settings(token_needed=arguments.command == "run")
        set_up_logs(secrets=(settings.token, settings.secret))
        return int(arguments.doing(arguments, settings))
    except BadSettings as bad:
        sys.stderr.write(f"Cấu hình sai / bad settings:\n{bad}\n")
        return _BAD_SETTINGS
    except SchemaTooNew as newer:
        sys.stderr.write(f"Cơ sở dữ liệu mới hơn chương trình. / The database is newer: {newer}\n")
        return FAULTS
    except KeyboardInterrupt:
        return 130
    except (DBAPIError, OSError) as error:
        if (fault := fault_of(error)) is None:
            raise
        sys.stderr.write(f"{_NOT_STORED[fault]}\n")
        return FAULTS


def parser(given: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The command that `given` begins with and its arguments; all of them when it begins with none."""
    top = argparse.ArgumentParser(prog="wardrounds", description="Kiểm tra công vụ / ward rounds")
    known = top.add_subparsers(dest="command", required=True, metavar="LỆNH/COMMAND")
    asked = [_TOPICS[each] for each in given[:1] if each in _TOPICS]
    for topic in asked or dict.fromkeys(_TOPICS.values()):
        import_module(f"bot.commands.{topic}").add_to(known)
    return top
