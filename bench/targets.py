"""What is aimed at, and what was reached in the same run.

Rules: figures of different runs are never compared; a target whose figures were not measured is not judged.
Must not know: how a figure was measured.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.bots import OURS
from bench.measure import Measured, Window

DURABLE, AIOGRAM = "ptb_durable", "aiogram_durable"
CROWD = 100
SLOW_MS = 50


@dataclass(frozen=True, slots=True)
class Run:
    """All that was measured: bot by name and latency, and ours with an offered load."""

    bots: Mapping[tuple[str, int], Measured]
    offered: Measured | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One target: `is_least` says whether the figure must reach `target` or stay below it."""

    what: str
    figure: float
    target: float
    is_least: bool
    unit: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether it is."""
        return self.figure >= self.target if self.is_least else self.figure <= self.target


def window(run: Run, name: str, latency_ms: int, inspectors: int) -> Window | None:
    """One bot's window, if there was one."""
    measured = run.bots.get((name, latency_ms))
    windows = measured.windows if measured else ()
    return next((each for each in windows if each.inspectors == inspectors), None)


def verdicts(run: Run) -> tuple[Verdict, ...]:
    """Every target of which the figures are there."""
    return (*_ratios(run), *_ours(run), *_offered(run))


def _ratios(run: Run) -> Iterator[Verdict]:
    for peer, latency, target in ((DURABLE, 0, 2.0), (DURABLE, SLOW_MS, 40.0), (AIOGRAM, SLOW_MS, 1.0)):
        ours, theirs = (window(run, name, latency, CROWD) for name in (OURS, peer))
        if ours and theirs and theirs.answers_per_s:
            what = f"answers/s, {CROWD} inspectors, {latency} ms a call: x {peer}"
            yield Verdict(what, ours.answers_per_s / theirs.answers_per_s, target, is_least=True, unit="x")


def _ours(run: Run) -> Iterator[Verdict]:
    found = window(run, OURS, 0, CROWD)
    if found and found.cpu_s_per_1000 is not None and found.calls_per_answer is not None:
        yield Verdict("CPU s per 1,000 answers", found.cpu_s_per_1000, 2.5, is_least=False, unit="s")
        yield Verdict("API calls per answer", found.calls_per_answer, 2.1, is_least=False)
    if measured := run.bots.get((OURS, 0)):
        yield Verdict("first reply after start", measured.first_reply_s, 2.0, is_least=False, unit="s")


def _offered(run: Run) -> Iterator[Verdict]:
    if run.offered is None:
        return
    (found,) = run.offered.windows
    what = f"p99 update -> call, 25 answers/s offered, {found.inspectors:,} open visits, pace limits on"
    yield Verdict(what, found.call_p99_ms, 50.0, is_least=False, unit="ms")
    what = f"peak memory, {found.inspectors:,} open visits"
    yield Verdict(what, run.offered.peak_mb, 130.0, is_least=False, unit="MB")
