"""The visits' contract: one open at a place, written by whoever read last, answers only ever added."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from checklists.messages import AnswerRecorded, PhotoRecorded, VisitSubmitted
from checklists.values import Judgement
from checklists.visit import Answer, Earlier, Photo, PhotoState, Status, Visit
from storage import photos, units, visits
from storage.answers import RepeatedSource
from storage.database import Database
from storage.photos import PhotoClaim
from storage.tables import answer as answers
from storage.units import Share, Succession
from storage.units.lineage import put_successions
from storage.visits import OpenVisitExists, StaleVisit
from tests.storage.examples import AN, BINH, HANOI, MINUTE, MO_LAO, NOW, VAN_QUAN, loaded, start

AT = NOW.astimezone(HANOI)
PASSED = Answer(question="B1", value=Judgement.PASS, note=None, by=AN.person, at=AT, revision=1)
FAILED = Answer(
    question="B1",
    value=Judgement.FAIL,
    note="thiếu 2 bảng",
    by=BINH.person,
    at=AT + MINUTE,
    revision=2,
    history=(Earlier(value=Judgement.PASS, note=None, by=AN.person, at=AT, revision=1),),
)
PHOTO = Photo(id="ph1", question=None, state=PhotoState.PENDING, by=AN.person, at=AT, group="album")


def answered(visit: Visit, answer: Answer) -> Visit:
    """The visit with that answer."""
    return replace(visit, answers={**visit.answers, answer.question: answer}, revision=visit.revision + 1)


async def record(database: Database, before: Visit, answer: Answer, source_key: str) -> Visit:
    """Append one answer and read the visit back."""
    async with database.write() as connection:
        after = answered(before, answer)
        await visits.append(
            connection, before, after, [AnswerRecorded(answer)], source_key=source_key, at=NOW
        )
    async with database.read() as connection:
        return await loaded(connection)


async def test_codes_count_within_the_month(database: Database) -> None:
    """A visit's code is the month and the month's next number."""
    async with database.write() as connection:
        first, second = await start(connection), await start(connection, "v2", unit=VAN_QUAN)
        assert (first.code, second.code) == ("KT-2611-0001", "KT-2611-0002")
        assert await visits.by_code(connection, "KT-2611-0002") == "v2"


async def test_one_open_visit_at_a_place(database: Database) -> None:
    """A second visit at the place is refused, naming the open one; nothing is broken by trying."""
    async with database.write() as connection:
        await start(connection)
        with pytest.raises(OpenVisitExists) as refused:
            await start(connection, "v2")
        assert refused.value.visit_id == "v1"
        assert await visits.open_at(connection, MO_LAO.key, "") == "v1"
    async with database.read() as connection:
        assert await visits.all_visits(connection) == ("v1",)


async def test_one_of_two_starts_at_once(url: str, opened: Callable[[str], Awaitable[Database]]) -> None:
    """Of two people who start at one place at once, from two programs, one starts and one is told of it."""
    databases = [await opened(url), await opened(url)]

    async def try_start(database: Database, visit_id: str) -> str:
        async with database.write() as connection:
            try:
                return (await start(connection, visit_id)).id
            except OpenVisitExists as error:
                return error.visit_id

    won = await asyncio.gather(try_start(databases[0], "v1"), try_start(databases[1], "v2"))
    async with databases[0].read() as connection:
        assert won[0] == won[1] == (await visits.all_visits(connection))[0]
        assert len(await visits.all_visits(connection)) == 1


async def test_place_is_free_after_submission(database: Database) -> None:
    """When the visit is submitted, the next one at the place can start, and finds the last one."""
    async with database.write() as connection:
        visit = await start(connection)
        done = replace(visit, status=Status.SUBMITTED, submitted_at=AT, revision=1)
        await visits.append(connection, visit, done, [VisitSubmitted()], source_key="k1", at=NOW)
        assert await loaded(connection) == done
        await start(connection, "v2", at=NOW + MINUTE)
        assert await visits.last_submitted(connection, MO_LAO.key, NOW + MINUTE) == "v1"
        assert await visits.last_submitted(connection, MO_LAO.key, NOW) is None
        assert await visits.submitted(connection, NOW, NOW + MINUTE) == ("v1",)
        assert await visits.submitted(connection, NOW - MINUTE, NOW) == ()
        assert await visits.started(connection, NOW, NOW + MINUTE) == ("v1",)


@pytest.mark.parametrize(("share", "found"), [(Share.WHOLE, "v1"), (Share.PART, None)])
async def test_history_goes_on_under_the_successor(
    database: Database, share: Share, found: str | None
) -> None:
    """The last visit of a unit that went wholly into another is the other's last too; of a part it is not."""
    async with database.write() as connection:
        visit = await start(connection)
        done = replace(visit, status=Status.SUBMITTED, submitted_at=AT, revision=1)
        await visits.append(connection, visit, done, [VisitSubmitted()], source_key="k1", at=NOW)
        await units.put_units(connection, (MO_LAO, VAN_QUAN))
        merged = Succession(MO_LAO.key, VAN_QUAN.key, share, NOW.date())
        await put_successions(connection, (merged,))
        assert await visits.last_submitted(connection, VAN_QUAN.key, NOW + MINUTE) == found


async def test_team_and_what_a_person_has_open(database: Database) -> None:
    """Who joins stands at the end of the team, once; open visits come last touched first."""
    async with database.write() as connection:
        await start(connection)
        await start(connection, "v2", unit=VAN_QUAN, at=NOW + MINUTE)
        assert await visits.open_of(connection, AN.person) == ("v2", "v1")
        assert await visits.join(connection, "v1", BINH, NOW + 2 * MINUTE)
        assert not await visits.join(connection, "v1", BINH, NOW + 2 * MINUTE)
        assert (await loaded(connection)).team == (AN, BINH)
        assert await visits.open_of(connection, AN.person) == ("v1", "v2")
        assert await visits.open_of(connection, BINH.person) == ("v1",)
        assert await visits.recent_units(connection, AN.person, 5) == (VAN_QUAN.key, MO_LAO.key)
        assert await visits.recent_units(connection, AN.person, 1) == (VAN_QUAN.key,)


async def test_answers_are_only_added(database: Database) -> None:
    """A changed answer is a new row; the earlier one stays as it was, and the visit reads back with both."""
    async with database.write() as connection:
        visit = await start(connection)
    visit = await record(database, visit, PASSED, "update-1")
    visit = await record(database, visit, FAILED, "update-2")
    assert visit.answers == {"B1": FAILED}
    assert visit.revision == 2
    async with database.read() as connection:
        rows = await connection.execute(select(answers.c.revision, answers.c.value, answers.c.source_key))
        assert sorted(rows.all()) == [(1, '"pass"', "update-1"), (2, '"fail"', "update-2")]


async def test_stale_reader_is_refused(database: Database) -> None:
    """Of two who read the same revision the second to write is refused, and changes nothing."""
    async with database.write() as connection:
        read = await start(connection)
    stored = await record(database, read, PASSED, "update-1")
    other = replace(PASSED, question="B2")
    with pytest.raises(StaleVisit):
        await record(database, read, other, "update-2")
    async with database.read() as connection:
        assert await loaded(connection) == stored


async def test_event_writes_an_answer_once(database: Database) -> None:
    """The same event cannot write a second revision of the same answer, even on the present revision."""
    async with database.write() as connection:
        visit = await start(connection)
    stored = await record(database, visit, PASSED, "update-1")
    with pytest.raises(RepeatedSource):
        await record(database, stored, FAILED, "update-1")
    async with database.read() as connection:
        assert await loaded(connection) == stored


async def test_repetition_among_others_is_noticed(database: Database) -> None:
    """Of many answers at once, one that the event has written before refuses them all."""
    async with database.write() as connection:
        visit = await start(connection)
    stored = await record(database, visit, PASSED, "update-1")
    new = replace(PASSED, question="B2")
    after = answered(answered(stored, FAILED), new)
    effects = [AnswerRecorded(new), AnswerRecorded(FAILED)]
    with pytest.raises(RepeatedSource):
        async with database.write() as connection:
            await visits.append(connection, stored, after, effects, source_key="update-1", at=NOW)
    async with database.read() as connection:
        assert await loaded(connection) == stored


async def test_event_may_revise_twice_and_answer_many(database: Database) -> None:
    """One event may answer several questions, and give one of them two revisions (a value, then its note)."""
    async with database.write() as connection:
        visit = await start(connection)
        other = replace(PASSED, question="B2")
        after = answered(answered(visit, FAILED), other)
        effects = [AnswerRecorded(FAILED), AnswerRecorded(other)]
        await visits.append(connection, visit, after, effects, source_key="update-1", at=NOW)
        assert (await loaded(connection)).answers == {"B1": FAILED, "B2": other}


async def test_photos_keep_their_order(database: Database) -> None:
    """Photos come back in the order they came, with what became of each."""
    async with database.write() as connection:
        visit = await start(connection)
        second = replace(PHOTO, id="ph0", at=AT - MINUTE)
        both = replace(visit, photos=(PHOTO, second), revision=1)
        effects = [PhotoRecorded(PHOTO), PhotoRecorded(second)]
        await visits.append(connection, visit, both, effects, source_key="k1", at=NOW)
        kept = replace(PHOTO, question="B1", state=PhotoState.STORED, sha256="ab" * 32)
        after = replace(both, photos=(kept, second), revision=2)
        await visits.append(connection, both, after, [PhotoRecorded(kept)], source_key="k2", at=NOW)
        assert await loaded(connection) == after


async def test_photo_claims(database: Database) -> None:
    """Where a photo's bytes are is kept; the photos still pending are found after a stop."""
    claim = PhotoClaim("ph1", "v1", "telegram", "1001", "55", "file", "unique", "image/jpeg", 1_000)
    async with database.write() as connection:
        visit = await start(connection)
        await photos.add_photo_claim(connection, claim)
        await photos.add_photo_claim(connection, replace(claim, file_id="other"))
        assert await photos.photo_claim(connection, "ph1") == claim
        assert await photos.photo_claim(connection, "ph2") is None
        assert await photos.pending_claims(connection) == ()
        after = replace(visit, photos=(PHOTO,), revision=1)
        await visits.append(connection, visit, after, [PhotoRecorded(PHOTO)], source_key="k1", at=NOW)
        assert await photos.pending_claims(connection) == (claim,)


async def test_navigation_only_touches(database: Database) -> None:
    """An event that changes nothing leaves the revision alone, so that it makes nobody stale."""
    async with database.write() as connection:
        visit = await start(connection)
        await visits.append(connection, visit, visit, [], source_key="k1", at=NOW + MINUTE)
        assert await loaded(connection) == visit
        assert await visits.load(connection, "unknown", HANOI) is None
