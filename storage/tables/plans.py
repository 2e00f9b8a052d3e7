"""Tables of campaigns, planned visits and draws."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, Named, Table, Text, TypedColumns

from storage.columns import Instant
from storage.tables.metadata import METADATA


class CampaignColumns(TypedColumns):
    """A round of inspections, from its first day to its last."""

    id: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text, nullable=False)
    basis: Named[str] = Column(Text, nullable=False)
    starts_on: Named[date]
    ends_on: Named[date]
    by: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


class DrawColumns(TypedColumns):
    """A draw: what was committed to, and the seed, which stays secret until `revealed_at`."""

    id: Named[str] = Column(Text, primary_key=True)
    code: Named[str] = Column(Text, unique=True, nullable=False)
    campaign: Named[str] = Column(Text, ForeignKey("campaign.id"), nullable=False)
    seed: Named[str] = Column(Text, nullable=False)
    lots: Named[str] = Column(Text, nullable=False)
    commitment: Named[str] = Column(Text, nullable=False)
    by: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    revealed_at: Named[datetime | None] = Column(Instant)


class PlannedVisitColumns(TypedColumns):
    """A planned visit; dropped, never deleted. Whether it is done is told by the visits."""

    id: Named[str] = Column(Text, primary_key=True)
    campaign: Named[str] = Column(Text, ForeignKey("campaign.id"), nullable=False)
    unit_key: Named[str] = Column(Text, nullable=False)
    on: Named[date]
    purpose: Named[str] = Column(Text, nullable=False)
    draw: Named[str | None] = Column(Text, ForeignKey("draw.id"))
    by: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    dropped_at: Named[datetime | None] = Column(Instant)


class PlannedMemberColumns(TypedColumns):
    """Who goes."""

    planned: Named[str] = Column(Text, ForeignKey("planned_visit.id"), primary_key=True)
    person: Named[str] = Column(Text, primary_key=True)


campaign = Table("campaign", METADATA, CampaignColumns)
draw = Table("draw", METADATA, DrawColumns)
planned_visit = Table("planned_visit", METADATA, PlannedVisitColumns)
Index(None, planned_visit.c.campaign, planned_visit.c.on)
Index(None, planned_visit.c.on)
planned_member = Table("planned_member", METADATA, PlannedMemberColumns, sqlite_with_rowid=False)
Index(None, planned_member.c.person)
