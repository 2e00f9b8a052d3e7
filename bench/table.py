"""The figures as text and as JSON.

Rules: figures are rounded only here; the machine is named, because figures of two machines cannot be
compared.
Must not know: how a figure was measured.
"""

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.measure import Measured, Window
from bench.running import Cores
from bench.targets import Run, verdicts

_HEAD = (
    f"{'bot':46}{'ms/call':>8}{'people':>7}{'answers/s':>10}{'call p50':>9}{'p99 ms':>9}{'card p50':>9}"
    f"{'p99 ms':>9}{'calls':>7}{'CPU s/1,000':>12}{'API load':>9}"
)


def lines(run: Run, titles: Mapping[str, str], cores: Cores) -> Iterator[str]:
    """The whole table."""
    yield _cores(cores)
    yield "Pace limits are lifted, except where 'pace limits on' is said; rates a person always."
    yield _HEAD
    for (name, _), measured in run.bots.items():
        yield from _rows(titles[name], measured)
    if run.offered:
        yield from _rows("Ward Rounds, 25/s offered, pace limits on", run.offered)
    yield ""
    yield f"{'bot':46}{'ms/call':>8}{'first reply s':>15}{'peak MB':>9}"
    for (name, latency), measured in run.bots.items():
        yield f"{titles[name]:46}{latency:8}{measured.first_reply_s:15.2f}{measured.peak_mb:9.0f}"
    yield ""
    for each in verdicts(run):
        sign, bound = ("ok  ", "") if each.is_reached else ("MISS", "")
        bound = ">=" if each.is_least else "<="
        yield f"{sign}  {each.what:75}{each.figure:10.2f} {each.unit:3} target {bound} {each.target:g}"


def _rows(title: str, measured: Measured) -> Iterator[str]:
    for each in measured.windows:
        yield (
            f"{title:46}{each.latency_ms:8}{each.inspectors:7}{each.answers_per_s:10.1f}"
            f"{each.call_p50_ms:9.1f}{each.call_p99_ms:9.1f}{each.card_p50_ms:9.1f}{each.card_p99_ms:9.1f}"
            f"{_or_dash(each.calls_per_answer):>7}{_or_dash(each.cpu_s_per_1000):>12}{each.api_load:9.2f}"
            f"{_unopened(each)}"
        )


def _or_dash(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.2f}"


def _unopened(each: Window) -> str:
    """A window in which some still waited for their first card is no full measurement, and says so."""
    return "" if each.opened >= each.inspectors else f"  only {each.opened} had begun"


def _cores(cores: Cores) -> str:
    load = " ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    if cores.bot is None:
        return f"Not pinned: this machine has one core or cannot pin. Load {load}."
    return f"Bots on core {cores.bot}, the Bot API and the inspectors on core {cores.api}. Load {load}."


def as_json(run: Run, titles: Mapping[str, str], cores: Cores, *, is_quick: bool) -> dict[str, Any]:
    """Everything, unrounded."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": is_quick,
        "pace_limits": "lifted, except for the offered load",
        "rates_a_person": "lifted",
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "pinned": cores.bot is not None,
            "load": os.getloadavg() if hasattr(os, "getloadavg") else None,
        },
        "bots": [
            {"name": name, "title": titles[name], "latency_ms": latency} | asdict(measured)
            for (name, latency), measured in run.bots.items()
        ],
        "offered": asdict(run.offered) if run.offered else None,
        "targets": [asdict(each) | {"is_reached": each.is_reached} for each in verdicts(run)],
    }


def _processor() -> str:
    try:
        listed = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in listed if line.startswith("model name"))
    return next(names, platform.processor())
