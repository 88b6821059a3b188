"""A signature inside a form: who, as what, drawn or typed."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.answers import said, text
from sia_desktop.domain.framework import FormSection
from sia_desktop.domain.mark import MarkWay, Strokes
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.editor import Around, SectionEditor
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField
from sia_desktop.ui.widgets.signature import DRAW, TYPE, Signature


class Signed(SectionEditor):
    """Name, role and mark; the day is that of the mark."""

    def __init__(self, section: FormSection, around: Around):
        super().__init__(section)
        self._around, self._on, self._is_showing = around, "", False
        self._name, self._role = TextField(), TextField()
        self._signature = Signature(f"{section.label}: how to sign", (TYPE, DRAW))
        across = QHBoxLayout()
        across.setSpacing(theme().space.m)
        across.addWidget(LabelledField("Name", self._name), 1)
        across.addWidget(LabelledField("Role", self._role), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.m)
        layout.addLayout(across)
        layout.addWidget(self._signature)
        self._name.setAccessibleName(f"{section.label}: name")
        self._role.setAccessibleName(f"{section.label}: role")
        for field in (self._name, self._role, self._typed):
            field.typed.connect(lambda _: self._tell())
        self._signature.pad.changed.connect(self._tell)

    @property
    def _typed(self) -> TextField:
        field = self._signature.name_field.field
        assert isinstance(field, TextField)
        return field

    @property
    def answer(self) -> Json:
        """Who, and the mark; nothing while nothing is there."""
        is_drawn = self._signature.way is MarkWay.DRAWN
        typed, strokes = self._signature.typed, self._signature.strokes
        mark: dict[str, Json] = {"name": self._name.text().strip(), "role": self._role.text().strip()}
        if is_drawn and strokes:
            drawn: list[Json] = [[[x, y] for x, y in stroke] for stroke in strokes]
            mark |= {"way": "drawn", "strokes": drawn, "shape": self._signature.shape, "on": self._on}
        elif typed:
            mark |= {"way": "typed", "typed": typed, "on": self._on}
        return mark if any(mark.values()) else None

    def show_answer(self, answer: Json) -> None:
        """As it was signed."""
        if answer == self.answer:
            return
        self._is_showing = True
        kept = said(answer)
        self._on = text(kept.get("on"))
        self._name.setText(text(kept.get("name")))
        self._role.setText(text(kept.get("role")))
        self._typed.setText(text(kept.get("typed")))
        self._signature.ways.choose("drawn" if kept.get("way") == "drawn" else "typed")
        self._signature.pad.show_strokes(_strokes(kept.get("strokes")))
        self._is_showing = False

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        for field in (self._name, self._role, self._typed):
            field.setReadOnly(is_locked)
        self._signature.setEnabled(not is_locked)

    @property
    def first(self) -> QWidget:
        """The name."""
        return self._name

    def _tell(self) -> None:
        if not self._is_showing:
            self._on = self._around.days.today().isoformat()
            self.typed.emit()


def _strokes(kept: Json) -> Strokes:
    """What was drawn, as the pad shows it; points that are none are left out."""
    found = []
    for stroke in kept if isinstance(kept, list) else []:
        points = [
            (x, y)
            for point in (stroke if isinstance(stroke, list) else [])
            if isinstance(point, list) and len(point) == 2
            for x, y in ([float(n) for n in point if isinstance(n, int | float)],)
        ]
        found.append(tuple(points))
    return tuple(found)
