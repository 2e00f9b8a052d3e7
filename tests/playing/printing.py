"""The one way in which what came out is written down, whatever the depth.

Rules: what happens in lanes beside each other is put in one order: toasts, then the chat of who acted,
then other people's, then the channel; of several edits of a message in one line only the last is written,
because a delivery may leave the others out. Codes of chance get names: ⟨1⟩, ⟨2⟩.
Must not know: how it came about.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.playing.acts import BadLine
from tests.playing.screen import Appeared, Changed, Look, News, Reacted, Toasted
from tests.playing.script import Player

INDENT = " " * 5
_CODE = re.compile(r"(?<=inv_)[A-Za-z0-9]{8,}|(?<=KENH-)[A-Za-z0-9]{8,}")


@dataclass(frozen=True, slots=True)
class Names:
    """Codes by the order in which they were first seen."""

    codes: list[str] = field(default_factory=list)

    def hide(self, text: str) -> str:
        """The text with each code's name in its place."""
        return _CODE.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        if found[0] not in self.codes:
            self.codes.append(found[0])
        return f"⟨{self.codes.index(found[0]) + 1}⟩"

    def reveal(self, text: str) -> str:
        """The text with each code in its name's place."""
        return re.sub(r"⟨(\d+)⟩", self._code, text)

    def _code(self, found: re.Match[str]) -> str:
        number = int(found[1])
        if number > len(self.codes):
            raise BadLine(f"no code {found[0]} was shown")
        return self.codes[number - 1]


def printed(news: Iterable[News], *, actor: Player, people: tuple[Player, ...], names: Names) -> list[str]:
    """The lines that stand under the line of who acted."""
    rooms = [str(actor.account), *(str(each.account) for each in people if each != actor)]
    keys = {str(each.account): each.key for each in people}
    every = _last_edits(tuple(news))
    lines: list[str] = []
    for room in rooms:
        away = "" if room == rooms[0] else f" → {keys[room]}"
        lines += _toasts(every, room, away)
        for each in every:
            if _room(each) == room:
                lines += _lines(each, "Bot", away)
    for each in every:
        if _room(each) not in (*rooms, None):
            lines += _lines(each, "Channel", "")
    return [names.hide(line) for line in lines]


def _last_edits(news: tuple[News, ...]) -> tuple[News, ...]:
    last = {(each.chat, each.message): at for at, each in enumerate(news) if isinstance(each, Changed)}
    return tuple(
        each
        for at, each in enumerate(news)
        if not isinstance(each, Changed) or last[each.chat, each.message] == at
    )


def _room(news: News) -> str | None:
    return None if isinstance(news, Toasted) else news.chat


def _toasts(news: tuple[News, ...], person: str, away: str) -> list[str]:
    return [
        f"({'alert' if each.is_alert else 'toast'}{away}) {each.text}"
        for each in news
        if isinstance(each, Toasted) and each.person == person
    ]


def _lines(news: News, who: str, away: str) -> list[str]:
    match news:
        case Appeared(look=look):
            return shown(look, f"{who}{away}: ")
        case Changed(look=look):
            return shown(look, f"{who}*{away}: ")
        case Reacted(sign=sign):
            return [f"(reaction {sign})"]
        case Toasted():
            return []


def shown(look: Look, lead: str) -> list[str]:
    """A message: its text, pictures or file, its buttons in rows."""
    first, *rest = look.text.split("\n")
    lines = [f"{lead}{first}".rstrip()]
    lines += [f"{INDENT}{line}".rstrip() for line in rest]
    if look.pictures:
        lines.append(f"{INDENT}(album {look.pictures})" if look.pictures > 1 else f"{INDENT}(photo)")
    if look.file is not None:
        lines.append(f"{INDENT}(document {look.file})")
    lines += [INDENT + " ".join(f"[{face.label}]" for face in row) for row in look.rows]
    for row in look.keyboard or ():
        lines.append(INDENT + " ".join(f"{{{label}}}" for label in row))
    if look.keyboard == ():
        lines.append(f"{INDENT}{{}}")
    return lines
