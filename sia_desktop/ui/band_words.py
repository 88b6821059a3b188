"""What a category, level or stage of a council is called on a page; pure."""

from typing import Final

from sia_desktop.domain.framework import Category

LONGEST_LETTER: Final = 3
"""A code no longer than this is shown as the band's letter; a longer one is only the pack's own key."""


def letter_of(band: Category) -> str:
    """`R` or `LA3`; empty where the council knows the band by its name alone."""
    return band.code if len(band.code) <= LONGEST_LETTER else ""


def name_of(band: Category) -> str:
    """R Raising Achievement, or High level support."""
    letter = letter_of(band)
    return f"{letter} {band.label}" if letter and letter != band.label else band.label
