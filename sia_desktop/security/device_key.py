"""The key by which central knows this laptop again; its private half never leaves the laptop."""

import secrets
from base64 import b64encode, urlsafe_b64decode


def new_device_secret() -> str:
    """The private half of a new key: 32 bytes in 43 letters."""
    return secrets.token_urlsafe(32)


class DeviceKey:
    """An Ed25519 key made from its secret."""

    def __init__(self, device_secret: str) -> None:
        """Take the secret from the key box."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key = Ed25519PrivateKey.from_private_bytes(urlsafe_b64decode(f"{device_secret}="))

    @property
    def public(self) -> str:
        """As central keeps it, in base64."""
        return b64encode(self._key.public_key().public_bytes_raw()).decode()

    def prove(self, words: bytes) -> str:
        """A signature over these words, in base64."""
        return b64encode(self._key.sign(words)).decode()
