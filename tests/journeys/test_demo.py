"""`make demo` without a display: the window's own journey, and everything it leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

from sia_desktop.bootstrap.verify import verify

SCREENS = (
    "set-up", "today", "caseload", "school", "log-a-visit", "note", "why-this-date", "check-and-sign",
    "headteacher", "headteacher-thanks", "headteacher-hand-back", "adviser-signs", "signed", "provided",
    "sync-accepted", "line-manager-reads",
)  # fmt: skip


def test_the_demonstration_ends_with_a_trusted_note_at_county_hall(tmp_path: Path) -> None:
    project = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "sia_desktop.bootstrap.demo"],
        cwd=tmp_path,
        env={**_environment(), "PYTHONPATH": str(project), "HEADLESS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    left = tmp_path / "demo-output"
    assert "Receipt from central:" in done.stdout
    pictures = {picture.stem.split("-", 2)[2] for picture in left.glob("*.png")}
    assert pictures == set(SCREENS)
    assert verify(left / "note-of-visit.pdf", [left / "council-root.pem"], as_json=False) == 0
    assert len(json.loads((left / "verify.json").read_text("utf-8"))["signatures"]) == 2
    valid = subprocess.run(
        ["pdfsig", left / "note-of-visit.pdf"], capture_output=True, text=True, check=False
    ).stdout
    assert valid.count("Signature is Valid.") == 2


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
