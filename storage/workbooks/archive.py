"""The archive that an XLSX file is: whether it may be opened, and its pieces unpacked within bounds.

Rules: nothing is believed of what the archive says about itself. Number, names and sizes are held against
limits before anything is unpacked, sizes and checksums while it is; macros, data from elsewhere, embedded
objects and passwords are refused. Whoever parses afterwards gets `repacked` pieces, so that no second reader
can see another file than the one that was judged.
Must not know: what stands in the sheets. Runs in the child process: the standard library alone.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

MOST_MEMBERS: Final = 200
MOST_UNPACKED: Final = 50 * 1024 * 1024
HIGHEST_RATIO: Final = 100
CHUNK: Final = 64 * 1024
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"  # .xls, and any office file with a password
ENCRYPTED: Final = 0x1
METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

MACROS: Final = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "xl/activex/")
ELSEWHERE: Final = (
    "xl/externallinks/",
    "xl/connections",
    "xl/querytables/",
    "xl/webextensions/",
    "xl/model/",
)
EMBEDDED: Final = ("xl/embeddings/", "xl/ctrlprops/", "customui/")


class RefusedFile(Exception):  # noqa: N818 - it names what was given
    """The file is not read further; `code` is one of the words for files, `detail` fills them."""

    def __init__(
        self, code: str, detail: str = "", *, sheet: str = "", row: int = 0, column: int = 0
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.sheet = sheet
        self.row = row
        self.column = column


def unpacked(content: bytes) -> Mapping[str, bytes]:
    """The pieces of the archive by name. RefusedFile for what may not be opened."""
    if content.startswith(OLD_OFFICE):
        raise RefusedFile("file_locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            for fault in _faults(members, len(content)):
                raise fault
            return {member.filename: _member(archive, member) for member in members if not member.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise RefusedFile("file_damaged") from error


def repacked(pieces: Mapping[str, bytes]) -> bytes:
    """An archive of exactly these pieces, without compression."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, piece in pieces.items():
            archive.writestr(zipfile.ZipInfo(name), piece)
    return written.getvalue()


def _faults(members: list[zipfile.ZipInfo], packed: int) -> Iterator[RefusedFile]:
    if len(members) > MOST_MEMBERS:
        yield RefusedFile("file_many_pieces", str(MOST_MEMBERS))
    declared = sum(member.file_size for member in members)
    if declared > MOST_UNPACKED or declared > HIGHEST_RATIO * packed:
        yield RefusedFile("file_unpacks", str(MOST_UNPACKED // 1024 // 1024))
    names = [member.filename.casefold() for member in members]
    if len(set(names)) < len(names):
        yield RefusedFile("file_damaged")
    for member, name in zip(members, names, strict=True):
        if member.flag_bits & ENCRYPTED:
            yield RefusedFile("file_locked")
        if _leads_out(name) or member.compress_type not in METHODS:
            yield RefusedFile("file_damaged")
        if any(sign in name for sign in MACROS):
            yield RefusedFile("file_macros")
        if name.startswith(ELSEWHERE):
            yield RefusedFile("file_links")
        if name.startswith(EMBEDDED):
            yield RefusedFile("file_embeds")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or "\0" in name


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """One piece: `zipfile` stops at the declared size, and then holds the checksum against it."""
    with archive.open(member) as stream:
        chunks = list(iter(lambda: stream.read(CHUNK), b""))
    piece = b"".join(chunks)
    if len(piece) != member.file_size:
        raise RefusedFile("file_damaged")
    return piece
