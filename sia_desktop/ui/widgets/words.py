"""Words on the screen: by type role and colour role, with their line height kept."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.tips import plain_tip

_WIDE = 16_777_215


class Words(QLabel):
    """A label that elides one line (full words in the tooltip), or wraps at the design's line height.

    `strong` is a part of the text to set in semibold.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        colour: str = "text",
        *,
        wrap: bool = False,
        strong: str = "",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._role, self._colour, self._strong = role, colour, strong
        self._dressed = theme().worn
        self._broken: tuple[tuple[str, str], dict[int, list[tuple[int, int]]]] = (("", ""), {})
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        across = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Maximum
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def say(self, text: str, *, strong: str = "", colour: str | None = None) -> None:
        """Show other words."""
        self._strong = strong
        self._colour = colour or self._colour
        self.setText(text)
        self._fit()

    def sizeHint(self) -> QSize:
        """The whole text on one line, or wrapped at the widest column of text."""
        natural = self._natural_width()
        if not self.wordWrap():
            return QSize(natural, theme().line(self._role))
        around = self.contentsMargins()
        width = min(natural, theme().size.column_of_text_max) + around.left() + around.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Elided words may shrink to almost nothing; wrapped ones to a narrow column."""
        if self.wordWrap():
            return QSize(min(self._natural_width(), 120), theme().line(self._role))
        return QSize(min(self._natural_width(), theme().px(32)), theme().line(self._role))

    def hasHeightForWidth(self) -> bool:
        """Wrapped words need more lines in less width."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """Lines times line height."""
        if not self.wordWrap():
            return theme().line(self._role)
        around = self.contentsMargins()
        lines = self._lines(width - around.left() - around.right())
        return around.top() + max(1, len(lines)) * theme().line(self._role) + around.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each line centred in its line height."""
        painter = QPainter(self)
        painter.setPen(theme().colour(self._colour if self.isEnabled() else "disabled"))
        line_height = theme().line(self._role)
        if not self.wordWrap():
            self._paint_line(painter, 0, self._shown())
            return
        inside = self.contentsRect()
        painter.translate(inside.topLeft())
        for n, (start, length) in enumerate(self._lines(inside.width())):
            text = self.text()[start : start + length].rstrip()
            self._paint_line(painter, n * line_height, text, start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What no longer fits is in the tooltip; wrapped words take the height they need."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed != theme().worn:
            self._dressed = theme().worn
            self._broken = (("", ""), {})
            self._fit()
            self.updateGeometry()

    def _natural_width(self) -> int:
        metrics = QFontMetrics(theme().font(self._widest_role()))
        return max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0) + 1

    def _widest_role(self) -> str:
        return "strong" if self._strong and self._role == "body" else self._role

    def _shown(self) -> str:
        metrics = QFontMetrics(theme().font(self._role))
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def _fit(self) -> None:
        if self.wordWrap():
            # Nested layouts forget height-for-width; a fixed height they all respect.
            if self.testAttribute(Qt.WidgetAttribute.WA_Resized):
                self.setFixedHeight(self.heightForWidth(self.width()))
        else:
            self.setToolTip(plain_tip(self.text()) if self._natural_width() > self.width() + 1 else "")

    def _layout(self, text: str, start: int = 0) -> QTextLayout:
        layout = QTextLayout(text, theme().font(self._role))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        at = self.text().find(self._strong) - start if self._strong else -1
        if self._strong and at + len(self._strong) > 0 and at < len(text):
            bold = QTextLayout.FormatRange()
            bold.start, bold.length = max(at, 0), len(self._strong) + min(at, 0)
            bold.format = QTextCharFormat()
            bold.format.setFontWeight(600)
            layout.setFormats([bold])
        return layout

    def _lines(self, width: int) -> list[tuple[int, int]]:
        """Where each wrapped line starts and how long it is; layouts ask again and again for one width."""
        said = (self.text(), self._strong)
        if self._broken[0] != said:
            self._broken = (said, {})
        if width not in self._broken[1]:
            self._broken[1][width] = self._break_lines(width)
        return self._broken[1][width]

    def _break_lines(self, width: int) -> list[tuple[int, int]]:
        """A newline always ends a line."""
        found: list[tuple[int, int]] = []
        start = 0
        for paragraph in self.text().split("\n"):
            layout = self._layout(paragraph, start)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(width, 1))
                found.append((start + line.textStart(), line.textLength()))
            layout.endLayout()
            if not paragraph:
                found.append((start, 0))
            start += len(paragraph) + 1
        return found

    def _paint_line(self, painter: QPainter, top: int, text: str, start: int = 0) -> None:
        layout = self._layout(text, start)
        layout.beginLayout()
        line = layout.createLine()
        if not line.isValid():
            return
        line.setLineWidth(_WIDE)
        layout.endLayout()
        spare = theme().line(self._role) - line.height()
        layout.draw(painter, QPointF(self._shift(line.naturalTextWidth()), top + spare / 2), [], QRectF())

    def _shift(self, taken: float) -> float:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return max(0.0, (self.contentsRect().width() - taken) / 2)
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            return max(0.0, self.contentsRect().width() - taken)
        return 0.0
