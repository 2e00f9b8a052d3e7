"""The unit that a file means by a text: its key, else a name, an alias or a code, exactly.

Rules: exact after NFC and without the kind, never folded: nobody looks over a file's shoulder. Several that
fit are several, never the first.
Must not know: files.
"""

from collections.abc import Mapping
from datetime import date

from checklists.language import clean_line, modern_spelling, without_unit_word
from storage.units.values import Unit


def units_meant(text: str, units: Mapping[str, Unit], day: date) -> tuple[Unit, ...]:
    """The units that the text may mean on that day: one, none, or several between which a person decides."""
    line = clean_line(text)
    if line in units:
        return (units[line],)
    wanted = _exact(line)
    return tuple(
        each
        for each in units.values()
        if wanted and each.is_in_force(day) and wanted in map(_exact, each.spellings(day))
    )


def _exact(text: str) -> str:
    return modern_spelling(without_unit_word(text)).casefold()
