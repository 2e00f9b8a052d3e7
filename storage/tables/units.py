"""Tables of the inspected units."""

from datetime import date

from sqlalchemy import Column, Named, Table, Text, TypedColumns

from storage.tables.metadata import METADATA


class UnitColumns(TypedColumns):
    """An administrative unit; ended, never deleted. `aliases` is a JSON list."""

    key: Named[str] = Column(Text, primary_key=True)
    kind: Named[str] = Column(Text, nullable=False)
    name: Named[str] = Column(Text, nullable=False)
    parent: Named[str | None] = Column(Text)
    sort_no: Named[int]
    valid_from: Named[date | None]
    valid_to: Named[date | None]
    code: Named[str | None] = Column(Text)
    aliases: Named[str] = Column(Text, nullable=False)


unit = Table("unit", METADATA, UnitColumns)
