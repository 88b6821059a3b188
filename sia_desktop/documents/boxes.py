"""The pieces of a note that are boxes: the due line and the two signatures."""

from dataclasses import dataclass

from sia_desktop.documents.ink import draw_ink
from sia_desktop.documents.layout import Piece, draw_lines, draw_rule
from sia_desktop.documents.lettering import (
    ACCENT,
    BORDER,
    DECLINED,
    GROUND,
    SMALL,
    STRONG,
    TEXT,
    TYPED_MARK,
    TextStyle,
)
from sia_desktop.documents.paper_size import WIDTH
from sia_desktop.documents.printed_note import (
    DeclinedMark,
    DeferredMark,
    DrawnMark,
    FixedWords,
    SignatureBox,
    TypedMark,
)
from sia_desktop.documents.tagging import Box, Element, TaggedCanvas
from sia_desktop.documents.wrapping import Line, Run, wrap

PADDING = 10.0
INSET = PADDING + 1
GAP = 12.0
BOX_WIDTH = (WIDTH - GAP) / 2
MARK_HEIGHT = 37.0
LATE_MARK_SIZE = (BOX_WIDTH - 2 * INSET, 88.0)  # the field kept free in a deferred box


class _Whole:
    """A piece that is never split nor repeated."""

    keeps_with_next = False
    repeat: Piece | None = None

    def split(self, room: float) -> None:
        return None


@dataclass(frozen=True, slots=True)
class DueBox(_Whole):
    """When the note is due and was produced, and why, on a quiet ground."""

    due: tuple[Line, ...]
    explained: tuple[Line, ...]
    due_element: Element
    explained_element: Element
    width: float
    space_before: float

    @property
    def height(self) -> float:
        return len(self.due) * STRONG.line + len(self.explained) * SMALL.line + 2 * 5.5

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        with canvas.artifact():
            canvas.setFillColorRGB(*GROUND)
            canvas.rect(left, top - self.height, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColorRGB(*ACCENT)
            canvas.rect(left, top - self.height, 2.5, self.height, stroke=0, fill=1)
        middle = top - 5.5 - len(self.due) * STRONG.line
        with canvas.content_of(self.due_element):
            draw_lines(canvas, self.due, left + INSET, top - 5.5, STRONG.line)
        with canvas.content_of(self.explained_element):
            draw_lines(canvas, self.explained, left + INSET, middle, SMALL.line)


@dataclass(frozen=True, slots=True)
class _Text:
    lines: tuple[Line, ...]
    height: float
    element: Element


@dataclass(frozen=True, slots=True)
class _PlannedBox:
    """One signature box with its words wrapped and its elements in reading order."""

    above: tuple[_Text, ...]
    mark: SignatureBox
    mark_element: Element | None
    field_element: Element
    field_name: str
    tooltip: str
    below: tuple[_Text, ...]

    @property
    def height_above(self) -> float:
        return PADDING - 3 + sum(len(text.lines) * text.height for text in self.above)

    @property
    def height_below(self) -> float:
        return PADDING - 4 + sum(len(text.lines) * text.height for text in self.below) + 4


@dataclass(frozen=True, slots=True)
class SignatureBoxes(_Whole):
    """The boxes side by side and equally tall: the adviser's and the headteacher's, or one alone."""

    boxes: tuple[_PlannedBox, ...]
    space_before: float

    @property
    def height(self) -> float:
        return self._above + self._mark + self._below

    @property
    def _above(self) -> float:
        return max(box.height_above for box in self.boxes)

    @property
    def _mark(self) -> float:
        is_late = any(isinstance(box.mark.mark, DeferredMark) for box in self.boxes)
        return LATE_MARK_SIZE[1] + 2 if is_late else MARK_HEIGHT

    @property
    def _below(self) -> float:
        return max(box.height_below for box in self.boxes)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        for box in self.boxes:
            self._draw_box(canvas, box, left, top)
            left += BOX_WIDTH + GAP

    def _draw_box(self, canvas: TaggedCanvas, box: _PlannedBox, left: float, top: float) -> None:
        with canvas.artifact():
            canvas.setStrokeColorRGB(*BORDER)
            canvas.setLineWidth(0.8)
            canvas.roundRect(left, top - self.height, BOX_WIDTH, self.height, 4)
        words_left, width = left + INSET, BOX_WIDTH - 2 * INSET
        _draw_texts(canvas, box.above, words_left, top - PADDING + 3)
        floor = top - self._above - self._mark
        field = (words_left, floor + 1, words_left + width, floor + self._mark - 1)
        _draw_mark(canvas, box, field)
        canvas.add_signature_field(box.field_element, box.field_name, box.tooltip, field)
        draw_rule(canvas, words_left, floor, width)
        _draw_texts(canvas, box.below, words_left, floor - PADDING + 6)


def _draw_texts(canvas: TaggedCanvas, texts: tuple[_Text, ...], left: float, top: float) -> None:
    for text in texts:
        if any(text.lines):
            with canvas.content_of(text.element):
                draw_lines(canvas, text.lines, left, top, text.height)
        top -= len(text.lines) * text.height


def _draw_mark(canvas: TaggedCanvas, box: _PlannedBox, room: Box) -> None:
    if not box.mark_element:
        return
    if box.mark_element.tag == "Figure":
        box.mark_element.stands_in(room)
    with canvas.content_of(box.mark_element):
        match box.mark.mark:
            case DrawnMark() | TypedMark() as mark:
                draw_made_mark(canvas, mark, room)
            case DeclinedMark(words=words):
                _draw_words(canvas, words, DECLINED, room)


def draw_made_mark(canvas: TaggedCanvas, mark: DrawnMark | TypedMark, room: Box) -> None:
    """Draw ink or a typed name on the floor of its room."""
    left, bottom, right, top = room
    match mark:
        case DrawnMark():
            ceiling = min(top, bottom + MARK_HEIGHT) - 3
            draw_ink(canvas, mark, (left + 0.3 * (right - left), bottom + 2, right - 12, ceiling))
        case TypedMark(text):
            _draw_words(canvas, text, TYPED_MARK, room)


def _draw_words(canvas: TaggedCanvas, text: str, style: TextStyle, room: Box) -> None:
    """Set a mark's words on the floor of its room, smaller where they are long."""
    left, bottom, right, _ = room
    size = style.size
    lines = wrap([Run(text, style)], right - left)
    while len(lines) > 1 and size > 6:
        size -= 1
        smaller = TextStyle(style.face, size, min(style.line, size * 1.25), style.colour)
        lines = wrap([Run(text, smaller)], right - left)
    line = lines[0][0].style.line if lines and lines[0] else style.line
    draw_lines(canvas, lines, left, bottom + line * len(lines), line)


def plan_boxes(
    element: Element, adviser: SignatureBox, headteacher: SignatureBox, words: FixedWords
) -> SignatureBoxes:
    """Return the two boxes, their elements added in the order they are read."""
    planned = (
        _plan_box(element, adviser, "AdviserSignature", words.adviser_field, words),
        _plan_box(element, headteacher, "HeadteacherSignature", words.headteacher_field, words),
    )
    return SignatureBoxes(planned, space_before=11)


def plan_box(element: Element, signer: SignatureBox, words: FixedWords) -> SignatureBoxes:
    """Return the one box of whoever signs a record."""
    box = _plan_box(element, signer, "AdviserSignature", words.signature, words)
    return SignatureBoxes((box,), space_before=5)


def _plan_box(
    element: Element, box: SignatureBox, field_name: str, tooltip: str, words: FixedWords
) -> _PlannedBox:
    part = element.add("Sect")
    inner = BOX_WIDTH - 2 * INSET

    def text(content: str, style: TextStyle) -> _Text:
        return _Text(wrap([Run(content, style)], inner), style.line, part.add("P"))

    above = (text(box.name, STRONG), text(box.role, SMALL))
    mark = _mark_element(part, box, words)
    form = part.add("Form")
    first = TextStyle(SMALL.face, SMALL.size, SMALL.line, TEXT)
    below = tuple(text(line, SMALL if place else first) for place, line in enumerate(box.lines))
    return _PlannedBox(above, box, mark, form, field_name, tooltip, below)


def _mark_element(part: Element, box: SignatureBox, words: FixedWords) -> Element | None:
    match box.mark:
        case DrawnMark():
            return part.add("Figure", alternative=words.drawn_signature.format(name=box.name))
        case TypedMark() | DeclinedMark():
            return part.add("P")
        case DeferredMark():
            return None
