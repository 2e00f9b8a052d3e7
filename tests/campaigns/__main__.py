"""`python -m tests.campaigns N`: tries the promises in parallel, prints a table, writes build/promises.json.

Rules: N counts kills; every other promise has a number of its own that grows with N, so that N=200 is what a
change is held to. Any failure makes the exit code 1.
Must not know: how a promise is tried.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from tests.campaigns.outcome import Outcome, bound, together
from tests.campaigns.processes import BAD_DAY
from tests.campaigns.promises import PROMISES, Promise, attempt

ROOT = Path(__file__).resolve().parents[2]
FOUND = ROOT / "build" / "promises.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the promises; 1 when one is broken."""
    asked = _parser().parse_args(arguments)
    seed = random.SystemRandom().randrange(1_000_000) if asked.seed is None else asked.seed
    only = set(asked.only.split(",")) if asked.only else {each.name for each in PROMISES}
    rows = []
    # Processes with networks and databases must not be forked from this one.
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        running = {
            promise: _submit(pool, promise, asked.number, seed=seed, faults=asked.faults)
            for promise in PROMISES
            if promise.name in only
        }
        for promise, runs in running.items():
            rows.append(_row(promise, together([run.result() for run in runs]), seed=seed))
            _say(rows[-1])
    FOUND.parent.mkdir(exist_ok=True)
    found = {"number": asked.number, "seed": seed, "faults": asked.faults, "promises": rows}
    FOUND.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(f"seed {seed}; bounds are 95 % (3/N where nothing failed); written to {FOUND}\n")
    return 1 if any(row["failures"] for row in rows) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns", description="Try the promises.")
    parser.add_argument("number", type=int, nargs="?", default=200, help="kills; the rest grows with it")
    parser.add_argument("--seed", type=int, help="of the first run; by chance when not given")
    parser.add_argument("--jobs", type=int, default=2, help="runs beside each other")
    parser.add_argument("--only", help="promises such as P1,P3")
    parser.add_argument("--faults", default=BAD_DAY, help="P3: what the platform does wrong; {} for nothing")
    return parser


def _submit(
    pool: ProcessPoolExecutor, promise: Promise, number: int, *, seed: int, faults: str
) -> list[Future[Outcome]]:
    return [
        pool.submit(attempt, promise.name, seed=seed + at, trials=trials, faults=faults)
        for at, trials in enumerate(promise.sizes(number))
    ]


Row = dict[str, object]


def _row(promise: Promise, outcome: Outcome, *, seed: int) -> Row:
    failed = len(outcome.failures)
    return {
        "promise": promise.name,
        "sentence": promise.sentence,
        "unit": promise.unit,
        "n": outcome.trials,
        "failures": failed,
        "bound": bound(outcome.trials, failed),
        "seed": seed,
        "figures": asdict(outcome)["figures"],
        "first_failures": outcome.failures[:20],
    }


def _say(row: Row) -> None:
    figures = ", ".join(f"{name.removeprefix('max_')} {figure:g}" for name, figure in _pairs(row["figures"]))
    sys.stdout.write(
        f"{row['promise']:<4} {row['sentence']:<30} {row['n']:>8} {row['unit']:<16} "
        f"{row['failures']:>4} failed, <= {100 * float(str(row['bound'])):.3g} %   {figures}\n"
    )
    for failure in list(_texts(row["first_failures"]))[:5]:
        sys.stdout.write(f"     {failure[:400]}\n")
    sys.stdout.flush()


def _pairs(figures: object) -> Iterator[tuple[str, float]]:
    yield from figures.items() if isinstance(figures, dict) else ()


def _texts(found: object) -> Iterator[str]:
    yield from found if isinstance(found, tuple) else ()


if __name__ == "__main__":
    sys.exit(main())
