"""The rows of a checklist that are not questions: its settings, its legal texts, its findings for ODK.

Must not know: the survey's rows, how cells are written.
"""

from typing import Final

from checklists.model import Checklist
from checklists.xlsform.choice_rows import Row, plain_number
from checklists.xlsform.columns import LANGUAGES, LEGAL_COLUMNS, YES
from checklists.xlsform.survey_rows import failures_for_others

FINDINGS: Final = "findings"


def setting_rows(checklist: Checklist) -> tuple[Row, ...]:
    """The one row of settings."""
    row: Row = {
        ("form_title", ""): checklist.title.vi,
        ("kt_title_en", ""): checklist.title.en,
        ("form_id", ""): checklist.key,
        ("version", ""): str(checklist.version),
        ("kt_unit_kinds", ""): " ".join(checklist.unit_kinds),
        ("default_language", ""): LANGUAGES["vi"],
    }
    if checklist.purposes:
        row["kt_purposes", ""] = " ".join(checklist.purposes)
    if checklist.is_extra:
        row["kt_extra", ""] = YES
    if checklist.pass_mark is not None:
        row["kt_pass_mark", ""] = plain_number(checklist.pass_mark)
    return (row,)


def legal_rows(checklist: Checklist) -> tuple[Row, ...]:
    """One row a legal text."""
    rows = []
    for basis in checklist.legal_basis:
        row: Row = {("key", ""): basis.key}
        for column in LEGAL_COLUMNS:
            value = getattr(basis, column.key) if column.key else None
            if value is not None:
                row[column.name, ""] = str(value)
        rows.append(row)
    return tuple(rows)


def entity_rows(checklist: Checklist) -> tuple[dict[str, str], ...]:
    """One entity a visit with findings, named by the codes that failed; none where nothing can fail."""
    failures = failures_for_others(checklist)
    if not failures:
        return ()
    codes = ", ".join(f"if({failure}, '{code} ', '')" for code, failure in failures)
    return (
        {
            "list_name": FINDINGS,
            "label": f"concat('{checklist.key}: ', {codes})",
            "create_if": " or ".join(f"({failure})" for _, failure in failures),
        },
    )
