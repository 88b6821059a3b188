"""`sia-desktop`: opens the window; with a word after it, answers from the command line."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

READER_LEFT = 141
"""As a shell says of a program whose reader closed the pipe."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; the exit status is what the command says of itself."""
    _open_what_is_closed()
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None:
            raise
        sys.stderr.write("sia-desktop: The answer could not be written out: the disk is full.\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2


def _open_what_is_closed() -> None:
    """A window without a terminal, as on Windows, has nowhere to write; nothing may stop for that."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - open until the end


def _run(arguments: Sequence[str] | None) -> int:
    asked = _parser().parse_args(arguments)
    match asked.command:
        case "verify":
            from sia_desktop.bootstrap.verify import verify

            return verify(asked.file, asked.root, as_json=asked.json, clock_roots=asked.clock_root)
        case "packs":
            from sia_desktop.bootstrap.packs import check_packs_in, print_differences

            if asked.action == "diff":
                return print_differences(asked.earlier, asked.later)
            return check_packs_in(asked.folder)
        case "deadline":
            from sia_desktop.bootstrap.packs import print_deadline

            return print_deadline(asked)
        case _:
            from sia_desktop.bootstrap.light_start import start_lightly

            start_lightly()
            from sia_desktop.bootstrap.window import open_window

            return open_window()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sia-desktop",
        description="Casework for School Improvement Advisers. Without a command it opens the window.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    verify = commands.add_parser(
        "verify",
        help="say who signed a PDF, when, and whether anything changed since",
        description="Exit status 0: unchanged and trusted; 1: anything else; 2: the file cannot be read.",
    )
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument(
        "--root",
        type=Path,
        action="append",
        default=[],
        metavar="PEM",
        help="a council's root certificate to trust; may be given more than once",
    )
    verify.add_argument(
        "--clock-root",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="the root of an outside time authority that the council uses; trusted for times alone",
    )
    verify.add_argument("--json", action="store_true", help="print JSON instead of sentences")

    packs = commands.add_parser("packs", help="framework packs")
    actions = packs.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="check every pack in a folder and print its faults")
    check.add_argument(
        "folder", type=Path, nargs="?", metavar="DIR", help="where the packs lie; without it, those shipped"
    )

    diff = actions.add_parser("diff", help="say in words what changed from one pack to another")
    diff.add_argument("earlier", metavar="A", help="a folder with a pack, or its name: reading/2016-12-13")
    diff.add_argument("later", metavar="B", help="the pack to compare it with")

    deadline = commands.add_parser("deadline", help="work out a date by a pack's rule and show the counting")
    deadline.add_argument(
        "--pack", required=True, help="the council's pack, such as reading, or a folder with one"
    )
    deadline.add_argument("--rule", required=True, help="the rule's id, such as T-RD-02")
    deadline.add_argument(
        "--on",
        required=True,
        metavar="DATE",
        help="the day counted from, as 2026-04-01: of the event; for what comes round, of the last time",
    )
    deadline.add_argument("--reading", metavar="NAME", help="another reading than the pack's own")
    deadline.add_argument(
        "--calendar", type=Path, metavar="FILE", help="other bank holidays and closures, CSV"
    )
    deadline.add_argument("--school-calendar", type=Path, metavar="FILE", help="the school's terms, CSV")
    deadline.add_argument("--json", action="store_true", help="print JSON instead of sentences")
    return parser


if __name__ == "__main__":
    sys.exit(main())
