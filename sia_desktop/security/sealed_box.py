"""Secrets wrapped by a passphrase: one short text that is useless without it."""

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from typing import Final

from sia_desktop.security.passphrase import Cost, is_text, key_from

_VERSION: Final = 1
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
LONGEST: Final = 1280
"""Characters: Windows' vault takes 2,560 bytes an entry, and stores two to a character."""


class NotOpened(Exception):
    """The passphrase is not the one this was sealed under, or the text was changed."""


class Damaged(Exception):
    """The text is not one that was sealed: no passphrase opens it."""


@dataclass(frozen=True, slots=True)
class UnlockedKeys:
    """This laptop's secrets, in memory only; none shows in its repr."""

    db_key: bytes = field(repr=False)
    device_secret: str = field(repr=False)
    """What the laptop proves itself to central by: see `device_key`."""
    signing_key: bytes = field(repr=False)


def seal(keys: UnlockedKeys, passphrase: str, cost: Cost) -> str:
    """Wrap the secrets with AES-256-GCM under Argon2id of the passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # late: Unlock is on the screen before it

    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    header = {"v": _VERSION, "salt": _text(salt), **asdict(cost)}
    words = json.dumps([_text(keys.db_key), keys.device_secret, _text(keys.signing_key)]).encode()
    box = AESGCM(key_from(passphrase, salt, cost)).encrypt(nonce, words, _bound(header))
    sealed = json.dumps({**header, "box": _text(nonce + box)}, separators=(",", ":"))
    if len(sealed) > LONGEST:
        raise ValueError("these secrets are too long for one entry of a vault")
    return sealed


def unseal(sealed: str, passphrase: str) -> UnlockedKeys:
    """The secrets; raises `NotOpened` for another passphrase, `Damaged` where none would do."""
    from argon2.exceptions import HashingError
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        header = json.loads(sealed)
        box = b64decode(header.pop("box"))
        cost = Cost(header["passes"], header["memory_kib"], header["lanes"])
        salt = b64decode(header["salt"])
        if not is_text(passphrase):
            raise NotOpened
        cipher = AESGCM(key_from(passphrase, salt, cost))
        words = cipher.decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], _bound(header))
    except InvalidTag as error:
        raise NotOpened from error
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, HashingError) as error:
        raise Damaged from error
    db_key, device_secret, signing_key = json.loads(words)
    return UnlockedKeys(b64decode(db_key), device_secret, b64decode(signing_key))


def _bound(header: dict[str, object]) -> bytes:
    """The header cannot be changed without the box noticing."""
    return json.dumps(header, sort_keys=True).encode()


def _text(secret: bytes) -> str:
    return b64encode(secret).decode()
