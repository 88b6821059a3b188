"""`sia-central backup`, `restore`, `new-backup-key` and `migrate`."""

from argparse import Namespace
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sia_central.cli.commands import ready
from sia_central.cli.telling import tell
from sia_central.services.keep import back_up, move_on, restore
from sia_central.services.status import status
from sia_central.storage.backup import new_identity
from sia_central.storage.migrate import head_revision
from sia_central.storage.store import make_store, open_store


def backup(typed: Namespace) -> None:
    """Write everything into one file."""
    with open_store(typed.database, typed.data, typed.files) as store:
        store.check_ready()
        made = back_up(store, typed.out, typed.recipient, datetime.now(UTC))
    sealed = (
        "encrypted for its recipient"
        if typed.recipient
        else "not encrypted: keep it as safe as central itself"
    )
    rows = sum(made.rows.values())
    told = f"{typed.out} holds {rows} rows and {len(made.members)} parts; it is {sealed}."
    tell(
        typed, told, file=str(typed.out), rows=rows, parts=len(made.members), encrypted=bool(typed.recipient)
    )


def bring_back(typed: Namespace) -> None:
    """Put a backup into an empty place."""
    identity = typed.identity.read_text(encoding="ascii", errors="replace") if typed.identity else None
    with make_store(typed.database, typed.data, typed.files) as store:
        made = restore(store, typed.file, identity, datetime.now(UTC))
    rows = sum(made.rows.values())
    tell(typed, f"Restored {rows} rows as they were at {made.made_at}.", rows=rows, made_at=made.made_at)


def new_backup_key(typed: Namespace) -> None:
    """Make the key that opens encrypted backups."""
    recipient = new_identity(typed.out)
    tell(
        typed,
        f"Back up with --recipient {recipient}",
        f"{typed.out} opens those backups: take it off this machine, to where nobody else can read it.",
        recipient=recipient,
        key=str(typed.out),
    )


def migrate(typed: Namespace) -> None:
    """Bring the database up to this version, after a backup."""
    with open_store(typed.database, typed.data, typed.files) as store:
        before, copy = move_on(store, datetime.now(UTC))
    kept = f" A backup made before is {copy}." if copy else ""
    told = f"The database was of version {before} and is now of version {head_revision()}.{kept}"
    tell(typed, told, before=before, now=head_revision(), backup=str(copy) if copy else None)


def how_it_stands(typed: Namespace) -> None:
    """Say what there is, and what waits for somebody."""
    at = datetime.now(UTC)
    with ready(typed) as (store, council):
        found = status(store, council, at)
    facts = {
        name: told.isoformat() if isinstance(told, datetime) else told for name, told in asdict(found).items()
    }
    words = [f"{name.replace('_', ' ')}: {_in_words(told)}" for name, told in facts.items()]
    tell(typed, council, *words, council=council, **facts)


def _in_words(told: Any) -> str:
    if isinstance(told, dict):
        return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in told.items()) or "none"
    return "never" if told is None else str(told)
