"""The sentences of the period report, in the style of documents.

Rules: every figure stands beside its denominator, and the denominator says what it is of: all units there
are, those visited, or those that have the matter. Up to five names are written out in the official order,
more are left to the annex. A sentence has no full stop; whoever prints it sets one.
Must not know: where it is printed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from checklists.language import format_date, format_number, format_percent, format_short
from checklists.model import Question
from checklists.visit import Purpose
from reports.expanding import expanded
from reports.period.phrases import PREDICATES, STRENGTHS, SUMS
from reports.period.shapes import CountedUnit, Report, Result, Rule, SetResults, Span, State
from reports.period.unit_sets import COMMUNES

MOST_NAMES: Final = 5
# With these a unit can be what did it; before anything else it needs a verb.
VERBS: Final = ("chưa ", "không ", "còn ", "có ", "mở ", "ghi ", "yêu cầu ", "thiếu ", "để ", "vắng ")
DIVISION: Final = "phong_chuyen_mon"
DIVISIONS, OFFICES = "phòng ban", "phòng ban, đơn vị"
PURPOSES: Final = {Purpose.PLANNED: "định kỳ", Purpose.SURPRISE: "đột xuất", Purpose.RECHECK: "phúc tra"}
IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\{[^()]*\)|:?\s*\{(?:list|fields|dates)\}")
PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def visits_told(report: Report) -> str:
    """`25 lượt (21 lượt tại phường, 4 lượt tại phòng ban, đơn vị) tại 17 phường và 3 phòng ban`."""
    total = len(report.visits)
    if not total:
        return "Không có lượt kiểm tra nào trong kỳ"
    at = Counter(_noun(report, visit.unit.kind) for visit in report.visits)
    units = {visit.unit.key: visit.unit.kind for visit in report.visits}
    went = Counter(_noun(report, kind) for kind in units.values())
    if set(units.values()) - set(COMMUNES) == {DIVISION}:
        went = Counter({DIVISIONS if noun == OFFICES else noun: count for noun, count in went.items()})
    split = f" ({', '.join(f'{count} lượt tại {noun}' for noun, count in at.items())})" if len(at) > 1 else ""
    return f"{total} lượt{split} tại {_joined([f'{count} {noun}' for noun, count in went.items()])}"


def _noun(report: Report, kind: str) -> str:
    return report.kinds.get(kind, kind) if kind in COMMUNES else OFFICES


def _joined(parts: list[str]) -> str:
    return " và ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def purposes_told(report: Report) -> str:
    """`định kỳ 18 lượt, đột xuất 4 lượt, phúc tra 3 lượt`; what did not happen is left out."""
    count = Counter(visit.purpose for visit in report.visits)
    return ", ".join(f"{words} {count[each]} lượt" for each, words in PURPOSES.items() if count[each])


def told_sets(report: Report) -> tuple[SetResults, ...]:
    """The sets that a reader waits for: communes, and whatever else was visited."""
    return tuple(part for part in report.sets if part.visits or part.set.kind in COMMUNES)


def coverage_told(report: Report, part: SetResults) -> str:
    """`đã kiểm tra 15/17 phường; chưa kiểm tra: Biên Giang, Yên Nghĩa`."""
    told = _covered(report, part)
    missing = names_told(part.not_visited)
    return f"{told}; chưa kiểm tra: {missing}" if missing else told


def _covered(report: Report, part: SetResults) -> str:
    noun = report.kinds.get(part.set.kind, part.set.kind)
    return f"{when_told(report, part.set.span)}đã kiểm tra {len(part.visited)}/{len(part.set.units)} {noun}"


def when_told(report: Report, span: Span) -> str:
    """`từ 01/07/2025 đến 31/12/2025: ` where it is only a part of the period."""
    return "" if span == report.span else f"{span_told(span)}: "


def span_told(span: Span) -> str:
    """`từ 01/01/2013 đến 30/06/2013`."""
    return f"từ {format_date(span.first)} đến {format_date(span.last)}"


def fault_told(report: Report, result: Result, *, annex: str) -> str:
    """`4/17 phường (chiếm 23,5%) chưa niêm yết …, gồm: Mộ Lao, …`; `annex` is where more names are."""
    failed, checked = len(result.failed), len(result.checked)
    share = f"{failed}/{checked} {units_told(report, result)} (chiếm {format_percent(failed, checked)})"
    when = when_told(report, result.set.span)
    sums = sums_told(result)
    told = f"{when}{share} {predicate(result.question)}{f' ({sums})' if sums else ''}"
    named = f", gồm: {_named(result)}" if failed <= MOST_NAMES else f" (danh sách tại {annex})"
    return told + named + _choices(report, result)


def units_told(report: Report, result: Result) -> str:
    """What the denominator is of: `phường`, `phường được kiểm tra`, `phường có nội dung này`."""
    noun = report.kinds.get(result.set.kind, result.set.kind)
    part = next(each for each in report.sets if each.set == result.set)
    checked = len(result.checked)
    if checked == len(result.set.units):
        return noun
    if checked == len(part.visited):
        return f"{noun} được kiểm tra"
    if result.units_in(State.NA):
        return f"{noun} có nội dung này"
    return f"{noun} được kiểm tra nội dung này"


def predicate(question: Question) -> str:
    """What a unit that failed did or lacked, without figures: `chưa niêm yết lịch tiếp công dân …`."""
    told = PREDICATES.get(question.code)
    if told is not None:
        return told
    if question.fail_text is None:
        label = question.label.vi
        return expanded(f"chưa {label if label[1:2].isupper() else label[:1].lower() + label[1:]}")
    bare = IN_BRACKETS.sub("", question.fail_text.vi)
    counted = re.sub(r"\{[a-z0-9_]+\}(?:/\{[a-z0-9_]+\})?\s*", "", bare).strip()
    if bare.startswith("{"):
        return expanded(f"có {counted}")
    return expanded(counted if counted.startswith(VERBS) else f"còn tình trạng {counted}")


def sums_told(result: Result) -> str:
    """`7/101 lượt người`, `5 ngày tại 3 phường`'s days: what was added up; empty where nothing was."""
    if result.days:
        return f"{len(result.days)} ngày"
    template = SUMS.get(result.question.code, "")
    names = PLACEHOLDER.findall(template)
    if not names or any(name not in result.sums for name in names):
        return ""
    parts = [part for part in template.split(", ") if any(result.sums[n] for n in PLACEHOLDER.findall(part))]
    told = PLACEHOLDER.sub(lambda found: format_number(result.sums[found[1]]), ", ".join(parts))
    return told.replace(" người", " lượt người") if result.counts_twice and "lượt" not in told else told


def _named(result: Result) -> str:
    """The names, each with its days where days are what was found."""
    return ", ".join(
        f"{each.unit.name} ({days_told(each.days)})" if each.days else each.unit.name
        for each in result.failed
    )


def days_told(days: Iterable[date]) -> str:
    """`20/01, 27/01`."""
    return ", ".join(map(format_short, days))


def _choices(report: Report, result: Result) -> str:
    """`. Cụ thể: Đất đai (3 phường); Hộ tịch (1 phường)`: the most frequent first."""
    noun = report.kinds.get(result.set.kind, result.set.kind)
    ranked = sorted(result.choices.items(), key=lambda pair: -pair[1])
    return f". Cụ thể: {'; '.join(f'{label} ({count} {noun})' for label, count in ranked)}" if ranked else ""


def names_told(units: Iterable[CountedUnit]) -> str:
    """Names in the order given."""
    return ", ".join(unit.name for unit in units)


def strengths_told(report: Report, part: SetResults, *, annex: str = "") -> tuple[str, ...]:
    """What is done well by this set's units: topics first, then every other question, with its figures.

    More than a few other questions are told as a number; `annex` is where they are listed.
    """
    those = f"{when_told(report, part.set.span)}các {report.kinds.get(part.set.kind, part.set.kind)}"
    told = [f"{those} {words} ({figures_told(asked)})" for words, asked in strong_topics(report, part)]
    rest = other_strengths(report, part)
    if len(rest) > MOST_NAMES:
        where = f" (danh sách tại {annex})" if annex else ""
        told.append(f"{those} thực hiện tốt {len(rest)} nội dung khác{where}")
    elif rest:
        named = "; ".join(f"{each.question.label.vi} ({figures_told((each,))})" for each in rest)
        told.append(f"{those} thực hiện tốt các nội dung: {named}")
    return tuple(told)


def strong_topics(report: Report, part: SetResults) -> Iterator[tuple[str, tuple[Result, ...]]]:
    """The topics that are a strength of the set, as what is said of them and their results."""
    for codes, words in STRENGTHS:
        asked = topic_results(part, codes)
        if asked and is_strong(report, asked):
            yield words, asked


def other_strengths(report: Report, part: SetResults) -> tuple[Result, ...]:
    """The set's strengths that no topic tells."""
    told = {each.question.code for _, asked in strong_topics(report, part) for each in asked}
    return tuple(each for each in report.strengths if each.set == part.set and each.question.code not in told)


def topic_results(part: SetResults, codes: Iterable[str]) -> tuple[Result, ...]:
    """The set's results of those questions, where there was a verdict."""
    wanted = frozenset(codes)
    return tuple(each for each in part.results if each.question.code in wanted and each.verdicts)


def is_strong(report: Report, results: Iterable[Result]) -> bool:
    """Whether enough of the applicable answers of all of them pass."""
    every = tuple(results)
    passes, verdicts = sum(each.passes for each in every), sum(each.verdicts for each in every)
    return verdicts > 0 and 100 * passes >= report.strong_from * verdicts


def figures_told(results: Iterable[Result]) -> str:
    """`đạt 21/21 kết quả`: what the rule of strengths goes by."""
    every = tuple(results)
    return f"đạt {sum(each.passes for each in every)}/{sum(each.verdicts for each in every)} kết quả"


def findings_told(report: Report) -> str:
    """`61 kiến nghị: 9 đã xác nhận khắc phục, 52 chưa khắc phục (trong đó 40 quá hạn)`."""
    count = report.findings
    if not count.opened:
        return "Không có kiến nghị nào phát sinh trong kỳ"
    late = f" (trong đó {count.overdue} quá hạn)" if count.overdue else ""
    settled = f"{count.verified} đã xác nhận khắc phục" if count.verified else ""
    still = f"{count.open} chưa khắc phục{late}" if count.open else ""
    return f"{count.opened} kiến nghị: {', '.join(filter(None, (settled, still)))}"


def rules_told(report: Report) -> tuple[str, ...]:
    """How it was counted: printed with every report."""
    coverage = "; ".join(_covered(report, part) for part in told_sets(report))
    rule = (
        "Đơn vị được kiểm tra nhiều lần tính là chưa đạt khi có ít nhất một lượt chưa đạt trong kỳ"
        if report.rule is Rule.ANY
        else "Đơn vị được kiểm tra nhiều lần tính theo kết quả của lượt sau cùng có nội dung đó"
    )
    told = [
        "Lượt kiểm tra tính cả phúc tra; chỉ tính lượt đã gửi kết quả; ngày theo giờ địa phương",
        f"Mẫu số là số đơn vị có kết quả Đạt hoặc Chưa đạt với nội dung đó; {coverage}",
        rule,
        "Nội dung không áp dụng hoặc chưa trả lời không tính vào mẫu số",
        f"Ưu điểm: từ {report.strong_from}% kết quả có áp dụng trở lên là Đạt",
    ]
    if report.is_mixed:
        versions = (
            f"{key} {', '.join(map(str, each))}" for key, each in report.versions.items() if len(each) > 1
        )
        told.append(f"Kỳ này dùng nhiều phiên bản phiếu, so sánh theo mã câu hỏi: {'; '.join(versions)}")
    return tuple(told)
