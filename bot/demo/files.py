"""Files that people and the bot sent: identifiers, sizes, expiring links.

Rules: bytes are kept once by their SHA-256; a `file_id` is drawn, never derived; a photo is a group of sizes,
of which every file_id means the whole photo. It must not know chats.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections import OrderedDict
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from bot.demo import pictures
from bot.demo.limits import DOWNLOAD_BYTES
from bot.demo.log import EventLog
from bot.demo.refusals import Json, bad_request

LINK_SECONDS = 3600
NO_DIGEST = ""  # of a file whose size is all there is
SIZES_KEPT = 64  # recompressed photos remembered by digest, as the same sample is sent again and again


class FileKind(StrEnum):
    """What a file was sent as; the value is also its folder in download paths."""

    PHOTO = "photos"
    DOCUMENT = "documents"
    VIDEO = "videos"
    VOICE = "voice"
    STICKER = "stickers"
    THUMBNAIL = "thumbnails"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `size` in bytes, measures in pixels, `path` below /file/bot<token>/."""

    file_id: str
    file_unique_id: str
    kind: FileKind
    digest: str
    size: int
    path: str
    name: str
    type: str
    width: int = 0
    height: int = 0

    def facts(self) -> Json:
        """Return what every Bot API file object begins with."""
        return {"file_id": self.file_id, "file_unique_id": self.file_unique_id, "file_size": self.size}

    def photo_size(self) -> Json:
        """Return the Bot API `PhotoSize`."""
        return self.facts() | {"width": self.width, "height": self.height}


Group = tuple[StoredFile, ...]


class Blobs:
    """Bytes by digest, in a folder or, without one, in memory."""

    def __init__(self, folder: Path | None) -> None:
        """Open the folder, made when missing."""
        self._folder = folder
        self._memory: dict[str, bytes] = {}
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes) -> str:
        """Keep bytes and return their SHA-256 in hex."""
        digest = hashlib.sha256(content).hexdigest()
        if self._folder is None:
            self._memory[digest] = content
        elif not (path := self._folder / digest).exists():
            partial = path.with_name(f"{digest}.{secrets.token_hex(4)}.part")
            partial.write_bytes(content)
            partial.replace(path)
        return digest

    def read(self, digest: str) -> bytes:
        """Return kept bytes; raises KeyError or FileNotFoundError."""
        return self._memory[digest] if self._folder is None else (self._folder / digest).read_bytes()


class FileStore:
    """All files of the demo's Telegram, derived from the log and the blobs."""

    def __init__(self, log: EventLog, blobs: Blobs) -> None:
        """Follow the log from its beginning."""
        self._log = log
        self._blobs = blobs
        self._groups: dict[str, Group] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._until: dict[str, float] = {}
        self._sizes: OrderedDict[str, tuple[pictures.Picture, ...]] = OrderedDict()
        log.follow(self.apply)

    async def keep_photo(self, content: bytes) -> Group:
        """Keep a photo as Telegram would, in ascending sizes; raises 400."""
        sizes = await asyncio.to_thread(self._sizes_of, content)
        digests = await asyncio.to_thread(lambda: [self._blobs.keep(size.content) for size in sizes])
        return self._record(
            [
                self._described(
                    FileKind.PHOTO, digest, len(size.content), name="photo.jpg", media="image/jpeg", size=size
                )
                for size, digest in zip(sizes, digests, strict=True)
            ]
        )

    async def keep_file(self, kind: FileKind, name: str, media: str, content: bytes) -> Group:
        """Keep bytes as they are; a picture sent as document brings a thumbnail as second of the group."""
        if not content:
            raise bad_request("file must be non-empty")
        digest = await asyncio.to_thread(self._blobs.keep, content)
        found = [self._described(kind, digest, len(content), name=name, media=media)]
        if kind is FileKind.DOCUMENT and media.startswith("image/"):
            found += await asyncio.to_thread(self._thumbnail, content)
        return self._record(found)

    def keep_claim(self, kind: FileKind, name: str, media: str, size: int) -> Group:
        """Keep a file of `size` bytes without having them; whoever downloads it gets zeros."""
        return self._record([self._described(kind, NO_DIGEST, size, name=name, media=media)])

    def find(self, file_id: str) -> Group | None:
        """Return the file or photo that a file_id means, None when there is none."""
        return self._groups.get(file_id)

    def group(self, file_id: str) -> Group:
        """Return the file or photo that a file_id means; raises 400."""
        group = self.find(file_id)
        if group is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return group

    def one(self, file_id: str) -> StoredFile:
        """Return the very file of a file_id; raises 400."""
        if file_id not in self._groups:
            raise bad_request("invalid file_id")
        return next(file for file in self._groups[file_id] if file.file_id == file_id)

    def link(self, file_id: str) -> Json:
        """Return the Bot API `File` with a download path good for an hour; raises 400 over 20 MB."""
        file = self.one(file_id)
        if file.size > DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        until = self._log.now().timestamp() + LINK_SECONDS
        self._log.append("_link", {"path": file.path, "until": until})
        return file.facts() | {"file_path": file.path}

    def linked(self, path: str) -> StoredFile | None:
        """Return the file of a download path, None when the link has expired or never was."""
        if self._until.get(path, 0.0) < self._log.now().timestamp():
            return None
        return self._by_path[path]

    async def content(self, file: StoredFile) -> bytes:
        """Return the bytes of a file."""
        if file.digest == NO_DIGEST:
            return bytes(file.size)
        return await asyncio.to_thread(self._blobs.read, file.digest)

    def apply(self, event: Json) -> None:
        """Take one event into the state; other kinds belong to others."""
        if event["kind"] == "_file":
            group = tuple(
                StoredFile(**(fields | {"kind": FileKind(fields["kind"])})) for fields in event["files"]
            )
            for file in group:
                self._groups[file.file_id] = group
                self._by_path[file.path] = file
        elif event["kind"] == "_link":
            self._until[event["path"]] = event["until"]

    def _record(self, files: list[StoredFile]) -> Group:
        self._log.append("_file", {"files": [asdict(file) for file in files]})
        return self._groups[files[0].file_id]

    def _sizes_of(self, content: bytes) -> tuple[pictures.Picture, ...]:
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self._sizes:
            self._sizes[digest] = pictures.recompressed(content)
            while len(self._sizes) > SIZES_KEPT:
                self._sizes.popitem(last=False)
        return self._sizes[digest]

    def _thumbnail(self, content: bytes) -> list[StoredFile]:
        small = pictures.thumbnail(content)
        if small is None:
            return []
        digest = self._blobs.keep(small.content)
        size = len(small.content)
        kind = FileKind.THUMBNAIL
        return [self._described(kind, digest, size, name="thumb.jpg", media="image/jpeg", size=small)]

    def _described(
        self,
        kind: FileKind,
        digest: str,
        length: int,
        *,
        name: str,
        media: str,
        size: pictures.Picture | None = None,
    ) -> StoredFile:
        mark = secrets.token_urlsafe(9)
        return StoredFile(
            file_id=f"AgACAgUAAxk{secrets.token_urlsafe(36)}",
            file_unique_id=f"AQAD{mark}",
            kind=kind,
            digest=digest,
            size=length,
            path=f"{kind.value}/file_{mark}{Path(name).suffix.lower()[:8]}",
            name=name,
            type=media,
            width=size.width if size else 0,
            height=size.height if size else 0,
        )


def photo_content(group: Group) -> Json:
    """Return the part of a message that shows a photo."""
    return {"photo": [file.photo_size() for file in group]}


def document_content(group: Group) -> Json:
    """Return the part of a message that shows a document."""
    file, *small = group
    found = file.facts() | {"file_name": file.name, "mime_type": file.type}
    return {"document": found | ({"thumbnail": small[0].photo_size()} if small else {})}
