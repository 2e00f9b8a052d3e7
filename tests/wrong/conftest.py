"""A house of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.wrong.ward import Ward, furnished, ward_on


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the furnished database lies that every test gets a copy of, once it was made."""
    return tmp_path_factory.mktemp("template") / "house.sqlite"


@pytest.fixture
async def ward(tmp_path: Path, template: Path) -> AsyncIterator[Ward]:
    """A ward with people, units, a checklist and a connected channel; no visit is open."""
    async with ward_on(await furnished(tmp_path, template), tmp_path) as opened:
        yield opened
