"""What a button carries: a closed union of actions, each at most 64 bytes of ASCII.

Each area of the house has a module with its actions and their codes.

Rules: an action names its object (visit, question, choice), so a button keeps its meaning for ever; `decode`
takes any text and returns an action or none. A button is an untrusted request: nothing here says that it is
allowed.
Must not know: who presses, what follows.
"""

import re
from dataclasses import astuple, fields
from typing import TypeAlias

from handlers.actions import editing, inviting, registering, reporting, settling, staffing, visiting

__all__ = ["CODES", "SEPARATOR", "Action", "decode", "encode"]

SEPARATOR = "."
_PART = re.compile(r"[A-Za-z0-9_-]{0,40}")

Action: TypeAlias = (
    visiting.VisitingAction
    | inviting.InvitingAction
    | reporting.ReportingAction
    | settling.SettlingAction
    | registering.RegisteringAction
    | staffing.StaffingAction
    | editing.EditingAction
)

# Two letters each, for ever: buttons sent years ago still carry them.
CODES: dict[str, type[Action]] = {
    **visiting.CODES,
    **inviting.CODES,
    **reporting.CODES,
    **settling.CODES,
    **registering.CODES,
    **staffing.CODES,
    **editing.CODES,
}
_NAMES = {kind: code for code, kind in CODES.items()}


def encode(action: Action) -> str:
    """The button's data."""
    return SEPARATOR.join((_NAMES[type(action)], *astuple(action)))


def decode(data: str) -> Action | None:
    """The action in a button's data, or none for anything else."""
    code, *parts = data.split(SEPARATOR)
    kind = CODES.get(code)
    if kind is None or len(parts) != len(fields(kind)):
        return None
    if not all(_PART.fullmatch(part) for part in parts):
        return None
    return kind(*parts)
