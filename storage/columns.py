"""Column types that every table shares, and times as the tables keep them.

Rules: a time is an aware datetime outside and UTC microseconds inside, without passing through a float.
Must not know: any table.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# SQLite numbers rows by itself only for a column declared exactly INTEGER.
RowNumber = BigInteger().with_variant(Integer, "sqlite")


def to_microseconds(at: datetime) -> int:
    """UTC microseconds since 1970. ValueError for a naive time, whose zone nobody knows."""
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {at}")
    return (at - EPOCH) // MICROSECOND


def from_microseconds(count: int) -> datetime:
    """The aware UTC time of `to_microseconds`."""
    return EPOCH + count * MICROSECOND


class Instant(TypeDecorator[datetime]):
    """A point in time: aware datetime in Python, UTC microseconds in the database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn an aware datetime into microseconds."""
        del dialect
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Turn microseconds into an aware UTC datetime."""
        del dialect
        return None if value is None else from_microseconds(value)
