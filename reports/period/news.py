"""The period told as news: visits, strengths, faults; no persons, and no unit where conduct is told.

Rules: faults come as the district's own news has them: registers, posting, conduct, duty, hours, then the
rest. Questions that belong together make one sentence, by which of them failed. Nothing is said that was not
counted. The text ends with "./.".
Must not know: where it is published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from checklists.language import format_period
from reports.period.phrases import (
    BY_TEMPLATE,
    CONDUCT,
    CONDUCT_SUBJECT,
    HOURS,
    INCOMPLETE,
    QUESTION_STYLES,
    REGISTERS,
    SECTION_STYLES,
    Style,
)
from reports.period.sentences import (
    names_told,
    predicate,
    strong_topics,
    units_told,
    visits_told,
    when_told,
)
from reports.period.shapes import Report, Result, SetResults

MOST_NAMED: Final = 4
SECTION_ORDER: Final = "CBDEFAGHIJK"
END: Final = "./."


def news_text(report: Report) -> str:
    """The whole news, in two or three paragraphs."""
    period = format_period(report.span.first, report.span.last, in_document=True)
    opening = f"Trong {period}, đã kiểm tra công vụ {visits_told(report)}"
    if not report.visits:
        return f"Trong {period}, không có lượt kiểm tra công vụ nào{END}"
    strengths = "; ".join(each for part in report.sets for each in strengths_told(report, part))
    faults = "; ".join(each for part in report.sets for each in faults_told(report, part))
    paragraphs = [f"{opening}."]
    if strengths:
        paragraphs.append(f"Qua kiểm tra cho thấy, {strengths}.")
    if faults:
        paragraphs.append(f"Bên cạnh đó, qua kiểm tra phát hiện một số tồn tại, hạn chế: {faults}.")
    return "\n".join(paragraphs).removesuffix(".") + END


def strengths_told(report: Report, part: SetResults) -> Iterator[str]:
    """`các phường đã bố trí cán bộ, trang bị cơ sở vật chất …`: one sentence a unit set."""
    told = [words for words, _ in strong_topics(report, part)]
    if told:
        yield f"{when_told(report, part.set.span)}các {_noun(report, part)} {', '.join(told)}"


def faults_told(report: Report, part: SetResults) -> Iterator[str]:
    """The set's faults in the order of the news, one sentence a topic."""
    faults = {each.question.code: each for each in part.results if each.failed}
    told = list(_topics(faults, _noun(report, part)))
    covered = frozenset[str]().union(*(topic.codes for topic in told))
    told += [
        _Told(code, _told(report, each), frozenset({code}))
        for code, each in faults.items()
        if code not in covered
    ]
    when = when_told(report, part.set.span)
    yield from (when + each.words for each in sorted(told, key=lambda each: _place(each.first)))


def _noun(report: Report, part: SetResults) -> str:
    return report.kinds.get(part.set.kind, part.set.kind)


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence: the code that gives it its place, and all the codes that it tells of."""

    first: str
    words: str
    codes: frozenset[str]


def _topics(faults: Mapping[str, Result], noun: str) -> Iterator[_Told]:
    """The sentences that tell several questions."""
    if registers := _registers(faults):
        yield registers
    if conduct := {code: words for code, words in CONDUCT.items() if code in faults}:
        yield _Told(
            next(iter(conduct)), f"{CONDUCT_SUBJECT} {noun} {', '.join(conduct.values())}", frozenset(conduct)
        )
    if hours := HOURS[0] & faults.keys():
        yield _Told("F", f"một số {noun} {HOURS[1]}", hours)


def _registers(faults: Mapping[str, Result]) -> _Told | None:
    """What is wrong with a register's template and completeness at once, for each side where both are."""
    sides = [
        (side, {template, full}) for side, template, full in REGISTERS if {template, full} <= faults.keys()
    ]
    if not sides:
        return None
    kept = " và ".join(side for side, _ in sides)
    codes = frozenset[str]().union(*(codes for _, codes in sides))
    return _Told("C", f"khi {kept} hồ sơ {INCOMPLETE} {BY_TEMPLATE}", codes)


def _told(report: Report, result: Result) -> str:
    """One fault in its own sentence, by its style."""
    found = predicate(result.question)
    noun = report.kinds.get(result.set.kind, result.set.kind)
    style = _style(result)
    match style:
        case Style.RATIO:
            return f"{len(result.failed)}/{len(result.checked)} {units_told(report, result)} {found}"
        case Style.NAMED if len(result.failed) == 1:
            return f"{noun} {names_told(each.unit for each in result.failed)} {found}"
        case Style.NAMED:
            return f"một số {noun} như {names_told(each.unit for each in result.failed)} {found}"
        case Style.SOME:
            return f"một số {noun} {found}"
        case Style.GENERAL:
            return found
        case _ as never:
            assert_never(never)


def _style(result: Result) -> Style:
    code = result.question.code
    style = QUESTION_STYLES.get(code) or SECTION_STYLES.get(code[:1], Style.NAMED)
    return Style.RATIO if style is Style.NAMED and len(result.failed) > MOST_NAMED else style


def _place(code: str) -> tuple[int, str]:
    section = SECTION_ORDER.find(code[:1])
    return (section if section >= 0 else len(SECTION_ORDER), code)
