"""A real PostgreSQL for the tests: one throwaway cluster a worker, on a Unix socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

# Nothing here outlives the tests, so nothing need reach the disk.
IN_A_HURRY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path:
    """The folder of initdb and pg_ctl: PG_BINDIR, Debian's newest, or the PATH's."""
    named = os.environ.get("PG_BINDIR")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    on_path = shutil.which("initdb")
    candidates = [
        *([Path(named)] if named else []),
        *sorted(debian, key=lambda found: int(found.parent.name), reverse=True),
        *([Path(on_path).resolve().parent] if on_path else []),
    ]
    for folder in candidates[:1] if named else candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    where = f"in PG_BINDIR, {named}" if named else "on this machine"
    pytest.fail(
        f"PostgreSQL's initdb and pg_ctl were not found {where}: run 'make setup', or set PG_BINDIR.",
        pytrace=False,
    )


class Cluster:
    """One PostgreSQL cluster in a folder of its own."""

    def __init__(self, folder: Path, *, is_durable: bool = False) -> None:
        """In this folder; `is_durable` where what a commit costs is part of what is measured."""
        self._bin, self._folder = programs(), folder
        self._hurry = "" if is_durable else IN_A_HURRY
        self._user: str | None = None
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self._give_away(os.environ.get("PG_OSUSER", "postgres"))

    @property
    def url(self) -> str:
        """Where SQLAlchemy finds its first database."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """Where SQLAlchemy finds one of its databases."""
        return f"postgresql+psycopg://test@/{database}?host={self._folder}"

    @property
    def pid(self) -> int:
        """The process above all of its own."""
        return int((self._folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        self._run("initdb", "-U", "test", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        settings = f"-k {self._folder} -c listen_addresses='' {self._hurry}"
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", settings, "start")

    def stop(self) -> None:
        """Stop at once; nothing in it is wanted."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def run_sql(self, statement: str) -> None:
        """Say one thing to the first database, outside a transaction."""
        with psycopg.connect(f"host={self._folder} user=test dbname=postgres", autocommit=True) as wire:
            wire.execute(statement.encode())

    def _give_away(self, user: str) -> None:
        self._user = user
        try:
            shutil.chown(self._folder, user)
        except LookupError:
            pytest.fail(
                f"PostgreSQL will not run as root, and there is no user {user!r} to run it: set PG_OSUSER.",
                pytrace=False,
            )

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [self._bin / program, "-D", self._folder / "data", *words],
            cwd=self._folder,
            env={**os.environ, "LC_ALL": "C", "HOME": str(self._folder)},
            stdout=subprocess.DEVNULL,  # the server keeps what it is given, so a pipe would never close
            stderr=subprocess.DEVNULL,
            user=self._user,
            extra_groups=[] if self._user else None,
            check=False,
        )
        if done.returncode:
            log = self._folder / "log"
            said = log.read_text(errors="replace") if log.exists() else "Nothing was logged."
            pytest.fail(f"PostgreSQL's {program} failed ({done.returncode}). {said}", pytrace=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running cluster, shared by the tests of one worker."""
    # Not under TMPDIR: a socket's path may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="sia-pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder))
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres: Cluster) -> str:
    """A PostgreSQL database shared by the tests of one worker."""
    return postgres.url


@pytest.fixture
def fresh_postgres_url(postgres: Cluster) -> Iterator[str]:
    """An empty PostgreSQL database for one test alone."""
    name = f"test_{uuid4().hex}"
    postgres.run_sql(f"CREATE DATABASE {name}")
    yield postgres.url_of(name)
    postgres.run_sql(f"DROP DATABASE {name} WITH (FORCE)")
