"""Tables of the inspected units: names, codes, aliases, what became of them, their sites and hours."""

from datetime import date, datetime, time

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Named, Table, Text, Time, TypedColumns

from storage.columns import Instant
from storage.tables.metadata import METADATA


class UnitKindColumns(TypedColumns):
    """A kind of unit; migrations fill it in."""

    key: Named[str] = Column(Text, primary_key=True)
    label_vi: Named[str] = Column(Text, nullable=False)
    label_en: Named[str] = Column(Text, nullable=False)
    abbr_vi: Named[str] = Column(Text, nullable=False)
    abbr_en: Named[str] = Column(Text, nullable=False)
    sort: Named[int]
    inspectable: Named[bool] = Column(Boolean, nullable=False)


class UnitColumns(TypedColumns):
    """A unit; ended, never deleted. `name` is the newest."""

    key: Named[str] = Column(Text, primary_key=True)
    kind: Named[str] = Column(Text, nullable=False)
    name: Named[str] = Column(Text, nullable=False)
    display_name: Named[str | None] = Column(Text)
    parent: Named[str | None] = Column(Text)
    sort_no: Named[int]
    valid_from: Named[date | None]
    valid_to: Named[date | None]


class UnitCodeColumns(TypedColumns):
    """A code while it holds; `valid_from` is the first of all days when it always did."""

    scheme: Named[str] = Column(Text, primary_key=True)
    code: Named[str] = Column(Text, primary_key=True)
    valid_from: Named[date] = Column(Date, primary_key=True)
    unit: Named[str] = Column(Text, ForeignKey("unit.key"), nullable=False, index=True)
    valid_to: Named[date | None]


class UnitAliasColumns(TypedColumns):
    """One more name of a unit; `place` is its order."""

    unit: Named[str] = Column(Text, ForeignKey("unit.key"), primary_key=True)
    place: Named[int] = Column(primary_key=True, autoincrement=False)
    alias: Named[str] = Column(Text, nullable=False)
    folded: Named[str] = Column(Text, nullable=False, index=True)
    type: Named[str] = Column(Text, nullable=False)
    verified: Named[bool] = Column(Boolean, nullable=False)


class UnitFormerNameColumns(TypedColumns):
    """A name that the unit had until that day."""

    unit: Named[str] = Column(Text, ForeignKey("unit.key"), primary_key=True)
    valid_to: Named[date] = Column(Date, primary_key=True)
    name: Named[str] = Column(Text, nullable=False)


class UnitLineageColumns(TypedColumns):
    """From that day on, all or part of `source` belongs to `target`."""

    source: Named[str] = Column(Text, ForeignKey("unit.key"), primary_key=True)
    target: Named[str] = Column(Text, ForeignKey("unit.key"), primary_key=True, index=True)
    effective_on: Named[date] = Column(Date, primary_key=True)
    share: Named[str] = Column(Text, nullable=False)
    legal_ref: Named[str] = Column(Text, nullable=False)
    verified: Named[bool] = Column(Boolean, nullable=False)


class SiteColumns(TypedColumns):
    """A place where a unit is inspected."""

    id: Named[str] = Column(Text, primary_key=True)
    unit: Named[str] = Column(Text, ForeignKey("unit.key"), nullable=False, index=True)
    operator_unit: Named[str | None] = Column(Text, ForeignKey("unit.key"))
    name: Named[str] = Column(Text, nullable=False)
    kind: Named[str] = Column(Text, nullable=False)
    address: Named[str] = Column(Text, nullable=False)
    lat: Named[float | None] = Column(Float)
    lon: Named[float | None] = Column(Float)
    valid_from: Named[date | None]
    valid_to: Named[date | None]


class SiteHoursColumns(TypedColumns):
    """When a site is open on a weekday, while it holds; Monday is 0."""

    site: Named[str] = Column(Text, ForeignKey("site.id"), primary_key=True)
    weekday: Named[int] = Column(primary_key=True, autoincrement=False)
    opens: Named[time] = Column(Time, primary_key=True)
    valid_from: Named[date] = Column(Date, primary_key=True)
    closes: Named[time] = Column(Time, nullable=False)
    valid_to: Named[date | None]


class UnitDraftColumns(TypedColumns):
    """A list of units that somebody has sent and not yet taken: its rows as JSON."""

    id: Named[str] = Column(Text, primary_key=True)
    person: Named[str] = Column(Text, nullable=False)
    made_at: Named[datetime] = Column(Instant, nullable=False, index=True)
    content: Named[str] = Column(Text, nullable=False)


unit_kind = Table("unit_kind", METADATA, UnitKindColumns)
unit = Table("unit", METADATA, UnitColumns)
unit_code = Table("unit_code", METADATA, UnitCodeColumns)
unit_alias = Table("unit_alias", METADATA, UnitAliasColumns)
unit_former_name = Table("unit_former_name", METADATA, UnitFormerNameColumns)
unit_lineage = Table("unit_lineage", METADATA, UnitLineageColumns)
site = Table("site", METADATA, SiteColumns)
site_hours = Table("site_hours", METADATA, SiteHoursColumns)
unit_draft = Table("unit_draft", METADATA, UnitDraftColumns)
