"""What an editor has ruled about comparing a draft's answers with those of earlier versions.

Rules: the last ruling about a question counts; without one, a question that was only reworded is comparable,
one that is of another kind, fails otherwise or lost a choice is not, and a new question goes on for none.
Must not know: where drafts are kept, how one is asked.
"""

from collections.abc import Iterable

from checklists.diff import may_mean_otherwise, new_codes
from checklists.edits import Edit, Judge, Succeed
from checklists.lineage import Break
from checklists.model import Checklist


def is_comparable(before: Checklist, after: Checklist, edits: Iterable[Edit], code: str) -> bool:
    """Whether answers to the question may still be compared, as ruled or as it looks."""
    ruled = [edit.comparable for edit in edits if isinstance(edit, Judge) and edit.code == code]
    if ruled:
        return ruled[-1]
    old, new = before.question(code), after.question(code)
    if old is None or new is None:
        return True
    lost = {choice.name for choice in old.choices} - {choice.name for choice in new.choices}
    return old.kind is new.kind and old.fail_when == new.fail_when and not lost


def replaced_by(edits: Iterable[Edit], code: str) -> str | None:
    """The code of the question for which the new one goes on, if it was ruled so."""
    ruled = [edit.replaces for edit in edits if isinstance(edit, Succeed) and edit.code == code]
    return ruled[-1] if ruled else None


def breaks_for(
    before: Checklist, after: Checklist, edits: tuple[Edit, ...], *, version: int
) -> tuple[Break, ...]:
    """What is to be kept when `after` is published as `version`."""
    changed = tuple(
        Break(version, code)
        for code in may_mean_otherwise(before, after)
        if not is_comparable(before, after, edits, code)
    )
    successors = ((code, replaced_by(edits, code)) for code in new_codes(before, after))
    return (*changed, *(Break(version, code, old) for code, old in successors if old is not None))
