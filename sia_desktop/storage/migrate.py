"""Brings the database to this program's shape; loaded only when there is something to do."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from sia_desktop.storage.connection import connect
from sia_desktop.storage.pool import make_engine
from sia_desktop.storage.schema_version import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, key: bytes, to: str = HEAD) -> None:
    """Run what is missing, in one transaction: all of it happens, or none."""
    engine = make_engine(lambda: connect(path, key))
    try:
        with engine.begin() as connection:
            command.upgrade(alembic_config(connection), to)
    finally:
        engine.dispose()


def alembic_config(connection: Connection, *more_versions: Path) -> Config:
    """Alembic's settings, with the open connection in hand: no key and no address is ever written down."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    places = [MIGRATIONS / "versions", *more_versions]
    config.set_main_option("version_locations", "\n".join(str(place) for place in places).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
