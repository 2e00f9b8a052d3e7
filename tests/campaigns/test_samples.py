"""A small sample of every campaign; how much a promise was tried stands in its line."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from storage.database import PRAGMAS
from tests.campaigns.cuts import cuts
from tests.campaigns.forgeries import forgeries
from tests.campaigns.fuzzed import fuzzed
from tests.campaigns.mutants import tried
from tests.campaigns.outcome import Outcome, bound, together
from tests.campaigns.processes import canaries, flood, stops
from tests.campaigns.promises import Try
from tests.campaigns.repeats import repeats
from tests.campaigns.seeded import MUTANTS

SEED = 20261123


async def other(attempt: Try, folder: Path, *, seed: int, trials: int) -> Outcome:
    """The same with another seed, so that two processes share the trials."""
    return await attempt(folder, seed=seed + 1, trials=trials)


SEEDED = "submission does not wait for photos"
# P1 and P3 have their sample in tests/crash. A test machine may be slow: the flooder's bound is wide here.
SAMPLES: tuple[tuple[str, Try, int], ...] = (
    ("P1 power cuts", cuts, 300),
    ("P2 updates", repeats, 300),
    ("P4 forged requests", forgeries, 25_000),
    ("P4 other forged requests", partial(other, forgeries), 25_000),
    ("P6 bent updates", fuzzed, 300),
    ("P9 runs at DEBUG", canaries, 1),
    ("P14 seconds", partial(flood, slow_from=5.0), 2),
    ("P16 second copies", stops, 2),
)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("promise", "attempt", "trials"), SAMPLES, ids=[each[0] for each in SAMPLES])
async def test_a_sample_keeps_the_promise(tmp_path: Path, promise: str, attempt: Try, trials: int) -> None:
    """The promise named in brackets holds in so many trials."""
    outcome = await attempt(tmp_path, seed=SEED, trials=trials)
    assert outcome.failures == ()
    assert outcome.trials >= trials


async def test_a_commit_that_does_not_wait_for_the_disk_is_found_out(tmp_path: Path) -> None:
    """The same cuts lose acknowledged rows with `synchronous=NORMAL`: so the sample can fail."""
    careless = [each.replace("synchronous=FULL", "synchronous=NORMAL") for each in PRAGMAS]
    outcome = await cuts(tmp_path, seed=SEED, trials=60, pragmas=careless, rounds=2)
    assert any("was acknowledged" in failure for failure in outcome.failures)


def test_a_sample_of_seeded_bugs_is_caught() -> None:
    """A safety line is taken out of a copy, and its test turns red; a change of no effect leaves it green."""
    [chosen] = [mutant for mutant in MUTANTS if mutant.name == SEEDED]
    harmless = replace(chosen, name="nothing changed", broken=chosen.text)
    assert [row["outcome"] for row in tried((chosen, harmless), jobs=2)] == ["caught", "survived"]


def test_every_seeded_bug_can_be_seeded() -> None:
    """The lines still stand where they are said to stand, each once: there are at least ten."""
    assert len(MUTANTS) >= 10
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    root = Path(__file__).resolve().parents[2]
    gone = [each.name for each in MUTANTS if (root / each.file).read_text("utf-8").count(each.text) != 1]
    assert gone == []


def test_a_bound_is_what_95_percent_leave_possible() -> None:
    """3/N without a failure; the exact bound with some; nothing is proved by no trial."""
    assert bound(10_000, 0) == pytest.approx(0.0003)
    assert bound(100, 1) == pytest.approx(0.0466, abs=0.0001)
    assert bound(100, 100) == pytest.approx(1.0)
    assert bound(0, 0) == 1.0


def test_runs_are_added_up() -> None:
    """Trials, failures and figures add up; of a highest figure the highest counts."""
    whole = together((Outcome(3, ("a",), {"x": 1, "max_y": 5}), Outcome(4, (), {"x": 2, "max_y": 4})))
    assert whole == Outcome(7, ("a",), {"x": 3, "max_y": 5})
