"""Central's sealing key: what it gives out is stamped with it, and what it must not keep openly is sealed."""

import hmac
import os
import secrets
from base64 import b64decode, b64encode, urlsafe_b64encode
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sia_central.storage.trouble import StoreTrouble

_NONCE: Final = 12


class Seal:
    """One key in a file beside the authorities' keys; without it everybody signs in once more."""

    def __init__(self, data_dir: Path) -> None:
        self._key = _key_in(data_dir / "authority" / "sealing.key")

    def stamp(self, purpose: str, words: str) -> str:
        """A mark that only central can make on these words."""
        mark = hmac.digest(self._for(purpose), words.encode(), "sha256")
        return urlsafe_b64encode(mark).rstrip(b"=").decode()

    def is_stamped(self, purpose: str, words: str, mark: str) -> bool:
        """Whether central made that mark; takes as long for a wrong one."""
        return hmac.compare_digest(self.stamp(purpose, words).encode(), mark.encode())

    def close(self, purpose: str, words: str) -> str:
        """The words, sealed for the database."""
        nonce = secrets.token_bytes(_NONCE)
        box = AESGCM(self._for(purpose)).encrypt(nonce, words.encode(), None)
        return b64encode(nonce + box).decode()

    def open(self, purpose: str, sealed: str) -> str:
        """What was sealed; raises `StoreTrouble` where the key is another one."""
        box = b64decode(sealed)
        try:
            return AESGCM(self._for(purpose)).decrypt(box[:_NONCE], box[_NONCE:], None).decode()
        except InvalidTag as error:
            raise StoreTrouble(
                "A second factor was sealed with another key. Restore authority/sealing.key from the backup, "
                "or reset the second factors with `sia-central second-factor --reset`."
            ) from error

    def _for(self, purpose: str) -> bytes:
        return hmac.digest(self._key, purpose.encode(), "sha256")


def _key_in(file: Path) -> bytes:
    """The key, made when it is first needed; two workers that make it at once keep one of the two."""
    try:
        if not file.exists():
            _make(file)
        key = file.read_bytes()
    except OSError as error:
        raise StoreTrouble(f"Central's sealing key {file} cannot be used: {error.strerror}.") from error
    if len(key) != 32:
        raise StoreTrouble(f"Central's sealing key {file} is damaged. Restore it from the backup.")
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"sealing.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(secrets.token_bytes(32))
            new.flush()
            os.fsync(new.fileno())
        try:
            os.link(part, file)  # unlike a rename, never over one that is there
        except FileExistsError:
            return
    finally:
        part.unlink()
