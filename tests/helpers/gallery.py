"""A page with every widget on it, for pictures and for walking with the keyboard."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sia_desktop.ui.navigation import Place
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, CheckBox, RadioButton, Rule, Variant
from sia_desktop.ui.widgets.card import Card, column, row
from sia_desktop.ui.widgets.chip import Chip, LetterBox
from sia_desktop.ui.widgets.date_field import DateField, TimeField
from sia_desktop.ui.widgets.due_line import DueLine
from sia_desktop.ui.widgets.due_rows import DueList, DueRow
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.ink_pad import InkPad
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, LabelledField, PassphraseField, TextField
from sia_desktop.ui.widgets.month_calendar import CountedDay, DayKind
from sia_desktop.ui.widgets.page_header import PageHeader
from sia_desktop.ui.widgets.painting import ChipWords, Tone
from sia_desktop.ui.widgets.row_list import Heading
from sia_desktop.ui.widgets.search_box import SearchBox
from sia_desktop.ui.widgets.segmented_choice import Choice, SegmentedChoice
from sia_desktop.ui.widgets.states import EmptyState, ErrorState, LoadingRows, ReadOnlyStrip
from sia_desktop.ui.widgets.table import Column, Table
from sia_desktop.ui.widgets.table_delegate import Cell
from sia_desktop.ui.widgets.tabs import Tabs
from sia_desktop.ui.widgets.timeline import Timeline, TimelineRow
from sia_desktop.ui.widgets.why_this_date import Why
from sia_desktop.ui.widgets.words import Words

TODAY = date(2026, 5, 20)
SCHOOLS = (
    ("Millbrook Junior (demonstration)", "Primary", "G", "Strengthening Good", "Tue 19 May", "danger"),
    ("Riverside Primary (demonstration)", "Primary", "R", "Raising Achievement", "Wed 20 May", "warning"),
    ("Thameside Primary School", "Primary", "", "Not yet categorised", "Wed 20 May", "warning"),
    ("Kendrick School", "Secondary", "", "Not yet categorised", "", "neutral"),
    ("English Martyrs’ Catholic Primary School", "Primary", "", "Not yet categorised", "", "neutral"),
)
_ICONS = {"danger": "octagon-alert", "warning": "clock-alert"}


def weekdays_only(day: date, count: int) -> date:
    """Working days without holidays, enough for fields."""
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if day.weekday() < 5:
            count -= 1 if count > 0 else -1
    return day


def a_reason() -> Why:
    """Picture 05: five working days across a spring bank holiday."""
    start = date(2026, 5, 20)
    days = [CountedDay(start, DayKind.ANCHOR, "Visit ended", "The day itself does not count", "Visit")]
    number = 0
    for ahead in range(1, 9):
        day = start + timedelta(days=ahead)
        if day.weekday() > 4:
            days.append(CountedDay(day, DayKind.NOT_COUNTED, "Not counted", "Weekend"))
        elif day == date(2026, 5, 25):
            days.append(
                CountedDay(day, DayKind.NOT_COUNTED, "Not counted", "Spring bank holiday", "Bank hol.")
            )
        else:
            number += 1
            kind = DayKind.DUE if number == 5 else DayKind.COUNTED
            reason = "Due by the end of this day" if number == 5 else ""
            days.append(CountedDay(day, kind, f"Day {number}", reason, "Due" if number == 5 else ""))
    return Why(
        due=date(2026, 5, 28),
        sentence="Five working days after the visit on Wednesday 20 May. The day itself is not counted.",
        days=tuple(days),
        source_words="… written records of their work with schools within five working days of any meeting",
        source_strong="five working days",
        source_line="Reading framework 2016 · rule T-RD-02 · hard limit · ordinary reading",
        warnings=(
            "In this school’s half-term, 25 to 29 May. The rule counts working days; the date stands.",
        ),
        history="History: set when the visit was logged, Wed 20 May 13:26; not changed since.",
    )


def due_rows() -> list[Heading | DueRow]:
    """As on Today."""
    return [
        Heading("Overdue", "1", "danger"),
        DueRow(
            "1",
            "Millbrook Junior (demonstration)",
            "Note of visit · visit Tue 12 May · 2 sections to finish",
            "Tue 19 May",
            "1 working day late",
            Tone.DANGER,
        ),
        Heading("Today", "2", "warning"),
        DueRow(
            "2",
            "Thameside Primary School",
            "Note of visit · visit Wed 13 May · ready to sign",
            "Wed 20 May",
            "Today",
            Tone.WARNING,
        ),
        Heading("Next 10 working days", "2"),
        DueRow(
            "3", "The Heights Primary School", "Note of visit · visit Thu 14 May", "Thu 21 May", "Tomorrow"
        ),
        DueRow(
            "4",
            "St Anne’s Catholic Primary School",
            "Note of visit · visit today 09:30",
            "Thu 28 May",
            "In 5 working days",
        ),
    ]


def timeline_rows() -> list[TimelineRow]:
    """As on School."""
    provided = ChipWords("Provided", "circle-check", Tone.SUCCESS)
    return [
        TimelineRow(
            "1",
            "Thu 4 Jun",
            "calendar-clock",
            "RAP review meeting",
            "Evidence by Thu 28 May",
            ChipWords("Agenda due today", "clock-alert", Tone.WARNING),
            "warning",
        ),
        TimelineRow(
            "2",
            "Tue 24 Mar",
            "notebook-pen",
            "Note of visit, version 2",
            "Signed by adviser and headteacher; provided Mon 30 March",
            provided,
        ),
        TimelineRow("3", "Mon 12 Jan", "layers", "Category decided: R", "Recommended 6 January"),
    ]


def a_table() -> Table[tuple[str, ...]]:
    """As on Caseload."""

    def category(one: tuple[str, ...]) -> Cell:
        return Cell(one[3], letter=one[2], colour="text" if one[2] else "text_3")

    def due(one: tuple[str, ...]) -> Cell:
        if not one[4]:
            return Cell("Nothing due", colour="text_3")
        return Cell(
            one[4],
            "strong",
            "text",
            _ICONS[one[5]],
            one[5],
            note="Note of visit",
            note_colour=one[5],
            note_role="caption_strong",
        )

    table: Table[tuple[str, ...]] = Table(
        "Schools",
        (
            Column("School", lambda one: Cell(one[0], "medium", "text"), lambda one: one[0]),
            Column("Phase", lambda one: Cell(one[1]), lambda one: one[1], 90),
            Column("Category", category, lambda one: one[3], 190),
            Column("Next due", due, lambda one: one[4] or "~", 220),
        ),
    )
    table.show_rows(SCHOOLS, key=lambda one: one[0])
    table.sort_by(0)
    return table


class GalleryPage(QWidget):
    """Everything, on one page."""

    title = "Gallery"

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        header = PageHeader("Wednesday 20 May 2026", "1 overdue, 2 due today. 37 not yet categorised.")
        header.mark(Chip(ChipWords("Draft", "pencil")))
        header.add(
            Chip(ChipWords("Demonstration data", "flask-conical")),
            SearchBox("Go to school or command", shortcut="Ctrl+K"),
            Button("New note", Variant.PRIMARY, icon="plus"),
        )
        whole.addWidget(header)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 0, 24, 24)
        grid.setSpacing(16)
        self.due = DueList()
        self.table = a_table()
        grid.addWidget(self._lists(), 0, 0)
        grid.addWidget(self._fields(), 0, 1)
        grid.addWidget(self._table(), 1, 0)
        grid.addWidget(self._states(), 1, 1)
        grid.addWidget(self._writing(), 2, 0)
        grid.addWidget(self._buttons(), 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(scroll, 1)

    def open(self, **args: object) -> None:
        """Nothing to ask."""

    def leave(self) -> None:
        """Nothing to save."""

    def _lists(self) -> QWidget:
        card = Card("Due", "7")
        self.due.show_rows(due_rows())
        self.due.show_whole()
        card.body.addWidget(self.due)
        card.body.addWidget(Rule())
        timeline = Timeline()
        timeline.show_rows(timeline_rows())
        timeline.show_whole()
        card.body.addWidget(timeline)
        return card

    def _fields(self) -> QWidget:
        card = Card("Your response")
        day = DateField("Day of the visit", lambda: TODAY, weekdays_only)
        day.show_day(TODAY)
        faulty = LabelledField("Reason", TextField("x"))
        faulty.fault("Give a reason of at least one sentence; it is kept with the record.")
        roles = ChoiceBox((("head", "Headteacher"), ("chair", "Chair of governors")))
        how = SegmentedChoice(
            "How to sign",
            (
                Choice("draw", "Draw", "signature"),
                Choice("type", "Type name", "type"),
                Choice("later", "Later", "clock"),
                Choice("decline", "Decline", "circle-x"),
            ),
        )
        how.choose("draw")
        pad = InkPad()
        pad.show_strokes((tuple((0.15 + n / 40, 0.55 + 0.3 * ((n * 7) % 5 - 2) / 5) for n in range(20)),))
        passphrase = PassphraseField()
        passphrase.setText("seventeen letters")
        agree = RadioButton("I have read this note; the facts are accurate")
        agree.setChecked(True)
        tick = CheckBox("Give the head a copy")
        tick.setChecked(True)
        parts = (
            agree,
            RadioButton("I have read this note; I want to correct something"),
            tick,
            day,
            TimeField("From"),
            faulty,
            LabelledField("Your role", roles),
            LabelledField("Passphrase", passphrase, hint="You can paste it."),
            how,
            pad,
        )
        for part in parts:
            card.body.addWidget(part)
        card.body.addStretch(1)
        return card

    def _table(self) -> QWidget:
        card = Card(padding=1)
        card.body.addWidget(Tabs("Parts of the school", ("Summary", "Timeline", "Visits")))
        card.body.addWidget(self.table)
        self.table.setMinimumHeight(260)
        self.table.selectRow(1)
        return card

    def _states(self) -> QWidget:
        return column(
            Banner(
                Tone.WARNING,
                "Nothing is lost. Choose for each field.",
                lead="Two people changed “Plan”",
                act="Settle",
                closable=True,
            ),
            Banner(Tone.INFO, "It does not mean that you agree.", lead="Signing records receipt."),
            Banner(Tone.DANGER, "The time limit passed on Tuesday 19 May."),
            Banner(Tone.SUCCESS, "County Hall has this note."),
            ReadOnlyStrip("Signed on 20 May. A correction is the next version; its adviser may start one."),
            EmptyState("notebook-pen", "No visit has been logged to this school yet.", "Log a visit"),
            ErrorState("Central could not be reached. Everything is safe on this laptop.", lambda: None),
            LoadingRows(2),
        )

    def _writing(self) -> QWidget:
        line = DueLine()
        line.say(
            "Due Thursday 28 May 2026: five working days after Wednesday 20 May; weekend and spring "
            "bank holiday do not count.",
            strong="Thursday 28 May 2026",
        )
        text = GrowingTextEdit(
            "Books in Years 3 to 6 show reading journals used each week. Leaders shared "
            "the spring reading check.\n\nYear 4 writing was sampled."
        )
        locked = GrowingTextEdit("Locked words.", lines=1)
        locked.lock(True)
        card = Card("Achievement")
        for part in (line, LabelledField("What I saw and heard", text), LabelledField("Judgement", locked)):
            card.body.addWidget(part)
        return card

    def _buttons(self) -> QWidget:
        off = Button("Disabled", Variant.PRIMARY)
        off.setEnabled(False)
        card = Card("Buttons")
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.addWidget(LetterBox("R", "Category R"))
        line.addWidget(Words("Raising Achievement", "strong"))
        line.addStretch(1)
        for part in (
            row(Button("Check and sign", Variant.PRIMARY, icon="signature"), Button("Handover"), off),
            row(
                Button("Export", Variant.QUIET, icon="download"),
                Button("All deadlines", Variant.LINK, icon="arrow-right"),
            ),
            row(
                Button("Remind", small=True),
                Button("Why this date?", Variant.LINK, small=True),
                Button("", Variant.QUIET, icon="x", name="Close"),
            ),
            row(*(Chip(ChipWords(tone.value.title(), "circle-check", tone)) for tone in Tone)),
            holder,
        ):
            card.body.addWidget(part)
        return card


PLACES = (
    Place("today", "Today", "house", GalleryPage),
    Place("caseload", "Caseload", "school", GalleryPage),
    Place("notes", "Notes of visit", "notebook-pen", GalleryPage),
    Place("sync", "Sync", "refresh-cw", GalleryPage),
)
