"""What is wrong with a written checklist, in words its author can act on.

Rules: every issue says what (`code`), where, the fault and the remedy, in both languages; all issues are told
at once. The words stand in one table (`issue_words`), so that nobody writes an issue without a remedy.
Must not know: how an issue is found or shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from checklists.issue_words import WORDS
from checklists.questions import Label

IssueWords: TypeAlias = Mapping[str, tuple[str, str, str, str]]  # code: fault and remedy, vi and en

LONGEST_DETAIL: Final = 200  # what a file quotes back is cut; the line shows the rest


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault: `place` is `B2.relevant` or `sections.2.title`; `line` counts from 1, 0 when unknown.

    In a workbook `line` is the row of the sheet, `column` the letters above it.
    """

    code: str
    place: str
    fault: Label
    remedy: Label
    line: int = 0
    sheet: str = ""
    column: str = ""


def make_issue(
    code: str,
    place: str,
    details: Mapping[str, str] | None = None,
    *,
    line: int = 0,
    words: IssueWords | None = None,
) -> Issue:
    """The issue of that code; `details` fill its words. KeyError for a code that has no words."""
    fills = {name: text[:LONGEST_DETAIL] for name, text in (details or {}).items()}
    texts = (WORDS if words is None else words)[code]
    fault_vi, fault_en, remedy_vi, remedy_en = (text.format_map(fills) for text in texts)
    fault, remedy = Label(vi=fault_vi, en=fault_en), Label(vi=remedy_vi, en=remedy_en)
    return Issue(code=code, place=place[:LONGEST_DETAIL], fault=fault, remedy=remedy, line=line)


def told(issue: Issue, language: str) -> str:
    """The issue in one line for its author: where, what is wrong, what to do."""
    where = ", ".join(_where(issue, language))
    words = f"{issue.fault.in_language(language)} {issue.remedy.in_language(language)}".strip()
    return f"{where}: {words}" if where else words


def _where(issue: Issue, language: str) -> Iterator[str]:
    english = language == "en"
    if issue.sheet:
        yield f"sheet {issue.sheet}" if english else f"trang {issue.sheet}"
        if issue.line:
            yield f"row {issue.line}" if english else f"dòng {issue.line}"
        if issue.column:
            yield f"column {issue.column}" if english else f"cột {issue.column}"
    elif issue.line:
        yield f"line {issue.line}" if english else f"dòng {issue.line}"
    if issue.place:
        yield issue.place
