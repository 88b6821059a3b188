"""What stands in a tooltip: Qt takes whatever looks like markup for markup, and fetches its pictures."""

from html import escape

from PySide6.QtGui import Qt


def plain_tip(words: str) -> str:
    """The words so that a tooltip shows them letter by letter, whoever typed them."""
    if not Qt.mightBeRichText(words):
        return words
    return f"<span>{escape(words)}</span>".replace("\n", "<br>")
