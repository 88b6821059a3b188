"""How somebody signs: draw, type the name, and where it is theirs to choose, later or not at all."""

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.domain.mark import MarkWay, Strokes
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.growing_text import GrowingTextEdit
from sia_desktop.ui.widgets.ink_pad import InkPad
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField
from sia_desktop.ui.widgets.segmented_choice import Choice, SegmentedChoice
from sia_desktop.ui.widgets.words import Words

DRAW = Choice(MarkWay.DRAWN.value, "Draw", "signature")
TYPE = Choice(MarkWay.TYPED.value, "Type name", "type")
LATER = Choice(MarkWay.DEFERRED.value, "Later", "clock")
DECLINE = Choice(MarkWay.DECLINED.value, "Decline", "circle-x")


@dataclass(frozen=True, slots=True)
class Signed:
    """What somebody signed with."""

    way: MarkWay
    strokes: Strokes
    shape: float
    typed: str
    passphrase: str = field(repr=False)


class Signature(QWidget):
    """A row of ways that weigh the same, and under it what the chosen one needs."""

    way_chosen = Signal(str)

    def __init__(
        self, name: str, ways: tuple[Choice, ...], *, is_snug: bool = False, parent: QWidget | None = None
    ):
        """`is_snug` where it is as tall as the chosen way needs, and not as the tallest of them."""
        super().__init__(parent)
        self._is_snug = is_snug
        self.ways = SegmentedChoice(name, ways)
        self.pad = InkPad(f"{name}: drawing area")
        self.name_field = LabelledField("Type your name to sign", TextField())
        self.reason_field = LabelledField(
            "Why you decline", GrowingTextEdit(role="body", lines=2), hint="printed with the note"
        )
        later = Words(
            "You can sign later, here or at another visit. The note says that it was left for later.",
            "body",
            "text_2",
            wrap=True,
        )
        self._shown: dict[str, QWidget] = {
            MarkWay.DRAWN.value: _under(self.pad, self._pad_foot()),
            MarkWay.TYPED.value: _under(self.name_field),
            MarkWay.DEFERRED.value: _under(later),
            MarkWay.DECLINED.value: _under(self.reason_field),
        }
        self._stack = QStackedWidget()
        self._at = {way.code: self._stack.addWidget(self._shown[way.code]) for way in ways}
        self._not_offered = [widget for code, widget in self._shown.items() if code not in self._at]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addWidget(self.ways)
        layout.addWidget(self._stack)
        self.ways.chosen.connect(self._show)
        self.ways.choose(ways[0].code)

    @property
    def way(self) -> MarkWay:
        """The way chosen."""
        return MarkWay(self.ways.code)

    @property
    def strokes(self) -> Strokes:
        """What was drawn."""
        return self.pad.strokes

    @property
    def shape(self) -> float:
        """How many times wider than high the paper was."""
        return self.pad.shape

    @property
    def typed(self) -> str:
        """The name that was typed to sign with."""
        field = self.name_field.field
        assert isinstance(field, TextField)
        return field.text().strip()

    @property
    def reason(self) -> str:
        """Why it was declined."""
        field = self.reason_field.field
        assert isinstance(field, GrowingTextEdit)
        return field.text.strip()

    def with_passphrase(self, passphrase: str) -> Signed:
        """All that signing takes."""
        return Signed(self.way, self.strokes, self.shape, self.typed, passphrase)

    def clear(self) -> None:
        """Fresh paper and empty fields, for the next person."""
        self.pad.clear()
        name, reason = self.name_field.field, self.reason_field.field
        assert isinstance(name, TextField)
        assert isinstance(reason, GrowingTextEdit)
        name.clear()
        reason.show_text("")
        self.ways.choose(next(iter(self._at)))

    def _show(self, code: str) -> None:
        self._stack.setCurrentIndex(self._at[code])
        for way in self._at if self._is_snug else ():
            policy = QSizePolicy.Policy.Preferred if way == code else QSizePolicy.Policy.Ignored
            self._shown[way].setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.way_chosen.emit(code)

    def _pad_foot(self) -> QWidget:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Button("Clear", Variant.LINK, icon="eraser", small=True, press=self.pad.clear))
        layout.addStretch(1)
        layout.addWidget(Words("No drawing needed: choose “Type name”", "caption", "text_2"))
        return holder


def _under(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme().space.xs)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return holder
