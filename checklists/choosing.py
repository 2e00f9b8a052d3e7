"""Which of several checklists a visit is made with.

Rules: what is meant for the purpose goes before what is for any; what is only offered comes last. Of equals
the one that is given first. A visit for which nothing is meant can still be made with any of them.
Must not know: where checklists are kept.
"""

from collections.abc import Iterable

from checklists.model import Checklist
from checklists.visit import Purpose


def ranked(checklists: Iterable[Checklist], purpose: Purpose) -> tuple[Checklist, ...]:
    """The checklists, the one to take unless another is chosen first."""
    return tuple(sorted(checklists, key=lambda each: _rank(each, purpose)))


def _rank(checklist: Checklist, purpose: Purpose) -> int:
    if checklist.is_extra:
        return 3
    if not checklist.purposes:
        return 1
    return 0 if purpose.value in checklist.purposes else 2
