"""Starting on a disk that takes nothing: said in words, with an exit code, and nothing is spoilt."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BAD_SETTINGS = 78


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """A folder that nobody may write in, root neither; skipped where that cannot be made."""
    folder.mkdir()
    if os.geteuid():
        folder.chmod(0o500)
        yield folder / "data"
        folder.chmod(0o700)
        return
    mount = subprocess.run(("mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(folder)), check=False)
    if mount.returncode:
        pytest.skip("no read-only folder can be made here")
    try:
        yield folder / "data"
    finally:
        subprocess.run(("umount", str(folder)), check=True)


def test_a_read_only_folder_is_told_in_words_at_the_start(tmp_path: Path) -> None:
    """The program names the setting in both languages and ends with 78; no traceback."""
    with read_only(tmp_path / "disk") as data:
        ours = {"WARDROUNDS_DATA_DIR": str(data), "WARDROUNDS_TELEGRAM_TOKEN": "1:abc"}
        run = subprocess.run(
            (sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env=dict(os.environ) | ours,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert run.returncode == BAD_SETTINGS
    words = "WARDROUNDS_DATA_DIR: phải là một thư mục ghi được / must be a folder that can be written"
    assert words in run.stderr
    assert "Traceback" not in run.stderr
