"""Makes keys in whatever vault the session has, and opens them again; run under a session of its own."""

import sys
from pathlib import Path

from sia_desktop.security.key_box import KeyBox
from sia_desktop.security.passphrase import Cost

PASSPHRASE = "a heron stands by the weir"


def main(folder: Path) -> None:
    """Say so if it worked."""
    cheap = Cost(passes=1, memory_kib=64, lanes=1)
    keys = KeyBox(folder, cost=cheap).create(PASSPHRASE, device_secret="token", signing_key=b"key")
    box = KeyBox(folder, cost=cheap)
    if box.has_vault and box.unlock(PASSPHRASE) == keys:
        box.forget()
        print("kept in the vault and opened again")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
