"""Slow work: the right thread, the right order, and silence once its page has gone."""

import logging
from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.do import Ask
from sia_desktop.services.progress import Progress
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.page_tools import Questions
from sia_desktop.ui.tasks import Lane, TaskRunner
from sia_desktop.ui.trouble import Kind, Notice, Trouble


class Desk:
    """A runner, its trouble desk and everything that was shown."""

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.notices: list[Notice] = []
        self.trouble.noticed.connect(self.notices.append)
        self.tasks = TaskRunner(self.trouble.tell)


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.tasks.close()


def test_work_runs_elsewhere_and_its_answer_comes_home(desk: Desk, qtbot: QtBot) -> None:
    owner, threads = QObject(), []

    def work(progress: Progress) -> str:
        threads.append(current_thread())
        return "40 schools"

    answers: list[tuple[str, object]] = []
    desk.tasks.run(work, lambda a: answers.append((a, current_thread())), owner=owner)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [("40 schools", main_thread())]
    assert threads[0] is not main_thread()
    assert desk.tasks.is_idle


def test_the_database_lane_keeps_order(desk: Desk, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[int]()
    for n in range(20):
        desk.tasks.run(lambda _, n=n: n, heard.append, owner=owner)  # type: ignore[misc]  # a lambda's default
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert heard == list(range(20))


def test_no_answer_after_the_page_has_gone(desk: Desk, qtbot: QtBot) -> None:
    owner, gate, answers = QObject(), Event(), list[object]()
    desk.tasks.run(lambda _: gate.wait(5), answers.append, owner=owner)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert not answers


def test_progress_tells_the_page_and_stops_cancelled_work(desk: Desk, qtbot: QtBot) -> None:
    owner, gate, steps, reached = QObject(), Event(), list[tuple[int, int, str]](), list[int]()

    def work(progress: Progress) -> None:
        for n in range(3):
            progress(n, 3, f"Sending file {n}")
            reached.append(n)
            gate.wait(5)

    def note(done: int, total: int, sentence: str) -> None:
        steps.append((done, total, sentence))

    task = desk.tasks.run(work, lambda _: None, owner=owner, lane=Lane.NETWORK, progress=note)
    qtbot.waitUntil(lambda: (0, 3, "Sending file 0") in steps)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert reached == [0]
    assert not desk.notices


def test_closing_finishes_what_was_written_and_drops_what_was_asked(desk: Desk) -> None:
    gate, written, read = Event(), list[object](), list[object]()

    def do(command: object) -> Changed:
        written.append(command)
        return Changed.one("note", "1")

    commands = Commands(desk.tasks, do)
    desk.tasks.run(lambda _: gate.wait(5), lambda _: None, owner=commands)
    desk.tasks.run(lambda _: read.append("read"), lambda _: None, owner=commands)
    commands.send("save the draft", owner=commands)
    gate.set()
    desk.tasks.close()
    assert written == ["save the draft"]


def test_a_command_outlives_its_page_and_is_announced(desk: Desk, qtbot: QtBot) -> None:
    page, gate, done, announced = QObject(), Event(), list[object](), list[Changed]()

    def do(command: object) -> Changed:
        gate.wait(5)
        return Changed.one("note_of_visit", "n1")

    commands = Commands(desk.tasks, do)
    commands.changed.connect(announced.append)
    commands.send("save", owner=page, done=done.append)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: bool(announced))
    assert announced[0].touches("note_of_visit")
    assert not done


def test_a_question_reads_what_was_just_written(desk: Desk, qtbot: QtBot) -> None:
    page, shelf, heard = QObject(), list[object](), list[tuple[object, ...]]()

    def do(command: object) -> Changed:
        shelf.append(command)
        return Changed.one("visit", "v1")

    Commands(desk.tasks, do).send("log a visit", owner=page)
    Questions(desk.tasks, Ask({str: lambda question: tuple(shelf)})).ask("what is there?", page, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("log a visit",)]


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (RuleBroken("This note is already signed. Start its next version instead."), Kind.RULE),
        (OutsideTrouble("The disk is full. What you typed is safe."), Kind.OUTSIDE),
    ],
)
def test_known_trouble_keeps_its_sentence(desk: Desk, qtbot: QtBot, raised: Exception, kind: Kind) -> None:
    def work(progress: Progress) -> None:
        raise raised

    desk.tasks.run(work, lambda _: None, owner=desk.tasks)
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.notices == [Notice(kind, str(raised))]


def test_a_bug_is_logged_without_words_and_apologised_for_once(
    desk: Desk, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def work(progress: Progress) -> None:
        raise KeyError("Caversham Primary School")

    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            desk.tasks.run(work, lambda _: None, owner=desk.tasks)
        qtbot.waitUntil(lambda: desk.tasks.is_idle)
    assert [n.kind for n in desk.notices] == [Kind.BUG]
    assert len(caplog.records) == 2
    assert "KeyError" in caplog.text
    assert "Caversham" not in caplog.text
    assert "Caversham" not in desk.notices[0].sentence
