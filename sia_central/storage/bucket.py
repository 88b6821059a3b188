"""Whole files in any S3-compatible store, through fsspec and s3fs.

Where it is and who may use it comes from the environment, as every S3 program reads it:
`AWS_ENDPOINT_URL_S3`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, or the machine's own role.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sia_central.storage.trouble import StoreTrouble

SCHEME: Final = "s3://"
_PIECE: Final = 1 << 20
_PATIENCE: Final = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 2}}


@dataclass(frozen=True, slots=True)
class FilesInBucket:
    """One folder of a bucket: below it, a folder a council, so that two councils never share a file."""

    address: str
    """Such as `s3://sia-files/central`."""

    def check(self) -> None:
        """Raise `StoreTrouble`, in words, where the bucket cannot be reached or is not ours to use."""
        fs, root = self._opened()
        with self._in_words():
            fs.call_s3("head_bucket", Bucket=root.split("/", 1)[0])

    def take(self, council: str, sha256: str, file: Path) -> None:
        """Move a whole file there; it is safe there before this returns."""
        fs, root = self._opened()
        with self._in_words():
            fs.put_file(str(file), _key(root, council, sha256))
        file.unlink()

    def keep(self, council: str, sha256: str, content: bytes) -> None:
        """Keep a file that central made."""
        fs, root = self._opened()
        with self._in_words():
            fs.pipe_file(_key(root, council, sha256), content)

    def pieces(self, council: str, sha256: str, begin: int, end: int) -> Iterator[bytes]:
        """The bytes from one place up to another, a mebibyte at a time."""
        fs, root = self._opened()
        for at in range(begin, end, _PIECE):
            with self._in_words():
                piece: bytes = fs.cat_file(_key(root, council, sha256), start=at, end=min(at + _PIECE, end))
            yield piece

    def remove(self, council: str, sha256: str) -> None:
        """Take a file away, if it is there."""
        fs, root = self._opened()
        with self._in_words():
            if fs.exists(_key(root, council, sha256)):
                fs.rm_file(_key(root, council, sha256))

    def names(self) -> list[tuple[str, str, int]]:
        """Council, hash and size of every file there."""
        fs, root = self._opened()
        with self._in_words():
            found: dict[str, Any] = fs.find(root, detail=True)
        listed = [(*path.removeprefix(f"{root}/").split("/"), told["size"]) for path, told in found.items()]
        return sorted((each[0], each[2], each[3]) for each in listed if len(each) == 4)

    def _opened(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs  # it brings all of botocore, which only such a central needs

        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3")  # named, so that each has a connection of its own
        fs, root = url_to_fs(
            self.address, endpoint_url=endpoint, use_listings_cache=False, config_kwargs=_PATIENCE
        )
        return fs, root.rstrip("/")

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError

        try:
            yield
        except (OSError, BotoCoreError) as error:
            raise StoreTrouble(
                f"The file store {self.address} cannot be used ({type(error).__name__}). Check that the "
                "bucket is there, and AWS_ENDPOINT_URL_S3 and the AWS keys in this account's environment."
            ) from error


def _key(root: str, council: str, sha256: str) -> str:
    return f"{root}/{council}/{sha256[:2]}/{sha256}"
