"""Checklists on the command line: checked, published from a file, written into one."""

import argparse
import asyncio
from pathlib import Path

import pytest

from bot.command_line import parser
from bot.commands.checklists import check, export
from bot.settings import Settings
from checklists.bundled import bundled_sources
from checklists.source import read_checklist
from storage.checklist_files import read_checklist_file
from tests.workbooks.making import workbook

KEY = "phuong-co-ban"
CORE = next(each for each in bundled_sources() if each.startswith(f"checklist: {KEY}\n"))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Defaults, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Settings(data_dir=tmp_path / "data")


def do(settings: Settings, *argv: str) -> int:
    """Do what the command says."""
    arguments: argparse.Namespace = parser().parse_args(argv)
    return int(arguments.doing(arguments, settings))


def test_a_checklist_goes_out_into_excel_and_comes_back_as_a_new_version(
    settings: Settings, tmp_path: Path
) -> None:
    """Publish the YAML, write the workbook, raise its version as an admin does, publish it, read it again."""
    (tmp_path / "a.yaml").write_text(CORE, encoding="utf-8")
    assert do(settings, "checklists", "import", "a.yaml") == 0
    assert do(settings, "checklists", "export", KEY, "--out", "a.xlsx") == 0
    assert do(settings, "checklists", "export", f"{KEY}@2", "--out", "b.yaml") == 0
    first = read_checklist(CORE)
    assert read_checklist((tmp_path / "b.yaml").read_text(encoding="utf-8")) == first
    assert asyncio.run(read_checklist_file("a.xlsx", (tmp_path / "a.xlsx").read_bytes())) == first
    text = (tmp_path / "b.yaml").read_text(encoding="utf-8").replace("version: 2", "version: 3", 1)
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    assert do(settings, "checklists", "import", "b.yaml") == 0
    assert do(settings, "checklists", "export", KEY, "--out", "c.yaml") == 0
    assert (tmp_path / "c.yaml").read_text(encoding="utf-8").startswith(f"checklist: {KEY}\nversion: 3\n")


def test_another_text_under_a_published_version_is_refused(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Published versions never change; importing the same one again changes nothing."""
    (tmp_path / "a.yaml").write_text(CORE, encoding="utf-8")
    assert do(settings, "checklists", "import", "a.yaml") == 0
    assert do(settings, "checklists", "import", "a.yaml") == 0
    changed = CORE.replace("Ward core set", "Core set")
    (tmp_path / "a.yaml").write_text(changed, encoding="utf-8")
    assert do(settings, "checklists", "import", "a.yaml", "--language", "en") == 1
    assert "is published with another text" in capsys.readouterr().err


async def test_what_is_not_published_is_not_written(settings: Settings, tmp_path: Path) -> None:
    """An unknown key, an unknown version, a kind of file that is not ours: nothing is written."""
    for key, version in (("nowhere", ""), ("nowhere", "1"), ("nowhere", "x")):
        assert await export(settings, key, version, tmp_path / "a.xlsx") == 1
    assert not (tmp_path / "a.xlsx").exists()


def test_a_faulty_workbook_is_told_cell_by_cell_and_nothing_is_published(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every issue on its line, in the language asked for, else in both; exit code 1."""
    lines = [["type", "name", "label"], ["rank x", "a", "A"], ["text", "", "B"]]
    (tmp_path / "a.xlsx").write_bytes(workbook({"survey": lines}))
    assert check(tmp_path / "a.xlsx", "en") == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in told] == [
        "sheet survey, row 2, column A, type",
        "sheet survey, row 3, column B, name",
    ]
    assert check(tmp_path / "a.xlsx") == 1
    assert all(
        line.startswith("trang survey") and " / sheet " in line
        for line in capsys.readouterr().err.splitlines()
    )
    assert do(settings, "checklists", "import", "a.xlsx") == 1
    assert check(tmp_path / "none.xlsx") == 1


def test_a_good_list_is_checked_with_its_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was made of it is said; exit code 0."""
    (tmp_path / "a.csv").write_text("Có bảng niêm yết,đạt\n", encoding="utf-8")
    assert check(tmp_path / "a.csv", "vi") == 0
    assert "Chưa có bản tiếng Anh" in capsys.readouterr().out
