"""Opening Today loads nothing that Today does not use: counted, because timing is for `make bench`."""

import subprocess
import sys
from pathlib import Path

from bench.large_store import make_store
from bench.measure import ROOT
from bench.ours_start import KEY, NOW

OPEN = """
import builtins
import sys
from pathlib import Path
from bench.ours_start import start
start(Path(sys.argv[1]))
print(*sorted({name.partition(".")[0] for name in sys.modules}), sep="\\n")
print("network" if "PySide6.QtNetwork" in sys.modules else "no network")
print(builtins.__import__.__name__)
"""
LATER = {
    "alembic", "argon2", "cryptography", "holidays", "keyring", "PIL", "pydantic",
    "pydantic_core", "pyhanko", "pypdfium2", "reportlab", "requests", "sqlalchemy", "sqlmodel", "urllib3",
}  # fmt: skip


def open_today(folder: Path) -> list[str]:
    """Start as `make bench` does; the line that says Today is usable, then what was imported for it."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def test_the_second_start_imports_only_what_today_needs(tmp_path: Path) -> None:
    make_store(tmp_path, KEY, NOW.date())
    assert open_today(tmp_path)[0] == "usable", "the first start, which checks the packs"
    usable, *imported, network, importer = open_today(tmp_path)
    assert (usable, network) == ("usable", "no network")
    assert importer == "__import__", "PySide6 reads the source of every module that is imported"
    assert "sqlcipher3" in imported
    assert set(imported) & LATER == set()
