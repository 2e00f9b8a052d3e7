"""`make bench`: all bots in one run, the table, build/bench.json.

Rules: a bot that dies is told of and left out, the others are measured; exit code 1 then, and only then,
because a missed target is a finding and not a failure of the measurement.
"""

import argparse
import asyncio
import json
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bench.bots import OURS, ROOT, Bot, all_bots
from bench.measure import BotDied, Measured, Plan, measure, measure_offered
from bench.running import Cores, divide_cores
from bench.table import as_json, lines
from bench.targets import CROWD, SLOW_MS, Run

RATE = 25.0
OPEN_VISITS = 1000
PYTHON = ROOT / ".venv" / "bin" / "python"


def arguments() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--quick", action="store_true", help="fewer inspectors, shorter windows")
    parser.add_argument("--only", help="names of bots, separated by commas")
    parser.add_argument("--python", type=Path, default=PYTHON, help="the interpreter that runs Ward Rounds")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json")
    return parser


def main() -> int:
    """Measure and tell."""
    asked = arguments().parse_args()
    bots = all_bots(asked.python, Path(sys.executable))
    if asked.only:
        bots = tuple(bot for bot in bots if bot.name in asked.only.split(","))
    cores = divide_cores()
    titles = {bot.name: bot.title for bot in bots}
    run = _loop_run(bots, cores, is_quick=asked.quick)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    found = as_json(run, titles, cores, is_quick=asked.quick)
    asked.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines(run, titles, cores)) + f"\n\nFigures: {asked.out}\n")
    return 0 if len(run.bots) == 2 * len(bots) else 1


def _loop_run(bots: tuple[Bot, ...], cores: Cores, *, is_quick: bool) -> Run:
    """On the faster event loop where there is one: the inspectors must not be what is measured."""
    factory = import_module("uvloop").new_event_loop if find_spec("uvloop") else None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(measure_all(bots, cores, is_quick=is_quick))


async def measure_all(bots: tuple[Bot, ...], cores: Cores, *, is_quick: bool) -> Run:
    """Every bot at both latencies, then ours with an offered load."""
    found: dict[tuple[str, int], Measured] = {}
    offered = None
    for latency in (0, SLOW_MS):
        for bot in bots:
            sys.stderr.write(f"{bot.title}, {latency} ms a call\n")
            try:
                found[bot.name, latency] = await measure(bot, _plan(latency, is_quick=is_quick), cores)
            except BotDied as died:
                sys.stderr.write(f"died: {died}\n")
    for bot in bots:
        if bot.name == OURS:
            sys.stderr.write(f"{bot.title}, {RATE:g} answers/s offered\n")
            plan = Plan((OPEN_VISITS,), seconds=8 if is_quick else 15)
            offered = await measure_offered(bot, plan, cores, rate=RATE)
    return Run(found, offered)


def _plan(latency: int, *, is_quick: bool) -> Plan:
    if is_quick:
        return Plan((CROWD,), 3, latency)
    return Plan((10, CROWD) if latency else (10, CROWD, 1000), 5, latency)


if __name__ == "__main__":
    sys.exit(main())
