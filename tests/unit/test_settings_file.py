"""Whatever stands in settings.json the window opens; where there is no screen, a sentence says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sia_desktop.bootstrap.settings import Settings, keep_settings, read_settings


@pytest.mark.parametrize(
    "kept",
    [{"theme": 5, "text_size": "huge"}, {"theme": "pink", "text_size": -5}, {"theme": []}, [], None, 7],
)
def test_what_is_no_choice_stands_at_its_default(tmp_path: Path, kept: object) -> None:
    (tmp_path / "settings.json").write_text(json.dumps(kept))
    assert read_settings(tmp_path / "settings.json") == Settings()


def test_what_was_chosen_is_found_again(tmp_path: Path) -> None:
    chosen = Settings("high_contrast", 150)
    keep_settings(chosen, tmp_path / "settings.json")
    assert read_settings(tmp_path / "settings.json") == chosen


def test_without_a_screen_a_sentence_is_said(tmp_path: Path) -> None:
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "sia_desktop"]
    done = subprocess.run(
        command, env=bare | {"SIA_DESKTOP_DATA": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("sia-desktop: There is no screen here")
