"""A few units, a short checklist with the bank's codes, and visits of it in one line each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone

from checklists.messages import Problem
from checklists.model import Checklist
from checklists.replies import read_reply
from checklists.source import read_checklist
from checklists.visit import Answer, Purpose, Status, Visit
from reports.period.counting import PeriodCount
from reports.period.shapes import CountedUnit, Report, Result, Rule, Span

HANOI = timezone(timedelta(hours=7))
HALF_YEAR = Span(date(2013, 1, 1), date(2013, 6, 30))
KINDS = {"phuong": "phường", "phong_chuyen_mon": "phòng chuyên môn"}
WARDS = [
    "Nguyễn Trãi",
    "Mộ Lao",
    "Văn Quán",
    "Vạn Phúc",
    "Yết Kiêu",
    "Quang Trung",
    "La Khê",
    "Phú La",
    "Phúc La",
    "Hà Cầu",
    "Yên Nghĩa",
    "Kiến Hưng",
    "Phú Lãm",
    "Phú Lương",
    "Dương Nội",
    "Đồng Mai",
    "Biên Giang",
]
OFFICES = ("Phòng Tài nguyên và Môi trường", "Phòng Quản lý đô thị", "Phòng Tư pháp")
UNITS = (
    *(CountedUnit(name, "phuong", name, place) for place, name in enumerate(WARDS, start=1)),
    *(CountedUnit(name, "phong_chuyen_mon", name, place) for place, name in enumerate(OFFICES, start=18)),
)

SOURCE = """
checklist: ky
version: {version}
title: {{vi: Kỳ, en: Period}}
unit_kinds: [phuong, phong_chuyen_mon]
sections:
  - key: all
    title: {{vi: Nội dung, en: Contents}}
    questions:
      - {{code: A7, kind: ratio, label: {{vi: Số người có mặt / phải có mặt, en: Present}}}}
      - code: B1
        kind: pf
        label: {{vi: Niêm yết đủ thủ tục trong bộ TTHC cấp xã, en: All posted}}
        fail_text: {{vi: "chưa niêm yết đủ thủ tục ({{part}}/{{whole}})", en: "not all ({{part}}/{{whole}})"}}
        severity: 2
        due_days: 15
      - code: B2
        kind: ratio
        label: {{vi: Số thủ tục đã niêm yết / phải niêm yết, en: Posted}}
        relevant: ${{B1}} = 'fail'
        detail_of: B1
      - code: B3
        kind: pf
        label: {{vi: Niêm yết đúng danh mục của từng lĩnh vực, en: Right lists}}
        fail_text: {{vi: "chưa niêm yết đúng danh mục ({{list}})", en: "wrong lists ({{list}})"}}
        severity: 2
      - code: B4
        kind: select_multiple
        label: {{vi: Lĩnh vực niêm yết chưa đúng, en: Fields}}
        relevant: ${{B3}} = 'fail'
        detail_of: B3
        choices:
          ho-tich: {{vi: Hộ tịch, en: Civil status}}
          dat-dai: {{vi: Đất đai, en: Land}}
      - {{code: C2, kind: pf, label: {{vi: Lập sổ tiếp nhận đúng mẫu, en: Template}}, severity: 2}}
      - code: C3
        kind: ratio
        label: {{vi: Sổ tiếp nhận ghi thiếu / đã xem, en: Incomplete}}
        fail_when: part > 0
        severity: 2
      - {{code: C9, kind: pf, label: {{vi: Lập sổ trả kết quả đúng mẫu, en: Template}}, severity: 2}}
      - code: C10
        kind: ratio
        label: {{vi: Sổ trả kết quả ghi thiếu / đã xem, en: Incomplete}}
        fail_when: part > 0
        severity: 2
      - code: D1
        kind: ratio
        label: {{vi: Số người đeo thẻ / có mặt, en: Badges}}
        fail_when: part < whole
        fail_text: {{vi: "{{missing}}/{{whole}} người không đeo thẻ", en: "{{missing}} of {{whole}}"}}
        severity: 2
      - code: D2
        kind: ratio
        label: {{vi: Số người mặc trang phục đúng quy định / có mặt, en: Dress}}
        fail_when: part < whole
        severity: 1
      - code: E4
        kind: dates
        label: {{vi: Các ngày không có lãnh đạo trực, en: Days}}
        fail_when: count(.) > 0
        fail_text: {{vi: "có {{n}} ngày không có lãnh đạo trực ({{dates}})", en: "{{n}} days ({{dates}})"}}
        severity: 2
      - {{code: F2, kind: pf, label: {{vi: Mở cửa tiếp nhận đúng giờ, en: On time}}, severity: 2}}
      - {{code: G1, kind: pf, label: {{vi: Bố trí đủ công chức, en: Staffed}}, severity: 2}}
      - {{code: H1, kind: pf, label: {{vi: Giữ thái độ hòa nhã, en: Courteous}}, severity: 1}}
"""


def checklist(version: int = 1) -> Checklist:
    """The short checklist."""
    read = read_checklist(SOURCE.format(version=version))
    assert isinstance(read, Checklist), read
    return read


FIRST = checklist()


@dataclass(frozen=True)
class Past:
    """A visit in one line: `Past("Mộ Lao", date(2013, 2, 19), "B1 k, D1 3/5")`."""

    unit: str
    on: date
    answers: str
    purpose: Purpose = Purpose.PLANNED
    checklist: Checklist = field(default=FIRST)
    at: datetime | None = None
    status: Status = Status.SUBMITTED

    def visit(self, number: int) -> Visit:
        """The visit as the store would give it."""
        at = (self.at or datetime(self.on.year, self.on.month, self.on.day, 8, 15, tzinfo=HANOI)).astimezone(
            HANOI
        )
        visit = Visit(
            id=f"v{number}",
            code=f"KT-{at:%y%m}-{number:04}",
            unit_key=self.unit,
            unit_name=self.unit,
            site="",
            purpose=self.purpose,
            checklist_key=self.checklist.key,
            checklist_version=self.checklist.version,
            team=(),
            started_at=at,
            status=self.status,
            submitted_at=at + timedelta(hours=1),
        )
        answers = dict(self._answer(pair, at, visit) for pair in self.answers.split("; ") if pair)
        return replace(visit, answers=answers)

    def _answer(self, pair: str, at: datetime, visit: Visit) -> tuple[str, Answer]:
        code, _, said = pair.partition(" ")
        question = self.checklist.question(code)
        assert question is not None, code
        value = read_reply(question, said, at=at, visit=visit)
        assert not isinstance(value, Problem), (pair, value)
        return code, Answer(code, value, None, by="lan", at=at, revision=1)


def count(
    past: Iterable[Past],
    *,
    span: Span = HALF_YEAR,
    rule: Rule = Rule.ANY,
    units: Iterable[CountedUnit] = UNITS,
) -> Report:
    """The visits counted, in the order of time."""
    counting = PeriodCount(span, units, kinds=KINDS, rule=rule)
    numbered = [(each.visit(number), each.checklist) for number, each in enumerate(past, start=1)]
    for visit, pinned in sorted(numbered, key=lambda pair: pair[0].started_at):
        counting.add(visit, pinned)
    return counting.report()


def result(report: Report, code: str) -> Result:
    """The one result of that question."""
    [found] = [each for part in report.sets for each in part.results if each.question.code == code]
    return found


def wards(names: Iterable[str], answers: str, *, month: int = 2) -> list[Past]:
    """One visit a ward, a day each."""
    return [Past(name, date(2013, month, day), answers) for day, name in enumerate(names, start=1)]


UTC_EVENING = datetime(2013, 6, 30, 17, 30, tzinfo=UTC)
