"""Recovery codes: shown this once, to be copied or printed and kept away from the laptop."""

from typing import Any, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.door_card import DoorCard, fact
from sia_desktop.ui.widgets.door_steps import DoorSteps
from sia_desktop.ui.widgets.words import Words

TITLE: Final = "Your recovery codes"
LEAD: Final = (
    "Each of these signs you in once without your phone. They are shown only now: "
    "print or copy them, and keep them where your phone and this laptop are not."
)


class CodesPage(QWidget):
    """Stays until the person says that the codes are kept."""

    kept = Signal()

    title = TITLE

    def __init__(self, codes: tuple[str, ...], person: str):
        super().__init__()
        self._codes, self._person = codes, person
        self._copied = ""
        self.card = DoorCard(TITLE, 560)
        self.steps = DoorSteps(self.card)
        self.print = Button("Print…", icon="printer", press=self._choose_printer)
        self.copy = Button("Copy them all", icon="copy", press=self._copy)
        self.button = Button("I have kept them", Variant.PRIMARY, press=self._go_on)
        self._said = Words("", "caption", "text_2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.steps)
        self._build()

    def open(self, **_: Any) -> None:
        """The keyboard at the first way to keep them."""
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """The codes do not stay on the clipboard."""
        clipboard = QApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()

    def paint_on(self, printer: QPrinter) -> None:
        """The codes on one sheet, large enough to type from."""
        painter = QPainter(printer)
        inch = printer.resolution()
        page = QRectF(inch, inch, printer.width() - 2 * inch, printer.height() - 2 * inch)
        painter.setFont(QFont(theme().font("body").family(), 20))
        painter.drawText(page, Qt.AlignmentFlag.AlignTop, f"SIA Desktop: recovery codes of {self._person}")
        painter.setFont(QFont(theme().font("body").family(), 12))
        lead = page.adjusted(0, inch * 0.6, 0, 0)
        painter.drawText(lead, int(Qt.TextFlag.TextWordWrap), "Each signs you in once without your phone.")
        painter.setFont(QFont(theme().font("body").family(), 16))
        for n, code in enumerate(self._codes):
            line = page.adjusted(0, inch * (1.2 + 0.45 * n), 0, 0)
            painter.drawText(line, Qt.AlignmentFlag.AlignTop, f"{n + 1}.   {code}")
        painter.end()

    def _build(self) -> None:
        space = theme().space
        body = self.card.body
        body.addWidget(Words(LEAD, "body", "text_2", wrap=True))
        body.addSpacing(space.s)
        grid = QGridLayout()
        grid.setHorizontalSpacing(space.xl)
        grid.setVerticalSpacing(space.s)
        half = -(-len(self._codes) // 2)
        for n, code in enumerate(self._codes):
            grid.addWidget(Words(code, "section"), n % half, n // half)
        grid.setColumnStretch(2, 1)
        body.addLayout(grid)
        body.addSpacing(space.s)
        line = QHBoxLayout()
        line.setSpacing(space.s)
        for one in (self.print, self.copy, self._said):
            line.addWidget(one)
        line.addStretch(1)
        body.addLayout(line)
        body.addWidget(
            fact(
                "key-round",
                "Lost the phone and the codes?",
                "Your administrator can reset your second factor, once sure that it is you.",
            )
        )
        body.addSpacing(space.m)
        body.addWidget(self.button)

    def _copy(self) -> None:
        self._copied = "\n".join(self._codes)
        QApplication.clipboard().setText(self._copied)
        self._said.say("Copied. They leave the clipboard with this page.")

    def _choose_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._printed(printer))
        dialog.setModal(True)
        dialog.show()

    def _printed(self, printer: QPrinter) -> None:
        self.paint_on(printer)
        self._said.say("Sent to the printer.")

    def _go_on(self) -> None:
        self.kept.emit()
