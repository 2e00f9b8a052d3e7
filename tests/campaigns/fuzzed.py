"""P6: one bad message never stops others. Updates bent in every way, with good presses between them.

Rules: what cannot be read is set aside at once; any other burial is an unhandled error; after each batch the
good press of another person must have been dealt with.
Must not know: what an update means.
"""

import copy
import random
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from handlers.actions import encode
from handlers.actions.visiting import BeginVisit
from storage import tables
from storage.queue import State
from tests.campaigns.inside import Inside, Json, inside, message, press
from tests.campaigns.outcome import Outcome

BAD, GOOD = 2001, 2002
BATCH = 100
_ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**63,
    1e300,
    "",
    "\x00",
    "\ud800",
    "\u202eabc",
    "e\u0301" * 300,
    "o" + "\u0336" * 200,
    "x" * 5000,
    "<b>*_`[",
    [],
    {},
    [[[[]]]],
    {"id": {}},
    "9" * 400,
)


async def fuzzed(folder: Path, *, seed: int, trials: int) -> Outcome:
    """So many bent updates."""
    chance = random.Random(seed)
    failures: list[str] = []
    async with inside(folder, (BAD, GOOD)) as house:
        number = 10
        while number - 10 < trials:
            batch = [_bent(chance, number + each) for each in range(min(BATCH, trials - number + 10))]
            number += len(batch)
            good = press(GOOD, 10_000_000 + number, encode(BeginVisit(house.unit_keys[1], "planned")))
            await house.store([*batch, good])
            await house.work_off()
            failures += await _found(house, seed)
    return Outcome(trials, tuple(failures))


async def _found(house: Inside, seed: int) -> list[str]:
    """The errors of the batch; the inbox is emptied for the next one."""
    row = tables.inbox.c
    async with house.database.write() as connection:
        asked = select(row.body, row.reason, row.attempts).where(row.state == State.DEAD.value)
        dead = (await connection.execute(asked)).all()
        good = await connection.scalar(
            select(func.count()).where(row.lane == f"telegram:{GOOD}", row.state == State.DONE.value)
        )
        await connection.execute(tables.inbox.delete())
        await connection.execute(tables.outbox.delete())
    faults = [f"seed {seed}: {reason}: {body[:300]}" for body, reason, _ in dead if reason != "unreadable"]
    faults += [f"seed {seed}: {tries} tries: {body[:300]}" for body, _, tries in dead if tries > 3]
    if not good:
        faults.append(f"seed {seed}: the good press was not dealt with")
    return faults


def _bent(chance: random.Random, number: int) -> Json:
    update = copy.deepcopy(_good(chance, number))
    for _ in range(chance.randint(1, 4)):
        _bend(chance, update)
    return update


def _good(chance: random.Random, number: int) -> Json:
    size = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 9}
    contents: tuple[Json, ...] = (
        {"text": chance.choice(("/kiemtra", "3/5", "mo lao", "/start inv_x", "Nhận xét"))},
        {"photo": [size], "caption": "B1"},
        {"document": {"file_id": "f", "file_unique_id": "u", "mime_type": "image/jpeg"}},
        {"location": {"latitude": 20.9, "longitude": 105.7}},
        {"sticker": {"file_id": "f"}},
        {"chat_shared": {"request_id": 1, "chat_id": -1001}},
    )
    kind = chance.random()
    if kind < 0.3:
        return press(
            BAD, number, chance.choice(("ch.x.P1.pass", "bg.mo-lao-2009.planned", "rv.x", "op.x", ""))
        )
    made = message(BAD, number, **chance.choice(contents))
    if kind < 0.4:
        made["edited_message"] = made.pop("message") | {"edit_date": 1}
    elif kind < 0.5:
        made["channel_post"] = made.pop("message") | {"chat": {"id": -1001, "type": "channel", "title": "K"}}
    elif kind < 0.6:
        member = {"user": {"id": 7, "is_bot": True, "first_name": "B"}, "status": "left"}
        made["my_chat_member"] = made.pop("message") | {"old_chat_member": member, "new_chat_member": member}
    return made


def _bend(chance: random.Random, update: Json) -> None:
    """Change, add or drop something somewhere, below the update's number."""
    place: Any = update
    while True:
        keys = [key for key in _keys(place) if key != "update_id"]
        if not keys:
            return
        key = chance.choice(keys)
        inner = place[key]
        if not isinstance(inner, dict | list) or chance.random() < 0.25:
            break
        place = inner
    match chance.randrange(3):
        case 0 if isinstance(place, dict):
            del place[key]
        case 1 if isinstance(place, dict):
            place[str(chance.choice(("id", "from", "chat", "text", "entities")))] = copy.deepcopy(
                chance.choice(_ODD)
            )
        case _:
            place[key] = copy.deepcopy(chance.choice(_ODD))


def _keys(place: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return list(place) if isinstance(place, dict) else list(range(len(place)))
