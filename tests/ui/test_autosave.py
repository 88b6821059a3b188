"""Autosave by a clock in the test's own hands: how soon, how often, and that nothing typed is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.autosave import AGAIN, Autosave, Keeping
from sia_desktop.ui.forms.words import saved_words
from tests.helpers.fixed_clock import FixedClock

PROMISE = 2_000
"""Milliseconds after which a typed word is on disk, whatever the typing goes on like."""
FULL = OutsideTrouble("The disk is full. What you typed is still on the screen.")
SIGNED = RuleBroken("This note is signed and can no longer change.")


class PlayedTimer(QTimer):
    """A timer that waits for the test instead of the world."""

    def __init__(self) -> None:
        super().__init__()
        self.left: int | None = None

    def start(self, msec: int = 0) -> None:
        """Begin to wait."""
        self.left = msec

    def stop(self) -> None:
        """Wait no more."""
        self.left = None

    def isActive(self) -> bool:
        """Whether it waits."""
        return self.left is not None

    def remainingTime(self) -> int:
        """How long it still waits."""
        return -1 if self.left is None else self.left

    def pass_time(self, milliseconds: int) -> None:
        """Let this much go by."""
        if self.left is None:
            return
        self.left -= milliseconds
        if self.left <= 0:
            self.left = None
            self.timeout.emit()


@dataclass
class Saving:
    """One save that was asked for and has not ended yet."""

    answers: Mapping[str, Json]
    done: Callable[[Changed], None]
    on_trouble: Callable[[BaseException], None]


@dataclass
class Disk:
    """Takes what is sent; keeps it when the test says so, or at once."""

    is_quick: bool = True
    sent: list[Saving] = field(default_factory=list)
    kept: dict[str, Json] = field(default_factory=dict)

    def __call__(
        self,
        answers: Mapping[str, Json],
        done: Callable[[Changed], None],
        on_trouble: Callable[[BaseException], None],
    ) -> None:
        self.sent.append(Saving(dict(answers), done, on_trouble))
        if self.is_quick:
            self.end()

    def end(self) -> None:
        """The oldest save that has not ended is on disk now."""
        saving = self.sent[len(self.ended)]
        self.ended.append(saving)
        self.kept |= saving.answers
        saving.done(Changed())

    def fail(self, trouble: Exception) -> None:
        """The oldest save that has not ended came to nothing."""
        saving = self.sent[len(self.ended)]
        self.ended.append(saving)
        saving.on_trouble(trouble)

    ended: list[Saving] = field(default_factory=list)


@dataclass
class Desk:
    """An autosave, its disk, its timer and the clock on the wall."""

    disk: Disk
    timer: PlayedTimer
    clock: FixedClock
    autosave: Autosave

    @property
    def said(self) -> str:
        """What the header would say."""
        return saved_words(self.autosave.keeping, self.autosave.saved_at, self.autosave.trouble)

    def wait(self, milliseconds: int) -> None:
        """Time passes."""
        for _ in range(milliseconds // 100):
            self.clock.move(timedelta(milliseconds=100))
            self.timer.pass_time(100)


@pytest.fixture
def desk(qapp: object) -> Desk:
    disk, timer, clock = Disk(), PlayedTimer(), FixedClock()
    return Desk(disk, timer, clock, Autosave(disk, clock, timer=timer))


def test_nothing_typed_sends_nothing(desk: Desk) -> None:
    desk.wait(60_000)
    desk.autosave.flush()
    assert not desk.disk.sent
    assert desk.autosave.keeping is Keeping.KEPT


def test_a_pause_is_saved_within_two_seconds_and_only_what_changed(desk: Desk) -> None:
    desk.autosave.typed("focus", "How far")
    assert desk.said == "Saving…"
    desk.wait(PROMISE)
    assert desk.disk.kept == {"focus": "How far"}
    assert len(desk.disk.sent) == 1
    assert desk.autosave.keeping is Keeping.KEPT
    desk.wait(60_000)
    assert len(desk.disk.sent) == 1


def test_steady_typing_is_saved_at_least_every_two_seconds(desk: Desk) -> None:
    words = ""
    for _ in range(200):  # twenty seconds, a letter every tenth of one, never a pause
        words += "a"
        desk.autosave.typed("focus", words)
        desk.wait(100)
        kept = desk.disk.kept.get("focus", "")
        assert isinstance(kept, str)
        assert len(words) - len(kept) <= PROMISE // 100
    assert len(desk.disk.sent) >= 10


def test_a_letter_typed_while_a_save_is_under_way_follows_it(desk: Desk) -> None:
    desk.disk.is_quick = False
    desk.autosave.typed("focus", "a")
    desk.wait(PROMISE)
    desk.autosave.typed("focus", "ab")
    desk.autosave.typed("evidence_seen", "c")
    desk.wait(PROMISE)
    assert len(desk.disk.sent) == 1, "one save at a time"
    assert desk.autosave.unsaved == {"focus": "ab", "evidence_seen": "c"}
    desk.disk.end()
    assert desk.autosave.keeping is Keeping.SAVING
    desk.wait(100)
    desk.disk.end()
    assert desk.disk.kept == {"focus": "ab", "evidence_seen": "c"}
    assert not desk.autosave.unsaved


def test_leaving_sends_at_once_even_behind_a_save_under_way(desk: Desk) -> None:
    desk.disk.is_quick = False
    desk.autosave.typed("focus", "a")
    desk.wait(PROMISE)
    desk.autosave.typed("focus", "ab")
    desk.autosave.flush()
    assert [saving.answers for saving in desk.disk.sent] == [{"focus": "a"}, {"focus": "ab"}]
    desk.disk.end()
    desk.disk.end()
    assert desk.disk.kept == {"focus": "ab"}
    assert desk.autosave.keeping is Keeping.KEPT


def test_words_stay_when_the_disk_is_full_and_are_tried_again(desk: Desk) -> None:
    desk.disk.is_quick = False
    desk.autosave.typed("focus", "a")
    desk.autosave.typed("evidence_seen", "b")
    desk.wait(PROMISE)
    desk.autosave.typed("focus", "a and more")
    desk.disk.fail(FULL)
    assert desk.said == f"Not saved: {FULL}"
    assert desk.autosave.unsaved == {"focus": "a and more", "evidence_seen": "b"}
    desk.disk.is_quick = True
    desk.wait(AGAIN)
    assert desk.disk.kept == {"focus": "a and more", "evidence_seen": "b"}
    assert desk.autosave.keeping is Keeping.KEPT


def test_typing_on_after_trouble_does_not_wait_for_the_longer_rest(desk: Desk) -> None:
    desk.disk.is_quick = False
    desk.autosave.typed("focus", "a")
    desk.wait(PROMISE)
    desk.disk.fail(FULL)
    desk.disk.is_quick = True
    for n in range(20):
        desk.autosave.typed("focus", "a" * n)
        desk.wait(100)
    assert desk.disk.kept


def test_a_refused_save_keeps_the_words_without_knocking_again(desk: Desk) -> None:
    desk.disk.is_quick = False
    desk.autosave.typed("focus", "a")
    desk.wait(PROMISE)
    desk.disk.fail(SIGNED)
    desk.wait(60_000)
    assert len(desk.disk.sent) == 1
    assert desk.autosave.unsaved == {"focus": "a"}
    assert desk.autosave.keeping is Keeping.FAILED


def test_what_is_said_is_true(desk: Desk) -> None:
    desk.disk.is_quick = False
    said: list[str] = []
    desk.autosave.changed.connect(lambda: said.append(desk.said))
    desk.autosave.typed("focus", "a")
    desk.wait(PROMISE)
    desk.disk.end()
    assert said == ["Saving…", "Saving…", "Saved on this laptop 13:00"]
