"""Where Tab leads: from stop to stop as they are laid out, whenever they were made.

Qt goes by the order in which widgets were made, and rows that are added to a form come last of all.
"""

from collections.abc import Iterator
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def next_stop(here: QWidget, top: QWidget, *, forward: bool) -> QWidget | None:
    """The stop after `here`, or before it, round and round inside `top`; None where there is none."""
    at = here
    if forward and (inside := _among(_parts(here), forward=True)) is not None:
        return inside
    while at is not top and (whole := at.parentWidget()) is not None:
        parts = _parts(whole)
        if at in parts:
            place = parts.index(at)
            rest = parts[place + 1 :] if forward else parts[:place]
            if (found := _among(rest, forward=forward)) is not None:
                return found
        if not forward and whole is not top and _is_stop(whole):
            return whole
        at = whole
    return edge_stop(top, forward=forward)


def edge_stop(whole: QWidget, *, forward: bool = True) -> QWidget | None:
    """The first stop in it, or the last; the widget itself where it is one."""
    if whole.isHidden() or not whole.isEnabled():
        return None
    if forward and _is_stop(whole):
        return whole
    inside = _among(_parts(whole), forward=forward)
    return inside or (whole if _is_stop(whole) else None)


def _among(parts: list[QWidget], *, forward: bool) -> QWidget | None:
    for part in parts if forward else reversed(parts):
        if not part.isWindow() and (found := edge_stop(part, forward=forward)) is not None:
            return found
    return None


def _parts(whole: QWidget) -> list[QWidget]:
    own = [each for each in whole.children() if isinstance(each, QWidget)]
    layout = whole.layout()
    return list(_laid_out(layout, own)) if layout is not None else own


def _laid_out(layout: QLayout, widgets: list[QWidget]) -> Iterator[QWidget]:
    """Those of the widgets that stand in the layout, in its order.

    Found by `indexOf`, never by `itemAt`: Python keeps what that gives after Qt has deleted it, and
    takes the next widget at the same address for it.
    """
    inner = [each for each in layout.children() if isinstance(each, QLayout)]
    for _, part in sorted(_placed(layout, [*widgets, *inner]), key=itemgetter(0)):
        if isinstance(part, QLayout):
            yield from _laid_out(part, widgets)
        else:
            yield part


def _placed(layout: QLayout, parts: list[QWidget | QLayout]) -> Iterator[tuple[int, QWidget | QLayout]]:
    for part in parts:
        if (place := layout.indexOf(part)) >= 0:
            yield place, part


def _is_stop(widget: QWidget) -> bool:
    wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return wants and widget.isEnabled() and widget.focusProxy() is None
