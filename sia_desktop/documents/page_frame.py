"""What stands around the text of every page: the council above, the small print below."""

from dataclasses import dataclass

from sia_desktop.documents.layout import draw_lines, draw_rule
from sia_desktop.documents.lettering import (
    ACCENT,
    SMALL,
    SMALL_STRONG,
    STRONG,
    WATERMARK_WORDS,
    TextStyle,
    width_of,
)
from sia_desktop.documents.paper_size import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, TOP, WIDTH
from sia_desktop.documents.printed_note import Printed
from sia_desktop.documents.tagging import Element, TaggedCanvas
from sia_desktop.documents.wrapping import Line, Run, wrap

SIDE_COLUMN = 110.0


def draw_watermark(canvas: TaggedCanvas, words: str) -> None:
    """Set pale words across the page, under everything else; they are decoration, the state says the same."""
    with canvas.artifact("Pagination"):
        canvas.saveState()
        canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        canvas.rotate(55)
        text = canvas.beginText(-width_of(words, WATERMARK_WORDS) / 2, -WATERMARK_WORDS.size / 3)
        text.setFont(WATERMARK_WORDS.face, WATERMARK_WORDS.size)
        text.setFillColorRGB(*WATERMARK_WORDS.colour)
        text.textOut(words)
        canvas.drawText(text)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that are read once, where they first or last stand; elsewhere they are repetition."""

    lines: tuple[Line, ...]
    style: TextStyle
    element: Element
    page_read: int

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.line

    def draw(self, canvas: TaggedCanvas, page: int, left: float, top: float) -> None:
        if not any(self.lines):
            return
        is_read = page == self.page_read
        with canvas.content_of(self.element) if is_read else canvas.artifact("Pagination"):
            draw_lines(canvas, self.lines, left, top, self.style.line)


class PageFrame:
    """The header and footer of one note; create the header before the text, the footer after it."""

    def __init__(self, note: Printed, top: Element) -> None:
        self._note = note
        self._structure = top
        column = WIDTH - SIDE_COLUMN
        self._council = _Words(wrap([Run(note.council, STRONG)], column), STRONG, top.add("P"), 1)
        self._service = _Words(wrap([Run(note.service, SMALL)], column), SMALL, top.add("P"), 1)
        again = wrap([Run(f"{note.title}, {note.school}", SMALL)], column)
        self._again = again if len(again) <= len(self._service.lines) else self._service.lines
        mark = note.words.demonstration if note.is_demonstration else ""
        element = top.add("P") if mark else top
        self._demonstration = _Words(wrap([Run(mark, SMALL_STRONG)], SIDE_COLUMN), SMALL_STRONG, element, 1)
        self._footer = wrap([Run("\n".join(note.footer), SMALL)], WIDTH)

    @property
    def text_top(self) -> float:
        return self._rule_above - 13

    @property
    def room(self) -> float:
        """How much text fits a page."""
        return self.text_top - self._rule_below - 14

    @property
    def _rule_above(self) -> float:
        return TOP - self._council.height - self._service.height - 5

    @property
    def _rule_below(self) -> float:
        return BOTTOM + len(self._footer) * SMALL.line + 5

    def draw_header(self, canvas: TaggedCanvas, page: int, count: int) -> None:
        """Draw what stands above the text; the first page's is read, the others' repeat it."""
        self._council.draw(canvas, page, LEFT, TOP)
        under = TOP - self._council.height
        if page == 1:
            self._service.draw(canvas, page, LEFT, under)
        else:
            with canvas.artifact("Pagination"):
                draw_lines(canvas, self._again, LEFT, under, SMALL.line)
        self._draw_side(canvas, page, count)
        draw_rule(canvas, LEFT, self._rule_above, WIDTH, 1.8, ACCENT)

    def draw_footer(self, canvas: TaggedCanvas, page: int, count: int) -> None:
        """Draw what stands below the text; the last page's is read."""
        draw_rule(canvas, LEFT, self._rule_below, WIDTH)
        footer = _Words(self._footer, SMALL, self._structure, count)
        if page == count and any(self._footer):
            footer = _Words(self._footer, SMALL, self._structure.add("P"), count)
        footer.draw(canvas, page, LEFT, self._rule_below - 5)

    def _draw_side(self, canvas: TaggedCanvas, page: int, count: int) -> None:
        top = TOP - 1.5
        for line in self._demonstration.lines:
            left = LEFT + WIDTH - sum(run.width for run in line)
            self._demonstration.draw(canvas, page, left, top)
            top -= SMALL_STRONG.line
        number = self._note.words.page.format(number=page, count=count)
        with canvas.artifact("Pagination"):
            line = (Run(number, SMALL),)
            draw_lines(canvas, (line,), LEFT + WIDTH - width_of(number, SMALL), top, SMALL.line)
