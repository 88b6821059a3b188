"""Draws a signature's ink: strokes fitted into a box and smoothed."""

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

from reportlab.pdfgen.canvas import Canvas

from sia_desktop.documents.lettering import INK
from sia_desktop.documents.printed_note import DrawnMark, Stroke
from sia_desktop.documents.tagging import Box

PEN_WIDTH = 1.3


def draw_ink(canvas: Canvas, mark: DrawnMark, room: Box) -> None:
    """Draw the strokes as large as the room allows, standing on its floor and in its middle."""
    fitted = _fitted(_in_proportion(mark), room)
    canvas.saveState()
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(PEN_WIDTH)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in fitted:
        _draw_stroke(canvas, stroke)
    canvas.restoreState()


def _in_proportion(mark: DrawnMark) -> list[Stroke]:
    """Return the strokes as wide as they were drawn, without points that are no numbers."""
    return [
        tuple((x * mark.shape, y) for x, y in stroke if isfinite(x) and isfinite(y))
        for stroke in mark.strokes
    ]


def _fitted(strokes: Sequence[Stroke], room: Box) -> list[Stroke]:
    """Return the strokes in the room's own measure, y growing upwards."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return []
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    room_left, room_bottom, room_right, room_top = room
    width, height = room_right - room_left - PEN_WIDTH, room_top - room_bottom - PEN_WIDTH
    scale = min(width / max(right - left, 1e-6), height / max(bottom - top, 1e-6), 1e3)
    start = (room_left + room_right - (right - left) * scale) / 2
    floor = room_bottom + PEN_WIDTH / 2
    return [
        tuple((start + (x - left) * scale, floor + (bottom - y) * scale) for x, y in stroke)
        for stroke in strokes
        if stroke
    ]


def _draw_stroke(canvas: Canvas, stroke: Stroke) -> None:
    """Draw a smooth line through the middles between the points; a single point is a dot."""
    path = canvas.beginPath()
    path.moveTo(*stroke[0])
    here = stroke[0]
    for point, following in pairwise(stroke[1:]):
        middle = ((point[0] + following[0]) / 2, (point[1] + following[1]) / 2)
        path.curveTo(*_towards(here, point), *_towards(middle, point), *middle)
        here = middle
    path.lineTo(stroke[-1][0] + (0.01 if len(stroke) == 1 else 0), stroke[-1][1])
    canvas.drawPath(path)


def _towards(start: tuple[float, float], goal: tuple[float, float]) -> tuple[float, float]:
    return start[0] + (goal[0] - start[0]) * 2 / 3, start[1] + (goal[1] - start[1]) * 2 / 3
