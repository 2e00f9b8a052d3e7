"""`report`: a period's report as files.

Rules: dates are local and inclusive; the files that were written are told, one a line.
Must not know: what stands in a file.
"""

import argparse
import asyncio
import re
from datetime import date
from pathlib import Path

from bot.commands.answers import DONE, Commands, does
from bot.house import open_database
from bot.settings import Settings
from checklists.language import Slip, parse_date
from reports.period.shapes import Rule, Span


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    report = known.add_parser("report", help="báo cáo của một kỳ / the report of a period")
    days = (("--from", "first", "từ ngày / first day"), ("--to", "last", "đến ngày / last day"))
    for name, dest, words in days:
        report.add_argument(name, dest=dest, required=True, type=_day, metavar="D", help=words)
    report.add_argument("--out", required=True, type=Path, metavar="DIR", help="thư mục / folder")
    report.add_argument(
        "--rule",
        type=Rule,
        choices=list(Rule),
        default=Rule.ANY,
        help="any: có lượt chưa đạt / failed at least once; latest: theo lượt sau cùng / as last found",
    )
    report.add_argument(
        "--without-answers",
        action="store_true",
        help="bảng tính không kèm từng câu trả lời / a workbook without every answer",
    )
    does(report, _report)


def _day(text: str) -> date:
    read = parse_date(text, date.max, past=True)
    if isinstance(read, Slip) or not re.search(r"[0-9]{4}", text):  # a day needs its year
        raise argparse.ArgumentTypeError(f"{text}: 2013-01-01 | 01/01/2013")
    return read


def _report(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.first > arguments.last:
        raise SystemExit(2)
    span = Span(arguments.first, arguments.last)
    whole = not arguments.without_answers
    return asyncio.run(write_report(settings, span, arguments.out, rule=arguments.rule, all_answers=whole))


async def write_report(
    settings: Settings, span: Span, folder: Path, *, rule: Rule = Rule.ANY, all_answers: bool = True
) -> int:
    """Count the period and write its files into the folder, made if it is missing."""
    from bot.report_files import BOOK, book_in, write_files
    from handlers.periods import period_report
    from reports.paper import Letterhead

    async with open_database(settings) as database, database.read() as connection:
        with book_in(folder, all_answers=all_answers) as book:
            report = await period_report(connection, span, timezone=settings.zone, rule=rule, beside=book.add)
            book.finish(report)
    head = Letterhead(settings.parent_agency or "", settings.agency or "", settings.place or "")
    paths = write_files(report, folder, head=head, stamp=settings.stamp or "")
    print("\n".join(map(str, (*paths, folder / BOOK))))
    return DONE
