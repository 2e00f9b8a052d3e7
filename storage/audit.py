"""The audit chain: who did what to which object, each row sealed by the hash of the one before.

Rules: `hash = SHA-256(0x00 || prev || canonical JSON)`, where canonical JSON has sorted keys, no spaces and
plain UTF-8; the first `prev` is 32 zero bytes; hashes are lower-case hexadecimal in the table. Rows are
appended in the transaction of what they tell; triggers refuse UPDATE and DELETE (`audit_guard`).
No secret may enter: it could not be taken out.
Must not know: which kinds of row there are.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.values import Plain
from storage.columns import to_microseconds
from storage.statements import Change, Query
from storage.tables import audit

START = "00" * 32
PREFIX = b"\x00"
# Any number that no other advisory lock of the database uses.
CHAIN_LOCK = 0x4B54_4155
_LAST = Query(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1))
_APPEND = Change(audit.insert().values({name: bindparam(name) for name in audit.c.keys()}))  # noqa: SIM118 - columns


def canonical(plain: Mapping[str, Plain]) -> str:
    """Canonical JSON of a mapping."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def seal(prev_hash: str, *, seq: int, at: datetime, actor: str, kind: str, about: str, payload: str) -> str:
    """The hash of a row; `payload` is canonical JSON already and enters as text."""
    content = canonical(
        {
            "seq": seq,
            "at": to_microseconds(at),
            "actor": actor,
            "kind": kind,
            "object": about,
            "payload": payload,
        }
    )
    return hashlib.sha256(PREFIX + bytes.fromhex(prev_hash) + content.encode()).hexdigest()


async def append(
    connection: AsyncConnection,
    *,
    at: datetime,
    actor: str,
    kind: str,
    object: str,  # noqa: A002 - the column's name
    payload: Mapping[str, Plain],
) -> int:
    """Append a row and return its number, from 1 without gaps."""
    if connection.dialect.name == "postgresql":
        # Two links must not take the same predecessor; the lock ends with the transaction.
        await connection.execute(select(func.pg_advisory_xact_lock(CHAIN_LOCK)))
    found = await _LAST.first(connection)
    seq, prev_hash = (found[0] + 1, found[1]) if found else (1, START)
    text = canonical(payload)
    own = seal(prev_hash, seq=seq, at=at, actor=actor, kind=kind, about=object, payload=text)
    row = {"seq": seq, "at": at, "actor": actor, "kind": kind, "object": object, "payload": text}
    await _APPEND.run(connection, **row, prev_hash=prev_hash, hash=own)
    return seq


async def verify_chain(connection: AsyncConnection) -> int | None:
    """The number of the first row that does not fit the chain, or none.

    A chain alone cannot show that its tail was cut off or that all of it was made anew.
    """
    row = audit.c
    asked = select(
        row.seq, row.at, row.actor, row.kind, row.object, row.payload, row.prev_hash, row.hash
    ).order_by(row.seq)
    expected, prev = 1, START
    async with connection.stream(asked) as rows:
        async for seq, at, actor, kind, about, payload, prev_hash, own in rows:
            sealed = seal(prev, seq=seq, at=at, actor=actor, kind=kind, about=about, payload=payload)
            if (seq, prev_hash, own) != (expected, prev, sealed):
                return seq
            expected, prev = seq + 1, own
    return None


async def head(connection: AsyncConnection) -> tuple[int, str]:
    """The chain's size and the hash of its last row, for a checkpoint."""
    found = await _LAST.first(connection)
    return found or (0, START)
