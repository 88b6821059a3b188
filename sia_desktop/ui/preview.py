"""The signed PDF as pictures of its pages, with their words for screen readers."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.progress import Progress
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.painting import outline
from sia_desktop.ui.widgets.scrolling import Scrolling

POINTS_WIDE = 595
"""A4."""
WIDEST = 760
_one_at_a_time = Lock()  # PDFium is not made for several threads


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page: its pixels, and the words on it."""

    pixels: bytes
    width: int
    height: int
    stride: int
    words: str


def draw_pages(pdf: bytes, scale: float, progress: Progress) -> tuple[DrawnPage, ...]:
    """Draw every page; runs off the screen's thread."""
    import pypdfium2

    pages: list[DrawnPage] = []
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise OutsideTrouble(
                "The PDF cannot be shown here. It is safe; save a copy and open it with another program."
            ) from error
        try:
            document.init_forms()  # signatures are form fields; without this their boxes stay empty
            for number in range(len(document)):
                progress(number, len(document))
                page = document[number]
                drawn = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
                words = page.get_textpage().get_text_range()
                pages.append(
                    DrawnPage(
                        ctypes.string_at(drawn.buffer, drawn.stride * drawn.height),
                        drawn.width,
                        drawn.height,
                        drawn.stride,
                        words,
                    )
                )
        finally:
            document.close()
    return tuple(pages)


class _Sheet(QLabel):
    """One page, as wide as there is room."""

    def __init__(self, page: DrawnPage, number: int, count: int):
        super().__init__()
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
        self._picture = QPixmap.fromImage(image)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"Page {number} of {count} of the signed PDF")
        self.setAccessibleDescription(page.words)
        self.setProperty("ring", "inside")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(theme().px(WIDEST))

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._picture.height() / self._picture.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._picture)
        outline(painter, self.rect(), 0, "hairline")


class Preview(Scrolling):
    """The pages one under another; the paper stays white in every theme."""

    shown = Signal(int)
    """How many pages."""

    def __init__(self) -> None:
        super().__init__(margin=24, spacing=16)
        self.setAccessibleName("The signed PDF")
        self.centre(WIDEST)

    def show_pages(self, pages: Sequence[DrawnPage]) -> None:
        """Show these pages and no others."""
        column = self.fresh_column()
        for number, page in enumerate(pages, 1):
            column.addWidget(_Sheet(page, number, len(pages)))
        column.addStretch(1)
        self.shown.emit(len(pages))

    def show_instead(self, widget: QWidget) -> None:
        """Say why there are no pages."""
        column = self.fresh_column()
        column.addWidget(widget)
        column.addStretch(1)
