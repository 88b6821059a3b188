"""Moves the database from one version of its tables to another."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from sia_central.storage.engine import writing
from sia_central.storage.sizes import tell_sizes
from sia_central.storage.trouble import StoreTrouble

_SCRIPTS: Final = Path(__file__).with_name("migrations")


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the tables up; all steps or none, and none where a newer program was here."""
    current = current_revision(engine)
    if current is not None:
        check_known(current)
    with writing(engine) as connection:
        upgrade_over(connection, to)


def upgrade_over(connection: Connection, to: str) -> None:
    """Bring the tables up within this transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    tell_sizes(connection)


def downgrade(engine: Engine, to: str) -> None:
    """Take the tables back down."""
    with writing(engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def current_revision(engine: Engine) -> str | None:
    """Which version the tables are of; None where there are none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """Which version this program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise AssertionError("there is at least one migration")
    return head


def is_known(revision: str) -> bool:
    """Whether this program knows that version; a newer program's it does not."""
    return any(
        script.revision == revision for script in ScriptDirectory.from_config(_config()).walk_revisions()
    )


def check_own(engine: Engine) -> None:
    """Refuse, in words, a database where another program keeps its tables."""
    if current_revision(engine) is None and set(inspect(engine).get_table_names()) - {"alembic_version"}:
        raise StoreTrouble("This database holds another program's tables. Give central one of its own.")


def check_known(revision: str) -> None:
    """Refuse, in words, tables that this program does not know."""
    if not is_known(revision):
        raise StoreTrouble(
            "This database was made by a newer sia-central. Install that version, or a later one."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
