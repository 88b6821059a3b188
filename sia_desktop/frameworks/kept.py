"""Frameworks that were checked on this computer before, kept so that the first page need not wait for it.

What finds every fault in a pack takes longer to load than the page takes to paint. A pack that has not
changed since it was checked, by a program that has not either, has none: what it became is kept as plain JSON
under one digest of all of that. Anything else in the file is passed over, and written anew.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import sia_contract
from sia_desktop.domain.framework import Framework
from sia_desktop.frameworks.as_data import from_data, to_data

Read = Callable[[], list[Framework]]


class KeptFrameworks:
    """The frameworks read from one resources folder, kept in another."""

    def __init__(self, folder: Path, resources: Path) -> None:
        """Keep in this folder what is read from those resources."""
        self._folder, self._resources = folder, resources

    def get(self, name: str, read: Read) -> list[Framework]:
        """What was kept under this name; else what is read now, and kept for the next start."""
        file = self._folder / f"{name}.json"
        kept = self._found(file)
        if kept is None:
            kept = read()
            self._keep(file, kept)
        return kept

    def _found(self, file: Path) -> list[Framework] | None:
        try:
            seal, _, body = file.read_bytes().partition(b"\n")
            return list(from_data(json.loads(body))) if seal == self._seal(body) else None
        except (OSError, ValueError, TypeError, LookupError, ImportError):
            return None

    def _keep(self, file: Path, frameworks: list[Framework]) -> None:
        """Whole or not at all; a disk that cannot take it costs the next start a moment, nothing else."""
        body = json.dumps(to_data(frameworks), ensure_ascii=False).encode()
        part = file.with_suffix(".part")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(self._seal(body) + b"\n" + body)
            part.replace(file)

    def _seal(self, body: bytes) -> bytes:
        return sha256(self._origin + body).hexdigest().encode()

    @cached_property
    def _origin(self) -> bytes:
        """One digest of every pack and of the program that reads them."""
        python = Path(sys.executable).stat()  # a bundle has no source files, but is one file itself
        digest = sha256(f"{python.st_size} {python.st_mtime_ns}".encode())
        for file in self._origins():
            digest.update(f"{file}\n".encode() + sha256(file.read_bytes()).digest())
        return digest.digest()

    def _origins(self) -> Iterator[Path]:
        yield from sorted((self._resources / "frameworks").rglob("pack.toml"))
        yield from sorted((self._resources / "inspection_scales").glob("*.toml"))
        yield from sorted(Path(sia_contract.__file__).parent.glob("*pack*.py"))
        program = Path(__file__).parents[1]
        for folder in (program / "frameworks", program / "domain"):
            yield from sorted(folder.glob("*.py"))
