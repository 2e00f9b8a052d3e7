"""What is stored comes back equal, whatever the answers are."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.messages import AnswerRecorded, Effect, PhotoRecorded
from checklists.values import (
    Clock,
    Day,
    Days,
    Judgement,
    Number,
    Picked,
    Pictures,
    Place,
    Ratio,
    Value,
    Words,
)
from checklists.visit import Answer, Earlier, Photo, PhotoState, Visit
from storage import visits
from storage.database import Database
from tests.storage.examples import AN, BINH, HANOI, MO_LAO, NOW, loaded, start

NUMBERS = count(1)
# PostgreSQL keeps no NUL in text; `clean` takes it out of everything typed.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DATES = st.dates(date(2000, 1, 1), date(2100, 1, 1))
WHOLE = st.integers(0, 500)
VALUES: dict[type, st.SearchStrategy[Value]] = {
    Judgement: st.sampled_from(Judgement),
    Ratio: st.tuples(WHOLE, WHOLE).map(lambda pair: Ratio(part=min(pair), whole=max(pair))),
    Number: st.decimals(-1_000_000, 1_000_000, places=3).map(lambda number: Number(Decimal(number))),
    Words: TEXT.map(Words),
    Clock: st.times().map(lambda at: Clock(time(at.hour, at.minute))),
    Day: DATES.map(Day),
    Days: st.lists(DATES, unique=True, max_size=4).map(lambda days: Days(tuple(sorted(days)))),
    Picked: st.lists(TEXT, unique=True, max_size=3).map(lambda names: Picked(tuple(names))),
    Place: st.builds(
        Place, lat=st.floats(-90, 90), lon=st.floats(-180, 180), accuracy=st.none() | st.floats(0, 5_000)
    ),
    Pictures: st.just(Pictures()),
}
PEOPLE = st.sampled_from([AN.person, BINH.person])
TIMES = st.integers(0, 10**12).map(lambda micros: (NOW + timedelta(microseconds=micros)).astimezone(HANOI))


@st.composite
def answers_of(draw: st.DrawFn, question: str, values: st.SearchStrategy[Value]) -> Answer:
    """An answer with up to three revisions, some of them without a value yet."""
    revisions = [
        Earlier(
            value=draw(st.none() | values),
            note=draw(st.none() | TEXT),
            by=draw(PEOPLE),
            at=draw(TIMES),
            revision=number,
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    ]
    last = revisions[-1]
    return Answer(question, last.value, last.note, last.by, last.at, last.revision, tuple(revisions[:-1]))


@st.composite
def photos_of(draw: st.DrawFn) -> tuple[Photo, ...]:
    """A few photos in any state; ids are made unique by the test."""
    one = st.builds(
        Photo,
        id=st.uuids().map(str),
        question=st.none() | st.sampled_from(["Ratio", "Words"]),
        state=st.sampled_from(PhotoState),
        by=PEOPLE,
        at=TIMES,
        group=st.none() | st.just("album"),
        sha256=st.none() | st.just("ab" * 32),
    )
    return tuple(draw(st.lists(one, max_size=4, unique_by=lambda photo: photo.id)))


def every_kind() -> st.SearchStrategy[list[Answer]]:
    """One answer of every kind of value, its question named after the kind."""
    return st.tuples(*(answers_of(kind.__name__, values) for kind, values in VALUES.items())).map(list)


async def save(database: Database, before: Visit, after: Visit) -> Visit:
    """Append everything at once and read it back in another transaction."""
    effects: list[Effect] = [
        *(AnswerRecorded(answer) for answer in after.answers.values()),
        *(PhotoRecorded(photo) for photo in after.photos),
    ]
    async with database.write() as connection:
        await visits.append(connection, before, after, effects, source_key="update", at=NOW)
    async with database.read() as connection:
        return await loaded(connection, before.id)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(answers=every_kind(), photos=photos_of())
async def test_visit_comes_back_equal(
    database: Database, answers: list[Answer], photos: tuple[Photo, ...]
) -> None:
    """load(save(visit)) is the visit, for every kind of value, with histories, notes and photos."""
    number = next(NUMBERS)
    unit_key = f"unit-{number}"
    async with database.write() as connection:
        before = await start(connection, f"v{number}", unit=replace(MO_LAO, key=unit_key))
    mine = tuple(replace(photo, id=f"{number}-{photo.id}") for photo in photos)
    after = replace(before, answers={answer.question: answer for answer in answers}, photos=mine, revision=1)
    assert await save(database, before, after) == after


async def test_times_come_back_in_the_zone_asked_for(database: Database) -> None:
    """A time is stored to the microsecond without a zone's rules, and told in the reader's zone."""
    at = datetime(2026, 11, 4, 23, 59, 59, 999999, tzinfo=UTC)
    async with database.write() as connection:
        visit = await start(connection, at=at)
    assert visit.started_at == at
    assert visit.started_at.isoformat() == "2026-11-05T06:59:59.999999+07:00"
