"""What may be typed after `sia-central`."""

import argparse
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

import platformdirs

from sia_central.cli import access, audit, certificates, commands, keeping, retention, serve
from sia_central.cli.examples import ABOVE_ALL, examples_of
from sia_central.storage.store import DATABASE_VARIABLE, FILES_VARIABLE

Command = Callable[[argparse.Namespace], None]
Add = Callable[[str, Command, str], argparse.ArgumentParser]
Below: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def build_parser() -> argparse.ArgumentParser:
    """The parser, every command under it."""
    parser = argparse.ArgumentParser(
        prog="sia-central",
        description="The council's service: keeps schools, people and signed notes, and syncs laptops.",
        epilog=ABOVE_ALL,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    below = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, do: Command, says: str) -> argparse.ArgumentParser:
        return _command(below, name, do, says)

    _add_set_up(add)
    _add_people(add)
    _add_access(add)
    _add_schools(add)
    _add_serving(add)
    _add_audit(below)
    _add_retention(below)
    return parser


def _add_set_up(add: Add) -> None:
    init = add("init", commands.init, "Create the database, the council and its certificate authority.")
    init.add_argument("--demonstration", action="store_true", help="mark every screen and PDF so")
    init.add_argument(
        "--recovery-key",
        type=Path,
        metavar="FILE",
        help="where the private half of the recovery key goes; default: in the data folder, to be moved",
    )
    add("migrate", keeping.migrate, "Bring the database up to this version, after a backup of it.")
    backup = add("backup", keeping.backup, "Write the database, files and authorities' keys into one file.")
    backup.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a file that is not there yet"
    )
    backup.add_argument("--recipient", metavar="AGE1…", help="encrypt for this recipient")
    back = add("restore", keeping.bring_back, "Put a backup into an empty folder and an empty database.")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--identity", type=Path, metavar="FILE", help="the private key of an encrypted backup")
    key = add("new-backup-key", keeping.new_backup_key, "Make the key that opens encrypted backups.")
    key.add_argument("--out", type=Path, required=True, metavar="FILE", help="a file that is not there yet")
    add("status", keeping.how_it_stands, "Say how the service stands, in counts and times.")
    root = add("root", commands.root, "Write the council's root, for `sia-desktop verify --root`.")
    root.add_argument("--out", type=Path, metavar="FILE", help="where to; otherwise it is printed")
    root.add_argument("--clock", action="store_true", help="the root of the outside time authority instead")
    renew = add(
        "renew-authority", certificates.renew_authority, "Give the certificate authority a new key and root."
    )
    renew.add_argument("--clock-only", action="store_true", help="a new key for the council's clock alone")
    clock = add("use-clock", certificates.use_clock, "Choose who attests the time on signed PDFs (RFC 3161).")
    which = clock.add_mutually_exclusive_group(required=True)
    which.add_argument("--own", action="store_true", help="the council's own clock, as after init")
    which.add_argument("--url", help="an outside time-stamping authority; needs --root")
    clock.add_argument("--root", type=Path, metavar="FILE", help="PEM, the outside authority's root")
    add("stamp", certificates.stamp, "Put the trusted time on signed files that still wait for it.")


def _add_people(add: Add) -> None:
    adviser = add("add-adviser", commands.add_adviser, "Add a colleague who may enrol a laptop.")
    adviser.add_argument("--name", required=True, help="as it is to be printed")
    adviser.add_argument("--email", required=True)
    adviser.add_argument("--role", required=True, metavar="CODE", help="a role of the council's framework")
    adviser.add_argument("--reports-to", metavar="EMAIL", help="the line manager")
    adviser.add_argument("--password-stdin", action="store_true", help="read the password from there")
    for name, do, says in (
        ("assign", commands.assign, "Give schools to a colleague."),
        ("unassign", commands.unassign, "Take schools from a colleague's caseload."),
    ):
        command = add(name, do, says)
        command.add_argument("--email", required=True)
        which = command.add_mutually_exclusive_group(required=True)
        which.add_argument("--urn", type=int, nargs="+", default=[], metavar="URN")
        which.add_argument("--all", action="store_true", help="every school of the council")
        _add_day(command, "since when")
    area = add(
        "place", commands.place, "Say which district or home borough schools and colleagues belong to."
    )
    area.add_argument("--area", required=True, metavar="CODE", help="an area of the council's framework")
    area.add_argument("--urn", type=int, nargs="+", default=[], metavar="URN", help="schools that lie in it")
    area.add_argument("--email", nargs="+", default=[], help="colleagues who work for it")
    add("people", commands.people, "List the colleagues, their roles, lines and caseloads.")


def _add_access(add: Add) -> None:
    for name, do, says in (
        (
            "close-account",
            access.close_account,
            "Somebody left: no more signing in, and their laptops hand over.",
        ),
        ("open-account", access.open_account, "They came back: they may set up a laptop again."),
    ):
        add(name, do, says).add_argument("--email", required=True)
    add("devices", access.devices, "List the enrolled laptops, their last contact and what they hold.")
    revoke = add("revoke", access.revoke, "Close a laptop, by its id or how that begins.")
    revoke.add_argument("device", metavar="ID")
    how = revoke.add_mutually_exclusive_group()
    how.add_argument("--left", action="store_true", help="its adviser left: it hands over, then it is closed")
    how.add_argument("--lost", action="store_true", help="it was lost: it sends and receives nothing")
    rules = add("access", access.access, "Show or change how people are let in.")
    rules.add_argument("--lease-days", type=int, metavar="N", help="days a laptop may stay away")
    rules.add_argument("--second-factor", choices=("required", "optional"))
    page = add("sign-in-page", access.sign_in_page, "Let people sign in at the council's identity provider.")
    page.add_argument("--issuer", metavar="URL", help="its OpenID Connect issuer")
    page.add_argument("--client-id", metavar="ID", help="the name it knows SIA Desktop by")
    page.add_argument("--claim", default="email", metavar="NAME", help="names the person; default: email")
    page.add_argument(
        "--secret-stdin", action="store_true", help="read from there the secret it gave SIA Desktop, if any"
    )
    page.add_argument("--off", action="store_true", help="back to central's passwords alone")
    factor = add("second-factor", access.reset_second_factor, "Take somebody's second factor away.")
    factor.add_argument("--reset", action="store_true", required=True)
    factor.add_argument("--email", required=True)
    recover = add("recover", access.recover, "Print the code that unlocks a laptop, once.")
    recover.add_argument("device", metavar="ID")
    recover.add_argument("--key", type=Path, required=True, metavar="FILE", help="the recovery key")
    another = add("new-recovery-key", access.new_recovery_key, "Make another recovery key.")
    another.add_argument("--out", type=Path, required=True, metavar="FILE", help="where it goes; to be moved")


def _add_schools(add: Add) -> None:
    schools = add("import-schools", commands.import_schools, "Take schools over from a GIAS extract.")
    schools.add_argument("file", type=Path, metavar="FILE", help="a .csv or .csv.gz")
    schools.add_argument("--authority", metavar="CODE", help="the local authority's three figures")
    schools.add_argument("--as-at", type=_day, metavar="DATE", help="the date of the extract")
    add("newer-facts", commands.newer_facts, "List what advisers' newer registers say of schools.")
    category = add("decide-category", commands.decide_category, "Record a decision on a school's category.")
    category.add_argument("--urn", type=int, required=True)
    category.add_argument("--category", required=True, metavar="CODE")
    category.add_argument("--by", required=True, metavar="EMAIL", help="who decided")
    category.add_argument("--reason", required=True)
    _add_day(category, "when it was decided")


def _add_audit(below: Below) -> None:
    add = _group(below, "audit", "Check and read the audit: who did what, when, on which laptop, why.")
    add("head", audit.audit_head, "Print the audit's head: keep it elsewhere.")
    checked = add(
        "verify",
        audit.audit_verify,
        "Find any line that was altered, removed, moved or cut off.",
    )
    checked.add_argument("--head", nargs="+", metavar="HEAD", help="heads that you kept elsewhere")
    shown = add(
        "show",
        audit.audit_show,
        "Print the lines of the audit that you ask for.",
    )
    shown.add_argument("--action", metavar="CODE")
    shown.add_argument("--person", metavar="ID")
    shown.add_argument("--device", metavar="ID")
    shown.add_argument("--id", metavar="ID", help="of the record, file or school")
    shown.add_argument("--since", type=_day, metavar="DATE")
    shown.add_argument("--until", type=_day, metavar="DATE")


def _add_retention(below: Below) -> None:
    add = _group(below, "retention", "How long records are kept: what is due, legal holds, disposal.")
    due = add("review", retention.review, "List what is due for disposal, and what of it is held.")
    _add_day(due, "due by when")
    hold = add("hold", retention.hold, "Keep a school's records, or one with all that hangs on it.")
    what = hold.add_mutually_exclusive_group(required=True)
    what.add_argument("--urn", type=int, metavar="URN", help="all of a school")
    what.add_argument("--record", metavar="KIND/ID", help="one record, as `retention review` names it")
    hold.add_argument("--reason", required=True, help="what for, and who asked for it")
    add("holds", retention.holds, "List the holds in force.")
    release = add("release", retention.release, "End a hold.")
    release.add_argument("--hold", required=True, metavar="ID")
    gone = add("dispose", retention.dispose, "Remove what is due, here and on every laptop, for good.")
    which = gone.add_mutually_exclusive_group(required=True)
    which.add_argument("--record", nargs="+", default=[], metavar="KIND/ID", help="these, as reviewed")
    which.add_argument("--all", action="store_true", help="everything that is due and not held")


def _group(below: Below, group: str, says: str) -> Add:
    above = below.add_parser(group, help=says, description=says)
    parts = above.add_subparsers(title="parts", metavar="PART", required=True)
    return lambda name, do, says: _command(parts, f"{group} {name}", do, says)


def _command(below: Below, name: str, do: Command, says: str) -> argparse.ArgumentParser:
    command = below.add_parser(
        name.split()[-1],
        help=says,
        description=says,
        epilog=examples_of(name),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(do=do)
    _add_place(command)
    return command


def _add_serving(add: Add) -> None:
    serving = add("serve", serve.serve, "Serve the council's laptops until stopped.")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8443, help="0 takes a free one; the address is printed")
    serving.add_argument("--workers", type=int, default=1, metavar="N", help="with PostgreSQL; default: 1")
    serving.add_argument("--certificate", type=Path, metavar="FILE", help="PEM, with its chain, for HTTPS")
    serving.add_argument("--key", type=Path, metavar="FILE", help="PEM, the certificate's private key")


def _add_place(command: argparse.ArgumentParser) -> None:
    default = Path(platformdirs.user_data_dir("sia-central", appauthor=False))
    command.add_argument("--data", type=Path, default=default, metavar="DIR", help="default: %(default)s")
    command.add_argument(
        "--database",
        default=os.environ.get(DATABASE_VARIABLE),
        metavar="URL",
        help=f"postgresql+psycopg://…, or set {DATABASE_VARIABLE}; default: SQLite in the data folder",
    )
    command.add_argument(
        "--files",
        default=os.environ.get(FILES_VARIABLE),
        metavar="URL",
        help=f"s3://BUCKET/FOLDER, or set {FILES_VARIABLE}; default: files lie in the data folder",
    )
    command.add_argument("--council", metavar="CODE", help="needed where more than one is set up")
    command.add_argument("--json", action="store_true", help="one line of JSON, for a program to read")


def _add_day(command: argparse.ArgumentParser, says: str) -> None:
    command.add_argument("--on", type=_day, metavar="DATE", help=f"{says}, as 2026-04-01; default: today")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-04-01") from None
