"""What advisers live through: two desktops, one central, and notes between them."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from sia_central.services import pull
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.progress import Cancelled, silent
from sia_desktop.sync import round as rounds
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import BadLine, enrols


def test_a_signed_note_reaches_the_line_manager_with_the_same_bytes(either_stage: Stage) -> None:
    anna, helen, hall = either_stage.anna, either_stage.helen, either_stage.hall
    note = anna.logs_visit(either_stage.urns[0], focus="Phonics in Year 1")
    pdf = anna.signs(note, b"%PDF-1.7 " + bytes(range(256)) * 10_000)  # more than one piece
    act = anna.provides(note)

    report = anna.syncs_well()
    theirs = helen.syncs_well()

    assert (report.accepted, report.files_sent, theirs.files_fetched) == (4, 1, 1)
    assert helen.note(note).is_signed
    assert helen.has("act", act)
    assert helen.pdf(note) == pdf
    assert hashlib.sha256(pdf).hexdigest() in str(hall.holds("attachment"))
    assert anna.outbox() == []
    assert anna.syncs_well().changed.kinds == {"sync"}


def test_the_order_of_making_is_the_order_of_sending(stage: Stage) -> None:
    line = BadLine()
    note = stage.anna.logs_visit(stage.urns[0], focus="Draft")
    other = stage.anna.logs_visit(stage.urns[1])
    stage.anna.writes(other, focus="Edited before the first is signed")
    stage.anna.signs(note)
    stage.anna.provides(note)

    assert stage.anna.syncs(line=line).is_complete

    kinds = ["visit", "note_of_visit", "visit", "note_of_visit", "attachment", "act"]
    assert [change.kind for change in line.changes] == kinds


def test_different_sections_are_both_kept(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0])
    stage.sync_until_quiet()
    anna.writes(note, focus="Anna's section")
    ben.writes(note, strengths="Ben's section")

    ben.syncs_well()
    report = anna.syncs_well()
    ben.syncs_well()

    assert report.laps == 2  # the merged words go up in the same round
    assert anna.answers(note) == ben.answers(note)
    assert anna.sees(note, focus="Anna's section", strengths="Ben's section")
    assert anna.set_aside() == ben.set_aside() == []


def test_the_same_section_shows_theirs_and_sets_mine_aside_whole(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0])
    stage.sync_until_quiet()
    anna.writes(note, next_steps="Coach the maths lead")
    ben.writes(note, next_steps="Review phonics")

    ben.syncs_well()
    anna.syncs_well()

    assert anna.sees(note, next_steps="Review phonics")
    assert anna.must_settle("Coach the maths lead")
    assert anna.outbox() == []


def test_the_same_words_typed_twice_are_no_clash(stage: Stage) -> None:
    note = stage.anna.logs_visit(stage.urns[0])
    stage.sync_until_quiet()
    for desktop in (stage.anna, stage.ben):
        desktop.writes(note, next_steps="Review phonics")

    stage.sync_until_quiet()

    assert stage.anna.set_aside() == stage.ben.set_aside() == []
    assert stage.hall.holds("note_of_visit")[str(note)].revision == 2


def test_words_that_come_down_do_not_touch_what_is_being_typed(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0])
    stage.sync_until_quiet()
    ben.writes(note, strengths="From Ben")
    ben.syncs_well()
    anna.writes(note, focus="Being typed while the page comes")

    # Her own change is lost on the way up; then Ben's page arrives first.
    anna.syncs(line=BadLine(["request"]))
    anna.syncs_well()
    ben.syncs_well()

    for desktop in (anna, ben):
        assert desktop.sees(note, focus="Being typed while the page comes", strengths="From Ben")


def test_what_was_signed_stands_and_the_colleague_s_late_edit_is_set_aside(either_stage: Stage) -> None:
    anna, ben, hall = either_stage.anna, either_stage.ben, either_stage.hall
    note = anna.logs_visit(either_stage.urns[0], focus="As signed")
    either_stage.sync_until_quiet()
    ben.writes(note, focus="Ben was first at central")
    ben.syncs_well()
    anna.writes(note, strengths="As signed too")
    pdf = anna.signs(note)
    signed = anna.note(note)

    anna.syncs_well()
    ben.writes(note, next_steps="Ben's words after the signing, before he knows")
    ben.syncs_well()

    assert anna.note(note) == ben.note(note) == signed
    assert signed.head_mark_stands
    assert hall.holds("note_of_visit")[str(note)].payload["answers"] == {
        "focus": "As signed",
        "strengths": "As signed too",
    }
    assert anna.must_settle("Ben was first at central")
    assert ben.must_settle("before he knows")
    assert ben.pdf(note) == pdf


def test_a_lost_answer_doubles_nothing(either_stage: Stage) -> None:
    anna, hall = either_stage.anna, either_stage.hall
    note = anna.logs_visit(either_stage.urns[0], focus="Sent once, answered twice")
    anna.signs(note)

    for losses in (["reply"], ["reply"], ["request"]):
        assert anna.syncs(line=BadLine(losses)).trouble is not None
    anna.syncs_well()

    assert hall.receipts() == 3
    assert {kind: len(hall.holds(kind)) for kind in ("visit", "note_of_visit", "attachment")} == {
        "visit": 1,
        "note_of_visit": 1,
        "attachment": 1,
    }
    assert hall.holds("note_of_visit")[str(note)].revision == 1


def test_a_note_signed_while_its_draft_is_unanswered_arrives_with_its_file(stage: Stage) -> None:
    anna, hall = stage.anna, stage.hall
    note = anna.logs_visit(stage.urns[0], focus="Draft that was sent")
    anna.syncs(line=BadLine(["reply"]))
    anna.writes(note, focus="Words that were signed")
    anna.signs(note)
    anna.provides(note)

    anna.syncs_well()

    assert anna.outbox() == []
    assert hall.holds("note_of_visit")[str(note)].payload["signing"]
    assert len(hall.holds("attachment")) == len(hall.holds("act")) == 1


def test_a_voided_visit_is_voided_for_everybody(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0], focus="Logged to the wrong school")
    stage.sync_until_quiet()

    anna.voids(note)
    stage.sync_until_quiet()

    with ben.uow as uow:
        voided = uow.visits.get(ben.note(note).visit_id).voided
    assert voided is not None
    assert voided.reason == "Logged to the wrong day"
    assert ben.sees(note, focus="Logged to the wrong school")


def test_a_reassigned_school_flows_whole_and_leaves_announced(either_stage: Stage) -> None:
    anna, ben, hall, urn = either_stage.anna, either_stage.ben, either_stage.hall, either_stage.urns[3]
    hall.gives("anna", urn)
    anna.syncs_well()
    note = anna.logs_visit(urn, focus="What the successor must know")
    pdf = anna.signs(note)
    anna.syncs_well()
    assert not ben.has("note_of_visit", note)

    hall.takes("anna", urn)
    hall.gives("ben", urn)
    report = anna.syncs_well()
    ben.syncs_well()

    assert report.question is None
    assert urn not in anna.schools()
    assert not anna.has("note_of_visit", note)
    assert ben.sees(note, focus="What the successor must know")
    assert ben.pdf(note) == pdf


def test_many_schools_may_leave_at_once_when_that_is_announced(stage: Stage) -> None:
    stage.hall.gives("anna", *stage.urns[2:])
    stage.anna.syncs_well()

    stage.hall.takes("anna", *stage.urns)

    assert stage.anna.syncs_well().question is None
    assert stage.anna.schools() == frozenset()


def test_a_full_outbox_is_drained_in_batches(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "BATCH", 50)
    line = BadLine()
    notes = [stage.anna.logs_visit(stage.urns[n % 2], focus=f"Visit {n}") for n in range(70)]

    report = stage.anna.syncs(line=line)

    assert report.is_complete
    assert report.accepted == 140
    assert report.laps == 1
    assert max(len(request.changes) for request in line.heard) == 50
    assert {str(note) for note in notes} == set(stage.hall.holds("note_of_visit"))


def test_many_clashes_are_merged_in_one_round(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "BATCH", 50)
    anna, ben = stage.anna, stage.ben
    notes = [anna.logs_visit(stage.urns[0]) for _ in range(60)]
    stage.sync_until_quiet()
    for note in notes:
        anna.writes(note, focus="Anna")
        ben.writes(note, strengths="Ben")

    ben.syncs_well()
    report = anna.syncs_well()
    ben.syncs_well()

    assert report.clashes == 50  # the rest met Ben's words on the page that came with the first batch
    assert anna.outbox() == []
    assert all(ben.sees(note, focus="Anna", strengths="Ben") for note in notes)


def test_nothing_new_costs_one_request(stage: Stage) -> None:
    line = BadLine()

    assert stage.anna.syncs(line=line).is_complete

    assert len(line.heard) == 1


def test_a_change_that_central_cannot_take_is_found_and_parked_alone(stage: Stage) -> None:
    anna, hall = stage.anna, stage.hall
    before = anna.logs_visit(stage.urns[0], focus="Before")
    huge = anna.logs_visit(stage.urns[0], focus="x" * 17 * 1024 * 1024)
    after = anna.logs_visit(stage.urns[0], focus="After")

    report = anna.syncs_well()

    assert report.refused == 1
    assert [row.record_id for row in anna.outbox()] == [str(huge)]
    assert "larger" in anna.parked()[0]
    assert set(hall.holds("note_of_visit")) == {str(before), str(after)}


def test_a_round_can_be_cancelled_between_any_two_steps(stage: Stage) -> None:
    anna, hall = stage.anna, stage.hall
    note = anna.logs_visit(stage.urns[0], focus="Sent in the end")
    pdf = anna.signs(note)
    for allowed in range(20):
        report = anna.syncs(progress=_CancelsAfter(allowed))
        if not report.is_cancelled:
            break

    assert report.is_complete
    assert allowed >= 3
    assert hall.receipts() == 3
    stage.helen.syncs_well()
    assert stage.helen.pdf(note) == pdf


def test_only_one_round_runs_at_a_time(stage: Stage) -> None:
    anna = stage.anna
    rounds, close = anna.rounds()
    inside, go_on = Event(), Event()

    def wait_inside(done: int, total: int, sentence: str = "") -> None:
        inside.set()
        assert go_on.wait(10)

    first = Thread(target=rounds.run, args=(wait_inside,))
    first.start()
    assert inside.wait(10)
    with pytest.raises(RuleBroken, match="already going on"):
        rounds.run(silent)
    go_on.set()
    first.join()
    assert rounds.run(silent).is_complete
    close()


def test_typing_goes_on_while_a_round_runs(stage: Stage) -> None:
    anna = stage.anna
    note = anna.logs_visit(stage.urns[0], focus="0")
    typed = iter(range(1, 100))

    def type_on(done: int, total: int, sentence: str = "") -> None:
        anna.writes(note, focus=str(next(typed)))

    anna.syncs(progress=type_on)
    last = anna.answers(note)["focus"]
    anna.syncs_well()

    assert int(str(last)) > 1
    assert stage.hall.holds("note_of_visit")[str(note)].payload["answers"] == {"focus": last}


def test_a_laptop_that_slept_for_a_month_catches_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pull, "PAGE", 50)  # a month's work in several pages, without a month's work
    notes = [stage.ben.logs_visit(stage.urns[n % 2], focus=f"Visit {n}") for n in range(60)]
    stage.ben.syncs_well()
    line = BadLine()

    report = stage.anna.syncs(line=line)

    assert report.is_complete
    assert len(line.heard) > 2  # several pages
    assert set(stage.anna.note_ids()) == {str(note) for note in notes}


def test_a_closed_line_is_remembered_for_the_person(stage: Stage) -> None:
    stage.anna.syncs(line=BadLine(["request"]))
    assert "line broke" in stage.anna.last_trouble()

    stage.anna.syncs_well()

    assert stage.anna.last_trouble() == ""


def test_both_sync_at_the_same_moment(either_stage: Stage) -> None:
    hall, both = either_stage.hall, (either_stage.anna, either_stage.ben)
    shared = [either_stage.anna.logs_visit(either_stage.urns[0]) for _ in range(5)]
    either_stage.sync_until_quiet()
    began = set(shared)
    for desktop in both:
        began |= {desktop.logs_visit(either_stage.urns[n % 2], focus=desktop.name) for n in range(20)}
        for note in shared:
            desktop.writes(note, **{f"of_{desktop.name}": "typed", "next_steps": f"{desktop.name} says"})

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda desktop: desktop.syncs(), both))

    assert [report.trouble for report in reports] == [None, None]
    either_stage.sync_until_quiet()
    assert set(hall.holds("note_of_visit")) == {str(note) for note in began}
    assert all(set(desktop.note_ids()) == {str(note) for note in began} for desktop in both)
    assert all(desktop.sees(note, of_anna="typed", of_ben="typed") for desktop in both for note in shared)
    words = "\n".join(desktop.all_words() for desktop in both)
    assert words.count("anna says") + words.count("ben says") == 15  # ten on the notes, five set aside


def test_a_wrong_password_is_said(stage: Stage) -> None:
    with pytest.raises(OutsideTrouble, match="password is not right"):
        enrols("anna", stage.anna.enrolled.path.parent, stage.anna.address, password="a guess")


class _CancelsAfter:
    """A person who presses Cancel after so many steps."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def __call__(self, done: int, total: int, sentence: str = "") -> None:
        """Count down, then stop the work."""
        if not self._left:
            raise Cancelled
        self._left -= 1


def test_jots_of_two_laptops_meet_in_the_note(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0])
    stage.sync_until_quiet()
    anna.writes(note, jots=[{"id": "a", "at": "2026-05-20T09:10:00+00:00", "what": "Books open"}])
    ben.writes(note, jots=[{"id": "b", "at": "2026-05-20T09:12:00+00:00", "what": "Questions asked"}])
    stage.sync_until_quiet()
    for desk in (anna, ben):
        jots = desk.note(note).answers["jots"]
        assert isinstance(jots, list)
        assert {row["what"] for row in jots if isinstance(row, dict)} == {"Books open", "Questions asked"}
