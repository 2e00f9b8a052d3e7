"""A disk that forgets: what SQLite did to its files is written down, and cut off anywhere.

Rules: a write counts as kept once its file was synced; of what was not, a cut leaves nothing, everything,
or a random half of the 512-byte sectors. Making and deleting a file counts at once.
Must not know: what is in the files.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

import apsw

SECTOR = 512
_KEPT_FILES = ("", "-wal", "-journal")  # behind the database's name; the shared memory does not outlive a cut


class Fate(StrEnum):
    """What a cut leaves of what was not synced."""

    NOTHING = "nothing"
    EVERYTHING = "everything"
    HALF = "half"


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes put into a file."""

    file: str
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file made so long."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All that was done to the file before is on the disk."""

    file: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A file taken away."""

    file: str


@dataclass(frozen=True, slots=True)
class Committed:
    """The commit of that number has returned: it is acknowledged."""

    number: int


Step: TypeAlias = Write | Truncate | Sync | Delete | Committed


class Recorder(apsw.VFS):
    """The machine's file system, with everything written down in `steps`."""

    def __init__(self, name: str) -> None:
        self.steps: list[Step] = []
        super().__init__(name, base="")

    def xOpen(self, name: object, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - APSW's name
        """Open a file."""
        return _RecordedFile(self.steps, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802, FBT001 - APSW's own
        """Take a file away."""
        self.steps.append(Delete(Path(filename).name))
        super().xDelete(filename, syncdir)


class _RecordedFile(apsw.VFSFile):
    def __init__(self, steps: list[Step], name: object, flags: list[int]) -> None:
        self._steps = steps
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(str(path)).name if path else ""
        super().__init__("", name, flags)  # type: ignore[arg-type]

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - APSW's name
        self._steps.append(Write(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - APSW's name
        self._steps.append(Truncate(self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - APSW's name
        self._steps.append(Sync(self._name))
        super().xSync(flags)


@dataclass(slots=True)
class ForgettingDisk:
    """The files as they are on the disk, and what was done to them since they were synced."""

    acknowledged: int = 0
    _kept: dict[str, bytearray] = field(default_factory=dict)
    _since: dict[str, list[Write | Truncate]] = field(default_factory=dict)

    def do(self, step: Step) -> None:
        """Go one step on."""
        match step:
            case Write(file) | Truncate(file):
                self._kept.setdefault(file, bytearray())
                self._since.setdefault(file, []).append(step)
            case Sync(file):
                for each in self._since.pop(file, ()):
                    _apply(self._kept[file], each)
            case Delete(file):
                self._kept.pop(file, None)
                self._since.pop(file, None)
            case Committed(number):
                self.acknowledged = number

    def cut(self, database: str, folder: Path, fate: Fate, chance: random.Random) -> None:
        """Write the database's files into the folder as a power cut would leave them now."""
        for suffix in _KEPT_FILES:
            name = f"{database}{suffix}"
            (folder / name).unlink(missing_ok=True)
            if name in self._kept:
                content = bytearray(self._kept[name])
                for each in _left(self._since.get(name, ()), fate, chance):
                    _apply(content, each)
                (folder / name).write_bytes(content)


def _left(steps: Sequence[Write | Truncate], fate: Fate, chance: random.Random) -> list[Write | Truncate]:
    match fate:
        case Fate.NOTHING:
            return []
        case Fate.EVERYTHING:
            return list(steps)
        case Fate.HALF:
            pieces = [piece for step in steps for piece in _sectors(step)]
            return [piece for piece in pieces if chance.random() < 0.5]


def _sectors(step: Write | Truncate) -> list[Write | Truncate]:
    if isinstance(step, Truncate):
        return [step]
    found: list[Write | Truncate] = []
    at = 0
    while at < len(step.content):
        many = SECTOR - (step.offset + at) % SECTOR
        found.append(Write(step.file, step.offset + at, step.content[at : at + many]))
        at += many
    return found


def _apply(content: bytearray, step: Write | Truncate) -> None:
    match step:
        case Write(_, offset, written):
            if len(content) < offset:
                content.extend(bytes(offset - len(content)))
            content[offset : offset + len(written)] = written
        case Truncate(_, size):
            del content[size:]
            content.extend(bytes(size - len(content)))
