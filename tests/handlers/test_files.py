"""Files that people send: who may, how large, how many; what is not read is said to be so."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.checklist_file import ChecklistFile, dump_checklist_file
from handlers.desk import Desk
from handlers.incoming import Content, FileClaim, FileRead, FileSent, FileUnread
from handlers.outgoing import ReadFile, SendText
from tests.handlers.authorization_world import Actor, Outcome, World, ask, open_world

MEGABYTE = 1024 * 1024
EXCEL = FileSent(FileClaim("f1", "u1", size=20_000, name="phieu.xlsx"))


@pytest_asyncio.fixture(name="world", scope="module", loop_scope="module")
async def _world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    folder: Path = tmp_path_factory.mktemp("files")
    async with open_world(folder) as world:
        yield world


def readings(outcome: Outcome) -> list[ReadFile]:
    """What is to be fetched and read."""
    return [each.operation for each in outcome.operations if isinstance(each.operation, ReadFile)]


def said(outcome: Outcome) -> str:
    """All that is said."""
    texts = (each.operation for each in outcome.operations)
    return "\n".join(text.text.plain for text in texts if isinstance(text, SendText))


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("actor", Actor)
async def test_only_an_admins_file_is_read(world: World, actor: Actor) -> None:
    """Whoever else sends a file gets an answer, and nothing is fetched."""
    outcome = await ask(world, actor, EXCEL)
    assert len(readings(outcome)) == (1 if actor is Actor.ADMIN else 0)
    assert outcome.operations


@pytest.mark.asyncio(loop_scope="module")
async def test_a_file_is_fetched_beside_the_talk(world: World) -> None:
    """Its bytes come in the lane of fetching, so that a slow file delays no message."""
    outcome = await ask(world, Actor.ADMIN, EXCEL)
    [lane] = [each.lane for each in outcome.operations if isinstance(each.operation, ReadFile)]
    assert lane.startswith("fetch:")
    assert readings(outcome)[0].largest == 5 * MEGABYTE


@pytest.mark.asyncio(loop_scope="module")
async def test_a_large_file_is_not_fetched(world: World) -> None:
    """Over five megabytes nothing is fetched, and it is said."""
    claim = replace(EXCEL.file, size=5 * MEGABYTE + 1)
    outcome = await ask(world, Actor.ADMIN, FileSent(claim))
    assert not readings(outcome)
    assert "5 MB" in said(outcome)


@pytest.mark.asyncio(loop_scope="module")
async def test_an_hour_has_its_limit(world: World) -> None:
    """Over the hour's number a file is not read, and it is said how many there may be."""
    none = World(world.database, Desk(replace(world.desk._house, imports_an_hour=0)))
    outcome = await ask(none, Actor.ADMIN, EXCEL)
    assert not readings(outcome)
    assert "Đã đọc 0 tệp" in said(outcome)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (FileUnread("x", "checklist", "phieu.xlsx", "gone"), "Chưa tải được tệp «phieu.xlsx»"),
        (FileUnread("x", "checklist", "phieu.xlsx", "too_big"), "quá lớn"),
        (
            FileRead("x", "checklist", "a.yaml", dump_checklist_file(ChecklistFile("x: ["))),
            "có 1 chỗ cần sửa",
        ),
    ],
)
async def test_what_came_of_a_file_is_said(world: World, content: Content, words: str) -> None:
    """A file that could not be had, was too large or holds no checklist: nothing changes."""
    outcome = await ask(world, Actor.ADMIN, content)
    assert words in said(outcome)
    assert not outcome.has_changed


@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_is_read_into_a_draft_of_who_may_no_longer(world: World) -> None:
    """Whose role was taken while his file was read changes nothing by it."""
    file = FileRead("x", "checklist", "a.yaml", dump_checklist_file(ChecklistFile("")))
    for actor in set(Actor) - {Actor.ADMIN}:
        assert not (await ask(world, actor, file)).has_changed
