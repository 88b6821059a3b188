"""The window as a whole: enrolling, unlocking, the pages over the desk, sync, and locking again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.services.door import Desk, Door
from sia_desktop.services.ports import Clock
from sia_desktop.services.queries.today import AskToday, Today
from sia_desktop.services.sync_now import Farewell
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.doors import Doors
from sia_desktop.ui.idle import IdleWatch
from sia_desktop.ui.indexing import Indexing
from sia_desktop.ui.lease_watch import LeaseWatch
from sia_desktop.ui.main_window import MainWindow
from sia_desktop.ui.page_tools import Look, PageTools, Questions
from sia_desktop.ui.places import places
from sia_desktop.ui.sync_words import rail_state
from sia_desktop.ui.syncing import SOON, Syncing
from sia_desktop.ui.tasks import TaskRunner
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import Trouble
from sia_desktop.ui.widgets.popover import Popover, open_popover

IDLE_MINUTES: Final = 10


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window is given: the way in, the clock, the program's files and this computer's settings."""

    door: Door
    now: Clock
    resources: Path
    look: Look
    keep_look: Callable[[Look], None]
    """Write it down for the next start."""
    idle_minutes: float = IDLE_MINUTES
    first_round_after: int = SOON
    """Milliseconds that unlocking has to itself before the first round with central."""
    is_demonstration: bool = False
    """True where Set up and Unlock say so too, before anything else is known."""


class DesktopWindow(MainWindow):
    """Shows Enrol, Unlock or the desk; nothing of the desk outlives a lock."""

    def __init__(self, around: Surroundings):
        self.trouble = Trouble()
        super().__init__("SIA Desktop", self.trouble)
        self.trouble.setParent(self)
        self._around = around
        self._look = around.look
        self._tasks = TaskRunner(self.trouble.tell, self)
        self._desk: Desk | None = None
        self._tools: PageTools | None = None
        self._today: Today | None = None
        self._idle = IdleWatch(round(around.idle_minutes * 60_000), self)
        self._then: Callable[[], object] | None = None
        self._doors = Doors(
            around.door, self._tasks, self.navigation, is_demonstration=around.is_demonstration
        )
        self._doors.opened.connect(self._open_desk)
        self._doors.entered.connect(self._enter_desk)
        for place in places(lambda: self.tools):
            self.add(place)
        self._key("Ctrl+N", self._new_visit)
        self._key("Ctrl+Shift+F", self._search)
        self._key("Ctrl+Shift+N", self._new_action)
        self._key("Ctrl+,", lambda: self.navigation.go("settings"))
        self.sync_wanted.connect(self._sync)
        self.go_to_wanted.connect(self._go_to)
        self.lock_wanted.connect(self.lock)
        self._idle.idled.connect(self.lock)
        self.rail.sync_wanted.connect(lambda: self.navigation.go("sync"))
        self.rail.person_pressed.connect(lambda: self.navigation.go("settings"))
        self.help_wanted.connect(lambda: self._tools and self.navigation.go("settings"))
        self.navigation.moved.connect(lambda _: self._close_popovers())
        self.closing.connect(self._stop)

    @property
    def tools(self) -> PageTools:
        """What pages are made with; only while the desk is open."""
        assert self._tools is not None
        return self._tools

    @property
    def is_locked(self) -> bool:
        """True before unlocking and after locking."""
        return self._desk is None

    @property
    def has_visitor(self) -> bool:
        """A door is held as well, but who stands there is the adviser."""
        return super().has_visitor and not self.is_locked

    def begin(self) -> None:
        """Show the first page: Enrol on a new laptop, else Unlock."""
        self._doors.begin()

    def lock(self) -> None:
        """Save what was typed, show Unlock at once, then put the keys away behind it."""
        if self._desk is None:
            return
        me = self._desk.working_for
        facts = self._today.sync if self._today else None
        unlock = self._doors.lock(f"{me.person_name} · {me.council_name}", facts)
        unlock.wait(True)
        self._leave_desk(lambda: unlock.wait(False))

    def sign_in_again(self) -> None:
        """Lock, then ask for what central wants to hear before it goes on."""
        self.lock()
        then = self._then

        def locked() -> None:
            if then is not None:
                then()
            self._doors.ask_to_sign_in()

        self._then = locked

    def _part(self, farewell: Farewell) -> None:
        """The last round has run: nothing that was here may stay."""
        if self._desk is not None:
            self._doors.say_goodbye(farewell)
            self._leave_desk(self._doors.wipe)

    def _leave_desk(self, then: Callable[[], object]) -> None:
        """Put the keys away once nothing uses them."""
        desk, tools = self._desk, self._tools
        if desk is None or tools is None:
            return
        self._idle.stop()
        self.stand(None)
        self._then = then
        self._desk = self._tools = self._today = None
        for busy in (tools.syncing, tools.indexing):
            busy.stop()
            busy.ended.connect(lambda: self._put_away(desk, tools))
        self._put_away(desk, tools)

    def shut(self) -> None:
        """After the window has closed: finish what writes, put the keys away."""
        self._stop()
        self._tasks.close()
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _open_desk(self, desk: Desk) -> None:
        self._desk = desk
        commands = Commands(self._tasks, desk.do, self)
        syncing = Syncing(desk.sync, commands, self._tasks, commands)
        indexing = Indexing(desk.fill_index, commands, self._tasks, commands)
        self._tools = PageTools(
            commands=commands,
            questions=Questions(self._tasks, desk.ask),
            tasks=self._tasks,
            navigation=self.navigation,
            theme=theme(),
            syncing=syncing,
            indexing=indexing,
            working_for=desk.working_for,
            has_vault=desk.has_vault,
            look=lambda: self._look,
            keep_look=self._keep_look,
            go_to=self._go_to,
            search=self._search,
            new_visit=self._new_visit,
            new_action=self._new_action,
            lock=self.lock,
            spelling=desk.spelling,
            now=self._around.now,
            resources=self._around.resources,
        )
        commands.changed.connect(self._look_again)
        syncing.changed.connect(self._say_sync)
        syncing.parted.connect(self._part)
        me = desk.working_for
        self.rail.mark.say(me.council_name, "School improvement")
        self.rail.person.say(me.person_name, desk.role_label)
        self.rail.offer("team", desk.leads)
        self._watch = LeaseWatch(desk, self._tasks, syncing, self._around.now, commands)
        self._watch.over.connect(self.lock)
        self._watch.changed.connect(self._say_standing)
        if desk.recovery_codes:
            self._doors.show_codes(desk)
        else:
            self._enter_desk()
        syncing.request_soon(self._around.first_round_after)
        indexing.request()

    def _enter_desk(self) -> None:
        self.navigation.hold(False)
        self.navigation.restart("today")
        self.navigation.forget("today", "unlock")
        self._look_again(Changed())
        self._idle.start()

    def _say_standing(self) -> None:
        """What stands above every page: that the laptop will lock, or waits for a sign-in."""
        self.stand(self._watch.banner(self._sync, self.sign_in_again))

    def _put_away(self, desk: Desk, tools: PageTools) -> None:
        """Once nothing works in the store behind the pages any more."""
        if tools.syncing.is_running or tools.indexing.is_running:
            return

        def done(_: object) -> None:
            tools.commands.deleteLater()
            then, self._then = self._then, None
            if then is not None:
                then()

        self._tasks.run(lambda _: desk.close(), done, owner=self, must_finish=True)

    def _look_again(self, _: Changed) -> None:
        if self._tools is not None:
            self._tools.questions.ask(AskToday(), self._tools.commands, self._count)

    def _count(self, today: Today) -> None:
        """What the rail says: only Today's count may be red."""
        self._today = today
        self.rail.count("today", today.overdue + today.due_today, is_urgent=today.overdue > 0)
        self.rail.count("notes", len(today.due))
        self.rail.count("clashes", today.sync.to_settle)
        self.rail.count("sync", today.sync.waiting + today.sync.refused + today.sync.to_settle)
        self._say_sync()

    def _say_sync(self) -> None:
        if self._tools is not None and self._today is not None:
            standing = self._tools.syncing.standing
            self.rail.sync.say(rail_state(standing, self._today.sync, self._tools.today))

    def _sync(self) -> None:
        if self._tools is not None:
            self._tools.sync_now()

    def _keep_look(self, look: Look) -> None:
        self._look = look
        theme().choose(look.theme, look.text_size)
        self._around.keep_look(look)

    def _go_to(self) -> None:
        self._open_palette("Go to school", lambda urn: self.navigation.go("school", urn=urn))

    def _search(self) -> None:
        if self._tools is not None and not self.navigation.is_held:
            self.navigation.go("search")
            self.navigation.page("search").begin()

    def _new_visit(self) -> None:
        """The school in front, if the page shows one; else ask which."""
        if self._tools is None or self.navigation.is_held:
            return
        log_visit = getattr(self.navigation.page(self.navigation.current), "log_visit", None)
        if log_visit is None or not log_visit():
            self._open_palette(
                "Log a visit: which school?",
                lambda urn: self.navigation.go("school", urn=urn, log_visit=True),
            )

    def _new_action(self) -> None:
        """In the record or at the school in front, if the page shows one; else ask which school."""
        if self._tools is None or self.navigation.is_held:
            return
        urn, about = getattr(self.navigation.page(self.navigation.current), "agreed_in", (None, None))
        if urn is not None:
            self.navigation.go("actions", urn=urn, about=about)
            return
        self._open_palette(
            "Agree an action: at which school?", lambda urn: self.navigation.go("actions", urn=urn)
        )

    def _open_palette(self, heading: str, then: Callable[[int], None]) -> None:
        if self._tools is None or self.navigation.is_held:
            return
        from sia_desktop.ui.go_to import GoToSchool

        self._close_popovers()
        content = GoToSchool(self._tools.questions, heading)
        content.chosen.connect(then)
        anchor = self._palette_anchor()
        open_popover(anchor, content, heading, has_arrow=False).closed.connect(anchor.deleteLater)

    def _palette_anchor(self) -> QWidget:
        """Top middle of the window, where there is nothing to point at."""
        anchor = QWidget(self)
        anchor.setGeometry(self.width() // 2, 44, 1, 1)
        return anchor

    def _close_popovers(self) -> None:
        """An explanation goes with the page it explains; the keyboard stays where it is now."""
        here = QApplication.focusWidget()
        for popover in self.findChildren(Popover):
            is_inside = here is not None and popover.isAncestorOf(here)
            popover.close_it()
            if here is not None and not is_inside:
                here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        self._idle.stop()
        if self._tools is not None:
            self._tools.syncing.stop()
            self._tools.indexing.stop()
