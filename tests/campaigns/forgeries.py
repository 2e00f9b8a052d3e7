"""P4: nobody changes or sees what he may not. Forged presses, payloads and links, in batches.

Rules: every request is forbidden by how it is made: by people without the role, on visits of others, with
codes nobody gave. A batch must leave everything but traces as it was, and answer nobody but the asker, in
words that name no visit. One in ten goes through the whole turn; the others meet it at its choke point, with
the person as the database has him, which is what makes so many of them possible.
Must not know: how permission is decided.
"""

import dataclasses
import random
import string
from functools import cache
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import desk
from handlers.actions import CODES, encode
from handlers.actions.settling import Speak
from handlers.actions.visiting import ChooseUnit, FindUnit
from handlers.incoming import Chat, ChatKind, Content, Incoming, Pressed, Said, Sender
from handlers.outgoing import AnswerPress, Outgoing, SendFile, SendPhotos
from handlers.state import State
from handlers.talk import Outbox, Talk
from storage import people
from storage.people import Person
from tests.campaigns.outcome import Outcome
from tests.handlers.authorization_world import AT, Actor, Target, World, _fingerprint, open_world, visit_of
from tests.handlers.test_authorization_matrix import OTHERS

BATCH = 1000
WHOLE_EACH = 10  # one in ten goes through the whole turn, the others from its choke point on
ALLOWED_ALL = (Speak, FindUnit, ChooseUnit)  # they concern only the presser, or give what his role gives
OUTSIDERS = (Actor.CONTACT, Actor.VIEWER, Actor.SUSPENDED, Actor.STRANGER)
_SIGNS = string.ascii_letters + string.digits + "_-"


async def forgeries(folder: Path, *, seed: int, trials: int) -> Outcome:
    """So many forged requests."""
    chance = random.Random(seed)
    failures: list[str] = []
    folder.mkdir(parents=True, exist_ok=True)
    async with open_world(folder) as world:
        for at in range(0, trials, BATCH):
            failures += await _batch(world, chance, f"seed {seed} from {at}", min(BATCH, trials - at), at)
    return Outcome(trials, tuple(failures))


async def _batch(world: World, chance: random.Random, name: str, many: int, first: int) -> list[str]:
    failures = []
    async with world.database.write() as connection:
        savepoint = await connection.begin_nested()
        before = await _fingerprint(connection)
        known = {actor: await people.person_of(connection, "telegram", account(actor)) for actor in Actor}
        for number in range(many):
            actor, content = _forged(chance)
            incoming = _incoming(actor, content, number=first + number)
            if number % WHOLE_EACH == 0:
                said = await world.desk.take(connection, incoming)
            else:
                said = await _dealt_with(world, connection, incoming, known[actor])
            failures += [f"{name}+{number}: {actor} {content}: {fault}" for fault in _leaks(incoming, said)]
        if await _fingerprint(connection) != before:
            failures.append(f"{name}: the house has changed")
        await savepoint.rollback()
    return failures


async def _dealt_with(
    world: World, connection: AsyncConnection, incoming: Incoming, person: Person | None
) -> tuple[Outgoing, ...]:
    """The turn from its choke point on: what is read before it is the same for every request of a person."""
    assert incoming.sender
    outbox = Outbox(incoming.key)
    talk = Talk(
        connection,
        house=world.desk._house,
        incoming=incoming,
        sender=incoming.sender,
        person=person,
        state=State(),
        outbox=outbox,
    )
    await desk._deal(talk)
    talk.answer_press()
    return outbox.operations


def account(actor: Actor) -> str:
    """The actor's account on Telegram."""
    return str(list(Actor).index(actor))


def _incoming(actor: Actor, content: Content, *, number: int) -> Incoming:
    return Incoming(
        key=f"telegram:1:{number}:x",
        chat=Chat("telegram", account(actor), ChatKind.PRIVATE),
        sender=Sender("telegram", account(actor), actor.value),
        received_at=AT,
        content=content,
        message_id="1",
    )


def _leaks(incoming: Incoming, said: tuple[Outgoing, ...]) -> list[str]:
    faults = [f"told another: {each.chat}" for each in said if each.chat.id != incoming.chat.id]
    faults += ["gave a file" for each in said if isinstance(each.operation, SendPhotos | SendFile)]
    if not said:
        faults.append("no answer")
    if isinstance(incoming.content, Pressed) and not any(
        isinstance(each.operation, AnswerPress) for each in said
    ):
        faults.append("the press has no answer")
    faults += ["names a visit" for each in said if "KT-" in str(each.operation)]
    return faults


def _forged(chance: random.Random) -> tuple[Actor, Content]:
    kind = chance.random()
    if kind < 0.6:
        return _outsider(chance)
    if kind < 0.8:
        return Actor.INSPECTOR, Pressed(_on_others(chance), str(chance.random()))
    if kind < 0.9:
        return chance.choice(list(Actor)), Pressed(_noise(chance), str(chance.random()))
    payload = chance.choice(("inv_", "u_", "")) + _word(chance, 22)
    return chance.choice(OUTSIDERS), Said(f"/start {payload}", edited=False)


def _outsider(chance: random.Random) -> tuple[Actor, Content]:
    """Somebody without any role for it, and any action at all."""
    actor = chance.choice(OUTSIDERS)
    return actor, Pressed(_action(chance, chance.choice(_forbidden(actor)), actor), str(chance.random()))


@cache
def _forbidden(actor: Actor) -> tuple[str, ...]:
    """The codes of all actions that the matrix does not allow to that actor."""
    allowed = {kind for kind, (_, actors) in OTHERS.items() if actor in actors}
    return tuple(name for name, kind in CODES.items() if kind not in allowed and kind not in ALLOWED_ALL)


def _on_others(chance: random.Random) -> str:
    """An inspector's press on a visit that is not his, or on nothing."""
    names = [
        name for name, kind in CODES.items() if "visit" in {field.name for field in dataclasses.fields(kind)}
    ]
    name = chance.choice([each for each in names if each != "op"])  # any inspector may join an open visit
    kind = CODES[name]
    parts = [_part(chance, field.name) for field in dataclasses.fields(kind)]
    parts[0] = chance.choice(
        ("others-visit", "no-such-visit", "own-admin", "closed-supervisor", _word(chance, 16))
    )
    return encode(kind(*parts))


def _action(chance: random.Random, name: str, actor: Actor) -> str:
    kind = CODES[name]
    parts = [_part(chance, field.name) for field in dataclasses.fields(kind)]
    if parts and dataclasses.fields(kind)[0].name == "visit" and chance.random() < 0.5:
        parts[0] = visit_of(actor, chance.choice(list(Target)))
    return encode(kind(*parts))


def _part(chance: random.Random, name: str) -> str:
    known = {
        "visit": ("others-visit", "own-inspector", "closed-inspector", "own-admin"),
        "question": ("A7", "B1", "B3", "C1", "Z9"),
        "choice": ("pass", "fail", "na", "ho-tich", "x"),
        "unit": ("free-ward", "far-ward", "others-visit", "district"),
        "purpose": ("planned", "surprise", "recheck"),
        "role": ("admin", "inspector"),
        "invitation": ("invitation-1",),
        "person": ("person-viewer", "person-inspector", "person-admin"),
        "site": ("site-1",),
        "chat": ("-1001",),
    }
    return chance.choice((*known.get(name, ("x",)), _word(chance, chance.randint(0, 20))))


def _noise(chance: random.Random) -> str:
    """What no button of ours ever carried."""
    return "~" + "".join(chr(chance.randint(1, 0x2FF)) for _ in range(chance.randint(0, 30)))


def _word(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(_SIGNS) for _ in range(length))
