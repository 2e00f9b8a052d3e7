"""The contract of published checklists: a version is for ever, and the newest is what units are asked."""

import pytest

from checklists.bundled import bundled_sources
from storage import checklists
from storage.checklists import FaultyChecklist
from storage.database import Database, published_of
from tests.storage.examples import MINUTE, NOW

FIRST = """
checklist: cong-vu
version: 1
title: {vi: Kiểm tra công vụ, en: Inspection}
unit_kinds: [phuong, xa]
sections:
  - key: mot-cua
    title: {vi: Một cửa, en: One-stop}
    questions:
      - code: B1
        kind: pf
        label: {vi: Niêm yết đủ thủ tục, en: Procedures are posted}
"""
SECOND = FIRST.replace("version: 1", "version: 2").replace("[phuong, xa]", "[phuong]")


async def test_published_version_comes_back(database: Database) -> None:
    """A version comes back as the text it was and as the checklist that the text says, parsed once."""
    async with database.write() as connection:
        published = await checklists.publish(connection, FIRST, at=NOW)
    async with database.read() as connection:
        assert await checklists.source(connection, "cong-vu", 1) == FIRST
        read = await checklists.checklist(connection, "cong-vu", 1)
        assert read == published
        assert await checklists.checklist(connection, "cong-vu", 1) is read


async def test_bundled_checklists_can_be_published(database: Database) -> None:
    """Every checklist of the house can be published, again and again."""
    async with database.write() as connection:
        for text in bundled_sources() * 2:
            published = await checklists.publish(connection, text, at=NOW)
            assert await checklists.checklist(connection, published.key, published.version) == published


async def test_version_never_changes(database: Database) -> None:
    """Another text under a version already published is refused with a remedy; the same text is no news."""
    async with database.write() as connection:
        await checklists.publish(connection, FIRST, at=NOW)
        await checklists.publish(connection, FIRST, at=NOW + MINUTE)
        with pytest.raises(FaultyChecklist) as refused:
            await checklists.publish(connection, FIRST + "\n# một dòng nữa\n", at=NOW)
        assert [issue.code for issue in refused.value.issues] == ["version_taken"]
        assert await checklists.source(connection, "cong-vu", 1) == FIRST


async def test_faulty_text_is_refused(database: Database) -> None:
    """A text with faults is refused with every issue, and nothing is published."""
    async with database.write() as connection:
        with pytest.raises(FaultyChecklist) as refused:
            await checklists.publish(connection, FIRST.replace("kind: pf", "kind: rank"), at=NOW)
        assert refused.value.issues
        assert await checklists.source(connection, "cong-vu", 1) is None
        with pytest.raises(KeyError, match="cong-vu"):
            await checklists.checklist(connection, "cong-vu", 1)


async def test_suitable_is_the_newest_version_of_each(database: Database) -> None:
    """A kind of unit gets the newest versions, and none of a checklist whose newest version left it out."""
    async with database.write() as connection:
        assert await checklists.suitable(connection, "phuong") == ()
        first = await checklists.publish(connection, FIRST, at=NOW)
        assert await checklists.suitable(connection, "xa") == (first,)
        assert await checklists.kinds_asked(connection) == {"phuong", "xa"}
        second = await checklists.publish(connection, SECOND, at=NOW)
        assert await checklists.suitable(connection, "phuong") == (second,)
        assert await checklists.suitable(connection, "xa") == ()
        assert await checklists.kinds_asked(connection) == {"phuong"}


async def test_suitable_has_the_newest_checklist_first(database: Database) -> None:
    """A checklist's place is that of its first version, so a new version of an old one changes no order."""
    async with database.write() as connection:
        await checklists.publish(connection, FIRST, at=NOW)
        other = await checklists.publish(connection, FIRST.replace("cong-vu", "khac"), at=NOW)
        second = await checklists.publish(connection, SECOND, at=NOW)
        assert await checklists.suitable(connection, "phuong") == (other, second)


async def test_a_handle_is_a_checklist_for_ever(database: Database) -> None:
    """The short name in a button stays that checklist's whatever is published later; nonsense is none."""
    async with database.write() as connection:
        await checklists.publish(connection, FIRST, at=NOW)
        handle = await checklists.handle_of(connection, "cong-vu")
        await checklists.publish(connection, SECOND, at=NOW)
        assert await checklists.handle_of(connection, "cong-vu") == handle
        assert await checklists.key_of(connection, handle) == "cong-vu"
        for nonsense in ("", "x", "-1", "9" * 30, "\u0661", "99999"):
            assert await checklists.key_of(connection, nonsense) is None


async def test_rolled_back_version_is_not_remembered(database: Database) -> None:
    """What was published in a transaction that failed does not linger among the parsed versions."""
    with pytest.raises(ZeroDivisionError):
        await publish_and_fail(database)
    other = FIRST.replace("Niêm yết đủ thủ tục", "Niêm yết đủ, đúng thủ tục")
    async with database.write() as connection:
        published = await checklists.publish(connection, other, at=NOW)
        assert published_of(connection).get("cong-vu", 1) is None
        assert await checklists.checklist(connection, "cong-vu", 1) == published


async def publish_and_fail(database: Database) -> None:
    """Publish, read, and stumble."""
    async with database.write() as connection:
        await checklists.publish(connection, FIRST, at=NOW)
        await checklists.checklist(connection, "cong-vu", 1)
        raise ZeroDivisionError
