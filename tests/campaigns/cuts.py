"""P1: saved means saved, through power cuts. A real run's statements replayed on a disk that forgets.

Rules: the statements are those that the program's own code gave to SQLite, migrations and the house's
furnishing included, played again with the program's own settings; after a cut the database must be sound, and
exactly what it was after some commit, none before the last acknowledged one.
Must not know: what the statements mean.
"""

import hashlib
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import apsw
from sqlalchemy import event
from sqlalchemy.engine import Engine

from handlers.actions import encode
from handlers.actions.visiting import BeginVisit, Choose
from storage import tables
from storage.database import PRAGMAS
from tests.campaigns.disk import Committed, Fate, ForgettingDisk, Recorder, Step, Write
from tests.campaigns.inside import Inside, inside, message, press
from tests.campaigns.outcome import Outcome

PEOPLE = (2001, 2002, 2003)
ROUNDS = 6
NAME = "house.sqlite"
# A checkpoint after few pages: so that cuts fall into many of them.
CHECKPOINT_PAGES = 40
_SKIPPED = ("SELECT", "PRAGMA", "--", "EXPLAIN")


async def cuts(
    folder: Path, *, seed: int, trials: int, pragmas: Sequence[str] = PRAGMAS, rounds: int = ROUNDS
) -> Outcome:
    """So many power cuts, at random moments."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    statements = await recorded(folder / "run", chance, rounds)
    steps, states = replayed(statements, folder, pragmas)
    moments = sorted(chance.randrange(len(steps)) for _ in range(trials))
    disk, done = ForgettingDisk(), 0
    failures: list[str] = []
    for number, moment in enumerate(moments):
        while done < moment:
            disk.do(steps[done])
            done += 1
        fate = list(Fate)[number % len(Fate)]
        disk.cut(NAME, folder, fate, chance)
        if fault := _fault(folder / NAME, disk.acknowledged, states):
            failures.append(f"seed {seed}: cut at {moment} of {len(steps)} leaving {fate}: {fault}")
    checkpoints = sum(isinstance(step, Write) and step.file == NAME for step in steps)
    figures: dict[str, float] = {"commits": len(states), "steps": len(steps), "of checkpoints": checkpoints}
    return Outcome(trials, tuple(failures), figures)


def _fault(file: Path, acknowledged: int, states: dict[int, str]) -> str | None:
    if not file.exists():
        return None if acknowledged == 0 else "no database"
    with closing(sqlite3.connect(file)) as database:
        try:
            sound = database.execute("PRAGMA integrity_check").fetchone()[0]
            found = _state(database)
        except sqlite3.DatabaseError as error:
            return f"not to be opened: {error}"
    if sound != "ok":
        return f"damaged: {sound}"
    # Several commits in a row may leave the same state; what counts is the newest of them.
    newest = max((number for number, state in states.items() if state == found), default=-1)
    if newest < 0:
        return "a state that never was"
    return f"commit {acknowledged} was acknowledged, {newest} is there" if newest < acknowledged else None


def _state(database: sqlite3.Connection) -> str:
    """A digest of every row of every table."""
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    digest = hashlib.sha256()
    for (name,) in names:
        digest.update(name.encode())
        for row in database.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - the schema's own names
            digest.update(repr(row).encode())
    return digest.hexdigest()


@dataclass(slots=True)
class _Trace:
    """What one connection said to SQLite; `is_writing` once it began to write."""

    said: list[tuple[int, str]] = field(default_factory=list)
    is_writing: bool = False


@contextmanager
def _listening() -> Iterator[list[_Trace]]:
    """All statements of all connections that are opened meanwhile, in order."""
    traces: list[_Trace] = []
    count = iter(range(10**9))

    def listen(connection: object, _record: object) -> None:
        trace = _Trace()
        traces.append(trace)

        def hear(statement: str) -> None:
            trace.is_writing |= not statement.startswith((*_SKIPPED, "BEGIN", "COMMIT", "ROLLBACK"))
            trace.said.append((next(count), statement))

        bare = connection.driver_connection._connection  # type: ignore[attr-defined]
        bare.set_trace_callback(hear)

    event.listen(Engine, "connect", listen)
    try:
        yield traces
    finally:
        event.remove(Engine, "connect", listen)


async def recorded(folder: Path, chance: random.Random, rounds: int) -> list[str]:
    """The statements with which a house was made and visits were worked on in it."""
    with _listening() as traces:
        async with inside(folder, PEOPLE) as house:
            await _work(house, chance, rounds)
    said = sorted(each for trace in traces if trace.is_writing for each in trace.said)
    return [statement for _, statement in said if not statement.startswith(_SKIPPED)]


async def _work(house: Inside, chance: random.Random, rounds: int) -> None:
    number = 0
    for at, account in enumerate(PEOPLE):
        number += 1
        await house.store([press(account, number, encode(BeginVisit(house.unit_keys[at], "planned")))])
    await house.work_off()
    async with house.database.read() as connection:
        visits = list(await connection.scalars(tables.visit.select().with_only_columns(tables.visit.c.id)))
    for _ in range(rounds):
        batch = []
        for account in PEOPLE:
            visit = chance.choice(visits)
            number += 3
            question, choice = chance.choice(("P1", "P2", "D1")), chance.choice(("pass", "fail", "na"))
            batch.append(press(account, number, encode(Choose(visit, question, choice))))
            batch.append(message(account, number + 1, text=chance.choice(("3/5", "Nhận xét " * 50, "1/2"))))
        await house.store(batch)
        await house.work_off()


def replayed(
    statements: Sequence[str], folder: Path, pragmas: Sequence[str]
) -> tuple[list[Step], dict[int, str]]:
    """Play the statements on a disk that writes everything down; the state after each commit, by number."""
    place = folder / "replay"
    place.mkdir(exist_ok=True)
    recorder = Recorder(f"recorder-{folder}")
    database = apsw.Connection(str(place / NAME), vfs=f"recorder-{folder}")
    states = {}
    with closing(database), closing(sqlite3.connect(place / NAME)) as reader:
        states[0] = _state(reader)
        for pragma in (*pragmas, f"wal_autocheckpoint={CHECKPOINT_PAGES}"):
            database.execute(f"PRAGMA {pragma}").fetchall()
        for statement in statements:
            database.execute(statement).fetchall()
            if statement.startswith("COMMIT"):
                recorder.steps.append(Committed(len(states)))
                states[len(states)] = _state(reader)
    return recorder.steps, states
