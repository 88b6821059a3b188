"""`sia-central`: what the administrator types. Errors are sentences, and exit status 2."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from sia_central.cli.arguments import build_parser
from sia_central.services.refused import Refused
from sia_central.storage.trouble import StoreTrouble, in_words
from sia_contract.gias import UnreadableExtract


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was typed; 0 when it was done, 2 when it could not be."""
    _make_output_sound()
    typed = build_parser().parse_args(arguments)
    try:
        with _private_files():
            typed.do(typed)
        sys.stdout.flush()
    except (Refused, StoreTrouble, UnreadableExtract) as trouble:
        sys.stderr.write(f"sia-central: {trouble}\n")
    except DBAPIError as error:
        sys.stderr.write(f"sia-central: Nothing was changed. {in_words(error)}\n")
    except BrokenPipeError:  # whoever reads the answer has read enough; what was asked is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(f"sia-central: {_about_the_disk(error)}\n")
    except KeyboardInterrupt:
        sys.stderr.write("sia-central: Stopped; nothing was changed.\n")
    else:
        return 0
    return 2


def _make_output_sound() -> None:
    """Names outside a terminal's alphabet, or an output that was closed, must not stop what is being done."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - open until the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def _private_files() -> Iterator[None]:
    """Whatever is made meanwhile, the database above all, only this account can read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _about_the_disk(error: OSError) -> str:
    if error.filename is None:
        return f"The answer could not be written out whole ({error.strerror}); what was asked is done."
    return f"{error.filename} cannot be used: {error.strerror}. Check the disk and this account's rights."
