"""`check`: what is wrong in a checklist file.

Must not know: databases, settings.
"""

from pathlib import Path

from bot.commands.answers import DONE, Commands, complain, does_without_settings
from checklists.issues import Issue


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    checking = known.add_parser("check", help="soát một bộ câu hỏi / check a checklist")
    checking.add_argument("file", type=Path, metavar="FILE")
    does_without_settings(checking, lambda arguments: check(arguments.file))


def check(file: Path) -> int:
    """Check a checklist file: every issue, with its place and remedy."""
    from checklists.model import Checklist
    from checklists.source import read_checklist

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return complain(f"Không đọc được tệp {file}. / The file {file} cannot be read.")
    found = read_checklist(text)
    if isinstance(found, Checklist):
        print(f"{found.key} {found.version}: không có lỗi. / no faults.")
        return DONE
    return complain("\n".join(_issue(issue) for issue in found))


def _issue(issue: Issue) -> str:
    place = f"{issue.line}: {issue.place}" if issue.line else issue.place
    return f"{place}: {issue.fault.vi} {issue.remedy.vi} / {issue.fault.en} {issue.remedy.en}"
