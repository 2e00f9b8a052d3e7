"""A visit's photos, and where their bytes can be fetched.

Rules: a photo's row changes (its question, its state) but is never removed; the claim is kept, so that a
fetch can be tried again. No file url is stored: it would carry a secret.
Must not know: how bytes are fetched or kept.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import tzinfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.visit import Photo, PhotoState, Visit
from storage.database import insert
from storage.tables import photo as photos
from storage.tables import photo_claim as claims


@dataclass(frozen=True, slots=True)
class PhotoClaim:
    """What the platform said of a photo; `size` in bytes where it was told."""

    photo: str
    visit_id: str
    transport: str
    chat_id: str
    message_id: str
    file_id: str
    unique_id: str | None = None
    mime: str | None = None
    size: int | None = None


async def load_photos(connection: AsyncConnection, visit_id: str, timezone: tzinfo) -> tuple[Photo, ...]:
    """The visit's photos in their order, times in that zone."""
    row = photos.c
    asked = (
        select(row.id, row.question, row.state, row.by, row.at, row.album, row.sha256)
        .where(row.visit == visit_id)
        .order_by(row.place, row.id)
    )
    return tuple(
        Photo(
            id=id,
            question=question,
            state=PhotoState(state),
            by=by,
            at=at.astimezone(timezone),
            group=group,
            sha256=sha256,
        )
        for id, question, state, by, at, group, sha256 in await connection.execute(asked)  # noqa: A001
    )


async def put_photos(connection: AsyncConnection, visit: Visit, changed: Iterable[Photo]) -> None:
    """Write photos as they are now in the visit."""
    places = {photo.id: place for place, photo in enumerate(visit.photos)}
    rows = [
        {
            "visit": visit.id,
            "id": photo.id,
            "question": photo.question,
            "state": photo.state.value,
            "by": photo.by,
            "at": photo.at,
            "album": photo.group,
            "sha256": photo.sha256,
            "place": places[photo.id],
        }
        for photo in changed
    ]
    if not rows:
        return
    statement = insert(connection, photos)
    new = {name: statement.excluded[name] for name in ("question", "state", "album", "sha256", "place")}
    await connection.execute(statement.on_conflict_do_update(index_elements=["visit", "id"], set_=new), rows)


async def add_photo_claim(connection: AsyncConnection, claim: PhotoClaim) -> None:
    """Keep where a photo's bytes are; the first claim of a photo stays."""
    row = asdict(claim)
    row["visit"] = row.pop("visit_id")
    await connection.execute(
        insert(connection, claims).values(row).on_conflict_do_nothing(index_elements=["photo"])
    )


async def photo_claim(connection: AsyncConnection, photo_id: str) -> PhotoClaim | None:
    """Where the photo's bytes are, or none."""
    row = claims.c
    asked = select(
        row.photo,
        row.visit,
        row.transport,
        row.chat_id,
        row.message_id,
        row.file_id,
        row.unique_id,
        row.mime,
        row.size,
    ).where(row.photo == photo_id)
    found = (await connection.execute(asked)).one_or_none()
    return None if found is None else PhotoClaim(*found)


async def pending_claims(connection: AsyncConnection) -> tuple[PhotoClaim, ...]:
    """The claims of all photos whose bytes are not yet durable, for a start after a stop."""
    asked = (
        select(claims)
        .join(photos, photos.c.id == claims.c.photo)
        .where(photos.c.state == PhotoState.PENDING.value)
        .order_by(photos.c.at, photos.c.id)
    )
    return tuple(PhotoClaim(*found) for found in await connection.execute(asked))
