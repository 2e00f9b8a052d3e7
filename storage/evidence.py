"""Evidence files: sealed bytes under the name of their hash, `ab/cd/<sha256>`.

Rules: bytes are durable when `put` returns, and only then may a row name them; putting the same bytes again
changes nothing; nothing is ever overwritten or deleted here. A folder (`file://`) is written with temporary
file, fsync, rename, fsync of the folder; other stores by one conditional upload.
Must not know: what the bytes are.
"""

import asyncio
import hashlib
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

BYTES_MOST = 32 * 1024 * 1024
UNFINISHED = "unfinished"


class TooLarge(Exception):  # noqa: N818 - a state of affairs
    """The bytes are more than a store takes (32 MiB)."""


class Missing(Exception):  # noqa: N818 - a state of affairs
    """No bytes of that hash are here: an alarm, when a row names them."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that are durable: their SHA-256 in lower-case hexadecimal, their number."""

    sha256: str
    size: int


def path_of(sha256: str) -> str:
    """Where bytes of that hash lie in a store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


class EvidenceStore:
    """The evidence under a url: `file:///folder` or `s3://bucket/prefix`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._folder = Path(unquote(parts.path)) if parts.scheme == "file" else None
        self._store: ObjectStore = _local(self._folder) if self._folder else from_url(url)

    async def put(self, chunks: AsyncIterator[bytes]) -> Blob:
        """Keep bytes; when this returns they are durable. TooLarge beyond 32 MiB; OSError on a full disk."""
        if self._folder is None:
            return await self._upload(chunks)
        return await _write(self._folder, chunks)

    async def _upload(self, chunks: AsyncIterator[bytes]) -> Blob:
        content = b"".join([chunk async for chunk in _bounded(chunks)])
        blob = Blob(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        with suppress(AlreadyExistsError):
            await self._store.put_async(path_of(blob.sha256), content, mode="create")
        return blob

    async def get(self, sha256: str) -> bytes:
        """The bytes of that hash, as they were kept. Missing when there are none."""
        try:
            found = await self._store.get_async(path_of(sha256))
            return bytes(await found.bytes_async())
        except (NotFoundError, FileNotFoundError) as error:
            raise Missing(sha256) from error

    async def exists(self, sha256: str) -> bool:
        """Whether bytes of that hash are here."""
        try:
            await self._store.head_async(path_of(sha256))
        except (NotFoundError, FileNotFoundError):
            return False
        return True


def _local(folder: Path) -> LocalStore:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return LocalStore(folder)


async def _bounded(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > BYTES_MOST:
            raise TooLarge(f"more than {BYTES_MOST} bytes")
        yield chunk


async def _write(folder: Path, chunks: AsyncIterator[bytes]) -> Blob:
    """Stream into a temporary file of the same file system, then give it its name."""
    file = await asyncio.to_thread(_begin, folder)
    hashed, size = hashlib.sha256(), 0
    try:
        async for chunk in _bounded(chunks):
            hashed.update(chunk)
            size += len(chunk)
            await asyncio.to_thread(file.write, chunk)
        blob = Blob(sha256=hashed.hexdigest(), size=size)
        await asyncio.to_thread(_keep, file, folder, blob)
    except BaseException:
        _give_up(file)
        raise
    return blob


def _begin(folder: Path) -> BufferedWriter:
    place = folder / UNFINISHED
    place.mkdir(mode=0o700, exist_ok=True)
    return open(place / secrets.token_hex(16), "xb", opener=_private)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _give_up(file: BufferedWriter) -> None:
    # Closing writes what is buffered, which on a full disk fails once more.
    with suppress(OSError):
        file.close()
    Path(file.name).unlink(missing_ok=True)


def _keep(file: BufferedWriter, folder: Path, blob: Blob) -> None:
    """Make the bytes durable, then the name, then the folders that hold the name."""
    file.flush()
    os.fsync(file.fileno())
    file.close()
    target = folder / path_of(blob.sha256)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Path(file.name).replace(target)
    for each in (target.parent, target.parent.parent, folder):
        _sync_folder(each)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
