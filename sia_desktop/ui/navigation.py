"""Which page is in front, how to get to another, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

_STEPS_KEPT = 50


class RailShape(Enum):
    """How much of the rail a page leaves: all, icons only (the editor), or none (headteacher, unlock)."""

    FULL = "full"
    ICONS = "icons"
    HIDDEN = "hidden"


class Page(Protocol):
    """What every page can do, besides being a QWidget. A page holds frozen answers and ids, never rows."""

    @property
    def title(self) -> str:
        """The page's name, for the window title and screen readers."""

    def open(self, **args: Any) -> None:
        """Come to the front and ask again for what it shows; args are ids (`school_id=…`)."""

    def leave(self) -> None:
        """Another page comes to the front: save what was typed. Never refuses."""


@dataclass(frozen=True, slots=True)
class Place:
    """One page in the register: its place in the rail, and how it is made when first opened."""

    code: str
    label: str
    icon: str
    factory: Callable[[], QWidget]
    in_rail: bool = True
    rail: RailShape = RailShape.FULL
    rail_if_counted: bool = False
    """In the rail only while something waits there."""
    rail_code: str = ""
    """For a page that is not in the rail: which rail item is current while it is open."""


@dataclass(frozen=True, slots=True)
class _Stop:
    code: str
    args: dict[str, Any]


class Navigation(QObject):
    """The register of pages and the way between them. Pages are given this to leave with `go`."""

    moved = Signal(str)
    retitled = Signal(str)
    """The page in front has another name now: an answer brought it."""
    belongs = Signal(str)
    """The rail item under which the page in front stands: what it shows decides, so an answer brought it."""
    held = Signal(bool)

    def __init__(self, stack: QStackedWidget):
        super().__init__(stack)
        self._stack = stack
        self._places: dict[str, Place] = {}
        self._pages: dict[str, QWidget] = {}
        self._trail: list[_Stop] = []
        self._is_held = False

    def register(self, place: Place) -> None:
        """Add a page to the register; it is built when first opened."""
        self._places[place.code] = place

    @property
    def places(self) -> tuple[Place, ...]:
        """Every registered page, in the order registered."""
        return tuple(self._places.values())

    @property
    def current(self) -> str:
        """The code of the page in front, or an empty string before the first."""
        return self._trail[-1].code if self._trail else ""

    @property
    def is_held(self) -> bool:
        """True while the screen is in a visitor's hands or locked."""
        return self._is_held

    def place(self, code: str) -> Place:
        """The registered page with this code."""
        return self._places[code]

    def page(self, code: str) -> Any:
        """The page itself, made if need be."""
        if code not in self._pages:
            page = self._places[code].factory()
            self._pages[code] = page
            self._stack.addWidget(page)
        return self._pages[code]

    def go(self, code: str, **args: Any) -> None:
        """Leave the page in front and open this one. While held, nothing happens."""
        if self._is_held:
            return
        self._trail = [*self._trail[-_STEPS_KEPT:], _Stop(code, args)]
        self._show()

    def back(self) -> None:
        """Return to where the person was before, with the same arguments."""
        if self._is_held or len(self._trail) < 2:
            return
        self._trail.pop()
        self._show()

    def restart(self, code: str, **args: Any) -> None:
        """Forget the way here and open this page: after unlocking, locking or enrolling."""
        self._trail = [_Stop(code, args)]
        self._show()

    def hold(self, is_held: bool) -> None:
        """Keep this page in front whatever key is pressed, until released (the headteacher's view)."""
        self._is_held = is_held
        self.held.emit(is_held)

    def forget(self, *kept: str) -> None:
        """Throw away every page but these: once locked, nothing that was shown stays on a widget."""
        for code in [code for code in self._pages if code not in kept]:
            page = self._pages.pop(code)
            self._stack.removeWidget(page)
            page.deleteLater()

    def _show(self) -> None:
        stop = self._trail[-1]
        page = self.page(stop.code)
        before: Any = self._stack.currentWidget()
        if before is not None and before is not page:
            before.leave()
        self._stack.setCurrentWidget(page)
        page.open(**stop.args)
        self.moved.emit(stop.code)
