"""Why this date: the popover at whatever asked for it; its parts are imported when it is first asked for."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QWidget

from sia_desktop.services.queries.due import Due

if TYPE_CHECKING:
    from sia_desktop.ui.widgets.popover import Popover


def explain(anchor: QWidget, due: Due, history: str = "") -> "Popover | None":
    """Open the popover at its link; nothing where there is no date to explain."""
    from sia_desktop.ui.why_words import why_of
    from sia_desktop.ui.widgets.date_words import full_date
    from sia_desktop.ui.widgets.popover import open_popover
    from sia_desktop.ui.widgets.why_this_date import WhyThisDate

    why = why_of(due, history)
    if why is None:
        return None
    return open_popover(anchor, WhyThisDate(why), f"Why {full_date(why.due)}?")


def explain_in(view: QAbstractItemView, column: int, due: Due) -> "Popover | None":
    """The same for the current row of a list or table, pointing at one of its cells."""
    index = view.model().index(view.currentIndex().row(), column)
    anchor = QWidget(view.viewport())
    anchor.setGeometry(view.visualRect(index))
    popover = explain(anchor, due)
    if popover is None:
        anchor.deleteLater()
    else:
        popover.closed.connect(anchor.deleteLater)
    return popover
