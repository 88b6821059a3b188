"""Asks pip-audit about the locked packages; says in words which of them nobody could be asked about."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

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
            "--format=json",
            *named,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.stdout.strip():
        code, said = verdict(json.loads(done.stdout))
        print(said)
        return code
    if done.returncode and any(word in done.stderr for word in _NO_NETWORK):
        print(_not_checked("the service with the known weaknesses of packages could not be reached"))
        return 0
    print(done.stderr, end="")
    return done.returncode


def verdict(report: Mapping[str, Any]) -> tuple[int, str]:
    """The exit status and what to say of pip-audit's report; a package it skipped is never called safe."""
    packages = report["dependencies"]
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    weak = [
        f"{each['name']} {each['version']}: {weakness['id']}, mended in {_mended(weakness)}"
        for each in packages
        for weakness in each.get("vulns", ())
    ]
    if weak:
        return 1, "\n".join(["Known weaknesses:", *weak])
    if len(skipped) == len(packages):
        return 0, _not_checked(f"none of {len(packages)} packages is known to the service of weaknesses")
    asked = f"No known weakness in {len(packages) - len(skipped)} packages."
    return 0, f"{asked} NOT CHECKED: {', '.join(skipped)}." if skipped else asked


def _mended(weakness: Mapping[str, Any]) -> str:
    return ", ".join(weakness["fix_versions"]) or "no version yet"


def _not_checked(why: str) -> str:
    return f"NOT CHECKED: {why}, so nothing is known. Run `make security` again where it can be reached."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
