"""A note given after its last day needs a reason; the line manager sees it, no copy does."""

from datetime import timedelta
from pathlib import Path

import pytest

from sia_desktop.domain.act import PROVIDED, Act
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.provide_note import Copy, ProvideNote
from sia_desktop.services.queries.note_page import AskNote
from sia_desktop.services.queries.school_page import AskSchool
from sia_desktop.ui.pages.school.words import history_rows
from tests.helpers.a_desk import ME, Laptop
from tests.ui.visit_stage import a_signed_note

WHY = "The headteacher was away"


def gives(laptop: Laptop, note: NoteOfVisit, folder: Path, why: str = "") -> None:
    """A copy for the headteacher."""
    laptop.desk.do(
        ProvideNote(note.id, Copy.MAIL_DRAFT, folder / "copy.eml", ("Headteacher",), late_reason=why)
    )


def given(laptop: Laptop, note: NoteOfVisit) -> list[Act]:
    """The acts that gave it."""
    return [act for act in laptop.store.acts.of_record("note_of_visit", note.id) if act.act == PROVIDED]


def test_in_time_nothing_is_asked_and_nothing_is_kept(tmp_path: Path) -> None:
    laptop, note = a_signed_note()
    laptop.clock.move(timedelta(days=8))  # Thursday 28 May 2026, the fifth working day
    gives(laptop, note, tmp_path, WHY)
    (act,) = given(laptop, note)
    assert act.late_reason == ""


@pytest.mark.parametrize("why", ["", "   "])
def test_late_without_a_reason_is_refused_and_nothing_is_written(tmp_path: Path, why: str) -> None:
    laptop, note = a_signed_note()
    laptop.clock.move(timedelta(days=9))
    with pytest.raises(RuleBroken, match=r"Thursday 28 May 2026 the last day.*Give the reason"):
        gives(laptop, note, tmp_path, why)
    assert given(laptop, note) == []
    assert list(tmp_path.iterdir()) == []


def test_late_with_a_reason_is_kept_with_who_and_shown_but_on_no_copy(tmp_path: Path) -> None:
    laptop, note = a_signed_note()
    laptop.clock.move(timedelta(days=9))
    gives(laptop, note, tmp_path, f" {WHY} ")
    (act,) = given(laptop, note)
    assert (act.late_reason, act.by) == (WHY, ME)
    assert WHY.encode() not in (tmp_path / "copy.eml").read_bytes()
    page = laptop.desk.ask(AskSchool(note.urn))
    assert history_rows(page)[0].subtitle == f"Provided Fri 29 May, late: {WHY}"
    assert not laptop.desk.ask(AskNote(note.id)).asks_why_late


def test_a_second_copy_of_what_was_given_is_never_late(tmp_path: Path) -> None:
    laptop, note = a_signed_note()
    gives(laptop, note, tmp_path)
    laptop.clock.move(timedelta(days=30))
    gives(laptop, note, tmp_path)
    assert [act.late_reason for act in given(laptop, note)] == ["", ""]
