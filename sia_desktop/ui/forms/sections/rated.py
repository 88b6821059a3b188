"""RAG: a rating in words and colour, why, and which way it is going."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.answers import said, text
from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.editor import SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import LabelledField
from sia_desktop.ui.widgets.segmented_choice import Choice, SegmentedChoice

RATINGS = (
    Choice("red", "Red", "octagon-alert"),
    Choice("amber", "Amber", "triangle-alert"),
    Choice("green", "Green", "circle-check"),
)
TRAVEL = (
    Choice("improving", "Improving", "arrow-up"),
    Choice("steady", "Steady", "arrow-right"),
    Choice("declining", "Declining", "arrow-down"),
)

_WIDE = 400


class Rated(SectionEditor):
    """The rating, the direction of travel, and the reason for both."""

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._rag = SegmentedChoice(f"{section.label}: rating", RATINGS)
        self._travel = SegmentedChoice(f"{section.label}: direction of travel", TRAVEL)
        self._why = GrowingTextEdit(lines=2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.m)
        for label, choice in (("Rating", self._rag), ("Direction of travel", self._travel)):
            whole = LabelledField(label, choice)
            whole.setMaximumWidth(theme().px(_WIDE))
            layout.addWidget(whole)
        layout.addWidget(LabelledField("Why it is rated so", self._why))
        self._rag.setAccessibleName(f"{section.label}: rating")
        self._travel.setAccessibleName(f"{section.label}: direction of travel")
        self._why.setAccessibleName(f"{section.label}: why it is rated so")
        self._is_showing = False
        self._rag.chosen.connect(self._tell)
        self._travel.chosen.connect(self._tell)
        self._why.typed.connect(self.typed)

    @property
    def answer(self) -> Json:
        """All three; nothing while all are empty."""
        parts: dict[str, Json] = {"rag": self._rag.code, "why": self._why.text, "travel": self._travel.code}
        return parts if any(parts.values()) else None

    def show_answer(self, answer: Json) -> None:
        """All three, as they were kept."""
        self._is_showing = True
        kept = said(answer)
        for choice, offered, name in ((self._rag, RATINGS, "rag"), (self._travel, TRAVEL, "travel")):
            code = text(kept.get(name))
            choice.choose(code if code in {each.code for each in offered} else "")
        self._why.show_text(text(kept.get("why")))
        self._is_showing = False

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        self._rag.setEnabled(not is_locked)
        self._travel.setEnabled(not is_locked)
        self._why.lock(is_locked)

    @property
    def first(self) -> QWidget:
        """The rating that is chosen, else red."""
        return self._rag.segment(self._rag.code or "red")

    def go_to_problem(self) -> None:
        """The reason, once it is rated."""
        (self._why if self._rag.code else self.first).setFocus()

    def _tell(self) -> None:
        if not self._is_showing:
            self.typed.emit()
