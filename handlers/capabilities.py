"""What a transport can do, as data: the renderer lowers every message to it.

Rules: frozen; a field says yes only if the transport's tests prove it; lengths are in `len_unit`, after
formatting.
Must not know: how a transport does it.
"""

from dataclasses import dataclass
from enum import StrEnum


class LengthUnit(StrEnum):
    """How a platform counts a text's length."""

    UTF16 = "utf16"
    CODE_POINTS = "code_points"


class PhotoOut(StrEnum):
    """How a picture gets out."""

    UPLOAD = "upload"
    URL = "url"
    NONE = "none"


class Groups(StrEnum):
    """What the bot sees of a group."""

    FULL = "full"
    MENTION = "mention"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one transport can do.

    `buttons` is how many a message may carry in all, `button_row` in one row, `button_label` in characters,
    `button_data_bytes` in UTF-8; zero means none. `album_out` is how many pictures go into one album.
    `outbound_quota` is messages a month; none means unlimited.
    """

    transport: str
    text_limit: int
    caption_limit: int
    len_unit: LengthUnit
    buttons: int
    button_row: int
    button_label: int
    button_data_bytes: int
    edit: bool
    delete: bool
    pin: bool
    react: bool
    typing: bool
    photo_in: bool
    photo_out: PhotoOut
    album_out: int
    location_in: bool
    contact_in: bool
    file_in: bool
    deep_link: bool
    markup: bool
    groups: Groups
    channel_post: bool
    outbound_quota: int | None


TELEGRAM = Capabilities(
    transport="telegram",
    text_limit=4096,
    caption_limit=1024,
    len_unit=LengthUnit.UTF16,
    buttons=100,
    button_row=8,
    button_label=40,
    button_data_bytes=64,
    edit=True,
    delete=True,
    pin=True,
    react=True,
    typing=True,
    photo_in=True,
    photo_out=PhotoOut.UPLOAD,
    album_out=10,
    location_in=True,
    contact_in=True,
    file_in=True,
    deep_link=True,
    markup=True,
    groups=Groups.FULL,
    channel_post=True,
    outbound_quota=None,
)
