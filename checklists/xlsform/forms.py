"""What a form is read with: names, lists, languages, and what was found wrong so far.

Rules: one value carries it through the reading of a form; issues and notes are only ever added.
Must not know: how rows become questions.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from checklists.file_notes import file_note
from checklists.issues import Issue
from checklists.source import Spot
from checklists.xlsform.lists import ChoiceTable, labels_of
from checklists.xlsform.names import REFERENCE, renamed, unbared, with_choices
from checklists.xlsform.tables import Record, Table
from checklists.yaml_text import Path, Tree


@dataclass(slots=True)
class Form:
    """A form being read: `codes` are ours by the names that are written, `renames` those of their choices.

    `inline` are the lists that belong to one question alone, `kind_lists` and `select_lists` those that
    questions of a kind with standing choices and selects use; `twice` are rows whose name was taken before,
    `left_out` the types of rows without an answer, by name; `dropped` counts those rows; `unread` are codes
    of questions that are faulty.
    """

    survey: Table
    choices: ChoiceTable
    english: bool
    codes: dict[str, str] = field(default_factory=dict)
    renames: dict[str, Mapping[str, str]] = field(default_factory=dict)
    inline: set[str] = field(default_factory=set)
    twice: set[int] = field(default_factory=set)
    kind_lists: set[str] = field(default_factory=set)
    select_lists: set[str] = field(default_factory=set)
    left_out: dict[str, str] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    unread: set[str] = field(default_factory=set)
    spots: dict[Path, Spot] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    notes: list[Issue] = field(default_factory=list)

    def code(self, name: str) -> str:
        """Our code for what is written `name`; the name itself for what is no question."""
        return self.codes.get(name, name)

    def note(self, code: str, details: Mapping[str, str], record: Record | None = None) -> None:
        """Say what was made of something, without refusing it."""
        place = (record.sheet, record.row) if record is not None else ("", 0)
        self.notes.append(file_note(code, details, sheet=place[0], row=place[1]))

    def texts(self, record: Record, name: str) -> dict[str, Tree]:
        """The texts of a translated column of the survey in this row."""
        return labels_of(record, name, english=self.english and self.survey.has(name, "en"))

    def condition(self, record: Record, column: str, *, here: str = "") -> str:
        """The condition that a column writes, in our codes and names; empty when there is none.

        `here` is the written name of the question whose answer `.` is.
        """
        text = unbared(record.text(f"kt_{column}") or record.text(column))
        names = {found[1] for found in REFERENCE.finditer(text)}
        for name in sorted(names & self.left_out.keys()):
            self.issues.append(record.issue("uses_left_out", column, {"detail": name}))
            return ""
        for name in sorted(names & self.renames.keys()):
            text = with_choices(text, name, self.renames[name])
        if here:
            text = with_choices(text, ".", self.renames.get(here, {}))
        return renamed(text, self.code)
