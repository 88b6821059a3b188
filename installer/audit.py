"""Asks pip-audit about the locked packages; says in words where the advisories could not be reached."""

import subprocess
import sys
from collections.abc import Sequence

_NO_NETWORK = (
    "ConnectionError",
    "ProxyError",
    "SSLError",
    "Timeout",
    "ServiceError",
    "Max retries exceeded",
    "Name or service not known",
)


def main(locks: Sequence[str]) -> int:
    """1 where a locked package has a known weakness, 0 where none has or nobody could be asked."""
    named = [word for lock in locks for word in ("--requirement", lock)]
    done = subprocess.run(  # noqa: S603 - our own words
        [
            sys.executable,
            "-m",
            "pip_audit",
            "--disable-pip",
            "--require-hashes",
            "--progress-spinner=off",
            *named,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and not done.stdout.strip() and any(word in done.stderr for word in _NO_NETWORK):
        print(
            "NOT CHECKED: the service with the known weaknesses of packages could not be reached, so "
            f"nothing is known about {', '.join(locks)}. Run `make security` again where there is a network."
        )
        return 0
    print(done.stdout + done.stderr, end="")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
