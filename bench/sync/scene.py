"""One council on one kind of store, with its floor beside it, for all the lines of the sync part."""

import atexit
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from itertools import count
from pathlib import Path

import psycopg

from bench.measure import ROOT, Spent
from bench.sync.council import BenchCouncil, Work, wire_rows
from bench.sync.laptop import BenchLaptop, collect_as_the_program_does

WORK = Work(int(os.environ.get("SCHOOLS", "300")), int(os.environ.get("NOTES", "10000")))
"""Smaller while the bench itself is worked on."""


class Scene:
    """One council on one kind of store with its floor beside it; made once, for all its measures."""

    def __init__(self, store_name: str) -> None:
        collect_as_the_program_does()
        self.folder = Path(tempfile.mkdtemp(prefix="sia-bench-sync-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.council = BenchCouncil(self.folder, store_name, WORK)
        self.council.begins()
        with closing(self.council.opened()) as store:
            self.me, self.token = self.council.gives_a_laptop(store, self.council.adviser, "anna's laptop")
        self._number = count()
        self._kept: dict[str, BenchLaptop] = {}
        self.floor_port = self._serve_floor(self._fill_floor())
        atexit.register(self.ends)

    def laptop(self, spent: Spent | None = None) -> BenchLaptop:
        """A new laptop of Anna's, with nothing in it."""
        return BenchLaptop(self.folder / f"laptop {next(self._number)}", self.me, self.token, spent)

    def kept(self, name: str, spent: Spent) -> BenchLaptop:
        """A laptop of hers that is up to date, and stays."""
        if name not in self._kept:
            folder = self.folder / f"laptop {name}"
            shutil.copytree(self._up_to_date(), folder)
            self._kept[name] = BenchLaptop(folder, self.me, self.token, spent)
            spent.begin()
            self._kept[name].syncs()
        return self._kept[name]

    def trees(self) -> dict[str, int]:
        """The processes behind central, by what they are."""
        database = {"PostgreSQL": self.council.cluster.pid} if self.council.cluster else {}
        return {"central's workers": self.council.central.pid, **database}

    def _up_to_date(self) -> Path:
        """A laptop that has received everything, to be copied; it takes its time once."""
        folder = self.folder / "laptop that has received everything"
        if not folder.exists():
            first = BenchLaptop(folder, self.me, self.token)
            first.syncs()
            first.close()
        return folder

    def ends(self) -> None:
        """Stop all of it."""
        for laptop in self._kept.values():
            laptop.close()
        self._floor.terminate()
        self._floor.wait()
        self.council.ends()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _fill_floor(self) -> str:
        rows = [[n, *row] for n, row in enumerate(wire_rows(self.council))]
        make = (
            "CREATE TABLE floor (n integer, kind text, id text, urn integer, revision integer, payload text, "
            "PRIMARY KEY (kind, id))"
        )
        if self.council.cluster is None:
            where = str(self.folder / "floor.sqlite")
            with closing(sqlite3.connect(where)) as file:
                file.execute(make)
                file.executemany("INSERT INTO floor VALUES (?, ?, ?, ?, ?, ?)", rows)
                file.execute("CREATE TABLE floor_token (token text PRIMARY KEY)")
                file.execute("INSERT INTO floor_token VALUES ('known')")
                file.commit()
            return where
        self.council.cluster.run_sql("CREATE DATABASE floor")
        where = self.council.cluster.url_of("floor").replace("+psycopg", "")
        with psycopg.connect(where) as wire:
            wire.execute(make)
            wire.cursor().executemany("INSERT INTO floor VALUES (%s, %s, %s, %s, %s, %s)", rows)
            wire.execute("CREATE TABLE floor_token (token text PRIMARY KEY)")
            wire.execute("INSERT INTO floor_token VALUES ('known')")
        return where

    def _serve_floor(self, where: str) -> int:
        command = (sys.executable, "-m", "uvicorn", "bench.floors.sync_server:app", "--log-level", "error")
        workers = ("--workers", "2") if self.council.cluster else ()
        fair = ("--loop", "sia_central.cli.fair_loop:FairLoop")  # as central's own does
        with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as central's own does
            port, given = int(listening.getsockname()[1]), listening.fileno()
            self._floor = subprocess.Popen(
                [*command, "--no-access-log", "--fd", str(given), *fair, *workers],
                cwd=ROOT,
                env={**os.environ, "FLOOR_DATABASE": where},
                pass_fds=(given,),
            )
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return port
        raise AssertionError("the floor's server does not answer")


@cache
def scene(store_name: str) -> Scene:
    """The council on this kind of store."""
    return Scene(store_name)


def timed(work: Callable[[], object]) -> float:
    """Seconds that this took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
