"""This computer's own settings: how the screens look; nothing about schools or people."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

THEMES: Final = ("system", "light", "dark", "high_contrast")
SIZES: Final = range(100, 201)


@dataclass(frozen=True)
class Settings:
    """What the person chose on the Settings page."""

    theme: str = "system"
    """`system`, `light`, `dark` or `high_contrast`."""
    text_size: int = 100
    """Per cent; one of the steps in the tokens."""


def read_settings(file: Path) -> Settings:
    """The settings kept in the file; whatever is missing or unreadable stands at its default."""
    try:
        kept = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    chosen = kept if isinstance(kept, dict) else {}
    theme, size = chosen.get("theme"), chosen.get("text_size")
    return Settings(
        theme if theme in THEMES else Settings.theme,
        size if isinstance(size, int) and size in SIZES else Settings.text_size,
    )


def keep_settings(settings: Settings, file: Path) -> None:
    """Write them whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(json.dumps(asdict(settings)), "utf-8")
    part.replace(file)
