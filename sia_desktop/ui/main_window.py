"""The window: the rail, the page in front, a strip for trouble, and the keys that work everywhere."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.ui.navigation import Navigation, Place, RailShape
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import Kind, Notice, Trouble
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.rail import Rail, RailItem
from sia_desktop.ui.widgets.tab_order import edge_stop, next_stop

NARROW = 1180
_TONES = {Kind.RULE: Tone.WARNING, Kind.OUTSIDE: Tone.WARNING, Kind.BUG: Tone.DANGER}


class MainWindow(QMainWindow):
    """Holds pages and knows none of them."""

    sync_wanted = Signal()
    go_to_wanted = Signal()
    lock_wanted = Signal()
    help_wanted = Signal()
    closing = Signal()

    def __init__(self, title: str, trouble: Trouble):
        super().__init__()
        self._title = title
        self.setWindowTitle(title)
        self.resize(1366, 768)
        self.setMinimumSize(820, 560)
        self.rail = Rail()
        self._stack = QStackedWidget()
        self.navigation = Navigation(self._stack)
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(0, 0, 0, 0)
        self._waiting: Notice | None = None
        self._standing = QVBoxLayout()
        self._standing.setContentsMargins(0, 0, 0, 0)
        self._strip: Banner | None = None
        self._build()
        self.rail.chosen.connect(lambda code: self.navigation.go(code))
        self.navigation.moved.connect(self._arrive)
        self.navigation.belongs.connect(self.rail.show_current)
        self.navigation.retitled.connect(lambda title: self.setWindowTitle(f"{title} – {self._title}"))
        self.navigation.held.connect(self._hold)
        theme().changed.connect(self._shape)
        trouble.noticed.connect(self.notice)
        self._bind_keys()

    def add(self, place: Place) -> None:
        """Register a page; those in the rail get Alt and their number."""
        self.navigation.register(place)
        if not place.in_rail:
            return
        number = sum(one.in_rail for one in self.navigation.places)
        shortcut = f"Alt+{number % 10}" if number <= 10 else ""
        self.rail.add(RailItem(place.code, place.label, place.icon, shortcut, place.rail_if_counted))
        if shortcut:
            self._key(shortcut, lambda: self.navigation.go(place.code))

    @property
    def has_visitor(self) -> bool:
        """True while somebody else than the adviser looks at the screen."""
        return self.navigation.is_held

    def notice(self, notice: Notice) -> None:
        """A strip above the page: what went wrong, what is safe, try again. With a visitor it waits."""
        if self.has_visitor:
            self._waiting = notice
            return
        self._clear_notices()
        again = notice.again
        banner = Banner(
            _TONES[notice.kind],
            notice.sentence,
            act="Try again" if again else "",
            press=again,
            closable=True,
        )
        self._notices.addWidget(banner)
        self._notices.setContentsMargins(12, 12, 12, 0)
        banner.closed.connect(lambda: self._notices.setContentsMargins(0, 0, 0, 0))
        banner.unfold()

    def stand(self, banner: Banner | None) -> None:
        """A strip that stays on every page until what it says is no longer so; None puts it away."""
        if self._strip is not None:
            self._standing.removeWidget(self._strip)
            self._strip.hide()
            self._strip.deleteLater()
        self._strip = banner
        edge = 12 if banner else 0
        self._standing.setContentsMargins(edge, edge, edge, 0)
        if banner is not None:
            self._standing.addWidget(banner)
            banner.setVisible(not self.has_visitor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below 1180 the rail keeps its icons only."""
        super().resizeEvent(event)
        self._shape()

    def closeEvent(self, event: QEvent) -> None:
        """The page in front saves what was typed; the app then closes tidily."""
        page = self._stack.currentWidget()
        leave = getattr(page, "leave", None)
        if leave is not None:
            leave()
        self.closing.emit()
        event.accept()

    def _build(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._standing)
        column.addLayout(self._notices)
        column.addWidget(self._stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(middle, 1)
        self.setCentralWidget(whole)

    def _bind_keys(self) -> None:
        self._key("F5", self.sync_wanted.emit)
        self._key("Ctrl+K", self.go_to_wanted.emit)
        self._key("Ctrl+L", self.lock_wanted.emit)
        self._key("F1", self.help_wanted.emit, while_held=True)
        self._key("F6", lambda: self._next_pane(1), while_held=True)
        self._key("Shift+F6", lambda: self._next_pane(-1), while_held=True)
        self._key("Alt+Left", self.navigation.back)

    def _key(self, keys: str, act: Callable[[], object], *, while_held: bool = False) -> None:
        """A visitor at the keyboard reaches nothing but the page in front of them."""

        def pressed() -> None:
            if while_held or not self.navigation.is_held:
                act()

        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(pressed)

    def _hold(self, is_held: bool) -> None:
        """What was said to the adviser is not for whoever looks next: a visitor, or anyone while locked."""
        waiting, self._waiting = self._waiting, None
        if self._strip is not None:
            self._strip.setVisible(not is_held)
        if is_held:
            self._clear_notices()
        elif waiting is not None:
            self.notice(waiting)
        self._shape()

    def _clear_notices(self) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._notices.setContentsMargins(0, 0, 0, 0)

    def _arrive(self, code: str) -> None:
        place = self.navigation.place(code)
        self.rail.show_current(place.rail_code or code)
        page = self.navigation.page(code)
        self.setWindowTitle(f"{page.title} – {self._title}")
        self._shape()
        if not page.isAncestorOf(QApplication.focusWidget() or self):
            self._enter(page)

    def _shape(self) -> None:
        code = self.navigation.current
        wish = self.navigation.place(code).rail if code else RailShape.HIDDEN
        self.rail.setVisible(wish is not RailShape.HIDDEN and not self.navigation.is_held)
        room = self.width() / max(theme().scale, 1.0)
        self.rail.narrow(wish is RailShape.ICONS or room < NARROW)

    def _panes(self) -> list[QWidget]:
        """The rail, then what a page marked with `pane(widget)`, or the page whole."""
        page = self._stack.currentWidget()
        found: list[QWidget] = [self.rail] if self.rail.isVisible() else []
        if page is not None:
            marked = [one for one in page.findChildren(QWidget) if one.property("pane") and one.isVisible()]
            found += marked or [page]
        return found

    def _next_pane(self, step: int) -> None:
        panes, here = self._panes(), QApplication.focusWidget()
        at = next((n for n, one in enumerate(panes) if here and (one is here or one.isAncestorOf(here))), -1)
        for n in range(1, len(panes) + 1):
            if self._enter(panes[(at + step * n) % len(panes)]):
                return

    def _enter(self, pane: QWidget) -> bool:
        """Put the keyboard on the first stop inside, or on the pane itself."""
        stop = edge_stop(pane)
        if stop is None:
            return False
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab follows what is seen, in rows that were added a moment ago too."""
        top, here = self.centralWidget(), QApplication.focusWidget()
        if top is None or here is None or not top.isAncestorOf(here):
            return super().focusNextPrevChild(next)
        stop = next_stop(here, top, forward=next)
        if stop is not None:
            reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            stop.setFocus(reason)
        return stop is not None


def pane(widget: QWidget, name: str) -> None:
    """Make this part of a page a stop for F6."""
    widget.setProperty("pane", True)
    widget.setAccessibleName(name)
