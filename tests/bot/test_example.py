"""The example: half a year of inspections, invented so that its report says what the district said.

Nothing is written in by hand: the same program says other sentences of other data.
"""

import csv
import io
import pkgutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.commands.units import BUNDLED, import_units
from bot.commands.visits import import_visits
from bot.house import open_database
from bot.settings import Settings
from handlers.periods import period_report
from reports.period.news import news_text
from reports.period.sentences import fault_told, visits_told
from reports.period.shapes import Report, Rule, Span

SENTENCES = (
    "13/17 phường chưa niêm yết đủ thủ tục trong bộ thủ tục hành chính",
    "một số phường như Mộ Lao, Phúc La, Phú Lương, Đồng Mai chưa niêm yết đúng danh mục của từng lĩnh vực",
    "công chức làm việc tại bộ phận một cửa một số phường không đeo thẻ, mặc trang phục không đúng quy định",
    "một số phường có ngày không có lãnh đạo trực tại bộ phận một cửa",
    "một số phường chấp hành thời gian làm việc không đúng quy định",
)
HALF_YEAR = Span(date(2013, 1, 1), date(2013, 6, 30))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Defaults, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Settings(data_dir=tmp_path / "data", clock=datetime(2026, 11, 25, 3, tzinfo=UTC))


async def reported(settings: Settings, file: str, rule: Rule = Rule.ANY) -> Report:
    """The half year's report of the list in that file."""
    assert await import_units(settings, BUNDLED) == 0
    assert await import_visits(settings, file) == 0
    async with open_database(settings) as database, database.read() as connection:
        return await period_report(connection, HALF_YEAR, timezone=settings.zone, rule=rule)


async def test_the_report_has_the_districts_own_sentences(settings: Settings) -> None:
    """25 visits; 13 of 17 wards; the four wards by name and in the official order; conduct without names."""
    report = await reported(settings, BUNDLED)
    assert visits_told(report) == (
        "25 lượt (21 lượt tại phường, 4 lượt tại phòng ban, đơn vị) tại 17 phường và 3 phòng ban"
    )
    news = news_text(report)
    for sentence in SENTENCES:
        assert sentence in news
    assert news.endswith("./.")


async def test_the_report_names_its_denominators(settings: Settings) -> None:
    """The two sentences that the counting rules give for B1 and B3."""
    report = await reported(settings, BUNDLED)
    told = {each.question.code: fault_told(report, each, annex="Phụ lục IV") for each in report.faults}
    assert told["B1"].startswith(
        "13/17 phường (chiếm 76,5%) chưa niêm yết đủ thủ tục trong bộ thủ tục hành chính"
    )
    assert told["B3"].startswith(
        "4/17 phường (chiếm 23,5%) chưa niêm yết đúng danh mục của từng lĩnh vực, "
        "gồm: Mộ Lao, Phúc La, Phú Lương, Đồng Mai"
    )
    assert "(7 ngày), gồm: Mộ Lao (22/01, 05/02)" in told["E4"]


async def test_what_was_put_right_counts_by_the_rule(settings: Settings) -> None:
    """Three wards had posted everything when they were checked again: 10 of 17 by their last visits."""
    report = await reported(settings, BUNDLED, Rule.LATEST)
    [posting] = [each for each in report.faults if each.question.code == "B1"]
    assert (len(posting.failed), len(posting.checked)) == (10, 17)


async def test_other_data_give_other_sentences(settings: Settings, tmp_path: Path) -> None:
    """The same list with four faults of one ward turned to passes, and one ward more with wrong lists."""
    text = (pkgutil.get_data("storage", "bundled/visits-2013.csv") or b"").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    for row in rows:
        if row[2] == "Biên Giang" and row[5] == "B1":
            row[6] = "Đạt"
        if row[2] == "Nguyễn Trãi" and row[5] == "B3":
            row[6] = "Không đạt"
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    (tmp_path / "other.csv").write_text(written.getvalue(), encoding="utf-8")
    news = news_text(await reported(settings, str(tmp_path / "other.csv")))
    assert "12/17 phường chưa niêm yết đủ thủ tục trong bộ thủ tục hành chính" in news
    assert "5/17 phường chưa niêm yết đúng danh mục của từng lĩnh vực" in news
    assert "một số phường như" not in news
