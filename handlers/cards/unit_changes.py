"""What a plan changes among units, line by line, and what is wrong with a list.

Rules: counts first, then single changes up to a limit; names come from a file and are quoted.
Must not know: who will decide, what a plan is made from.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, assert_never

from checklists.language import format_date
from handlers.cards.layout import quoted
from handlers.rich import Rich, lines
from handlers.words import counted, say, text
from storage.units.changes import Added, Change, Changed, Ended, Merged, Moved, Register, Renamed, Reopened
from storage.units.faults import UnitFault
from storage.units.values import Share

NAME_LIMIT: Final = 60
_COUNTED: Final = {
    Added: "unit_added",
    Renamed: "unit_renamed",
    Ended: "unit_ended",
    Reopened: "unit_reopened",
    Merged: "unit_merged",
    Moved: "unit_moved",
    Changed: "unit_changed",
}


def counts(changes: Sequence[Change], *, language: str) -> Rich:
    """How many of each kind: `2 đơn vị mới · 1 đổi tên`."""
    found = Counter(type(each) for each in changes)
    told = [counted(noun, found[kind], language) for kind, noun in _COUNTED.items() if found[kind]]
    return say("units.counts", language, list=" · ".join(told)) if told else say("units.no_changes", language)


def change_lines(changes: Sequence[Change], after: Register, *, most: int, language: str) -> Rich:
    """The changes, a line each; how many more there are when they are too many."""
    told = [change_line(each, after, language=language) for each in changes[:most]]
    rest = len(changes) - len(told)
    more = say("units.more_changes", language, n=rest) if rest else Rich()
    return lines((*told, more))


def change_line(change: Change, after: Register, *, language: str) -> Rich:
    """One change in words."""
    match change:
        case Added(key, name):
            return say("units.added", language, name=_quoted(name), code=key)
        case Renamed(_, before, new, last_day):
            said = say("units.renamed", language, before=_quoted(before), after=_quoted(new))
            begins = format_date(last_day + timedelta(days=1)) if last_day else ""
            return said + say("units.renamed_from", language, date=begins) if begins else said
        case Ended(_, name, last_day):
            return say("units.ended", language, name=_quoted(name), date=format_date(last_day))
        case Reopened(_, name):
            return say("units.reopened", language, name=_quoted(name))
        case Merged(_, name, target, share, day):
            key = "units.merged" if share is Share.WHOLE else "units.merged_part"
            into = _name(target, after)
            return say(key, language, name=_quoted(name), target=into, date=format_date(day))
        case Moved(_, name, _, above):
            under = _name(above, after) if above else text("units.nothing_above", language)
            return say("units.moved", language, name=_quoted(name), parent=under)
        case Changed(_, name, fields):
            told = ", ".join(text(f"units.field.{field.value}", language) for field in fields)
            return say("units.changed", language, name=_quoted(name), fields=told)
        case _ as never:
            assert_never(never)


def fault_line(fault: UnitFault, *, language: str) -> Rich:
    """What is wrong, where, and what to do about it."""
    words = quoted(fault.fault.vi if language == "vi" else fault.fault.en)
    remedy = quoted(fault.remedy.vi if language == "vi" else fault.remedy.en)
    if not fault.row:
        return say("units.fault", language, fault=words, remedy=remedy)
    return say("units.fault_at", language, row=fault.row, fault=words, remedy=remedy)


def _name(key: str, after: Register) -> str:
    unit = after.units.get(key)
    return _quoted(unit.name) if unit else key


def _quoted(name: str) -> str:
    return quoted(name, NAME_LIMIT)
