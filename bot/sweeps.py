"""Sweeps: looking again, later, whether a second copy of a post appeared.

Rules: a sweep is a row of the outbox like any other, due a minute, ten minutes and a day after a post of
unknown fate was settled; it has a lane of its own, since its chat does not wait for it.
Must not know: how a copy is found or removed.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.outgoing import Outgoing, decode, encode
from storage.queue import OUTBOX

_ROUNDS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=24))
_TAG = "sweep"


@dataclass(frozen=True, slots=True)
class Sweep:
    """Copies of `outgoing`, above the message `after`; `round` counts from 1."""

    outgoing: Outgoing
    after: int
    round: int


async def plan(connection: AsyncConnection, outgoing: Outgoing, *, after: int, at: datetime) -> None:
    """Put the sweeps of a post, if they are not there yet."""
    for number, delay in enumerate(_ROUNDS, 1):
        key = f"{_TAG}:{number}:{outgoing.dedupe_key}"
        body = {_TAG: number, "after": after, "outgoing": encode(outgoing)}
        await OUTBOX.put(
            connection,
            key=key,
            lane=f"{_TAG}:{outgoing.dedupe_key}",
            body=json.dumps(body, ensure_ascii=False),
            at=at,
            not_before=at + delay,
        )


def is_sweep(body: str) -> bool:
    """Whether a body of the outbox is a sweep."""
    return body.startswith(f'{{"{_TAG}": ')


def read(body: str) -> Sweep:
    """What `plan` wrote. ValueError or LookupError for anything else."""
    fields = json.loads(body)
    return Sweep(decode(fields["outgoing"]), fields["after"], fields[_TAG])
