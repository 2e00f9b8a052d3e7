"""What a file that should be a checklist says: the checklist as YAML, or every issue.

Rules: written where files are read, which is beside the talk, and read in the turn that follows.
Must not know: kinds of files, who sent it.
"""

from dataclasses import dataclass

from pydantic import TypeAdapter

from checklists.issues import Issue
from checklists.model import Checklist
from checklists.source import write_checklist

CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class ChecklistFile:
    """`written`: the checklist as YAML, when there are no `issues`."""

    written: str
    issues: tuple[Issue, ...] = ()

    @classmethod
    def of(cls, read: Checklist | tuple[Issue, ...]) -> "ChecklistFile":
        """What reading gave."""
        return cls(write_checklist(read)) if isinstance(read, Checklist) else cls("", read)


_FILE: TypeAdapter[ChecklistFile] = TypeAdapter(ChecklistFile)


def dump_checklist_file(file: ChecklistFile) -> str:
    """It as JSON."""
    return _FILE.dump_json(file).decode()


def load_checklist_file(text: str) -> ChecklistFile:
    """What `dump_checklist_file` wrote. ValueError for anything else."""
    return _FILE.validate_json(text)
