"""One connection to the encrypted file, set up alike whoever asks for it."""

from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

KEY_BYTES: Final = 32
PAGE_SIZE: Final = 8192
"""Fixed when the file is made; docs/decisions says what was measured."""
CACHE_KIB: Final = 65_536
BUSY_SECONDS: Final = 10
CHECKPOINT_PAGES: Final = 4_000
"""32 MiB written beside the file before they are taken into it: a first sync writes many pages often."""

Connection = Any
"""sqlcipher3 carries no types; it is the standard library's sqlite3.Connection in all but name."""


def connect(path: Path, key: bytes) -> Connection:
    """Open the encrypted file; a wrong key shows here, at the first read, and not later."""
    if len(key) != KEY_BYTES:
        raise ValueError("the database key has 32 bytes")
    connection = sqlcipher.connect(
        str(path), check_same_thread=False, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        _set_up(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: Connection, key: bytes) -> None:
    """The order matters: logging off before the key, and the key before everything that reads."""
    for pragma in (
        "cipher_log_level = NONE",
        f"key = \"x'{key.hex()}'\"",
        f"cipher_page_size = {PAGE_SIZE}",
        "temp_store = MEMORY",
        f"cache_size = -{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
