"""`sia-central backup`, `restore`, `new-backup-key` and `migrate`."""

from argparse import Namespace
from datetime import UTC, datetime

from sia_central.cli.commands import say
from sia_central.services.keep import back_up, move_on, restore
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
    say(f"{typed.out} holds {sum(made.rows.values())} rows and {len(made.members)} parts; it is {sealed}.")


def bring_back(typed: Namespace) -> None:
    """Put a backup into an empty place."""
    identity = typed.identity.read_text(encoding="ascii", errors="replace") if typed.identity else None
    with make_store(typed.database, typed.data, typed.files) as store:
        made = restore(store, typed.file, identity, datetime.now(UTC))
    say(f"Restored {sum(made.rows.values())} rows as they were at {made.made_at}.")


def new_backup_key(typed: Namespace) -> None:
    """Make the key that opens encrypted backups."""
    recipient = new_identity(typed.out)
    say(f"Back up with --recipient {recipient}")
    say(f"{typed.out} opens those backups: take it off this machine, to where nobody else can read it.")


def migrate(typed: Namespace) -> None:
    """Bring the database up to this version, after a backup."""
    with open_store(typed.database, typed.data, typed.files) as store:
        before, copy = move_on(store, datetime.now(UTC))
    kept = f" A backup made before is {copy}." if copy else ""
    say(f"The database was of version {before} and is now of version {head_revision()}.{kept}")
