"""Yes and no as XLSForm writes them: in any case, in English or Vietnamese, as words or as functions.

Must not know: columns.
"""

from typing import Final

from checklists.language import fold

TRUE: Final = frozenset({"yes", "true", "true()", "co"})
FALSE: Final = frozenset({"no", "false", "false()", "khong", ""})


def is_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return fold(text) in TRUE


def plain_truth(text: str) -> str:
    """`yes` or `no` for what means that; anything else as it is, for it may be a condition or a slip."""
    folded = fold(text)
    if folded in TRUE:
        return "yes"
    return "no" if folded in FALSE else text
