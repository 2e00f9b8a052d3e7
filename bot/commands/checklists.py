"""`check`, `checklists export`, `checklists import`: checklists as files.

Rules: a file is read whole and every issue is told; what is imported is published or refused, never half.
Must not know: how a file is read, where versions are kept.
"""

import argparse
import asyncio
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.commands.answers import DONE, Commands, complain, does, does_without_settings
from bot.house import open_database, open_for_reading
from bot.settings import Settings
from checklists.file_issues import file_issue
from checklists.file_notes import ReadChecklist
from checklists.issues import Issue, told
from checklists.model import Checklist
from storage.checklist_files import is_yaml, read_noted_file
from storage.database import Database

LANGUAGES = ("vi", "en")


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    checking = known.add_parser("check", help="soát một phiếu (YAML, XLSX, CSV) / check a checklist file")
    checking.add_argument("file", type=Path, metavar="FILE")
    checking.add_argument("--language", choices=LANGUAGES, help="ngôn ngữ / language")
    does_without_settings(checking, lambda arguments: check(arguments.file, arguments.language))
    topic = known.add_parser("checklists", help="phiếu kiểm tra / checklists")
    verbs = topic.add_subparsers(dest="verb", required=True)
    exporting = verbs.add_parser("export", help="xuất một phiếu / export a checklist")
    exporting.add_argument("checklist", metavar="KEY[@VERSION]")
    exporting.add_argument("--out", required=True, type=Path, metavar="FILE", help=".xlsx, .yaml")
    does(exporting, _export)
    importing = verbs.add_parser("import", help="ban hành phiếu từ tệp / publish a checklist from a file")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--language", choices=LANGUAGES, help="ngôn ngữ / language")
    does(importing, _import)


def check(file: Path, language: str | None = None) -> int:
    """Check a checklist file: every issue, with its place and remedy."""
    read = _read(file)
    if not isinstance(read, ReadChecklist):
        return complain(_all_told(read, language))
    _say_notes(read, language)
    print(f"{read.checklist.key} {read.checklist.version}: không có lỗi. / no faults.")
    return DONE


def _read(file: Path) -> ReadChecklist | tuple[Issue, ...]:
    try:
        content = file.read_bytes()
    except OSError:
        return (file_issue("file_missing", {"detail": str(file)}),)
    return asyncio.run(read_noted_file(file.name, content))


def _all_told(issues: tuple[Issue, ...], language: str | None) -> str:
    """Each issue on a line, in the language that was asked for, else in both."""
    languages = LANGUAGES if language is None else (language,)
    return "\n".join(" / ".join(told(issue, each) for each in languages) for issue in issues)


def _say_notes(read: ReadChecklist, language: str | None) -> None:
    if read.notes:
        print(_all_told(read.notes, language))


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    key, _, version = arguments.checklist.partition("@")
    return asyncio.run(export(settings, key, version, arguments.out))


async def export(settings: Settings, key: str, version: str, out: Path) -> int:
    """Write a published version into a file: its newest one when none is named."""
    async with open_for_reading(settings) as database:
        wanted = await _wanted(database, key, version)
    if wanted is None:
        name = f"{key}@{version}" if version else key
        return complain(f"Chưa ban hành phiếu {name}. / The checklist {name} is not published.")
    content = _written(wanted, out)
    if content is None:
        return complain("Tệp phải có đuôi .xlsx hoặc .yaml. / The file must end in .xlsx or .yaml.")
    await asyncio.to_thread(out.write_bytes, content)
    print(out)
    return DONE


async def _wanted(database: Database, key: str, version: str) -> Checklist | None:
    from storage import checklists

    async with database.read() as connection:
        number = int(version) if version.isdecimal() else await checklists.newest_version(connection, key)
        try:
            return None if number is None else await checklists.checklist(connection, key, number)
        except KeyError:
            return None


def _written(checklist: Checklist, out: Path) -> bytes | None:
    from checklists.source import write_checklist
    from checklists.xlsform.writing import write_xlsform

    if is_yaml(out.name):
        return write_checklist(checklist).encode()
    return write_xlsform(checklist) if out.suffix.casefold() == ".xlsx" else None


def _import(arguments: argparse.Namespace, settings: Settings) -> int:
    read = _read(arguments.file)
    language = arguments.language or settings.language
    if not isinstance(read, ReadChecklist):
        return complain(_all_told(read, language))
    _say_notes(read, language)
    return asyncio.run(publish(settings, _source(arguments.file, read), language=language))


def _source(file: Path, read: ReadChecklist) -> str:
    """What is published: the author's own text, with its comments, where it is a text."""
    from checklists.source import write_checklist

    return file.read_text(encoding="utf-8-sig") if is_yaml(file.name) else write_checklist(read.checklist)


async def publish(settings: Settings, source: str, *, language: str) -> int:
    """Publish a version of a checklist, or say why not."""
    from storage import checklists

    at: datetime = Clock(settings.clock).now()
    async with open_database(settings) as database, database.write() as connection:
        try:
            published = await checklists.publish(connection, source, at=at)
        except checklists.FaultyChecklist as faulty:
            return complain(_all_told(faulty.issues, language))
    print(
        f"Đã ban hành {published.key} {published.version}. / {published.key} {published.version} published."
    )
    return DONE
