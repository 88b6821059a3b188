"""A judgement under what it rests on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.answers import SEEN, EvidenceItem, JudgementAnswer, lines
from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.sections.editor import Around, SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, CheckBox, Variant
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.labelled_field import LabelledField
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.stated import Stated
from sia_desktop.ui.widgets.words import Words

_LONGEST = 90


class Judged(SectionEditor):
    """What I saw and heard; then the judgement; then the evidence it rests on."""

    def __init__(self, section: FormSection, around: Around, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._around = around
        self._linked: tuple[str, ...] = ()
        self._seen = RichTextEdit(lines=3)
        self._judgement = GrowingTextEdit(lines=2)
        self._rests = QVBoxLayout()
        self._rests.setSpacing(theme().space.xs)
        self.link = Button("Link evidence", Variant.LINK, icon="link", press=self._unfold)
        self.link.setAccessibleDescription(f"Choose what the judgement under {section.label} rests on")
        self._boxes: dict[str, CheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.l)
        layout.addWidget(LabelledField("What I saw and heard", self._seen))
        hint = "your words, resting on what is written above"
        layout.addWidget(LabelledField("Judgement", self._judgement, hint=hint))
        under = QVBoxLayout()
        under.setSpacing(theme().space.xs)
        under.addWidget(Words("Rests on", "caption_strong"))
        under.addLayout(self._rests)
        under.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(under)
        self._seen.setAccessibleName(f"{section.label}: what I saw and heard")
        self._judgement.setAccessibleName(f"{section.label}: judgement")
        self._seen.typed.connect(self._link_what_was_seen)
        for field in (self._seen, self._judgement):
            field.setAccessibleDescription(section.guidance)
            field.typed.connect(self.typed)
        self._show_links()

    @property
    def answer(self) -> Json:
        """All of it; nothing while nothing is written, so that an emptied section is an untouched one."""
        both = JudgementAnswer(self._seen.text, self._judgement.text, self._linked)
        return both.as_answer() if both.seen or both.judgement else None

    def show_answer(self, answer: Json) -> None:
        """As it was typed and linked."""
        kept = answer if isinstance(answer, dict) else {}
        for field, name in ((self._seen, "seen"), (self._judgement, "judgement")):
            words = kept.get(name)
            field.show_text(words if isinstance(words, str) else "")
        self._linked = lines(kept.get("evidence"))
        self._show_links()

    def lock(self, is_locked: bool) -> None:
        """Sunken and selectable."""
        self._seen.lock(is_locked)
        self._judgement.lock(is_locked)
        self.link.setVisible(not is_locked)
        if is_locked:
            self._fold()

    @property
    def first(self) -> QWidget:
        """What was seen."""
        return self._seen

    def go_to_problem(self) -> None:
        """Where evidence is written down; once that is done, where it is linked."""
        (self.link if self._seen.text.strip() else self._seen).setFocus()

    @property
    def boxes(self) -> tuple[CheckBox, ...]:
        """What may be linked, while the list is unfolded."""
        return tuple(self._boxes.values())

    def _link_what_was_seen(self) -> None:
        """What is written down here is evidence, and this judgement rests on it from its first word."""
        own = f"{SEEN}{self.section.code}"
        if own not in self._linked:
            self._linked = (own, *self._linked)
            self._show_links()

    def _items(self) -> tuple[EvidenceItem, ...]:
        """What is above comes first, then everything else in the record."""
        own = f"{SEEN}{self.section.code}"
        here = EvidenceItem(own, "What I saw and heard, above")
        return (here, *(item for item in self._around.evidence() if item.id != own))

    def _unfold(self) -> None:
        """Offer everything in the record; done again, fold it away."""
        if self._boxes:
            self._fold()
            self.link.setFocus()
            return
        self._clear()
        for item in self._items():
            box = CheckBox(_short(item.what))
            box.setChecked(item.id in self._linked)
            box.clicked.connect(self._take)
            self._boxes[item.id] = box
            self._rests.addWidget(box)
        self.link.setText("Done")
        next(iter(self._boxes.values())).setFocus()

    def _fold(self) -> None:
        self._boxes = {}
        self.link.setText("Link evidence")
        self._show_links()

    def _take(self) -> None:
        offered = tuple(item for item, box in self._boxes.items() if box.isChecked())
        gone = tuple(item for item in self._linked if item not in self._boxes)
        self._linked = offered + gone
        self.typed.emit()

    def _show_links(self) -> None:
        if self._boxes:
            for item, box in self._boxes.items():
                box.setChecked(item in self._linked)
            return
        self._clear()
        known = {item.id: item.what for item in self._items()}
        for item in self._linked:
            if item in known:
                self._rests.addWidget(Stated("link", _short(known[item]), Tone.NEUTRAL))
        if not self._rests.count():
            self._rests.addWidget(Words("Nothing yet.", "body", "text_2"))

    def _clear(self) -> None:
        while (item := self._rests.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
