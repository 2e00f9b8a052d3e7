"""Telegram's updates as incoming things."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.parse import Unreadable, key_of, lane_of, parse
from handlers.incoming import (
    ChatKind,
    ChatPicked,
    Content,
    FileClaim,
    FileSent,
    Incoming,
    LocationSent,
    Other,
    PhotoSent,
    Posted,
    Pressed,
    RightsChanged,
    Said,
)
from tests.bot import payloads
from tests.bot.payloads import document, message, press, size, standing, update

AT = datetime(2026, 11, 5, 1, 2, 3, tzinfo=UTC)
SOURCE = "telegram:7000000001"
SIZES = [size("S", 90, 60), size("L", 1280, 853), size("M", 320, 213)]
FILE_CLAIM = FileClaim("D1", "uD1", 900)
LARGE = FileClaim("L", "uL", 12800, "image/jpeg")


def parsed(body: object) -> Incoming | None:
    return parse(json.dumps(body), source=SOURCE, received_at=AT)


TABLE: dict[str, tuple[dict[str, Any], Content | None]] = {
    "text": (update(message=message(text="Chào anh/chị 👋")), Said("Chào anh/chị 👋")),
    "command in a group": (
        update(message=message(text="/kiemtra@kiem_tra_cong_vu_bot Phú Lãm", chat=payloads.GROUP)),
        Said("/kiemtra Phú Lãm"),
    ),
    "an address is no command": (update(message=message(text="a@b.vn /x")), Said("a@b.vn /x")),
    "edited text": (update(edited_message=message(text="4/5", edit_date=1)), Said("4/5", edited=True)),
    "edited caption": (
        update(edited_message=message(photo=SIZES, caption="câu 5")),
        Said("câu 5", edited=True),
    ),
    "step of a live location": (
        update(edited_message=message(location={"latitude": 20.9, "longitude": 105.7})),
        None,
    ),
    "photo, largest size": (update(message=message(photo=SIZES)), PhotoSent(LARGE)),
    "photo of an album": (
        update(message=message(photo=SIZES, media_group_id="139", caption="#5")),
        PhotoSent(LARGE, "139", "#5"),
    ),
    "picture sent as a file": (
        update(message=message(document=document("image/png", "a.png"))),
        PhotoSent(FileClaim("D1", "uD1", 900, "image/png", "a.png"), as_file=True),
    ),
    "another file": (
        update(message=message(document=document("application/pdf", "a.pdf"))),
        FileSent(replace(FILE_CLAIM, mime="application/pdf", name="a.pdf")),
    ),
    "a file of no type": (update(message=message(document=document())), FileSent(FILE_CLAIM)),
    "location": (
        update(message=message(location={"latitude": 20.97, "longitude": 105.77, "horizontal_accuracy": 15})),
        LocationSent(20.97, 105.77, 15.0),
    ),
    "sticker": (
        update(
            message=message(
                sticker={
                    **document(),
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            )
        ),
        Other("sticker"),
    ),
    "voice": (update(message=message(voice={**document(), "duration": 3})), Other("voice")),
    "video": (
        update(message=message(video={**document(), "width": 1, "height": 1, "duration": 3})),
        Other("video"),
    ),
    "animation, which has a document too": (
        update(
            message=message(
                animation={**document(), "width": 1, "height": 1, "duration": 3},
                document=document("image/gif"),
            )
        ),
        Other("video"),
    ),
    "contact": (
        update(message=message(contact={"phone_number": "+84", "first_name": "Lan"})),
        Other("contact"),
    ),
    "dice": (update(message=message(dice={"emoji": "🎲", "value": 3})), Other("other")),
    "forwarded text keeps its content": (
        update(
            message=message(
                text="x", forward_origin={"type": "hidden_user", "sender_user_name": "A", "date": 1}
            )
        ),
        Said("x"),
    ),
    "press": (update(callback_query=press("a:12:3:p")), Pressed("a:12:3:p", "4400")),
    "press below a message too old to see": (
        update(callback_query=press("x", message={"message_id": 70, "chat": payloads.PRIVATE, "date": 0})),
        Pressed("x", "4400"),
    ),
    "chat picked": (
        update(message=message(chat_shared={"request_id": 3, "chat_id": -100123, "title": "Kênh"})),
        ChatPicked(3, "-100123", "Kênh"),
    ),
    "may post": (
        update(my_chat_member=standing("administrator", can_post_messages=True)),
        RightsChanged(may_post=True, is_member=True),
    ),
    "administrator who may not post": (
        update(my_chat_member=standing("administrator")),
        RightsChanged(may_post=False, is_member=True),
    ),
    "blocked by a person": (
        update(my_chat_member=standing("kicked", payloads.PRIVATE)),
        RightsChanged(may_post=False, is_member=False),
    ),
    "member of a group": (
        update(my_chat_member=standing("member", payloads.GROUP)),
        RightsChanged(may_post=True, is_member=True),
    ),
    "channel post": (
        update(channel_post={"message_id": 5, "chat": payloads.CHANNEL, "date": 1, "text": "KT-abc"}),
        Posted("KT-abc"),
    ),
    "service message": (update(message=message(new_chat_title="x")), None),
    "a bot's message": (
        update(message=message(text="x", **{"from": {"id": 5, "is_bot": True, "first_name": "B"}})),
        None,
    ),
    "nothing that we know": (update(), None),
}


@pytest.mark.parametrize("name", TABLE)
def test_each_payload_has_one_meaning(name: str) -> None:
    """An update becomes the content that the table says, or nothing."""
    body, content = TABLE[name]
    found = parsed(body)
    assert (found.content if found else None) == content


def test_an_incoming_thing_names_chat_person_and_message() -> None:
    """Ids are text, the name is whole, the answered message is kept, the time is the one of receipt."""
    found = parsed(
        update(message=message(text="3/5", reply_to_message=message(text="?") | {"message_id": 70}))
    )
    assert found is not None
    assert (found.chat.transport, found.chat.id, found.chat.kind) == ("telegram", "1002", ChatKind.PRIVATE)
    assert found.sender is not None
    assert (found.sender.id, found.sender.name, found.sender.language) == ("1002", "Lan Trần Thị", "vi")
    assert (found.message_id, found.reply_to, found.received_at) == ("77", "70", AT)


def test_a_press_belongs_to_the_message_of_its_button() -> None:
    """Chat and message of a press are those of the button."""
    found = parsed(update(callback_query=press("x")))
    assert found is not None
    assert (found.chat.id, found.message_id) == ("1002", "70")


def test_keys_tell_a_repeated_update_from_a_reused_id() -> None:
    """The same text gives the same key; another text under the same id another one."""
    first, second = (
        json.dumps(update(message=message(text="a"))),
        json.dumps(update(message=message(text="b"))),
    )
    assert key_of(10, first, source=SOURCE) == key_of(10, first, source=SOURCE)
    assert key_of(10, first, source=SOURCE) != key_of(10, second, source=SOURCE)
    assert key_of(10, first, source=SOURCE).startswith(f"{SOURCE}:10:")


@pytest.mark.parametrize(
    ("body", "lane"),
    [
        (update(message=message(text="x")), "telegram:1002"),
        (update(message=message(text="x", chat=payloads.GROUP)), "telegram:1002"),
        (update(callback_query=press("x")), "telegram:1002"),
        (update(my_chat_member=standing("left")), "telegram:-1001000000001"),
        (update(channel_post={"chat": payloads.CHANNEL}), "telegram:-1001000000001"),
        (update(), "telegram"),
    ],
)
def test_a_lane_is_the_person_or_the_channel(body: dict[str, Any], lane: str) -> None:
    """A person's texts and presses share a lane; what happens in a channel has the channel's."""
    assert lane_of(body) == lane


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"update_id": 1, "message": {}}',
        b'{"update_id": 1, "message": 5}',
        json.dumps(update(message=message(text=5))).encode(),
        json.dumps(update(message=message(location={"latitude": "a", "longitude": 2}))).encode(),
        b'{"update_id": NaN}',
        b"[" * 100_000,
    ],
)
def test_a_wrong_shape_is_unreadable(raw: bytes) -> None:
    """What is no update gives the one declared error."""
    with pytest.raises(Unreadable):
        parse(raw, source=SOURCE, received_at=AT)


def test_text_that_no_database_takes_is_mended() -> None:
    """A lone surrogate and a NUL do not get in."""
    found = parsed(update(message=message(text="a\ud800b\0c 👍")))
    assert found is not None
    assert found.content == Said("a\ufffdbc 👍")


@given(st.binary(max_size=400))
def test_any_bytes_give_an_incoming_none_or_the_declared_error(raw: bytes) -> None:
    """Parsing is total over bytes."""
    total(raw)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["message_id", "chat", "from", "id", "type", "text", "photo", "date", "data", "document"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(
    st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]),
    st.sampled_from([message(text="x"), press("x"), standing("member"), message(photo=SIZES)]),
    st.dictionaries(
        st.sampled_from(
            ["text", "chat", "from", "photo", "date", "message_id", "message", "location", "document"]
        ),
        JSON,
        max_size=3,
    ),
)
def test_any_damaged_update_gives_an_incoming_none_or_the_declared_error(
    kind: str, body: dict[str, Any], damage: dict[str, Any]
) -> None:
    """Parsing and finding the lane are total, and what comes out is text that a database takes."""
    damaged = {"update_id": 10, kind: {**body, **damage}}
    assert lane_of(damaged).startswith("telegram")
    total(json.dumps(damaged).encode())


def total(raw: bytes) -> None:
    try:
        found = parse(raw, source=SOURCE, received_at=AT)
    except Unreadable:
        return
    if found and isinstance(found.content, Said):
        found.content.text.encode()


@pytest.mark.parametrize("odd", ["\ud800", "1002", True, None, 1.5, [], {}])
def test_an_id_that_is_no_number_makes_no_lane_of_its_own(odd: object) -> None:
    """An odd id must not become a text that no database takes: it would stop everybody."""
    assert lane_of({"update_id": 1, "message": {"from": {"id": odd}}}) == "telegram"
