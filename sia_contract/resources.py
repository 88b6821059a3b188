"""Where the program's own files live: packs, calendars, fonts, icons and demonstration data."""

from pathlib import Path


def resources() -> Path:
    """The `resources` folder: it stands beside this package in a checkout, a wheel and a bundle alike."""
    return Path(__file__).resolve().parent.parent / "resources"
