"""The commands of the command line, on a database of their own."""

import argparse
import json
from pathlib import Path

import pytest

from bot.command_line import parser
from bot.commands.checklists import check
from bot.commands.demo import demo_environment, furnish_demo
from bot.commands.exporting import export
from bot.commands.people import NewPerson, add_person
from bot.commands.units import import_units
from bot.demo.stage import DEFAULT_TOKEN
from bot.settings import Settings
from storage import people
from storage.database import Database
from storage.people import Grant, Person, Role


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Defaults, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Settings(data_dir=tmp_path / "data")


async def known(settings: Settings, telegram: str) -> Person | None:
    database = await Database.open(settings.database)
    try:
        async with database.read() as connection:
            return await people.person_of(connection, "telegram", telegram)
    finally:
        await database.close()


async def test_adding_a_person_twice_adds_nothing(settings: Settings) -> None:
    """The same command again leaves the person as he is; another role is added to him."""
    for role in (Role.INSPECTOR, Role.INSPECTOR, Role.SUPERVISOR):
        assert await add_person(settings, NewPerson("1002", role, "Trần Thị Lan")) == 0
    person = await known(settings, "1002")
    assert person is not None
    assert person.name == "Trần Thị Lan"
    assert person.grants == (Grant(role=Role.INSPECTOR, unit=None), Grant(role=Role.SUPERVISOR, unit=None))


async def test_a_role_for_an_unknown_unit_is_refused(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is added, and the unit is named."""
    code = await add_person(settings, NewPerson("1", Role.CONTACT, "A", unit="nowhere"))
    assert code == 1
    assert "nowhere" in capsys.readouterr().err
    assert await known(settings, "1") is None


async def test_the_bundled_units_come_in_and_a_unit_can_be_named(settings: Settings) -> None:
    """After the import a role may be for one of the units; importing again changes nothing."""
    assert await import_units(settings, "bundled") == 0
    assert await import_units(settings, "bundled") == 0
    unit = "phu-lam-2009"
    assert await add_person(settings, NewPerson("1", Role.CONTACT, "A", unit=unit)) == 0


async def test_a_faulty_list_of_units_imports_nothing(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every bad row is named."""
    (tmp_path / "units.csv").write_text("key,kind,name\na,phuong,A\n,phuong,\nc,what,C\n")
    assert await import_units(settings, str(tmp_path / "units.csv")) == 1
    told = capsys.readouterr().err
    assert [line.split(":")[0] for line in told.splitlines()] == ["Dòng 3", "Dòng 4"]
    assert await import_units(settings, str(tmp_path / "none.csv")) == 1


async def test_a_dry_run_tells_what_would_change_and_writes_nothing(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """The changes are told in both languages; only the real import makes them."""
    for dry_run, tail in (
        (True, "Nothing is written."),
        (False, "23 new units"),
        (False, "Nothing changes."),
    ):
        assert await import_units(settings, "bundled", dry_run=dry_run) == 0
        assert capsys.readouterr().out.rstrip().endswith(tail)
    assert await import_units(settings, "bundled:history") == 0
    told = capsys.readouterr().out
    assert "Kết thúc: Mộ Lao, hết ngày 30/06/2025" in told
    assert "Merged: part of Mộ Lao into Hà Đông, from 01/07/2025" in told


def test_checking_a_checklist_tells_every_issue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, each issue with its place and remedy in both languages."""
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("checklist: x\nversion: a\n")
    assert check(faulty) == 1
    assert len(capsys.readouterr().err.splitlines()) >= 2


async def test_an_empty_house_exports_no_visits(settings: Settings, tmp_path: Path) -> None:
    """`visits.json` is there, with an empty list."""
    assert await export(settings, tmp_path / "out") == 0
    assert json.loads((tmp_path / "out" / "visits.json").read_text())["visits"] == []


async def test_the_demo_house_can_be_furnished_again_and_again(settings: Settings) -> None:
    """The four people of the demo are there, once."""
    for _ in range(2):
        assert await furnish_demo(settings) == 0
    admin = await known(settings, "1001")
    assert admin is not None
    assert (admin.name, admin.grants) == ("Nguyễn Văn An", (Grant(role=Role.ADMIN, unit=None),))


def test_the_demo_takes_nothing_of_the_operators_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo's bot speaks to the local Telegram alone."""
    monkeypatch.setenv("WARDROUNDS_TELEGRAM_TOKEN", "1:real")
    monkeypatch.setenv("WARDROUNDS_DATABASE_URL", "postgresql://real")
    environment = demo_environment(tmp_path, port=9999)
    assert environment["WARDROUNDS_TELEGRAM_TOKEN"] == DEFAULT_TOKEN
    assert environment["WARDROUNDS_TELEGRAM_API_URL"] == "http://127.0.0.1:9999"
    assert "WARDROUNDS_DATABASE_URL" not in environment


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["dance"],
        ["people", "add", "--telegram", "x", "--role", "admin", "--name", "A"],
        ["people", "add", "--telegram", "1", "--role", "king", "--name", "A"],
        ["demo", "--port", "99999"],
        ["export"],
    ],
)
def test_wrong_usage_ends_with_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be understood is told, and nothing is done."""
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(argv)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_each_command_is_found_in_its_module_alone() -> None:
    """Asked for one command, the parser knows it without the others; asked for none, it knows all."""
    everything = commands_of(parser())
    assert everything
    for name in everything:
        assert name in commands_of(parser((name,)))


def commands_of(made: argparse.ArgumentParser) -> set[str]:
    """The names of its commands."""
    (known,) = (each for each in made._actions if isinstance(each, argparse._SubParsersAction))
    return set(known.choices)
