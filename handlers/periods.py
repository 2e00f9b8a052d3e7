"""A period's visits, counted: what the command line and the chat ask for alike.

Rules: a day is the district's; units are those of the kinds that can be inspected, the ended ones too, within
the asker's part of the tree. Visits are read in one sweep and never all held.
Must not know: what is made of the report.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.model import Checklist
from checklists.visit import Visit
from reports.period.counting import Counted, PeriodCount
from reports.period.shapes import CountedUnit, Report, Rule, Span
from storage import checklists
from storage.sweep import reported_visits
from storage.units import Unit, every_unit, kinds

_DAY = timedelta(days=1)


async def period_report(
    connection: AsyncConnection,
    span: Span,
    *,
    timezone: tzinfo,
    rule: Rule = Rule.ANY,
    under: frozenset[str] | None = None,
    beside: Callable[[Visit, Checklist, Counted], None] | None = None,
) -> Report:
    """The report; `under`: of the units with these keys and what is below them alone, none: of all.

    `beside` is given each counted visit, in the order of time.
    """
    labels = {key: kind.label.vi for key, kind in (await kinds(connection)).items() if kind.inspectable}
    units = counted_units(await every_unit(connection), labels, under)
    counting = PeriodCount(span, units, kinds=labels, rule=rule)
    async for visit, checklist in period_visits(connection, span, timezone=timezone):
        counted = counting.add(visit, checklist)
        if counted is not None and beside is not None:
            beside(visit, checklist, counted)
    return counting.report()


async def period_visits(
    connection: AsyncConnection, span: Span, *, timezone: tzinfo
) -> AsyncIterator[tuple[Visit, Checklist]]:
    """The submitted visits of the period in the order of time, each with the checklist it is pinned to."""
    since = datetime.combine(span.first, time(), timezone)
    until = datetime.combine(span.last + _DAY, time(), timezone)
    async for visit in reported_visits(connection, since, until, timezone):
        yield visit, await checklists.checklist(connection, visit.checklist_key, visit.checklist_version)


def counted_units(
    every: Iterable[Unit], labels: Mapping[str, str], under: frozenset[str] | None
) -> Iterator[CountedUnit]:
    """The units that are asked about, as reports know them."""
    units = {unit.key: unit for unit in every}
    for unit in units.values():
        if unit.kind in labels and (under is None or under & set(_lineage(units, unit))):
            yield CountedUnit(unit.key, unit.kind, unit.name, unit.sort_no, unit.valid_from, unit.valid_to)


def _lineage(units: Mapping[str, Unit], unit: Unit) -> Iterator[str]:
    seen: set[str] = set()
    above: Unit | None = unit
    while above is not None and above.key not in seen:
        seen.add(above.key)
        yield above.key
        above = units.get(above.parent) if above.parent else None
