"""Reading a transcript: its rule, its header, and its lines in order.

Rules: people's lines, comments and empty lines are kept as they stand; the bot's lines are thrown away,
because playing writes them anew. Unknown lines are refused with their number.
Must not know: how a line is played.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from checklists.visit import Purpose
from storage.people import Role
from tests.playing.acts import Act, BadLine, Posts, read_act

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
RESTARTS = "--- the bot restarts ---"


@dataclass(frozen=True, slots=True)
class Player:
    """One of the people; `role` is none for a stranger."""

    key: str
    name: str
    role: Role | None
    office: str
    language: str
    account: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """The visit that is open when the transcript begins."""

    unit: str
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Kept:
    """A comment or an empty line."""

    text: str


@dataclass(frozen=True, slots=True)
class Acted:
    """Somebody acts: all of `acts`, `rounds` times; `at_once` is how often before the bot looks.

    `written`: the bot's lines that stand below it.
    """

    text: str
    who: Player
    acts: tuple[Act, ...]
    rounds: int = 1
    at_once: int = 1
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """The clock goes on."""

    text: str
    time: timedelta


@dataclass(frozen=True, slots=True)
class Restarted:
    """The bot is stopped and started."""

    text: str


Line: TypeAlias = Kept | Acted | Passed | Restarted


@dataclass(frozen=True, slots=True)
class Script:
    """A whole transcript. `head` is everything up to the first empty line, as it stands."""

    name: str
    head: tuple[str, ...]
    at: datetime
    checklists: tuple[str, ...]
    people: tuple[Player, ...]
    is_channel_connected: bool
    visit: Beginning | None
    lines: tuple[Line, ...]
    units: str = "ha-dong"


_FIRST_ACCOUNT = 2001
_PERSON = re.compile(
    r'(?P<key>\w+) = (?P<role>\w+) "(?P<name>[^"]+)"(?:, (?P<office>[^(]+?))?(?: \((?P<language>vi|en)\))?'
)
_SPOKEN = re.compile(r"(?P<who>\w+)(?P<channel> → Channel)?: (?P<words>.+)")
_ROUNDS = re.compile(r"(?P<rounds>\d+) × (?P<acts>.+)")
_AT_ONCE = re.compile(r"(?P<act>.+) (?P<count>\d+) times at once")
_TIME = re.compile(r"\+(?P<count>\d+) (?P<unit>min|h|day)s?")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "day": timedelta(days=1)}
_BOT = re.compile(r"(?:Bot|Channel)\*?(?: → \w+)?:|\((?:toast|alert|reaction)\b|     ")


def read_script(path: Path) -> Script:
    """The transcript of that file. BadLine with the file's name and the line's number."""
    text = path.read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    try:
        return _script(path.stem, tuple(head.splitlines()), body)
    except BadLine as fault:
        raise BadLine(f"{path.name}: {fault}") from fault


def _script(name: str, head: tuple[str, ...], body: str) -> Script:
    header = _header(head)
    people = _people(header["people"])
    unit, _, purpose = header.get("visit", "").partition(", ")
    return Script(
        name=name,
        head=head,
        at=datetime.fromisoformat(header["at"]).replace(tzinfo=HANOI),
        checklists=tuple(header.get("checklist", "co-ban-gon").split(", ")),
        units=header.get("units", "ha-dong"),
        people=people,
        is_channel_connected=header.get("channel", "connected") == "connected",
        visit=Beginning(unit, Purpose(purpose)) if unit else None,
        lines=_lines(body, people={each.key: each for each in people}, first=len(head) + 2),
    )


def _header(head: tuple[str, ...]) -> Mapping[str, str]:
    if not head or not head[0].startswith("# "):
        raise BadLine("the first line is the rule: # ...")
    pairs = (line.split(": ", 1) for line in head if not line.startswith("#"))
    header = {key: value for key, value in pairs}  # noqa: C416 - a line without a colon must fail here
    if strange := set(header) - {"at", "checklist", "units", "people", "channel", "visit"}:
        raise BadLine(f"no such header: {', '.join(strange)}")
    return header


def _people(text: str) -> tuple[Player, ...]:
    found = []
    for number, part in enumerate(text.split("; ")):
        match = _PERSON.fullmatch(part)
        if match is None:
            raise BadLine(f"not a person: {part}")
        role = None if match["role"] == "stranger" else Role(match["role"])
        account = _FIRST_ACCOUNT + number
        language = match["language"] or "vi"
        found.append(Player(match["key"], match["name"], role, match["office"] or "", language, account))
    return tuple(found)


def _lines(body: str, *, people: Mapping[str, Player], first: int) -> tuple[Line, ...]:
    texts = body.rstrip("\n").split("\n")
    read: list[Line] = []
    for number, text in enumerate(texts):
        if _BOT.match(text) or (not text and _is_bots(texts[number + 1 :])):
            _note(read, text)
            continue
        try:
            read.append(_line(text, people))
        except BadLine as fault:
            raise BadLine(f"line {first + number}: {fault}") from fault
    return tuple(read)


def _note(read: list[Line], text: str) -> None:
    """A line of the bot belongs to whoever acted before it."""
    if read and isinstance(read[-1], Acted):
        read[-1] = replace(read[-1], written=(*read[-1].written, text))


def _is_bots(later: list[str]) -> bool:
    """An empty line is part of what the bot said when an indented line follows."""
    return next((text.startswith("     ") for text in later if text), False)


def _line(text: str, people: Mapping[str, Player]) -> Line:
    if not text or text.startswith("#"):
        return Kept(text)
    if text == RESTARTS:
        return Restarted(text)
    if found := _TIME.fullmatch(text):
        return Passed(text, int(found["count"]) * _UNITS[found["unit"]])
    found = _SPOKEN.fullmatch(text)
    if found is None or found["who"] not in people:
        raise BadLine(f"neither one of the people nor the bot: {text}")
    who = people[found["who"]]
    if found["channel"]:
        return Acted(text, who, (Posts(found["words"]),))
    return _acted(text, who, found["words"])


def _acted(text: str, who: Player, words: str) -> Acted:
    if many := _ROUNDS.fullmatch(words):
        acts = tuple(read_act(part) for part in many["acts"].split(" then "))
        return Acted(text, who, acts, rounds=int(many["rounds"]))
    if several := _AT_ONCE.fullmatch(words):
        return Acted(text, who, (read_act(several["act"]),), at_once=int(several["count"]))
    return Acted(text, who, (read_act(words),))
