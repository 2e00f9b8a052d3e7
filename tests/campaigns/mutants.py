"""`python -m tests.campaigns.mutants`: takes safety lines out of a copy, and sees that a test turns red.

Rules: the working tree is never touched; each copy holds what git tracks; first all named tests must be green
with nothing broken, since a test that is red anyway proves nothing; 1 when a mutant survives.
Must not know: what the lines guard.
"""

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Queue

from tests.campaigns.seeded import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[2]
FOUND = ROOT / "build" / "mutants.json"
_GREEN, _RED = 0, 1  # pytest's exit codes; any other means that the test did not run
_WITHIN = 300.0
Row = dict[str, object]


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the mutants; 1 when one survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.mutants", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="mutants beside each other")
    parser.add_argument("--only", default="", help="mutants whose name has these words")
    asked = parser.parse_args(arguments)
    chosen = [mutant for mutant in MUTANTS if asked.only in mutant.name]
    rows = tried(chosen, jobs=asked.jobs)
    FOUND.parent.mkdir(exist_ok=True)
    FOUND.write_text(json.dumps({"mutants": rows}, ensure_ascii=False, indent=1), encoding="utf-8")
    caught = sum(row["outcome"] == "caught" for row in rows)
    sys.stdout.write(f"{caught} of {len(rows)} seeded bugs caught; written to {FOUND}\n")
    return 0 if caught == len(rows) else 1


def tried(mutants: Sequence[Mutant], *, jobs: int) -> list[Row]:
    """Each mutant's outcome: caught, survived, or why it could not be tried."""
    with copies(jobs) as free, ThreadPoolExecutor(jobs) as pool:
        tests = sorted({mutant.test for mutant in mutants})
        green = dict(zip(tests, pool.map(partial(_borrowing, free), tests), strict=True))
        rows = []
        for row in pool.map(lambda mutant: _try(free, mutant, green[mutant.test]), mutants):
            rows.append(row)
            sys.stdout.write(f"{row['outcome']!s:<9} {row['name']!s:<48} {row['test']}  {row['seconds']} s\n")
            sys.stdout.flush()
        return rows


@contextmanager
def copies(many: int) -> Iterator[Queue[Path]]:
    """So many copies of what git tracks, with what is changed but not committed."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]
    free: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        for number in range(many):
            copy = Path(folder) / str(number)
            for name in names:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, copy / name)
            free.put(copy)
        yield free


def _borrowing(free: Queue[Path], test: str) -> int:
    copy = free.get()
    try:
        return _run(copy, test)
    finally:
        free.put(copy)


def _try(free: Queue[Path], mutant: Mutant, green: int) -> Row:
    copy, began = free.get(), time.monotonic()
    try:
        outcome = _outcome(copy, mutant, green)
    finally:
        free.put(copy)
    return {
        "name": mutant.name,
        "file": mutant.file,
        "test": mutant.test,
        "outcome": outcome,
        "seconds": round(time.monotonic() - began, 1),
    }


def _outcome(copy: Path, mutant: Mutant, green: int) -> str:
    whole = (ROOT / mutant.file).read_text(encoding="utf-8")
    if green != _GREEN:
        return f"red anyway ({green})"
    if whole.count(mutant.text) != 1:
        return "not found"
    broken = whole.replace(mutant.text, mutant.broken)
    try:
        compile(broken, mutant.file, "exec")
        (copy / mutant.file).write_text(broken, encoding="utf-8")
        code = _run(copy, mutant.test)
    finally:
        (copy / mutant.file).write_text(whole, encoding="utf-8")
    return {_GREEN: "survived", _RED: "caught"}.get(code, f"did not run ({code})")


def _run(copy: Path, test: str) -> int:
    """Pytest's exit code for a test in a copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *shlex.split(test)]
    try:
        ran = subprocess.run(command, cwd=copy, capture_output=True, check=False, timeout=_WITHIN)
    except subprocess.TimeoutExpired:
        return _RED  # a bot that no longer moves is a red test too
    return ran.returncode


if __name__ == "__main__":
    sys.exit(main())
