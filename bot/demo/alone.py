"""The local Bot API alone, without a bot: what crash tests and measurements start.

Rules: one line tells the address as soon as it listens; SIGINT and SIGTERM end it with 0; what it keeps lies
in the folder it is given, without one in memory.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from bot.demo.app import create_app, listening, serve
from bot.demo.faults import FaultPlan, Faults
from bot.demo.faulty_wire import slowed
from bot.demo.local import open_local
from bot.demo.run import stop_signal
from bot.demo.stage import DEFAULT_TOKEN

FAULTS_VARIABLE = "DEMO_FAULTS"
DEFAULT_PORT = 8765
FAILED, WRONG = 1, 2
RARE_COLLECTIONS = (50_000, 20, 100)  # the log is large and has no cycles: looking through it is wasted time


def arguments() -> argparse.ArgumentParser:
    """Return the arguments of `python -m bot.demo`."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.demo", description="The local Bot API alone, without a bot."
    )
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes any free port")
    parser.add_argument("--data", type=Path, help="folder to keep everything in; without it in memory")
    parser.add_argument("--seed", type=int, default=0, help="for update numbers and faults")
    parser.add_argument("--token", default=DEFAULT_TOKEN)
    parser.add_argument("--no-limits", action="store_true", help="no flood limits")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="there and back, for each call")
    parser.add_argument("--forget", type=int, metavar="K", help="keep only the last K events of each chat")
    parser.add_argument(
        "--faults",
        default=os.environ.get(FAULTS_VARIABLE, "{}"),
        help=f'a plan as for POST /demo/faults, such as {{"rates":{{"429":0.1}}}}; also in {FAULTS_VARIABLE}',
    )
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; returns the exit code."""
    asked = arguments().parse_args(argv)
    try:
        plan = FaultPlan.model_validate_json(asked.faults)
    except ValidationError as error:
        sys.stderr.write(f"--faults: {error}\n")
        return WRONG
    if "seed" not in plan.model_fields_set:
        plan = plan.model_copy(update={"seed": asked.seed})
    gc.set_threshold(*RARE_COLLECTIONS)
    return asyncio.run(_serve(asked, plan))


async def _serve(asked: argparse.Namespace, plan: FaultPlan) -> int:
    try:
        opened = listening(asked.port)
    except OSError as error:
        sys.stderr.write(f"Port {asked.port} is not free ({error.strerror}).\n")
        return FAILED
    local = open_local(
        asked.data,
        token=asked.token,
        has_flood_limits=not asked.no_limits,
        seed=asked.seed,
        keep=asked.forget,
    )
    around = partial(slowed, seconds=asked.latency_ms / 1000) if asked.latency_ms else None
    try:
        async with serve(create_app(local, around_bot=around, faults=Faults(plan)), opened) as address:
            stopped = stop_signal()
            sys.stdout.write(f"{address}\n")
            sys.stdout.flush()
            await stopped.wait()
    finally:
        local.close()
    return 0
