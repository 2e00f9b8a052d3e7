"""What must be true after any crashes: every fault found is one sentence.

Rules: the database is read with the bot stopped; it is held against the ledger of what people meant and
against what Telegram showed them. Copies of posts are counted, not judged: a post that was sent while the
bot was killed may stand twice.
Must not know: how the crashes came about.
"""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import open_database
from bot.settings import Settings
from checklists.values import Plain
from storage import audit, tables
from storage.evidence import EvidenceStore, Missing
from storage.queue import OUTBOX, State
from storage.tables import UNDONE
from tests.crash.street import Street


@dataclass(frozen=True, slots=True)
class Verdict:
    """All faults, and what was held against what: how much of it there was."""

    faults: tuple[str, ...]
    answers: int
    presses: int
    photos: int
    posts: int
    lost_posts: int
    copies: int
    dead: int

    def __str__(self) -> str:
        """One line of figures, then the faults."""
        figures = (
            f"answers {self.answers}, presses {self.presses}, photos {self.photos}, posts {self.posts} "
            f"(lost {self.lost_posts}, copies {self.copies}), buried sends {self.dead}"
        )
        return "\n".join((figures, *self.faults))


async def count_undone(connection: AsyncConnection) -> int:
    """How many items wait or are in work, in both queues; later looks for copies are not waited for."""
    asked = [
        select(func.count()).select_from(each).where(UNDONE, each.c.key.not_like("sweep:%"))
        for each in (tables.inbox, tables.outbox)
    ]
    return sum([await connection.scalar(each) or 0 for each in asked])


async def judge(settings: Settings, street: Street) -> Verdict:
    """Hold what is stored against what was meant and what was shown. The bot must be stopped."""
    async with open_database(settings) as database, database.read() as connection:
        stored = await _stored_values(connection)
        faults = [
            *_wrong_answers(stored, street.ledger.values),
            *[fault async for fault in _gaps(connection)],
            *_unanswered(street),
            *await _wrong_visits(connection, street),
            *await _wrong_photos(connection, street, settings),
            *await _wrong_chain(connection),
            *await _buried_events(connection),
        ]
        codes = await _submitted_codes(connection)
        dead = (await OUTBOX.count(connection))[State.DEAD]
    standing = [_standing(street, code) for code in codes]
    faults += [f"visit {code} has no post" for code, many in zip(codes, standing, strict=True) if not many]
    return Verdict(
        faults=tuple(faults),
        answers=sum(len(values) for values in stored.values()),
        presses=len(street.pressed),
        photos=len(street.ledger.photos),
        posts=len(codes),
        lost_posts=standing.count(0),
        copies=sum(max(many - 1, 0) for many in standing),
        dead=dead,
    )


async def _stored_values(connection: AsyncConnection) -> dict[tuple[str, str], list[Plain]]:
    row = tables.answer.c
    asked = select(row.visit, row.question, row.value).order_by(row.visit, row.question, row.revision)
    found: dict[tuple[str, str], list[Plain]] = {}
    for visit, question, value in await connection.execute(asked):
        found.setdefault((visit, question), []).append(None if value is None else json.loads(value))
    return found


def _wrong_answers(
    stored: dict[tuple[str, str], list[Plain]], meant: dict[tuple[str, str], list[Plain]]
) -> Iterator[str]:
    for key in sorted(stored.keys() | meant.keys()):
        is_stored, was_meant = stored.get(key, []), meant.get(key, [])
        if is_stored != was_meant:
            yield f"answers to {key}: meant {was_meant}, stored {is_stored}"


async def _gaps(connection: AsyncConnection) -> AsyncIterator[str]:
    row = tables.answer.c
    asked = select(row.visit, row.question, row.revision).order_by(row.visit, row.question, row.revision)
    found: dict[tuple[str, str], list[int]] = {}
    for visit, question, revision in await connection.execute(asked):
        found.setdefault((visit, question), []).append(revision)
    for key, revisions in found.items():
        if revisions != list(range(1, len(revisions) + 1)):
            yield f"revisions of {key} have gaps: {revisions}"


def _unanswered(street: Street) -> Iterator[str]:
    yield from (
        f"press {query} of {at} has no answer"
        for query, at in street.pressed.items()
        if query not in street.toasts
    )


async def _wrong_visits(connection: AsyncConnection, street: Street) -> list[str]:
    row = tables.visit.c
    statuses = {each: status for each, status in await connection.execute(select(row.id, row.status))}  # noqa: C416 - rows
    meant = dict.fromkeys(street.ledger.visits, "open") | dict.fromkeys(street.ledger.submitted, "submitted")
    return [
        f"visit {each} is {statuses.get(each)}, meant {meant.get(each)}"
        for each in sorted(statuses.keys() | meant.keys())
        if statuses.get(each) != meant.get(each)
    ]


async def _wrong_photos(connection: AsyncConnection, street: Street, settings: Settings) -> list[str]:
    """Each photo sent is there once, with its own bytes, and its thumb was shown."""
    photo, claim = tables.photo.c, tables.photo_claim.c
    asked = select(claim.chat_id, claim.message_id, photo.sha256).join_from(
        tables.photo_claim, tables.photo, claim.photo == photo.id
    )
    rows = [(int(chat), int(message), sha256) for chat, message, sha256 in await connection.execute(asked)]
    meant = [(*key, sha256) for key, sha256 in street.ledger.photos.items()]
    faults = [f"photo {each} is not stored once" for each in meant if rows.count(each) != 1]
    faults += [f"photo {each} was never sent" for each in rows if each not in meant]
    faults += [f"photo {key} has no thumb" for key in street.ledger.photos if key not in street.thumbs]
    store = EvidenceStore(settings.files)
    for *_, sha256 in rows:
        try:
            await store.get(sha256 or "")
        except (Missing, ValueError):
            faults.append(f"no blob {sha256}")
    return faults


async def _wrong_chain(connection: AsyncConnection) -> list[str]:
    wrong = await audit.verify_chain(connection)
    return [] if wrong is None else [f"the audit chain breaks at {wrong}"]


async def _buried_events(connection: AsyncConnection) -> list[str]:
    row = tables.inbox.c
    asked = select(row.key, row.reason).where(row.state == State.DEAD.value)
    return [f"event {key} was given up: {reason}" for key, reason in await connection.execute(asked)]


async def _submitted_codes(connection: AsyncConnection) -> list[str]:
    row = tables.visit.c
    return list(
        await connection.scalars(select(row.code).where(row.status == "submitted").order_by(row.code))
    )


def _standing(street: Street, code: str) -> int:
    """How many posts of a visit the channel shows; albums do not count."""
    tag = "#" + code.replace("-", "_")
    return sum(tag in text for text in street.posts.values())
