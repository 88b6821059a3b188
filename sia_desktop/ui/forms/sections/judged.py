"""A judgement under what it rests on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.answers import SEEN, JudgementAnswer, lines
from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.editor import SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import LabelledField


class Judged(SectionEditor):
    """What I saw and heard; then the judgement."""

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._seen = GrowingTextEdit(lines=3)
        self._judgement = GrowingTextEdit(lines=2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.l)
        layout.addWidget(LabelledField("What I saw and heard", self._seen))
        hint = "your words, resting on what is written above"
        layout.addWidget(LabelledField("Judgement", self._judgement, hint=hint))
        self._seen.setAccessibleName(f"{section.label}: what I saw and heard")
        self._judgement.setAccessibleName(f"{section.label}: judgement")
        self._linked: tuple[str, ...] = ()
        self._seen.typed.connect(self._link_what_was_seen)
        for field in (self._seen, self._judgement):
            field.setAccessibleDescription(section.guidance)
            field.typed.connect(self.typed)

    @property
    def answer(self) -> Json:
        """Both; nothing while both are empty, so that an emptied section is an untouched one."""
        both = JudgementAnswer(self._seen.text, self._judgement.text, self._linked)
        return both.as_answer() if both.seen or both.judgement else None

    def show_answer(self, answer: Json) -> None:
        """Both, as they were typed."""
        kept = answer if isinstance(answer, dict) else {}
        self._linked = lines(kept.get("evidence"))
        for field, name in ((self._seen, "seen"), (self._judgement, "judgement")):
            words = kept.get(name)
            field.show_text(words if isinstance(words, str) else "")

    def _link_what_was_seen(self) -> None:
        """What is written down here is evidence, and this judgement rests on it from its first word."""
        own = f"{SEEN}{self.section.code}"
        if own not in self._linked:
            self._linked = (own, *self._linked)

    def lock(self, is_locked: bool) -> None:
        """Sunken and selectable."""
        self._seen.lock(is_locked)
        self._judgement.lock(is_locked)

    @property
    def first(self) -> QWidget:
        """What was seen."""
        return self._seen
