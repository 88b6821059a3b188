"""Sections kept as rows: people, evidence, tables, checklists, attendance, files, distribution."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sia_desktop.domain.answers import Row, one_line, row_id, rows, text
from sia_desktop.domain.framework import Choice, Column, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.cell import Cell, cell_for
from sia_desktop.ui.forms.sections.editor import Around, SectionEditor
from sia_desktop.ui.forms.sections.row_card import RowCard
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.painting import Tone

NAME = Column("name", "Name", SectionKind.SHORT_TEXT)
ROLE = Column("role", "Role", SectionKind.SHORT_TEXT)
STATES = (Choice("yes", "Yes"), Choice("no", "No"), Choice("not_applicable", "Does not apply"))
THERE = (Choice("present", "Present"), Choice("apologies", "Apologies"), Choice("absent", "Absent"))
COLUMNS: dict[SectionKind, tuple[Column, ...]] = {
    SectionKind.PEOPLE: (NAME, ROLE),
    SectionKind.DISTRIBUTION: (NAME, ROLE, Column("sent_on", "Sent on", SectionKind.DATE)),
    SectionKind.EVIDENCE: (
        Column("what", "What was seen, heard or read", SectionKind.LONG_TEXT),
        Column("on", "Seen on", SectionKind.DATE),
        Column("at", "At", SectionKind.TIME),
    ),
    SectionKind.CHECKLIST: (
        Column("state", "Seen", SectionKind.CHOICE, choices=STATES),
        Column("note", "Remark", SectionKind.SHORT_TEXT),
    ),
    SectionKind.ATTENDANCE: (NAME, ROLE, Column("state", "Was there", SectionKind.CHOICE, choices=THERE)),
    SectionKind.FILES: (
        Column("name", "File or document", SectionKind.SHORT_TEXT),
        Column("what", "What it is", SectionKind.SHORT_TEXT),
    ),
}
ADDED = {
    SectionKind.PEOPLE: "Add a person",
    SectionKind.DISTRIBUTION: "Add a recipient",
    SectionKind.EVIDENCE: "Add evidence",
    SectionKind.ATTENDANCE: "Add a person",
    SectionKind.FILES: "Add a file",
}


class Listed(SectionEditor):
    """Rows of fields, in the order they were added; those the form always has come first."""

    own_columns: tuple[Column, ...] = ()
    """Where the kind does not say them."""
    may_add = True

    def __init__(self, section: FormSection, around: Around):
        super().__init__(section)
        self._around, self._cards, self._is_locked = around, list[RowCard](), False
        self._removed: tuple[int, dict[str, Json]] | None = None
        self.columns = self.own_columns or section.columns or COLUMNS[section.kind]
        self._fixed = section.rows or (section.choices if section.kind is SectionKind.CHECKLIST else ())
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._gone: Banner | None = None
        words = ADDED.get(section.kind, "Add a row")
        self._add = Button(words, Variant.LINK, icon="plus", name=f"{words}: {section.label}", press=self.add)
        if self._fixed or not self.may_add:
            self._add.hide()
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        self._all_came: Button | None = None
        if section.kind is SectionKind.ATTENDANCE and around.members:
            self._all_came = Button("Everybody came", Variant.LINK, icon="check", press=self.all_came)
            foot.addWidget(self._all_came)
        foot.addStretch(1)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addLayout(self._list)
        layout.addLayout(foot)
        self.setAccessibleName(section.label)
        self._show_rows(())

    @property
    def answer(self) -> Json:
        """The rows in which something stands; nothing at all where none does."""
        return [card.row for card in self._cards if card.is_written]

    @property
    def cards(self) -> tuple[RowCard, ...]:
        """The rows from first to last."""
        return tuple(self._cards)

    def show_answer(self, answer: Json) -> None:
        """Show other rows; those that stand here already keep their place and their cursor."""
        wanted = [self._as_row(row) for row in rows(answer)]
        if wanted != [card.row for card in self._cards if card.is_written]:
            self._show_rows(tuple(wanted))

    def lock(self, is_locked: bool) -> None:
        """Only read."""
        self._is_locked = is_locked
        self._add.setVisible(self.may_add and not is_locked and not self._fixed)
        if self._all_came is not None:
            self._all_came.setVisible(not is_locked)
        for card in self._cards:
            card.lock(is_locked)

    def all_came(self) -> None:
        """Whoever belongs to the meeting and is not ticked yet was there."""
        for card in self._cards:
            if not card.cells["state"].value and (card.is_offered or card.is_written):
                card.show_row({**card.row, "state": "present"})
        self.typed.emit()

    def add(self) -> None:
        """A new row, the keyboard in it; an empty one already there is used."""
        blank = next((card for card in self._cards if not card.is_written), None)
        card = blank or self._put(len(self._cards))
        if blank is None:
            self._begin(card)
        card.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def first(self) -> QWidget:
        """The first row's first field, or the way to add one."""
        return self._cards[0].first if self._cards else self._add

    def go_to_problem(self) -> None:
        """The first field of the first row that is written, else the first row."""
        card = next((card for card in self._cards if card.is_written), None)
        (card.first if card else self.first).setFocus()

    def _offers(self) -> tuple[dict[str, Json], ...]:
        """Rows that stand ready; they are no part of the answer until something is typed in them."""
        offered = {
            SectionKind.ATTENDANCE: self._around.members,
            SectionKind.DISTRIBUTION: self._around.recipients,
        }.get(self.section.kind, ())
        return tuple({"id": each.id, "name": each.name, "role": each.role} for each in offered)

    def _begin(self, card: RowCard) -> None:
        if self.section.kind is SectionKind.EVIDENCE:
            card.show_row({**card.row, "on": self._around.days.today().isoformat()}, is_offered=True)

    def _as_row(self, row: Row) -> dict[str, Json]:
        """The row as its card would give it back; a line of an older shape is a name."""
        shown = dict(row)
        if any(each is NAME for each in self.columns) and "name" not in shown:
            shown["name"] = one_line(row)
            shown.pop("what", None)
        return {**shown, **{each.code: text(shown.get(each.code)) for each in self.columns}}

    def _show_rows(self, wanted: tuple[dict[str, Json], ...]) -> None:
        known = {row_id(row): row for row in wanted}
        fixed = [known.pop(each.code, {"id": each.code}) for each in self._fixed]
        offers = [row for row in self._offers() if row_id(row) not in known]
        titles = {each.code: each.label for each in self._fixed}
        shown = [*fixed, *known.values(), *offers]
        if not shown and self.may_add:
            self._stand_ready()
            return
        if [card.id for card in self._cards] != [row_id(row) for row in shown]:
            ready = self._is_ready and self.may_add and not titles
            while len(self._cards) > ready:
                self._take_out(self._cards[-1])
            for row in shown[ready:]:
                self._put(len(self._cards), titles.get(row_id(row)) or self._title_of(row))
        for card, row in zip(self._cards, shown, strict=True):
            card.show_row(row, is_offered=row in offers)
            card.lock(self._is_locked)

    @property
    def _is_ready(self) -> bool:
        return len(self._cards) == 1 and not self._cards[0].is_written

    def _stand_ready(self) -> None:
        """One empty row, so that a list can be begun by typing."""
        if self._is_ready:
            return
        while self._cards:
            self._take_out(self._cards[-1])
        self._begin(self._put(0))
        self._cards[0].lock(self._is_locked)

    def _make_cell(self, column: Column, name: str) -> Cell:
        colleagues = self._around.colleagues if column is NAME else ()
        return cell_for(column, self._around, name, tuple(each.name for each in colleagues if each.name))

    def _complete(self, card: RowCard, name: str) -> None:
        """A colleague who was chosen brings their role along."""
        role = next((each.role for each in self._around.colleagues if each.name == name), "")
        if "role" in card.cells and role and not card.cells["role"].value:
            card.cells["role"].show_value(role)
            self.typed.emit()

    def _title_of(self, _: Row) -> str:
        """What stands over a row, where it says more than its fields."""
        return ""

    def _put(self, at: int, title: str = "") -> RowCard:
        card = RowCard(self.columns, self._make_cell, title=title, may_go=not title)
        self._cards.insert(at, card)
        self._list.insertWidget(at, card)
        card.typed.connect(self.typed)
        line = card.cells["name"].field if "name" in card.cells else None
        if isinstance(line, QLineEdit) and (completer := line.completer()) is not None:
            completer.activated.connect(lambda chosen: self._complete(card, str(chosen)))
        card.removed.connect(lambda: self._remove(card))
        return card

    def _take_out(self, card: RowCard) -> None:
        self._cards.remove(card)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _remove(self, card: RowCard) -> None:
        at = self._cards.index(card)
        if card.is_written:
            self._removed = (at, card.row)
            self._say_gone()
        self._take_out(card)
        self.typed.emit()
        (self._cards[min(at, len(self._cards) - 1)].first if self._cards else self._add).setFocus()

    def _say_gone(self) -> None:
        if self._gone is None:
            back = self._put_back
            self._gone = Banner(Tone.NEUTRAL, "Row removed.", icon="trash-2", act="Put it back", press=back)
            self._layout.insertWidget(self._layout.count() - 1, self._gone)
        self._gone.show()

    def _put_back(self) -> None:
        if self._gone is not None:
            self._gone.hide()
        if self._removed is not None:
            at, row = self._removed
            self._removed = None
            card = self._put(min(at, len(self._cards)))
            card.show_row(row)
            self.typed.emit()
            card.first.setFocus()
