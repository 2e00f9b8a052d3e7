"""The evidence's contract: durable under its hash, put twice is put once; only real pictures are shown."""

import hashlib
import io
import os
import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from storage.evidence import BYTES_MOST, EvidenceStore, Missing, TooLarge
from storage.pictures import PictureFacts, PictureFault, UnshowablePicture, check_picture, shown_copy

CONTENT = b"what the camera saw"
NAME = hashlib.sha256(CONTENT).hexdigest()
SECRET = b"21.028511N 105.804817E"
ORIENTATION, DESCRIPTION = 0x0112, 0x010E


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    """Bytes as a download brings them."""
    for part in parts:
        yield part


async def broken() -> AsyncIterator[bytes]:
    """A download that breaks off."""
    yield CONTENT
    raise ConnectionError


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EvidenceStore:
    """A store in a folder, and one that is not a folder."""
    return EvidenceStore(f"file://{tmp_path}/evidence" if request.param == "file" else "memory:///")


async def test_put_is_idempotent(store: EvidenceStore) -> None:
    """The same bytes, however cut, are one blob; they come back as they were."""
    first = await store.put(chunks(CONTENT[:5], CONTENT[5:]))
    assert first == await store.put(chunks(CONTENT))
    assert (first.sha256, first.size) == (NAME, len(CONTENT))
    assert await store.get(NAME) == CONTENT
    assert await store.exists(NAME)


async def test_missing_bytes_are_named(store: EvidenceStore) -> None:
    """Bytes that are not there are missing, not empty."""
    assert not await store.exists(NAME)
    with pytest.raises(Missing, match=NAME):
        await store.get(NAME)


async def test_too_much_is_refused(store: EvidenceStore) -> None:
    """A sender who never stops is cut off, and leaves nothing."""
    endless = (b"x" * (8 * 1024 * 1024),) * (BYTES_MOST // (8 * 1024 * 1024) + 1)
    with pytest.raises(TooLarge):
        await store.put(chunks(*endless))


def files_in(folder: Path) -> list[str]:
    """Every file of a folder, relative."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


async def test_path_is_the_hash(tmp_path: Path) -> None:
    """In a folder the bytes lie at ab/cd/<sha256>, for their owner alone, and nothing else stays behind."""
    await EvidenceStore(f"file://{tmp_path}/e%20v").put(chunks(CONTENT))
    folder = tmp_path / "e v"
    assert files_in(folder) == [f"{NAME[:2]}/{NAME[2:4]}/{NAME}"]
    assert (folder / NAME[:2] / NAME[2:4] / NAME).stat().st_mode & 0o077 == 0


async def test_broken_download_leaves_nothing(tmp_path: Path) -> None:
    """What does not come to its end is no evidence."""
    with pytest.raises(ConnectionError):
        await EvidenceStore(f"file://{tmp_path}").put(broken())
    assert files_in(tmp_path) == []


async def test_bytes_are_durable_before_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are synced, then renamed, then every folder that holds the name is synced."""
    steps: list[str] = []
    sync, replace = os.fsync, os.replace

    def noted_sync(file: int) -> None:
        path = Path(f"/proc/self/fd/{file}").readlink()
        steps.append(f"sync {path.relative_to(tmp_path).parts[:1]}" if path != tmp_path else "sync top")
        sync(file)

    def noted_replace(source: os.PathLike[str], target: os.PathLike[str]) -> None:
        steps.append("rename")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "replace", noted_replace)
    await EvidenceStore(f"file://{tmp_path}").put(chunks(CONTENT))
    first = f"sync ('{NAME[:2]}',)"
    assert steps == ["sync ('unfinished',)", "rename", first, first, "sync top"]


def picture(kind: str, size: tuple[int, int], **options: object) -> bytes:
    """A small real picture, red on the left."""
    image = Image.new("RGB", size, (10, 200, 30))
    image.paste((200, 0, 0), (0, 0, size[0] // 4, size[1]))
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has nothing inside."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (header, b"IDAT" + zlib.compress(bytes(1_000)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_known(kind: str) -> None:
    """JPEG, PNG and WebP are pictures, with the size that the header tells."""
    assert check_picture(picture(kind, (64, 48))) == PictureFacts(format=kind, width=64, height=48)


@pytest.mark.parametrize("size", [(30_000, 30_000), (8_000, 5_001), (2**31 - 1, 2**31 - 1)])
def test_decompression_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    """More than 40 million pixels are refused before anything is decoded."""
    bomb = png_header(*size)
    assert check_picture(bomb) is PictureFault.TOO_BIG
    with pytest.raises(UnshowablePicture):
        shown_copy(bomb)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7\n",
        picture("GIF", (8, 8)),
        picture("TIFF", (8, 8)),
        picture("BMP", (8, 8)),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
    ],
)
def test_fake_pictures_are_refused(content: bytes) -> None:
    """Whatever is not of the three formats is no picture, whatever it calls itself."""
    assert check_picture(content) is PictureFault.NOT_A_PICTURE


def test_broken_inside_is_not_shown() -> None:
    """A picture that breaks off can be kept, but there is no copy to show."""
    content = picture("JPEG", (640, 480))[:400]
    with pytest.raises(UnshowablePicture) as refused:
        shown_copy(content)
    assert refused.value.fault is PictureFault.NOT_A_PICTURE


def test_shown_copy_is_bare_and_upright() -> None:
    """The copy is a JPEG within 1600 pixels, turned upright, with no EXIF and nothing after its end."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = 6, SECRET.decode()
    sent = picture("JPEG", (3200, 2000), exif=exif, comment=SECRET) + SECRET
    assert sent.count(SECRET) == 3
    shown = shown_copy(sent)
    assert SECRET not in shown
    with Image.open(io.BytesIO(shown)) as copy:
        assert (copy.format, copy.size, dict(copy.getexif())) == ("JPEG", (1000, 1600), {})
        assert set(copy.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        red, green, _ = copy.convert("RGB").getpixel((500, 20))  # type: ignore[misc]
        assert red > green


def test_transparent_picture_is_shown_on_white() -> None:
    """What is transparent is shown white, and a small picture keeps its size."""
    written = io.BytesIO()
    Image.new("RGBA", (40, 30), (255, 0, 0, 0)).save(written, "PNG")
    with Image.open(io.BytesIO(shown_copy(written.getvalue()))) as copy:
        assert copy.size == (40, 30)
        assert copy.convert("L").getextrema() == (255, 255)
