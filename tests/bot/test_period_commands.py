"""`visits import` and `report`: all or nothing, and files that are whole."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from bot.commands.reporting import write_report
from bot.commands.units import import_units
from bot.commands.visits import import_visits
from bot.settings import Settings
from reports.period.shapes import Rule, Span

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
HEAD = "visit,date,unit,kind_of_visit,checklist,question,value,note\n"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Defaults, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Settings(data_dir=tmp_path / "data", clock=NOW, stamp="Dữ liệu minh họa")


GOOD = (
    HEAD
    + "1,19/02/2013,Mộ Lao,planned,phuong-co-ban,B1,Không đạt,\n"
    + "1,19/02/2013,Mộ Lao,planned,phuong-co-ban,B2,112/124,\n"
)


async def test_nothing_is_imported_while_a_row_is_bad(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row is named and nothing is there; with `--skip-bad` the rest is."""
    assert await import_units(settings, "bundled") == 0
    file = tmp_path / "past.csv"
    file.write_text(GOOD + "2,19/02/2013,PL,planned,phuong-co-ban,B1,Đạt,\n", encoding="utf-8")
    assert await import_visits(settings, str(file)) == 1
    told = capsys.readouterr().err
    assert told.startswith("4: «PL» có thể là: Phú La (phu-la-2009);")
    assert "chưa nhập lượt nào" in told
    assert await import_visits(settings, str(file), skip_bad=True) == 0
    assert "Đã nhập 1 lượt kiểm tra, bỏ qua 1 lỗi." in capsys.readouterr().out


async def test_a_workbook_is_read_like_a_csv(settings: Settings, tmp_path: Path) -> None:
    """Real dates of Excel are dates."""
    assert await import_units(settings, "bundled") == 0
    file = tmp_path / "past.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("Lượt")
        date_format = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEAD.strip().split(","))
        sheet.write_row(1, 0, ["1", "", "Mộ Lao", "định kỳ", "phuong-co-ban", "B1", "Đạt", ""])
        sheet.write_datetime(1, 1, datetime(2013, 2, 19), date_format)  # noqa: DTZ001 - Excel knows no zone
    assert await import_visits(settings, str(file)) == 0


async def test_a_report_is_written_from_the_import(settings: Settings, tmp_path: Path) -> None:
    """Text, data and picture, whole and stamped."""
    assert await import_units(settings, "bundled") == 0
    file = tmp_path / "past.csv"
    file.write_text(GOOD, encoding="utf-8")
    assert await import_visits(settings, str(file)) == 0
    span = Span(date(2013, 1, 1), date(2013, 6, 30))
    assert await write_report(settings, span, tmp_path / "out", rule=Rule.LATEST) == 0
    text = (tmp_path / "out" / "report.txt").read_text(encoding="utf-8")
    assert "Dữ liệu minh họa" in text
    assert "1/1 phường được kiểm tra (chiếm 100%) chưa niêm yết đủ thủ tục" in text
    data = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (data["rule"], data["visits"]["total"], data["units"]["phuong"]["active"]) == ("latest", 1, 17)
    assert (tmp_path / "out" / "report.png").read_bytes().startswith(b"\x89PNG")
    assert not list((tmp_path / "out").glob("*.part"))
