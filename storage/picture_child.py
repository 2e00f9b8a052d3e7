"""`python -m storage.picture_child`: looks at pictures in a process that may die of them.

Rules: memory and processor time are limited before the first byte of a picture is read; it knows no setting
and no secret, since it is started with an empty environment. One request in, one answer out: a letter for
what is wanted and the length, then the bytes; a letter for what came of it and the length, then the bytes.
Must not know: whose picture it is.
"""

import json
import resource
import struct
import sys
from dataclasses import asdict
from typing import BinaryIO

from storage.pictures import PictureFault, UnshowablePicture, check_picture, shown_copy

HEAD = struct.Struct(">cQ")
CHECK, SHOW = b"c", b"s"
FACTS, COPY, FAULT = b"f", b"p", b"x"


def main() -> None:
    """Work until standard input ends. Arguments: bytes of memory, seconds of processor time a picture."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := sys.stdin.buffer.read(HEAD.size):
        wanted, size = HEAD.unpack(head)
        content = sys.stdin.buffer.read(size)
        _allow(seconds)
        _answer(sys.stdout.buffer, *_work(wanted, content))


def _allow(seconds: int) -> None:
    """Processor time counts from the process's birth, so each picture gets its own on top."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.RLIM_INFINITY))


def _work(wanted: bytes, content: bytes) -> tuple[bytes, bytes]:
    if wanted == SHOW:
        try:
            return COPY, shown_copy(content)
        except UnshowablePicture as unshowable:
            return FAULT, unshowable.fault.value.encode()
    found = check_picture(content)
    if isinstance(found, PictureFault):
        return FAULT, found.value.encode()
    return FACTS, json.dumps(asdict(found)).encode()


def _answer(out: BinaryIO, kind: bytes, content: bytes) -> None:
    out.write(HEAD.pack(kind, len(content)) + content)
    out.flush()


if __name__ == "__main__":
    main()
