"""Check and sign: what is missing, the headteacher's part, the adviser's signature."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.completeness import Missing
from sia_desktop.domain.mark import MarkWay
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.pages.visit.words import head_mark_words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.passphrase import Passphrase
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.signature import DRAW, TYPE, Signature
from sia_desktop.ui.widgets.stated import Stated
from sia_desktop.ui.widgets.words import Words

_ROOMY = 1000


class Check(Scrolling):
    """Three cards, top to bottom in the order they are done."""

    problem_chosen = Signal(str)
    """A section's code: go and put it right."""
    handover_wanted = Signal()
    later_wanted = Signal()
    signed = Signal(object)  # a Signed
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__()
        self.setParent(parent)
        self._note: NoteOfVisit | None = None
        self._problems: tuple[Missing, ...] = ()
        self._missing = Card("What is missing")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._missing.body.addLayout(self._list)
        self._trouble = Banner(Tone.DANGER, "")
        self._trouble.hide()
        self.signature = Signature("Your signature", (DRAW, TYPE))
        self.passphrase = Passphrase(hint="it opens your signing key on this laptop")
        self.sign = Button("Sign this note", Variant.PRIMARY, icon="signature", press=self._sign)
        self.passphrase.confirmed.connect(self._sign)
        back = Button("Back to the note", Variant.LINK, icon="arrow-left", press=self.back_wanted.emit)
        left, right = _column(self._missing, self._head_card(), back), _column(self._signature_card())
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme().space.l)
        self._across.addLayout(left, 1)
        self._across.addLayout(right, 1)
        self.column.addLayout(self._across)
        self.column.addStretch(1)
        self.setAccessibleName("Check and sign")

    def show_note(self, page: NotePage, note: NoteOfVisit, problems: tuple[Missing, ...]) -> None:
        """Show how the note stands on the screen now; `note` holds the words as they are typed."""
        self._note = note
        if problems != self._problems or not self._list.count():
            self._show_problems(problems)
        self._head_state.say(*head_mark_words(note))
        mark = note.head_mark if note.head_mark_stands else None
        is_signed = mark is not None and mark.is_signature
        self._show_head.setText("Show it again" if is_signed else "Show to the headteacher")
        self._later.setVisible(mark is None or mark.way is MarkWay.DECLINED)
        me = page.working_for
        self._who.say(f"{me.person_name}, {page.author_role}, for {me.council_full_name}")

    def start(self) -> None:
        """Come to the front: the keyboard goes to what comes next."""
        self.say_trouble("")
        self.verticalScrollBar().setValue(0)
        first = self._missing.findChild(Button) if self._problems else None
        if first is not None:
            first.setFocus()
        elif self._note is not None and not self._note.head_mark_stands:
            self._show_head.setFocus()
        else:
            self.signature.ways.segment(self.signature.way.value).setFocus()

    def busy(self, is_busy: bool) -> None:
        """Signing is under way: the key is opened, the page is drawn."""
        self.sign.setEnabled(not is_busy)
        self.sign.setText("Signing…" if is_busy else "Sign this note")

    def say_trouble(self, sentence: str) -> None:
        """Why it was not signed; empty when there is nothing to say."""
        self._trouble.say(Tone.DANGER, sentence)
        if sentence:
            self._trouble.unfold()
            self.ensureWidgetVisible(self._trouble)
        else:
            self._trouble.hide()

    def clear(self) -> None:
        """Nothing of a signature or a passphrase stays for the next note."""
        self.signature.clear()
        self.passphrase.clear()
        self.say_trouble("")
        self.busy(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside one another where there is room, else under one another in the order they are done."""
        super().resizeEvent(event)
        is_roomy = self.width() >= theme().px(_ROOMY)
        wanted = QBoxLayout.Direction.LeftToRight if is_roomy else QBoxLayout.Direction.TopToBottom
        if self._across.direction() != wanted:
            self._across.setDirection(wanted)

    def _show_problems(self, problems: tuple[Missing, ...]) -> None:
        self._problems = problems
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not problems:
            self._list.addWidget(Stated("circle-check", "Nothing is missing.", Tone.SUCCESS))
        for problem in problems:
            go = partial(self.problem_chosen.emit, problem.section)
            name = f"{problem.sentence} Go there"
            self._list.addWidget(
                Button(problem.sentence, Variant.LINK, icon="triangle-alert", name=name, press=go),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        self._missing.count(str(len(problems)) if problems else "")

    def _head_card(self) -> Card:
        card = Card("The headteacher")
        self._head_state = Stated()
        self._show_head = Button("Show to the headteacher", icon="users", press=self.handover_wanted.emit)
        self._later = Button("Leave for later", icon="clock", press=self.later_wanted.emit)
        acts = QHBoxLayout()
        acts.setSpacing(theme().space.m)
        acts.addWidget(self._show_head)
        acts.addWidget(self._later)
        acts.addStretch(1)
        card.body.addWidget(self._head_state)
        card.body.addLayout(acts)
        return card

    def _signature_card(self) -> Card:
        card = Card("Your signature")
        self._who = Words("", "body", "text_2", wrap=True)
        card.body.addWidget(self._who)
        card.body.addWidget(self.signature)
        card.body.addWidget(self.passphrase)
        card.body.addWidget(self._trouble)
        after = Words(
            "After signing nothing can change any more. The signed PDF is made at once; "
            "the clock stops when you give a copy.",
            "caption",
            "text_2",
            wrap=True,
        )
        card.body.addWidget(after)
        act = QHBoxLayout()
        act.addWidget(self.sign)
        act.addStretch(1)
        card.body.addLayout(act)
        return card

    def _sign(self) -> None:
        if self._problems:
            more = " The rest is listed above." if len(self._problems) > 1 else ""
            self.say_trouble(f"Put this right first: {self._problems[0].sentence}{more}")
            return
        if not self.passphrase.text:
            self.passphrase.fault("Type your passphrase: it opens your signing key.")
            self.passphrase.setFocus()
            return
        self.passphrase.fault("")
        self.signed.emit(self.signature.with_passphrase(self.passphrase.text))


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme().space.l)
    for widget in widgets:
        if isinstance(widget, Button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(widget)
    column.addStretch(1)
    return column
