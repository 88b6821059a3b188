"""The pages before the desk is open, and the way between them."""

import platform

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sia_desktop.services.door import Desk, Door
from sia_desktop.services.queries.facts import SyncFacts
from sia_desktop.services.sync_now import Farewell
from sia_desktop.ui.navigation import Navigation, Place, RailShape
from sia_desktop.ui.pages.unlock.page import UnlockPage
from sia_desktop.ui.tasks import TaskRunner
from sia_desktop.ui.trouble import sentence_for


class Doors(QObject):
    """Set up, Unlock, sign in again, an unlock code, recovery codes, farewell; `opened` carries the desk."""

    opened = Signal(object)  # a Desk
    entered = Signal()
    """The recovery codes were kept: the desk may come to the front."""

    def __init__(
        self, door: Door, tasks: TaskRunner, navigation: Navigation, *, is_demonstration: bool
    ) -> None:
        super().__init__(navigation)
        self._door, self._tasks, self._navigation = door, tasks, navigation
        self._is_demonstration = is_demonstration
        self._codes: Desk | None = None
        for code, title, make in (
            ("enrol", "Set up", self._make_enrol),
            ("unlock", "Unlock", self._make_unlock),
            ("sign_in", "Sign in again", self._make_sign_in),
            ("unlock_code", "Unlock with a code", self._make_unlock_code),
            ("codes", "Recovery codes", self._make_codes),
            ("farewell", "Cleared", self._make_farewell),
        ):
            navigation.register(Place(code, title, "lock", make, in_rail=False, rail=RailShape.HIDDEN))

    def begin(self) -> None:
        """Enrol on a new laptop, else Unlock."""
        self._show("unlock" if self._door.is_enrolled else "enrol")

    def lock(self, who: str, facts: SyncFacts | None) -> UnlockPage:
        """Unlock at once, whatever was in front."""
        unlock: UnlockPage = self._navigation.page("unlock")
        unlock.say_who(who, facts)
        self._show("unlock")
        self._navigation.forget("unlock")
        return unlock

    def ask_to_sign_in(self, why: str = "", passphrase: str = "") -> None:
        """Sign in again, at a locked window."""
        self._navigation.page("sign_in").expect(why, passphrase)
        self._show("sign_in")

    def show_codes(self, desk: Desk) -> None:
        """The recovery codes of a new second factor, before anything else."""
        self._codes = desk
        self._show("codes")

    def say_goodbye(self, farewell: Farewell) -> None:
        """Say why this laptop is cleared."""
        page = self._navigation.page("farewell")
        page.say(farewell)
        self._show("farewell")
        self._navigation.forget("farewell")

    def wipe(self) -> None:
        """Once the desk was put away: destroy the keys, then the files."""
        page = self._navigation.page("farewell")
        self._tasks.run(
            lambda _: self._door.wipe(),
            lambda _: None,
            lambda trouble: page.say_trouble(sentence_for(trouble)),
            owner=self,
            must_finish=True,
        )

    def _show(self, code: str) -> None:
        self._navigation.restart(code)
        self._navigation.hold(True)

    def _make_enrol(self) -> QWidget:
        from sia_desktop.ui.pages.enrol.page import EnrolPage  # once in a laptop's life

        page = EnrolPage(self._door, self._tasks, platform.node())
        page.enrolled.connect(self.opened)
        if self._is_demonstration:
            page.steps.mark_demonstration()
        return page

    def _make_unlock(self) -> QWidget:
        page = UnlockPage(self._door, self._tasks)
        page.unlocked.connect(self.opened)
        page.sign_in_wanted.connect(self.ask_to_sign_in)
        page.code_wanted.connect(lambda: self._show("unlock_code"))
        if self._is_demonstration:
            page.card.mark_demonstration()
        return page

    def _make_sign_in(self) -> QWidget:
        from sia_desktop.ui.pages.sign_in.page import SignInPage

        page = SignInPage(self._door, self._tasks)
        page.signed_in.connect(self.opened)
        page.left.connect(lambda: self._show("unlock"))
        if self._is_demonstration:
            page.steps.mark_demonstration()
        return page

    def _make_unlock_code(self) -> QWidget:
        from sia_desktop.ui.pages.unlock_code.page import UnlockCodePage

        page = UnlockCodePage(self._door, self._tasks)
        page.unlocked.connect(self.opened)
        page.sign_in_wanted.connect(self.ask_to_sign_in)
        page.left.connect(lambda: self._show("unlock"))
        if self._is_demonstration:
            page.steps.mark_demonstration()
        return page

    def _make_codes(self) -> QWidget:
        from sia_desktop.ui.pages.codes.page import CodesPage

        desk, self._codes = self._codes, None
        assert desk is not None, "codes are shown for a desk"
        page = CodesPage(desk.recovery_codes, desk.working_for.person_name)
        page.kept.connect(lambda: self._keep_codes(desk))
        return page

    def _keep_codes(self, desk: Desk) -> None:
        """Codes that could not be forgotten now are shown again at the next start."""
        self.entered.emit()
        self._tasks.run(
            lambda _: desk.codes_kept(), lambda _: None, lambda _: None, owner=self, must_finish=True
        )

    def _make_farewell(self) -> QWidget:
        from sia_desktop.ui.pages.farewell.page import FarewellPage

        page = FarewellPage()
        page.begin_wanted.connect(lambda: self._show("enrol"))
        return page
