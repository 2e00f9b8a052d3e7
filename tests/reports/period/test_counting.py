"""The counting rules: each row of the table that every report prints is a test here."""

from datetime import date

from checklists.visit import Purpose, Status
from reports.period.data import report_data
from reports.period.sentences import (
    coverage_told,
    fault_told,
    purposes_told,
    rules_told,
    sums_told,
    visits_told,
)
from reports.period.shapes import CountedUnit, Rule, Span, State
from tests.reports.period.small_period import (
    KINDS,
    OFFICES,
    UTC_EVENING,
    WARDS,
    Past,
    checklist,
    count,
    result,
    wards,
)


def test_visits_and_units_are_told_apart() -> None:
    """Every visit is one lượt, re-checks too: 25 lượt at 17 wards and 3 offices."""
    again = [Past(name, date(2013, 5, 20), "B1 d", Purpose.RECHECK) for name in WARDS[:4]]
    offices = [Past(name, date(2013, 4, 2), "D1 4/4") for name in (*OFFICES, OFFICES[0])]
    report = count([*wards(WARDS, "B1 d"), *again, *offices])
    assert visits_told(report) == (
        "25 lượt (21 lượt tại phường, 4 lượt tại phòng ban, đơn vị) tại 17 phường và 3 phòng ban"
    )
    assert purposes_told(report) == "định kỳ 21 lượt, phúc tra 4 lượt"


def test_only_submitted_visits_count() -> None:
    """Open and cancelled ones are nobody's business yet; amended ones count as they stand."""
    states = (Status.OPEN, Status.CANCELLED, Status.SUBMITTED, Status.AMENDED)
    past = [
        Past(WARDS[at], date(2013, 3, 1), "B1 k; B2 1/2", status=status) for at, status in enumerate(states)
    ]
    assert [visit.unit.name for visit in count(past).visits] == WARDS[2:4]


def test_a_visit_belongs_to_its_local_day() -> None:
    """17:30 UTC on 30 June is 1 July in Hà Nội: the second half of the year."""
    late = Past("Mộ Lao", date(2013, 6, 30), "B1 d", at=UTC_EVENING)
    assert not count([late]).visits
    second_half = Span(date(2013, 7, 1), date(2013, 12, 31))
    assert [visit.on for visit in count([late], span=second_half).visits] == [date(2013, 7, 1)]


def test_all_wards_visited_and_thirteen_failed() -> None:
    """13/17 of all wards, with the share and the coverage."""
    report = count([*wards(WARDS[:13], "B1 k; B2 100/124"), *wards(WARDS[13:], "B1 d", month=3)])
    told = fault_told(report, result(report, "B1"), annex="Phụ lục IV")
    assert told.startswith("13/17 phường (chiếm 76,5%) chưa niêm yết đủ thủ tục trong bộ thủ tục hành chính")
    assert coverage_told(report, report.sets[0]) == "đã kiểm tra 17/17 phường"


def test_the_denominator_is_what_was_visited() -> None:
    """15 visited, 12 failed: 12/15 of the visited, and the report says so."""
    report = count([*wards(WARDS[:12], "B1 k; B2 1/2"), *wards(WARDS[12:15], "B1 d", month=3)])
    told = fault_told(report, result(report, "B1"), annex="Phụ lục IV")
    assert told.startswith("12/15 phường được kiểm tra (chiếm 80%) ")
    assert coverage_told(report, report.sets[0]) == (
        "đã kiểm tra 15/17 phường; chưa kiểm tra: Đồng Mai, Biên Giang"
    )


def test_what_does_not_apply_leaves_the_denominator() -> None:
    """17 visited, 2 always n.a., 9 failed: 9/15 of those that have the matter."""
    past = [
        *wards(WARDS[:9], "B3 k"),
        *wards(WARDS[9:15], "B3 d", month=3),
        *wards(WARDS[15:], "B3 o", month=4),
    ]
    report = count(past)
    assert fault_told(report, result(report, "B3"), annex="Phụ lục IV").startswith(
        "9/15 phường có nội dung này (chiếm 60%) chưa niêm yết đúng danh mục của từng lĩnh vực"
    )


def test_what_was_left_out_is_listed() -> None:
    """An asked question without an answer is in no denominator, and its units are named."""
    report = count([*wards(WARDS[:2], "B1 k; B2 1/2"), *wards(WARDS[2:3], "D1 5/5", month=3)])
    found = result(report, "B1")
    assert (len(found.checked), [unit.name for unit in found.units_in(State.UNANSWERED)]) == (2, ["Văn Quán"])
    [fault] = [each for each in report_data(report)["faults"] if each["question"] == "B1"]  # type: ignore[union-attr, index, call-overload]
    assert fault["unanswered"] == ["Văn Quán"]  # type: ignore[index, call-overload]


def test_a_repeated_visit_counts_by_the_rule() -> None:
    """Mộ Lao fails on 19/02 and passes on 20/05: failed by `any`, not by `latest`; the rule is printed."""
    past = [Past("Mộ Lao", date(2013, 2, 19), "B1 k; B2 1/2"), Past("Mộ Lao", date(2013, 5, 20), "B1 d")]
    by_any, by_latest = count(past), count(past, rule=Rule.LATEST)
    assert [each.unit.name for each in result(by_any, "B1").failed] == ["Mộ Lao"]
    assert result(by_latest, "B1").failed == ()
    assert any("ít nhất một lượt chưa đạt" in line for line in rules_told(by_any))
    assert any("lượt sau cùng" in line for line in rules_told(by_latest))


def test_the_last_visit_is_the_last_that_asked() -> None:
    """A later visit that did not answer the question does not wipe out what is known."""
    past = [Past("Mộ Lao", date(2013, 2, 19), "B1 k; B2 1/2"), Past("Mộ Lao", date(2013, 5, 20), "D1 5/5")]
    assert len(result(count(past, rule=Rule.LATEST), "B1").failed) == 1


def test_one_question_is_at_most_one_finding_in_a_visit() -> None:
    """B1 failed with B2 = 112/124 is one fault: the detail is told with it."""
    report = count([Past("Mộ Lao", date(2013, 2, 19), "B1 k; B2 112/124")])
    assert [each.question.code for each in report.faults] == ["B1"]
    assert report.faults[0].failed[0].answers[0].words == "chưa niêm yết đủ thủ tục (112/124)"
    assert (report.visits[0].passed, report.visits[0].failed, report.findings.opened) == (0, 1, 1)


def test_ratios_add_up() -> None:
    """3/5 and 4/4 make 7/9, people of two visits are lượt người; one unit of two failed."""
    again = [Past("Mộ Lao", date(2013, 2, 19), "D1 3/5"), Past("Mộ Lao", date(2013, 5, 20), "D1 4/4")]
    other = Past("Văn Quán", date(2013, 3, 1), "D1 6/6")
    twice = result(count(again), "D1")
    assert (twice.sums["part"], twice.sums["whole"], sums_told(twice)) == (7, 9, "2/9 lượt người")
    both = result(count([*again, other]), "D1")
    assert (len(both.failed), len(both.checked)) == (1, 2)
    once = result(count([again[0], other]), "D1")
    assert sums_told(once) == "2/11 người"


def test_a_day_counts_once_for_each_unit() -> None:
    """Two visits of a ward that name one day, and two wards that name the same date."""
    past = [
        Past("Mộ Lao", date(2013, 2, 1), "E4 20/1, 21/1"),
        Past("Mộ Lao", date(2013, 2, 12), "E4 20/1, 4/2"),
        Past("Văn Quán", date(2013, 2, 4), "E4 20/1"),
        Past("Phú La", date(2013, 2, 5), "E4 28/1"),
    ]
    report = count(past)
    found = result(report, "E4")
    assert (len(found.days), len(found.failed)) == (5, 3)
    assert fault_told(report, found, annex="Phụ lục IV").endswith(
        "có ngày không có lãnh đạo trực tại bộ phận một cửa (5 ngày), "
        "gồm: Mộ Lao (20/01, 21/01, 04/02), Văn Quán (20/01), Phú La (28/01)"
    )


def test_names_stand_in_their_order() -> None:
    """Sentences follow the official list, data the alphabet."""
    named = ["Đồng Mai", "Phú Lương", "Mộ Lao", "Phúc La"]
    report = count(wards(named, "B3 k; B4 Đất đai"))
    assert "gồm: Mộ Lao, Phúc La, Phú Lương, Đồng Mai" in fault_told(
        report, result(report, "B3"), annex="Phụ lục IV"
    )
    assert result(report, "B3").choices == {"Đất đai": 4}
    data = report_data(report)
    assert data["faults"][0]["failed_units"] == ["Đồng Mai", "Mộ Lao", "Phú Lương", "Phúc La"]  # type: ignore[index, call-overload]


def test_mixed_versions_are_said() -> None:
    """Questions are compared by code; that two versions were used is printed."""
    past = [
        Past("Mộ Lao", date(2013, 2, 1), "B1 k; B2 1/2"),
        Past("Văn Quán", date(2013, 3, 1), "B1 k; B2 1/2", checklist=checklist(version=2)),
    ]
    report = count(past)
    assert len(result(report, "B1").failed) == 2
    assert report.is_mixed
    assert "ky 1, 2" in rules_told(report)[-1]


def test_each_unit_set_has_its_own_total() -> None:
    """A period across 1/7/2025 divides by the wards of each time, which are not the same ones."""
    change = date(2025, 7, 1)
    units = (
        CountedUnit("mo-lao-2009", "phuong", "Mộ Lao", 1, date(2009, 5, 8), date(2025, 6, 30)),
        CountedUnit("phu-luong-2009", "phuong", "Phú Lương", 2, date(2009, 5, 8), date(2025, 6, 30)),
        CountedUnit("phu-luong-2025", "phuong", "Phú Lương", 3, change, None),
    )
    past = [
        Past("mo-lao-2009", date(2025, 6, 1), "B1 k; B2 1/2"),
        Past("phu-luong-2009", date(2025, 6, 2), "B1 d"),
        Past("phu-luong-2025", date(2025, 8, 1), "B1 k; B2 1/2"),
    ]
    report = count(past, span=Span(date(2025, 1, 1), date(2025, 12, 31)), units=units)
    told = [fault_told(report, each, annex="Phụ lục IV") for each in report.faults]
    assert told[0].startswith("từ 01/01/2025 đến 30/06/2025: 1/2 phường (chiếm 50%) ")
    assert told[1].startswith("từ 01/07/2025 đến 31/12/2025: 1/1 phường (chiếm 100%) ")
    assert [part["active"] for part in report_data(report)["units"]["phuong"]["sets"]] == [2, 1]  # type: ignore[index, call-overload, union-attr]


def test_strengths_begin_at_nine_of_ten() -> None:
    """9 of 10 applicable answers are a strength, 8 of 9 are not; n.a. is not asked."""
    nine = [
        *wards(WARDS[:9], "H1 d"),
        Past(WARDS[9], date(2013, 3, 1), "H1 k"),
        Past(WARDS[10], date(2013, 3, 2), "H1 o"),
    ]
    assert [each.question.code for each in count(nine).strengths] == ["H1"]
    assert not count(nine[1:]).strengths


def test_findings_are_followed_by_later_visits() -> None:
    """A later pass verifies what was open; what is open after its day is overdue."""
    past = [
        Past("Mộ Lao", date(2013, 2, 19), "B1 k; B2 1/2; B3 k"),
        Past("Mộ Lao", date(2013, 5, 20), "B1 d; B3 k", Purpose.RECHECK),
        Past("Văn Quán", date(2013, 6, 20), "B1 k; B2 1/2"),
        Past("Phú La", date(2013, 2, 20), "B1 k; B2 1/2"),
    ]
    findings = count(past).findings
    assert (findings.opened, findings.verified, findings.open, findings.overdue) == (5, 1, 4, 1)


def test_an_empty_period_is_told_as_one() -> None:
    """Nothing is divided by nothing."""
    report = count([])
    assert visits_told(report) == "Không có lượt kiểm tra nào trong kỳ"
    assert report_data(report)["faults"] == []
    assert KINDS["phuong"] in coverage_told(report, report.sets[0])
