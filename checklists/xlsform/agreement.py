"""Whether a condition of ours and its wording for other tools still agree in a workbook that was edited.

Rules: the wording for others is written by us and not read; but an author who changed it there meant it.
Must not know: how either is read.
"""

from collections.abc import Iterator
from typing import Final

from checklists.issues import Issue
from checklists.model import Checklist, Question
from checklists.xlsform.forms import Form
from checklists.xlsform.names import renamed
from checklists.xlsform.odk import OtherTools

COLUMNS: Final = ("required", "relevant", "constraint")


def disagreements(checklist: Checklist, form: Form) -> Iterator[Issue]:
    """An issue for each cell that says something else than the cell of ours beside it."""
    others = OtherTools({each.code: each for each in checklist.written}, lambda code: code)
    for record in form.survey.records:
        written = (each for each in checklist.written if each.code == form.codes.get(record.text("name")))
        question = next(written, None)
        for column in COLUMNS if question is not None else ():
            theirs = renamed(record.text(column), form.code)
            if record.text(f"kt_{column}") and theirs and theirs != _expected(others, question, column):
                yield record.issue("not_both", column, {"detail": column})


def _expected(others: OtherTools, question: Question | None, column: str) -> str:
    if question is None:
        return ""
    if column == "constraint":
        return others.constraint(question)
    condition = question.relevant if column == "relevant" else question.required
    return "" if condition is None or isinstance(condition, bool) else others.condition(condition, question)
