"""A full disk, a read-only database, evidence not to be written: nothing acknowledged, nothing lost."""

import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.export import export_json
from storage.queue import INBOX, State
from tests.playing.script import HANOI
from tests.wrong.files import whole
from tests.wrong.ward import LAN, Ward, later, picture_file

NOTE = "Bảng niêm yết ở sảnh bị che khuất, người dân khó đọc. " * 18


@dataclass(frozen=True, slots=True)
class Trouble:
    """A setting of the writing connection that makes SQLite refuse as it does on a bad disk, and its end."""

    begin: str
    end: str

    @asynccontextmanager
    async def at(self, ward: Ward) -> AsyncIterator[None]:
        """While the block runs, the ward's database is in trouble."""
        await _set(ward, self.begin)
        try:
            yield
        finally:
            await _set(ward, self.end)


async def _set(ward: Ward, pragma: str) -> None:
    async with ward.database.bare_connection() as connection:
        # Past SQLAlchemy, which would begin a transaction first.
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.cursor().execute(f"PRAGMA {pragma}")


FULL = Trouble("max_page_count=1", "max_page_count=1000000")  # SQLITE_FULL for one page more
READ_ONLY = Trouble("query_only=ON", "query_only=OFF")  # SQLITE_READONLY
both_troubles = pytest.mark.parametrize("trouble", [FULL, READ_ONLY], ids=["full", "read-only"])


async def assert_still_readable(ward: Ward, folder: Path) -> None:
    """The visit can be read and exported."""
    assert await ward.value("W1") == "fail"
    async with ward.database.read() as connection:
        assert await export_json(connection, folder, HANOI)


@both_troubles
async def test_an_answer_in_the_inbox_waits_until_there_is_room(
    ward: Ward, tmp_path: Path, trouble: Trouble
) -> None:
    """Nothing is said to be saved, no try counts, reading goes on; with room it is applied by itself."""
    await ward.begin()
    await ward.tap(LAN, "❌")
    await ward.act(LAN, "say", text=NOTE)
    await ward.receive()
    async with trouble.at(ward):
        assert await ward.heard(LAN) == []
        await assert_still_readable(ward, tmp_path / "export")
        async with ward.database.read() as connection:
            assert (await INBOX.count(connection))[State.PENDING] == 1
    later(ward, seconds=30)
    said = await ward.heard(LAN)
    assert said[-1].startswith("Đã lưu ghi chú câu 1")
    assert (await ward.visit()).answers["W1"].note == NOTE.strip()
    await ward.assert_nothing_lost()


@both_troubles
async def test_an_answer_that_cannot_be_stored_stays_with_telegram(
    ward: Ward, tmp_path: Path, trouble: Trouble
) -> None:
    """What the inbox cannot take is not confirmed to Telegram, which gives it again when there is room."""
    await ward.begin()
    await ward.tap(LAN, "❌")
    async with trouble.at(ward):
        await ward.act(LAN, "say", text=NOTE)
        with pytest.raises(OperationalError):
            await ward.receive()
        await assert_still_readable(ward, tmp_path / "export")
        assert ward.local.updates.pending() == 1
    assert (await ward.heard(LAN))[-1].startswith("Đã lưu ghi chú câu 1")
    await ward.assert_nothing_lost()


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: writing more fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_photo_that_cannot_be_written_waits_and_the_visit_goes_on(ward: Ward) -> None:
    """The photo keeps its 👀, answers are saved, sending waits and says so; with room 👍 comes by itself."""
    await ward.begin()
    token = await picture_file(ward, whole("PNG", side=2200), "anh.png")
    with small_files(4_000_000):
        await ward.act(LAN, "document", upload=token)
        assert await ward.heard(LAN) == ["(👀)"]
        assert (await ward.tap(LAN, "✅"))[0] == "(Đã lưu câu 1: Đạt)"
        await ward.say(LAN, "không có ý kiến")
        said = await ward.say(LAN, "5/5")
        assert "Đang lưu 1 ảnh; gửi được khi lưu xong." in said[-1]
        later(ward, minutes=2)
        await ward.quiet()
        assert not ward.buried
    later(ward, minutes=2)
    said = await ward.heard(LAN)
    assert "(👍)" in said
    assert "Đã đủ. Gửi kết quả của lượt này?" in said[-1] + said[0]
    assert (await ward.tap(LAN, "Gửi"))[0].startswith("Đã gửi")
    await ward.assert_nothing_lost()
