"""A running record: each entry is added once, with its time and writer, and never changed again."""

from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.answers import Row, day, is_row_written, row_id, rows, text
from sia_desktop.domain.dates import short_date
from sia_desktop.domain.framework import Column, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.cell import RATINGS, YES_NO, amount_words, cell_for
from sia_desktop.ui.forms.sections.editor import Around, SectionEditor
from sia_desktop.ui.forms.sections.row_card import RowCard
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Rule
from sia_desktop.ui.widgets.words import Words

PLAIN = (Column("on", "Date", SectionKind.DATE), Column("what", "What happened", SectionKind.LONG_TEXT))


class Running(SectionEditor):
    """The entries, the oldest first; under them the one that is being written."""

    def __init__(self, section: FormSection, around: Around, parent: QWidget | None = None):
        super().__init__(section, parent)
        self._around, self._kept, self._is_locked = around, list[Row](), False
        self.columns = section.columns or PLAIN
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().space.m)
        self.draft = RowCard(
            self.columns, lambda column, name: cell_for(column, around, name), title="New entry", may_go=False
        )
        self.draft.typed.connect(self._take)
        self.add = Button("Add to the record", icon="plus", press=self._add)
        self.add.setAccessibleDescription(f"{section.label}. What is added cannot be changed any more.")
        self._none = Words("Nothing has been entered yet.", "body", "text_2", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.m)
        layout.addLayout(self._list)
        layout.addWidget(self._none)
        layout.addWidget(self.draft)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(section.label)
        self._say()

    @property
    def answer(self) -> Json:
        """Everything added, and the draft where something stands in it."""
        drafted = (self.draft.row,) if self.draft.is_written else ()
        return [*(dict(row) for row in self._kept), *drafted]

    def show_answer(self, answer: Json) -> None:
        """Show what was added; a draft is taken up again."""
        found = rows(answer)
        kept = [row for row in found if text(row.get("at")) or row_id(row).startswith("words")]
        draft = next((row for row in found if row not in kept), None)
        if kept != self._kept:
            self._kept = kept
            self._show_kept()
        if draft is not None and dict(draft) != self.draft.row:
            self.draft.show_row(draft)
        elif draft is None and self.draft.is_written:
            self._begin()
        self._say()

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        self._is_locked = is_locked
        self.draft.setVisible(not is_locked or self.draft.is_written)
        self.draft.lock(is_locked)
        self.add.setVisible(not is_locked)

    @property
    def first(self) -> QWidget:
        """The entry that is being written."""
        return self.draft.first

    def _take(self) -> None:
        self._say()
        self.typed.emit()

    def _add(self) -> None:
        if not self.draft.is_written:
            self.draft.first.setFocus()
            return
        row = self.draft.row
        if any(each.code == "on" for each in self.columns) and not text(row.get("on")):
            row["on"] = self._around.days.today().isoformat()
        self._kept.append({**row, "who": self._around.me, "at": self._around.now()})
        self._begin()
        self._show_kept()
        self._say()
        self.typed.emit()
        self.draft.first.setFocus()

    def _begin(self) -> None:
        self.draft.show_row({"id": str(uuid4())})

    def _show_kept(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for heading, kept in self._grouped().items():
            if heading:
                self._list.addWidget(Words(heading, "medium", wrap=True))
            for row in kept:
                self._list.addWidget(_Entry(row, self.columns))

    def _grouped(self) -> dict[str, list[Row]]:
        """Priority by priority, where a column names the row of another list."""
        by = next((column.code for column in self.columns if column.from_section), "")
        groups: dict[str, list[Row]] = {}
        for row in self._kept:
            groups.setdefault(text(row.get(by)) if by else "", []).append(row)
        return groups

    def _say(self) -> None:
        self._none.setVisible(not self._kept)
        self.add.setEnabled(self.draft.is_written)


class _Entry(QWidget):
    """One entry as it stands: its date and writer, then each part with its name."""

    def __init__(self, row: Row, columns: tuple[Column, ...]):
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.xs)
        head = ", ".join(part for part in (cell_words(_ON, row.get("on")), text(row.get("who"))) if part)
        parts = [
            (each.label, cell_words(each, row.get(each.code)))
            for each in columns
            if each.code != "on" and not each.from_section
        ]
        layout.addWidget(Words(head or "Earlier", "caption_strong", "text_2"))
        for label, words in parts:
            if words:
                one = len(columns) <= len(PLAIN)
                layout.addWidget(Words(words if one else f"{label}: {words}", "body", wrap=True))
        layout.addWidget(Rule())
        self.setAccessibleName(". ".join([head, *(f"{label}: {words}" for label, words in parts if words)]))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_row_written(row) else Qt.FocusPolicy.NoFocus)
        self.setProperty("ring", "inside")


_ON = PLAIN[0]


def cell_words(column: Column, value: Json) -> str:
    """A value as it is read: dates, pounds and choices in words."""
    words = text(value)
    match column.kind:
        case SectionKind.DATE:
            return short_date_or_words(words)
        case SectionKind.CHOICE | SectionKind.RAG | SectionKind.YES_NO:
            offered = column.choices or (RATINGS if column.kind is SectionKind.RAG else YES_NO)
            return next((each.label for each in offered if each.code == words), words)
        case _:
            return amount_words(column.kind, words)


def short_date_or_words(words: str) -> str:
    """Wed 20 May 2026, or the words as they stand."""
    found = day(words)
    return short_date(found) if found else words
