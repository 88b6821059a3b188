"""Packs & calendars: every rule and its source, what the council has chosen, and which days are known."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.domain.dates import plain_date
from sia_desktop.services.queries.older_records import AskOlderRecords, OlderRecords
from sia_desktop.services.queries.packs_page import (
    AskPacks,
    CalendarLine,
    PacksPage,
    RuleLine,
    SettingLine,
)
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.packs import words
from sia_desktop.ui.pages.packs.choose_dialog import ReadingDialog, SettingDialog
from sia_desktop.ui.pages.packs.load_dialog import LoadCalendarDialog
from sia_desktop.ui.pages.packs.move_dialog import MoveToPackDialog
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button
from sia_desktop.ui.widgets.details import Details
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.segmented_choice import Choice, SegmentedChoice
from sia_desktop.ui.widgets.table import Table
from sia_desktop.ui.widgets.table_frame import TableFrame

RULES, CHOICES, CALENDARS = "rules", "choices", "calendars"


class PacksPageView(DeskPage):
    """Arrows walk the table, the card beside it says everything; Enter settles what this person may."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Packs & calendars")
        self._page: PacksPage | None = None
        self._older: OlderRecords | None = None
        self.older = Banner(Tone.INFO, "", lead=" ", icon="book-open", act="Move…", press=self._move)
        self.older.hide()
        self.load = Button("Load a calendar…", icon="calendar-days", press=self._load_calendar)
        self.add_header(self.load)
        self.view = SegmentedChoice(
            "Shown",
            (
                Choice(RULES, "Rules", "book-open"),
                Choice(CHOICES, "Choices", "git-compare"),
                Choice(CALENDARS, "Calendars", "calendar-days"),
            ),
        )
        self.box = SearchBox("Filter by words", shortcut="Ctrl+F", icon="list-filter", width=240)
        self.rules: Table[RuleLine] = Table("Rules", words.RULES)
        self.choices: Table[SettingLine] = Table("Choices", words.SETTINGS)
        self.calendars: Table[CalendarLine] = Table("Calendars", words.CALENDARS)
        self.read_otherwise = Button("Choose its reading…", press=self._choose_reading)
        self.settle = Button("Settle it…", press=self._settle)
        self.of_rule, self.of_choice, self.of_calendar = (
            Details(self.read_otherwise),
            Details(self.settle),
            Details(),
        )
        self._build()
        self.view.choose(RULES)
        for table in self._tables.values():
            table.sort_by(0)
        self.view.chosen.connect(lambda _: self._show_fitting())
        self.box.textChanged.connect(lambda _: self._filter())
        self.rules.picked.connect(self._show_rule)
        self.choices.picked.connect(self._show_setting)
        self.calendars.picked.connect(
            lambda line: self.of_calendar.show_facts(f"{line.what}, {line.whose}", words.calendar_facts(line))
        )
        self.rules.opened.connect(lambda _: self._choose_reading())
        self.choices.opened.connect(lambda _: self._settle())
        for table in self._tables.values():
            table.shown.connect(lambda _: self._count())

    def open(self, **args: Any) -> None:
        """Come to the front; `shown` names what to begin with."""
        if shown := args.get("shown"):
            self.view.choose(str(shown))
        super().open(**args)

    def question(self) -> AskPacks:
        """The framework in force, its choices and the calendars."""
        return AskPacks()

    def main_stop(self) -> QWidget:
        """The first row."""
        table = self._tables[self.view.code]
        if not table.currentIndex().isValid() and table.shown_rows:
            table.selectRow(0)
        return table

    def show_answer(self, answer: PacksPage) -> None:
        """Rows, and the card of the row that is current."""
        self._page = answer
        self.tools.questions.ask(AskOlderRecords(), self, self._look_for_older)
        self.say_title("Packs & calendars", words.subtitle(answer))
        self.load.setVisible(answer.may_load_for_council or bool(answer.schools))
        self.rules.show_rows(answer.rules, lambda row: row.rule.name)
        self.choices.show_rows(answer.settings, lambda row: row.setting.code)
        self.calendars.show_rows(answer.calendars, lambda row: row.key)
        self._filter()
        for table in self._tables.values():
            if not table.currentIndex().isValid() and table.shown_rows:
                table.selectRow(0)

    @property
    def _tables(self) -> dict[str, Table[Any]]:
        return {RULES: self.rules, CHOICES: self.choices, CALENDARS: self.calendars}

    def _build(self) -> None:
        space = theme().space
        top = QHBoxLayout()
        top.setSpacing(space.s)
        top.addWidget(self.box)
        top.addStretch(1)
        self.view.setFixedWidth(theme().px(390))
        top.addWidget(self.view)
        self._panes = QStackedWidget()
        self._frames: dict[str, TableFrame] = {}
        for code, details, keys in (
            (RULES, self.of_rule, "Enter chooses its reading, where you may"),
            (CHOICES, self.of_choice, "Enter settles it, where you may"),
            (CALENDARS, self.of_calendar, ""),
        ):
            self._frames[code] = TableFrame(self._tables[code], keys)
            holder = QWidget()
            across = QHBoxLayout(holder)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(space.l)
            across.addWidget(self._frames[code], 1)
            across.addWidget(details)
            self._panes.addWidget(holder)
            pane(self._frames[code], code.capitalize())
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(space.page, 0, space.page, space.page - 4)
        layout.setSpacing(space.m)
        layout.addWidget(self.older)
        layout.addLayout(top)
        layout.addWidget(self._panes, 1)

    def _show_fitting(self) -> None:
        self._panes.setCurrentIndex(list(self._tables).index(self.view.code))
        self.main_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self) -> None:
        typed = self.box.text().lower().split()

        def names(*said: str) -> bool:
            whole = " ".join(said).lower()
            return all(word in whole for word in typed)

        self.rules.keep_only(lambda row: names(row.rule.name, row.rule.label, row.rule.wording))
        self.choices.keep_only(lambda row: names(row.setting.label, row.setting.sentence, row.value_words))
        self.calendars.keep_only(lambda row: names(row.what, row.whose, row.source))

    def _count(self) -> None:
        for (code, table), one in zip(self._tables.items(), ("rule", "choice", "calendar"), strict=True):
            self._frames[code].say(f"{plural(len(table.shown_rows), one)} shown", "")

    def _show_rule(self, line: RuleLine) -> None:
        if self._page is not None:
            self.of_rule.show_facts(f"{line.rule.name} {line.rule.label}", words.rule_facts(line, self._page))
            self.read_otherwise.setVisible(words.may_read_otherwise(line))

    def _show_setting(self, line: SettingLine) -> None:
        if self._page is not None:
            self.of_choice.show_facts(line.setting.label, words.setting_facts(line, self._page))
            self.settle.setVisible(line.may_choose)

    def _choose_reading(self) -> None:
        line = self.rules.current_row()
        if line is not None and words.may_read_otherwise(line):
            self.dialog: QWidget = (dialog := ReadingDialog(line, self.tools.commands, self))
            dialog.ask()

    def _settle(self) -> None:
        line = self.choices.current_row()
        if line is not None and line.may_choose:
            self.dialog = (dialog := SettingDialog(line, self.tools.commands, self))
            dialog.ask()

    def _look_for_older(self, older: OlderRecords) -> None:
        self._older = older
        count = plural(len(older.records), "record")
        stands = "stand" if len(older.records) != 1 else "stands"
        since = plain_date(older.newest.effective_from)
        lead = f"Version {older.newest.version} is in force since {since}"
        self.older.say(Tone.INFO, f"{count} of yours still {stands} under an older one.", lead=lead)
        self.older.setVisible(bool(older.records))

    def _move(self) -> None:
        if self._older is not None and self._older.records:
            self.dialog = (dialog := MoveToPackDialog(self._older, self.tools, self))
            dialog.ask()

    def _load_calendar(self) -> None:
        if self._page is not None:
            self.dialog = (dialog := LoadCalendarDialog(self._page, self.tools, self))
            dialog.ask()
