"""What a person does in one line of a transcript.

Rules: a closed union; `read_act` refuses what it does not know, so that a slip of the pen is never taken
for something said. Grammar: `{Key}`, `[Label]`, `[Label] on «text»`, `[Label] in Channel`, `(photo)`,
`(photo #a file) caption`, `(document list.yaml)`, `(location 20.98 105.78 ±20)`, `(sticker)`, `(edit
«before») after`, `(reply to «text») words`, `(pick the channel)`, `(remove the bot)`, `(bring the bot
back)`, `(12 letters)`, else text.
Must not know: how an act is done at some depth.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Says:
    """Text, or a key of the reply keyboard, which says its label. `to`: words of the message it answers."""

    text: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Taps:
    """A button by its label. `on`: words of the message, as it was then. `in_channel`: on a post there."""

    label: str
    on: str | None = None
    in_channel: bool = False


@dataclass(frozen=True, slots=True)
class SendsPhoto:
    """A photo; `group` names its album, `is_lost` makes its bytes impossible to fetch."""

    caption: str | None = None
    group: str | None = None
    as_file: bool = False
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class SendsDocument:
    """A file of the transcripts' folder, by its name."""

    name: str
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class SendsPlace:
    """A location in degrees, accuracy in metres."""

    lat: float
    lon: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class SendsOther:
    """Something a checklist has no use for."""

    kind: str


@dataclass(frozen=True, slots=True)
class Edits:
    """Changes one's own earlier message."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PicksChannel:
    """Answers the chat picker with the channel."""


@dataclass(frozen=True, slots=True)
class MovesBot:
    """Takes the bot out of the channel, or makes it an administrator there again."""

    is_in: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts in the channel."""

    text: str


Act: TypeAlias = (
    Says
    | Taps
    | SendsPhoto
    | SendsDocument
    | SendsPlace
    | SendsOther
    | Edits
    | PicksChannel
    | MovesBot
    | Posts
)

_TAP = re.compile(r"\[(?P<label>[^\]]+)\](?: on «(?P<on>[^»]+)»)?(?P<channel> in Channel)?")
_KEY = re.compile(r"\{(?P<label>[^}]+)\}")
_PHOTO = re.compile(r"\(photo(?P<traits>(?: (?:#\w+|file|lost))*)\)(?: (?P<caption>.+))?")
_DOCUMENT = re.compile(r"\(document (?P<name>[\w.-]+)\)(?: (?P<caption>.+))?")
_PLACE = re.compile(r"\(location (?P<lat>-?[\d.]+) (?P<lon>-?[\d.]+)(?: ±(?P<accuracy>[\d.]+))?\)")
_OTHER = re.compile(r"\((?P<kind>sticker|voice|video|contact)\)")
_EDIT = re.compile(r"\(edit «(?P<before>[^»]+)»\) (?P<after>.+)")
_REPLY = re.compile(r"\(reply to «(?P<to>[^»]+)»\) (?P<words>.+)")
_SIGNS: dict[str, Act] = {
    "(pick the channel)": PicksChannel(),
    "(remove the bot)": MovesBot(is_in=False),
    "(bring the bot back)": MovesBot(is_in=True),
}
_LETTERS = re.compile(r"\((?P<count>\d+) letters\)")
_FILLING = "Bảng niêm yết ở sảnh bị che khuất, người dân khó đọc. "


class BadLine(Exception):  # noqa: N818 - it says what is wrong with the transcript
    """A line of a transcript that cannot be read."""


def read_act(text: str) -> Act:
    """The act that a line says. BadLine for one that begins like a sign and is none."""
    if found := _TAP.fullmatch(text):
        return Taps(found["label"], on=found["on"], in_channel=bool(found["channel"]))
    if found := _PHOTO.fullmatch(text):
        return _photo(found["traits"].split(), found["caption"])
    if found := _DOCUMENT.fullmatch(text):
        return SendsDocument(found["name"], found["caption"])
    if found := _PLACE.fullmatch(text):
        accuracy = found["accuracy"]
        return SendsPlace(float(found["lat"]), float(found["lon"]), float(accuracy) if accuracy else None)
    if found := _OTHER.fullmatch(text):
        return SendsOther(found["kind"])
    if found := _EDIT.fullmatch(text):
        return Edits(found["before"], found["after"])
    if found := _LETTERS.fullmatch(text):
        return Says(filling(int(found["count"])))
    if found := _REPLY.fullmatch(text):
        return Says(found["words"], to=found["to"])
    if text in _SIGNS:
        return _SIGNS[text]
    if found := _KEY.fullmatch(text):
        return Says(found["label"])
    if text.startswith(("[", "(", "{")):
        raise BadLine(f"no such act: {text}")
    return Says(text.replace("\\n", "\n"))


def _photo(traits: list[str], caption: str | None) -> SendsPhoto:
    groups = [trait.removeprefix("#") for trait in traits if trait.startswith("#")]
    return SendsPhoto(
        caption, group=groups[0] if groups else None, as_file="file" in traits, is_lost="lost" in traits
    )


def filling(count: int) -> str:
    """So many letters of ordinary Vietnamese."""
    return (_FILLING * (count // len(_FILLING) + 1))[:count].strip()
