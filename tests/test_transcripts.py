"""Golden conversations: each `.chat` file is played at every depth and must come out as it stands.

`pytest --update-transcripts` writes the bot's lines anew, from the store depth; the diff is the review.
"""

import difflib
import shutil
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import migrate
from tests.playing.cast import TRANSCRIPTS, furnish
from tests.playing.depths import play
from tests.playing.http_depth import http_depth
from tests.playing.pure_depth import play_purely, without_prefix
from tests.playing.script import Script, read_script
from tests.playing.store_depth import StoreDepth

PATHS = tuple(sorted(TRANSCRIPTS.glob("*.chat")))
NAMES = [path.stem for path in PATHS]
INSIDE_A_VISIT = tuple(path for path in PATHS if read_script(path).visit)
every_transcript = pytest.mark.parametrize("path", PATHS, ids=NAMES)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file, made once."""
    return tmp_path_factory.mktemp("migrated") / "empty.sqlite"


async def furnished(path: Path, migrated: Path, folder: Path) -> tuple[Script, str]:
    """The transcript, and the url of a database of its own with all that its header names."""
    if not migrated.exists():
        await migrate(f"sqlite:///{migrated}")
    script = read_script(path)
    file = folder / "house.sqlite"
    shutil.copy(migrated, file)
    url = f"sqlite:///{file}"
    database = await Database.open(url)
    try:
        await furnish(database, script)
    finally:
        await database.close()
    return script, url


def assert_same(path: Path, played: str) -> None:
    written = path.read_text(encoding="utf-8").splitlines()
    different = list(difflib.unified_diff(written, played.splitlines(), "written", "played", lineterm=""))
    assert not different, "\n".join([path.name, *different])


@every_transcript
async def test_a_conversation_survives_saving_and_loading_after_every_line(
    path: Path, migrated: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Through inbox, SQLite and outbox, with nothing kept in memory, every line is as written."""
    script, url = await furnished(path, migrated, tmp_path)
    played = await play(script, StoreDepth(script, url))
    if pytestconfig.getoption("--update-transcripts"):
        path.write_text(played, encoding="utf-8")
    assert_same(path, played)


@every_transcript
async def test_a_conversation_is_the_same_over_the_network(
    path: Path, migrated: Path, tmp_path: Path
) -> None:
    """The wired bot with its real Telegram client says the same lines to the local Bot API over HTTP."""
    script, url = await furnished(path, migrated, tmp_path)
    async with http_depth(script, url, tmp_path) as depth:
        assert_same(path, await play(script, depth))


@pytest.mark.parametrize("path", INSIDE_A_VISIT, ids=[path.stem for path in INSIDE_A_VISIT])
def test_the_core_and_the_words_alone_say_what_is_written(path: Path) -> None:
    """Inside a visit, the last thing that the core says at a line stands under that line."""
    played = list(play_purely(read_script(path)))
    assert played
    for line, said, written in played:
        is_written = "\n".join(said) in "\n".join(without_prefix(written))
        assert is_written, "\n".join([line, "said:", *said, "written:", *written])
