"""A long silence: noticed once, told to admins, and inspectors are asked for what may be lost."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update as change

from bot import internal
from bot.arrivals import store
from bot.lanes import Wake
from bot.silence import LONGEST, Silence
from bot.worker import read
from checklists.messages import AnswerRecorded
from checklists.values import Judgement
from checklists.visit import Answer
from handlers.incoming import Silent
from handlers.outgoing import Outgoing, SendText
from handlers.words.catalog import CATALOGS
from storage import checklists, people, visits
from storage.database import Database
from storage.queue import INBOX
from tests.bot.conftest import now, states
from tests.bot.payloads import message, update
from tests.handlers.authorization_world import AT, HANOI, Actor, Target, World, open_world, visit_of

SOURCE = "telegram:7"


async def silence_of(database: Database, hours: float) -> Silence:
    """A watch over an inbox whose last update is so old; a note of our own came later."""
    await store(database, (update(50, message=message(text="x")),), source=SOURCE, at=now())
    async with database.write() as connection:
        await connection.execute(change(INBOX.table).values(created_at=now() - timedelta(hours=hours)))
        await INBOX.put(connection, key="fetched:p", lane="a", body="{}", at=now())
    return Silence(database, SOURCE, now, Wake())


async def test_a_silence_is_noted_once_and_wakes_the_worker(database: Database) -> None:
    """However often one looks; what we noted ourselves is no sign of life from outside."""
    silence = await silence_of(database, 30)
    assert await silence.look()
    assert silence.inbox.new.is_set()
    assert not await silence.look()
    (key,) = [key for key in await states(database, INBOX) if key.startswith("silent:")]
    assert SOURCE in key


@pytest.mark.parametrize("hours", [0, 22.9])
async def test_less_than_a_day_is_no_silence(database: Database, hours: float) -> None:
    """Up to 23 hours nothing is said."""
    assert not await (await silence_of(database, hours)).look()


async def test_a_new_bot_knows_no_silence(database: Database) -> None:
    """Before the first update there is nothing that could be lost."""
    assert not await Silence(database, SOURCE, now, Wake()).look()
    assert timedelta(hours=23) == LONGEST


async def test_a_new_silence_is_noted_again(database: Database) -> None:
    """Updates in between end the first one."""
    silence = await silence_of(database, 60)
    assert await silence.look()
    await store(
        database, (update(51, message=message(text="y")),), source=SOURCE, at=now() - timedelta(hours=25)
    )
    assert await silence.look()


async def test_the_note_comes_back_as_it_was_written(database: Database) -> None:
    """What the worker reads is the moment since when nothing came, from nobody."""
    note = internal.silence_note(Silent(AT), source=SOURCE)
    async with database.write() as connection:
        await INBOX.put(connection, key=note.key, lane=note.lane, body=note.body, at=now())
        (item,) = await INBOX.claim(connection, now=now(), limit=1)
    incoming = read(item)
    assert incoming
    assert (incoming.content, incoming.sender) == (Silent(AT), None)


async def told(world: World, *, hours: int) -> dict[str, list[str]]:
    """What is said to whom so many hours after the visits of the world began: texts by account."""
    note = internal.silence_note(Silent(AT), source=SOURCE)
    incoming = internal.read(note.body, key=note.key, at=AT + timedelta(hours=hours))
    async with world.database.write() as connection:
        operations = await world.desk.take(connection, incoming)
    found: dict[str, list[str]] = {}
    for each in operations:
        found.setdefault(each.chat.id, []).append(words(each))
    return found


def words(outgoing: Outgoing) -> str:
    assert isinstance(outgoing.operation, SendText)
    return outgoing.operation.text.plain


def account(actor: Actor) -> str:
    return str(list(Actor).index(actor))


async def answer(world: World, actor: Actor) -> None:
    """Store an answer of the actor in his own visit."""
    visit_id = visit_of(actor, Target.OWN)
    async with world.database.write() as connection:
        before = await visits.load(connection, visit_id, HANOI)
        assert before
        checklist = await checklists.checklist(connection, before.checklist_key, before.checklist_version)
        code = checklist.sections[0].questions[0].code
        at = AT - timedelta(minutes=5)
        given = Answer(code, Judgement.FAIL, None, f"person-{actor.value}", at, revision=1)
        after = replace(before, answers={code: given}, revision=before.revision + 1)
        await visits.append(connection, before, after, (AnswerRecorded(given),), source_key="s", at=at)


async def test_admins_are_told_and_inspectors_see_their_last_stored_answer(tmp_path: Path) -> None:
    """Each inspecting person once, in his language, with the answer; others hear nothing."""
    async with open_world(tmp_path) as world:
        await answer(world, Actor.INSPECTOR)
        async with world.database.write() as connection:
            await people.set_language(connection, "person-supervisor", "en")
        said = await told(world, hours=30)
    (inspector,) = said[account(Actor.INSPECTOR)]
    assert "Không đạt" in inspector
    assert "08:10" in inspector or "8:10" in inspector
    assert "30 giờ" in inspector
    (supervisor,) = said[account(Actor.SUPERVISOR)]
    assert supervisor.startswith("⚠️ Nothing has come in")
    assert any("Hơn 30 giờ" in text for text in said[account(Actor.ADMIN)])
    silent = (Actor.CONTACT, Actor.VIEWER, Actor.SUSPENDED, Actor.STRANGER)
    assert not {account(actor) for actor in silent} & set(said)


async def test_a_visit_left_alone_long_before_asks_nobody(tmp_path: Path) -> None:
    """Only admins hear of a silence when nobody was inspecting."""
    async with open_world(tmp_path) as world:
        note = internal.silence_note(Silent(AT + timedelta(days=30)), source=SOURCE)
        incoming = internal.read(note.body, key=note.key, at=AT + timedelta(days=31))
        async with world.database.write() as connection:
            operations = await world.desk.take(connection, incoming)
    assert {each.chat.id for each in operations} == {account(Actor.ADMIN)}
    assert "không cần ai gửi lại" in words(operations[0])


def test_both_languages_have_the_words() -> None:
    """No sentence is missing in one of them."""
    keys = [{key for key in texts if key.startswith("silence.")} for texts in CATALOGS.values()]
    assert keys[0]
    assert all(each == keys[0] for each in keys)
