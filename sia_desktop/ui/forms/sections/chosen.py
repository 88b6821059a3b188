"""Sections answered by choosing: one of a list, several of a list, yes or no."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.answers import lines
from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.editor import SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import CheckBox, RadioButton
from sia_desktop.ui.widgets.labelled_field import ChoiceBox

NOTHING = ("", "Choose…")


class OneOf(SectionEditor):
    """One answer from a list."""

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        offered = tuple((choice.code, choice.label) for choice in section.choices)
        self._box = ChoiceBox((NOTHING, *offered))
        self._box.setAccessibleName(section.label)
        self._box.setAccessibleDescription(section.guidance)
        self._box.picked.connect(lambda _: self.typed.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        layout.addStretch(1)

    @property
    def answer(self) -> Json:
        """The code."""
        return self._box.code

    def show_answer(self, answer: Json) -> None:
        """The choice; one that this form does not offer is added as it stands, never dropped."""
        code = answer if isinstance(answer, str) else ""
        if self._box.findData(code) < 0:
            self._box.addItem(code.replace("_", " ").capitalize(), code)
        self._box.choose(code)

    def lock(self, is_locked: bool) -> None:
        """Nothing to choose."""
        self._box.setEnabled(not is_locked)

    @property
    def first(self) -> QWidget:
        """The list."""
        return self._box


class SeveralOf(SectionEditor):
    """Any number of answers from a list."""

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._boxes = {choice.code: CheckBox(choice.label) for choice in section.choices}
        self._others: list[Json] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.xs)
        for box in self._boxes.values():
            box.clicked.connect(self.typed)
            layout.addWidget(box)
        self.setAccessibleName(section.label)

    @property
    def answer(self) -> Json:
        """The codes ticked, and any that this form does not offer."""
        return [*(code for code, box in self._boxes.items() if box.isChecked()), *self._others]

    def show_answer(self, answer: Json) -> None:
        """Tick what was ticked."""
        kept = lines(answer)
        self._others = [code for code in kept if code not in self._boxes]
        for code, box in self._boxes.items():
            box.setChecked(code in kept)

    def lock(self, is_locked: bool) -> None:
        """Nothing to tick."""
        for box in self._boxes.values():
            box.setEnabled(not is_locked)

    @property
    def first(self) -> QWidget:
        """The first box."""
        return next(iter(self._boxes.values()), self)


class YesOrNo(SectionEditor):
    """Yes, no, or not said yet."""

    def __init__(self, section: FormSection, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._buttons = {"yes": RadioButton("Yes"), "no": RadioButton("No")}
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.xl)
        for button in self._buttons.values():
            self._group.addButton(button)
            button.clicked.connect(self.typed)
            button.setAccessibleDescription(section.label)
            layout.addWidget(button)
        layout.addStretch(1)
        self.setAccessibleName(section.label)

    @property
    def answer(self) -> Json:
        """`yes`, `no` or nothing."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), "")

    def show_answer(self, answer: Json) -> None:
        """What was said; a group in Qt must be opened to show that nothing was."""
        self._group.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code == answer)
        self._group.setExclusive(True)

    def lock(self, is_locked: bool) -> None:
        """Nothing to choose."""
        for button in self._buttons.values():
            button.setEnabled(not is_locked)

    @property
    def first(self) -> QWidget:
        """The one chosen, else yes."""
        return next((b for b in self._buttons.values() if b.isChecked()), self._buttons["yes"])
