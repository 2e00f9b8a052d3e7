"""Pictures in child processes: hostile ones die there, and the program goes on as it was."""

import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from storage.picture_workshop import Limits, PictureWorkshop, Unfinished
from storage.pictures import PictureFacts, PictureFault, UnshowablePicture, check_picture, shown_copy
from tests.wrong.files import bomb, vast, whole

ROOT = Path(__file__).resolve().parents[2]
MEBIBYTE = 1024 * 1024
HOSTILE = 300
MOST_GROWTH = 64 * MEBIBYTE


def largest(mode: str = "RGBA") -> bytes:
    """A picture of just under 40 million pixels, which is allowed."""
    out = io.BytesIO()
    Image.new(mode, (6320, 6320), 7).save(out, "PNG", compress_level=1)
    return out.getvalue()


async def test_it_finds_what_the_decoder_finds() -> None:
    """Facts, faults and copies are those of `storage.pictures`."""
    workshop = PictureWorkshop()
    good = whole("JPEG")
    assert await workshop.check(good) == check_picture(good)
    assert await workshop.shown(good) == shown_copy(good)
    for bad, fault in ((bomb(), PictureFault.TOO_BIG), (b"x", PictureFault.NOT_A_PICTURE)):
        assert await workshop.check(bad) is fault
        with pytest.raises(UnshowablePicture) as unshowable:
            await workshop.shown(bad)
        assert unshowable.value.fault is fault


async def test_the_largest_picture_that_is_allowed_is_drawn() -> None:
    """The limits leave room for 40 million pixels with all their colours."""
    patient = PictureWorkshop(Limits(clock=120))
    assert isinstance(check_picture(await patient.shown(largest())), PictureFacts)


async def test_a_picture_that_takes_too_much_dies_alone() -> None:
    """With less memory the same picture is none, and the next one is looked at as ever."""
    workshop = PictureWorkshop(Limits(memory=100 * MEBIBYTE))
    with pytest.raises(UnshowablePicture):
        await workshop.shown(largest())
    assert isinstance(await workshop.check(whole("PNG")), PictureFacts)


async def test_a_picture_that_takes_too_long_is_tried_again() -> None:
    """The clock is the machine's fault, not the picture's: it is unfinished, and the child is another."""
    workshop = PictureWorkshop(Limits(clock=0.01))
    with pytest.raises(Unfinished):
        await workshop.shown(largest())
    workshop._limits = Limits()
    assert isinstance(await workshop.check(whole("PNG")), PictureFacts)


async def test_a_child_has_its_limits_and_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """512 MB, some seconds of processor time, and nothing of our environment."""
    monkeypatch.setenv("WARDROUNDS_TELEGRAM_TOKEN", "7000000001:secret-of-this-test")
    workshop = PictureWorkshop()
    await workshop.check(whole("PNG"))
    [child] = workshop._children
    (space, most) = resource.prlimit(child.pid, resource.RLIMIT_AS)
    assert space == most == 512 * MEBIBYTE
    assert 0 < resource.prlimit(child.pid, resource.RLIMIT_CPU)[0] <= 10
    assert b"WARDROUNDS" not in Path(f"/proc/{child.pid}/environ").read_bytes()


async def test_children_end_with_their_workshop() -> None:
    """No process is left behind."""
    workshop = PictureWorkshop()
    await workshop.check(whole("PNG"))
    [child] = workshop._children
    del workshop
    assert child.wait(10) is not None


_ALONE = """
import asyncio, json, resource, sys
from tests.storage.test_picture_workshop import hostile
from storage.picture_workshop import PictureWorkshop
from storage.pictures import PictureFault

async def main():
    files, workshop = list(hostile()), PictureWorkshop()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = 0
    for number in range(int(sys.argv[1])):
        found = await workshop.check(files[number % len(files)])
        taken += not isinstance(found, PictureFault)
    print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before]))

asyncio.run(main())
"""


def hostile() -> list[bytes]:
    """Bombs, lies and ruins."""
    good = whole("PNG")
    flipped = bytes(byte ^ 0x5A if at % 97 == 11 else byte for at, byte in enumerate(good))
    lies = [b"", b"\x89PNG\r\n\x1a\n" * 99, b"GIF89a" + bytes(99)]
    return [bomb(), bomb(40_000, 1_001), vast(), *lies, flipped, good[: len(good) // 2]]


def test_hostile_pictures_do_not_make_the_program_grow() -> None:
    """P8: so many bombs, lies and ruins, none taken, and the program at most 64 MB larger."""
    ran = subprocess.run(
        [sys.executable, "-c", _ALONE, str(HOSTILE)], cwd=ROOT, capture_output=True, check=True, text=True
    )
    taken, grown = json.loads(ran.stdout)
    assert taken == 0
    assert grown * 1024 <= MOST_GROWTH
