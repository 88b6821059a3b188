"""What can go wrong outside our program, said in one sentence."""

from typing import Final

from sqlalchemy.exc import DBAPIError


class StoreTrouble(Exception):
    """The store, the disk or a setting of this machine is in the way; `str()` is a sentence for people."""


_DAMAGED: Final = "The database file is damaged, or is not one of central's. Restore it from the backup."
_OUT_OF_REACH: Final = (
    "The database file cannot be opened or written. "
    "Check that its folder is there and that this account may write in it."
)
_FULL: Final = "The database's disk is full. Free some space, then try again."
_BUSY: Final = "Another command has been writing to the database for too long. Try again when it is done."
_MET: Final = "Another command changed the same thing at this moment. Look how it stands, then try again."
_GONE: Final = "The database was stopped or cannot be reached any more. Start it, then try again."

_BY_CODE: Final = {
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_CANTOPEN": _OUT_OF_REACH,
    "SQLITE_READONLY": _OUT_OF_REACH,
    "SQLITE_PERM": _OUT_OF_REACH,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": "The database's disk is full or does not work as it should. Check it, then try again.",
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_CONSTRAINT": _MET,
    "23": _MET,
    "53100": _FULL,
    "57P": _GONE,
    "08": _GONE,
    "42501": "This account may not do that in the database. Give it the rights of the database's owner.",
}


def in_words(error: DBAPIError) -> str:
    """What the database found wrong, and the remedy; never what the statement was about."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""
    for begins, sentence in _BY_CODE.items():
        if code.startswith(begins):
            return sentence
    return (
        f"The database cannot be opened or used ({type(error.orig).__name__}). "
        "Check that its address is right, that it is running and that this account may use it."
    )
