"""What the database engine says, in words: the one border where its errors are translated."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from sia_desktop.domain.errors import OutsideTrouble

_SENTENCES: Final = (
    (
        "database or disk is full",
        "The disk of this computer is full, so this could not be saved. Free some space and try again; "
        "everything saved before is safe.",
    ),
    (
        "database is locked",
        "The database is in use by another program or window. Close the other one and try again.",
    ),
    (
        "readonly database",
        "The database can only be read at the moment. Check that the disk and the file may be written to.",
    ),
    (
        "disk i/o error",
        "The disk of this computer reported an error, so this could not be saved. "
        "Everything saved before is safe. Try again; if it happens again, ask IT to check the disk.",
    ),
    (
        "unable to open database file",
        "The database file could not be opened. Check that its folder is there and may be written to.",
    ),
    (
        "malformed",
        "The database file is damaged. Stop working in it and restore the last backup.",
    ),
    (
        "file is not a database",
        "This key does not open the database: it belongs to another laptop, or the file is damaged. "
        "Restore the last backup, or move the file away and enrol again.",
    ),
)


def sentence_for(error: BaseException) -> str | None:
    """The sentence for an error of the database engine, or None if it is a fault of ours."""
    words = str(error).lower()
    return next((sentence for sign, sentence in _SENTENCES if sign in words), None)


@contextmanager
def in_words() -> Iterator[None]:
    """Raise `OutsideTrouble` with a sentence for what the disk or the file did to us."""
    try:
        yield
    except sqlcipher.Error as error:
        say(error)
        raise


def say(error: BaseException) -> None:
    """Raise the sentence for this error, if there is one."""
    if isinstance(error, sqlcipher.Error) and (sentence := sentence_for(error)):
        raise OutsideTrouble(sentence) from error
