"""Why nothing can be stored just now: a full disk, a read-only file, a disk that fails, a database away.

Rules: told by error codes, never by words, since words change with language and version; what is none of
these is somebody's bug and has no name here.
Must not know: who is told, what could not be stored.
"""

import errno
import sqlite3
import sys
from enum import StrEnum

from obstore.exceptions import BaseError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection


class StoreFault(StrEnum):
    """Why; `AWAY` may be over in a second, the others wait for an operator."""

    FULL = "full"
    READ_ONLY = "read_only"
    DISK = "disk"
    AWAY = "away"


_SQLITE = {
    sqlite3.SQLITE_FULL: StoreFault.FULL,
    sqlite3.SQLITE_READONLY: StoreFault.READ_ONLY,
    sqlite3.SQLITE_IOERR: StoreFault.DISK,
    sqlite3.SQLITE_CANTOPEN: StoreFault.DISK,
    sqlite3.SQLITE_CORRUPT: StoreFault.DISK,
    sqlite3.SQLITE_NOTADB: StoreFault.DISK,
    sqlite3.SQLITE_BUSY: StoreFault.AWAY,
    sqlite3.SQLITE_LOCKED: StoreFault.AWAY,
}
_SYSTEM = {
    errno.ENOSPC: StoreFault.FULL,
    errno.EDQUOT: StoreFault.FULL,
    errno.EFBIG: StoreFault.FULL,
    errno.EROFS: StoreFault.READ_ONLY,
    errno.EACCES: StoreFault.READ_ONLY,
    errno.EPERM: StoreFault.READ_ONLY,
}
_PRIMARY = 0xFF  # SQLite's extended codes say more in the higher bits


def fault_of(error: BaseException) -> StoreFault | None:
    """What is wrong with the store; none when the error is about something else."""
    match error:
        case DBAPIError(orig=cause) if cause is not None:
            return fault_of(cause)
        case sqlite3.Error():
            return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
        case NoConnection() | TimeoutError() | BaseError():
            return StoreFault.AWAY
        case OSError():
            return _SYSTEM.get(error.errno or 0, StoreFault.DISK)
        case _:
            return _of_postgres(error)


def _of_postgres(error: BaseException) -> StoreFault | None:
    """What PostgreSQL's driver says, where it is used: loading it for nothing would delay every start."""
    if "psycopg" not in sys.modules:
        return None
    from psycopg import errors as postgres

    match error:
        case postgres.DiskFull():
            return StoreFault.FULL
        case postgres.ReadOnlySqlTransaction():
            return StoreFault.READ_ONLY
        case postgres.IoError():
            return StoreFault.DISK
        case postgres.OperationalError():
            return StoreFault.AWAY
        case _:
            return None
