"""All promises that are tried, and one run of each.

Rules: a run has a folder of its own; what breaks the run itself is a failure of it.
Must not know: how runs are spread over processes, how they are told.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog

from tests.campaigns.cuts import cuts
from tests.campaigns.forgeries import forgeries
from tests.campaigns.fuzzed import fuzzed
from tests.campaigns.outcome import Outcome
from tests.campaigns.processes import canaries, flood, kills, posts, steps, stops
from tests.campaigns.repeats import repeats


class Try(Protocol):
    """One run of a campaign in its own folder."""

    def __call__(self, folder: Path, *, seed: int, trials: int) -> Awaitable[Outcome]:
        """So many trials."""


@dataclass(frozen=True, slots=True)
class Promise:
    """`each`: trials for N = 1; `run`: most trials of one run."""

    name: str
    sentence: str
    unit: str
    each: float
    run: int
    attempt: Try

    def sizes(self, number: int) -> Iterator[int]:
        """How many trials each run makes."""
        left = max(1, round(number * self.each))
        while left > 0:
            yield min(left, self.run)
            left -= self.run


PROMISES = (
    Promise("P1", "saved means saved", "kills", 1, 25, kills),
    Promise("P1s", "saved means saved", "deaths at a step", 0.5, 50, steps),
    Promise("P1c", "saved means saved", "power cuts", 1.5, 300, cuts),
    Promise("P2", "nothing counts twice", "updates", 100, 2_000, repeats),
    Promise("P3", "each summary once", "summaries", 1, 100, posts),
    Promise("P4", "only what you may", "forged requests", 250, 5_000, forgeries),
    Promise("P6", "one bad message stops nobody", "bent updates", 100, 2_000, fuzzed),
    Promise("P9", "no secret in logs or files", "runs at DEBUG", 0.02, 1, canaries),
    Promise("P14", "a flooder slows nobody", "seconds", 0.15, 60, flood),
    Promise("P16", "one copy, a clean stop", "second copies", 0.1, 20, stops),
)


def attempt(name: str, *, seed: int, trials: int, faults: str = "{}") -> Outcome:
    """One run in a folder of its own; what breaks the run itself is a failure of it."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    promise = next(each for each in PROMISES if each.name == name)
    run = partial(promise.attempt, faults=faults) if name == "P3" else promise.attempt  # type: ignore[call-arg]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"{name}-", ignore_cleanup_errors=True) as folder:
        try:
            outcome = asyncio.run(_awaited(run(Path(folder), seed=seed, trials=trials)))
        except Exception as error:  # noqa: BLE001 - a run that breaks proves nothing, and must be seen
            outcome = Outcome(0, (f"seed {seed}: the run broke: {type(error).__name__}: {error}"[:500],))
    figures = outcome.figures | {"run seconds": round(time.monotonic() - began, 1)}
    return Outcome(outcome.trials, outcome.failures, figures)


async def _awaited(run: Awaitable[Outcome]) -> Outcome:
    return await run
