"""P2: nothing counts twice. The same presses, once in order and once as a bad network brings them.

Rules: the disturbed run has every update redelivered at random, presses of different people and of different
questions mixed in any order (one question's own order is kept: it decides), and double taps, which are new
updates with the same meaning; both databases must say the same.
Must not know: how equality is stored.
"""

import random
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from handlers.actions import encode
from handlers.actions.visiting import BeginVisit, Choose
from storage import tables
from tests.campaigns.inside import Inside, Json, dump, inside, press
from tests.campaigns.outcome import Outcome

PEOPLE = tuple(range(2001, 2007))
QUESTIONS = ("P1", "P2", "D1")
CHOICES = ("pass", "fail", "na")
Press = tuple[int, str, str]  # account, question, choice


async def repeats(folder: Path, *, seed: int, trials: int) -> Outcome:
    """So many updates in the disturbed run, at least."""
    chance = random.Random(seed)
    presses = [_press(chance) for _ in range(trials * 5 // 8 + 1)]
    plain, _ = await _played(folder / "plain", presses, None)
    disturbed, updates = await _played(folder / "disturbed", presses, chance)
    wrong = [
        f"once: {one} disturbed: {two}" for one, two in zip(plain, disturbed, strict=False) if one != two
    ]
    if len(plain) != len(disturbed):
        wrong.append(f"{len(plain)} rows once, {len(disturbed)} disturbed")
    failures = (f"seed {seed}: the dumps differ, first: {wrong[0]}",) if wrong else ()
    return Outcome(updates, failures, {"rows compared": len(plain)})


def _press(chance: random.Random) -> Press:
    return chance.choice(PEOPLE), chance.choice(QUESTIONS), chance.choice(CHOICES)


async def _played(
    folder: Path, presses: Sequence[Press], chance: random.Random | None
) -> tuple[list[str], int]:
    async with inside(folder, PEOPLE) as house:
        for number, account in enumerate(PEOPLE):
            await house.store(
                [press(account, number + 1, encode(BeginVisit(house.unit_keys[number], "planned")))]
            )
        await house.work_off()
        updates = await _updates(house, presses, chance)
        for batch in _batches(updates, chance):
            await house.store(batch)
            if chance and chance.random() < 0.1:
                await house.work_off()
        await house.work_off()
        async with house.database.read() as connection:
            return await dump(connection), len(updates)


async def _updates(house: Inside, presses: Sequence[Press], chance: random.Random | None) -> list[Json]:
    """The presses as updates; with chance, doubled, redelivered and mixed."""
    async with house.database.read() as connection:
        row = tables.visit.c
        rows = await connection.execute(select(row.unit_key, row.id))
        visits = {unit: visit for unit, visit in rows}  # noqa: C416 - rows
    found: list[Json] = []
    ordered = presses if chance is None else _mixed(presses, chance)
    for account, question, choice in ordered:
        data = encode(Choose(visits[house.unit_keys[PEOPLE.index(account)]], question, choice))
        found.append(press(account, 100 + len(found), data))
        if chance and chance.random() < 0.3:  # a double tap is a second update
            found.append(press(account, 100 + len(found), data))
        if chance and chance.random() < 0.5:  # a redelivery is the same again, sooner or later
            found.append(found[-1 - int(chance.random() * min(len(found), 50))])
    return found


def _mixed(presses: Sequence[Press], chance: random.Random) -> list[Press]:
    """Any order that keeps each person's order at each question."""
    waiting: dict[tuple[int, str], list[Press]] = {}
    for each in presses:
        waiting.setdefault(each[:2], []).append(each)
    lanes = [list(reversed(lane)) for lane in waiting.values()]
    found = []
    while lanes:
        lane = chance.choice(lanes)
        found.append(lane.pop())
        lanes = [each for each in lanes if each]
    return found


def _batches(updates: Sequence[Json], chance: random.Random | None) -> list[list[Json]]:
    found, at = [], 0
    while at < len(updates):
        many = chance.randint(1, 100) if chance else 100
        found.append(list(updates[at : at + many]))
        at += many
    return found
