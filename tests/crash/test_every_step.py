"""Death at each kind of commit, send and poll: before it, after it, and after it with its answer lost."""

import random
import sys
from pathlib import Path

import pytest

from tests.crash.killing import disturbed, fail_at, steps_reached
from tests.crash.rig import Rig
from tests.crash.street import Street

# What a visit surely passes; a name that is no longer reached means that this test has gone blind.
WANTED = frozenset(
    {
        "poll got",
        "commit Lanes._claim inbox after",
        "commit Lanes._claim outbox after",
        "commit Worker.handle before",
        "commit Worker.handle after",
        *(
            f"send {operation} {moment}"
            for operation in ("SendText", "EditText", "AnswerPress", "React", "Fetch", "SendText channel")
            for moment in ("before", "after", "lost")
        ),
    }
)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("half", range(2))
async def test_dead_at_every_step__nothing_lost_nothing_twice(tmp_path: Path, half: int) -> None:
    """Wherever the bot dies, the next one goes on: all that was meant is stored once, answered and posted."""
    reached: list[str] = []

    async def die_everywhere(there: Rig, street: Street, chance: random.Random) -> None:
        before_running, running = await steps_reached(there, street)
        reached.extend((*before_running, *running))
        for step in before_running[half::2]:
            await fail_at(there, step, at_start=True)
        for step in running[half::2]:
            await fail_at(there, step)

    run = await disturbed(tmp_path, die_everywhere, seed=half, inspectors=2, acts=3)
    sys.stderr.write(f"{len(reached)} steps\n{run.verdict}\n")
    assert run.verdict.faults == ()
    assert run.verdict.copies == 0
    assert set(reached) >= WANTED
    assert run.stop_code == 0
