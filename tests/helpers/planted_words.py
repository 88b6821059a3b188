"""Looks for words that must not be readable on the disk, however they may have been packed."""

import bz2
import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
READABLE: Final = {
    b"SQLite format 3\0": "a plain SQLite file",
    b"%PDF": "a plain PDF",
    b"\x28\xb5\x2f\xfd": "a plain zstd file",
}
_MOST_INFLATED: Final = 64 * 1024 * 1024
_DEEPEST: Final = 3


def find_planted(folder: Path, words: Sequence[str]) -> list[str]:
    """What can be read in this folder and should not be: a line for each word or header, with its file."""
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        name = file.relative_to(folder)
        found += [f"{name} is {kind}" for header, kind in READABLE.items() if data.startswith(header)]
        found += [f"{name} holds “{word}” {how}" for word, how in _found_in(data, words)]
        found += [f"the name of {name} holds “{word}”" for word in words if word in str(name)]
    return found


def _found_in(data: bytes, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    for how, layer in _layers(data, "raw", _DEEPEST):
        for word in words:
            for encoding in ENCODINGS:
                if word.encode(encoding) in layer:
                    yield word, f"{how}, in {encoding}"


def _layers(data: bytes, how: str, deep: int) -> Iterator[tuple[str, bytes]]:
    """The bytes, and whatever inside them inflates."""
    yield how, data
    if deep:
        for packing, inner in _inflated(data):
            yield from _layers(inner, f"{how} > {packing}", deep - 1)


def _inflated(data: bytes) -> Iterator[tuple[str, bytes]]:
    for packing, magic, unpack in _PACKINGS:
        for match in magic.finditer(data):
            tail = memoryview(data)[match.start() : match.start() + _MOST_INFLATED]
            try:
                inner = unpack(tail)
            except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError):
                continue  # it only looked like a beginning
            if inner:
                yield packing, inner


def _unzlib(tail: memoryview, window: int = zlib.MAX_WBITS) -> bytes:
    if window == zlib.MAX_WBITS and int.from_bytes(tail[:2], "big") % 31:  # every zlib header divides by 31
        return b""
    return zlib.decompressobj(window).decompress(tail, _MOST_INFLATED)


def _ungzip(tail: memoryview) -> bytes:
    return _unzlib(tail, zlib.MAX_WBITS | 16)


def _unzip_member(tail: memoryview) -> bytes:
    name, extra = int.from_bytes(tail[26:28], "little"), int.from_bytes(tail[28:30], "little")
    return _unzlib(tail[30 + name + extra :], -zlib.MAX_WBITS)


def _unbzip2(tail: memoryview) -> bytes:
    return bz2.BZ2Decompressor().decompress(tail, _MOST_INFLATED)


def _unxz(tail: memoryview) -> bytes:
    return lzma.LZMADecompressor().decompress(tail, _MOST_INFLATED)


_PACKINGS: Final = (
    ("zlib", re.compile(rb"[\x08\x18\x28\x38\x48\x58\x68\x78].", re.DOTALL), _unzlib),
    ("gzip", re.compile(rb"\x1f\x8b\x08"), _ungzip),
    ("zip", re.compile(rb"PK\x03\x04"), _unzip_member),
    ("bzip2", re.compile(rb"BZh[1-9]"), _unbzip2),
    ("xz", re.compile(rb"\xfd7zXZ\x00"), _unxz),
)
