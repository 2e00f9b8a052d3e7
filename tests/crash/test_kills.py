"""SIGKILL at random moments of a real bot over HTTP: nothing acknowledged is lost, nothing counts twice."""

import os
import random
import sys
from pathlib import Path

import pytest

from tests.crash.killing import killing

KILLS = 15  # of each run; the runs go beside each other


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", range(2))
async def test_killed_again_and_again__nothing_lost_nothing_twice(tmp_path: Path, number: int) -> None:
    """What was said "Đã lưu" to is stored, once, in order; each press, photo and visit gets its answer."""
    seed = int(os.environ.get("KILLS_SEED", random.SystemRandom().randrange(1_000_000))) + number
    sys.stderr.write(f"KILLS_SEED={seed - number}\n")
    run = await killing(tmp_path, seed=seed, kills=KILLS)
    sys.stderr.write(f"{run.verdict}\n")
    assert run.verdict.faults == ()
    assert run.verdict.copies == 0
    assert run.stop_code == 0
    assert run.verdict.presses > 3 * KILLS, "the bots did too little for this to mean anything"
