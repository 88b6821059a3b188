"""This computer's own settings: how the screens look; nothing about schools or people."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
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
    known = {field.name for field in fields(Settings)}
    chosen = {name: value for name, value in kept.items() if name in known} if isinstance(kept, dict) else {}
    return replace(Settings(), **chosen)


def keep_settings(settings: Settings, file: Path) -> None:
    """Write them whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(json.dumps(asdict(settings)), "utf-8")
    part.replace(file)
