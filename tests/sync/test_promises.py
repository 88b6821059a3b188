"""The seven promises of docs/sync.md, in their order."""

from collections.abc import Sequence

import pytest

from sia_central.services import pull
from sia_contract.changes import PageEntry, Record
from sia_contract.merging import merge3
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.tables.sync_tables import OutboxState
from sia_desktop.sync.pages_ahead import AHEAD
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import BadLine


def test_1_a_change_and_its_outbox_row_are_kept_together_and_no_network_is_needed(stage: Stage) -> None:
    anna = stage.anna
    anna.address = "https://central.invalid"  # nobody there: work goes on
    with anna.uow:
        pass
    assert anna.outbox() == []

    note = anna.logs_visit(stage.urns[0])

    assert [(row.kind, row.state) for row in anna.outbox()] == [
        ("visit", OutboxState.WAITING),
        ("note_of_visit", OutboxState.WAITING),
    ]
    anna.starts_again()
    assert anna.has("note_of_visit", note)
    with anna.uow as uow:
        uow.notes.save(uow.notes.get(note).write({"focus": "never committed"}))
    assert not anna.sees(note, focus="never committed")
    assert len(anna.outbox()) == 2


def test_2_a_sealed_change_keeps_its_id_and_content_until_answered(either_stage: Stage) -> None:
    anna, hall = either_stage.anna, either_stage.hall
    note = anna.logs_visit(either_stage.urns[0], focus="First words")
    lost, well = BadLine(["reply"]), BadLine()

    assert anna.syncs(line=lost).trouble is not None
    anna.writes(note, focus="Second words")
    anna.starts_again()
    assert anna.syncs(line=well).is_complete

    assert lost.changes == well.changes[:2]  # the same ids and content, whatever was typed since
    assert well.changes[1].payload["answers"] == {"focus": "First words"}
    assert hall.holds("note_of_visit")[str(note)].payload["answers"] == {"focus": "Second words"}
    assert hall.holds("note_of_visit")[str(note)].revision == 2
    assert hall.receipts() == 3


def test_3_every_change_names_its_revision_and_clocks_decide_nothing(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0])
    first = BadLine()
    anna.syncs(line=first)
    ben.syncs_well()
    ben.writes(note, focus="Ben was first at central")
    ben.syncs_well()
    anna.writes(note, focus="Anna typed later, by any clock")
    second = BadLine()

    anna.syncs(line=second)

    assert [change.base_revision for change in first.changes] == [0, 0]
    assert second.changes[0].base_revision == 1
    assert anna.sees(note, focus="Ben was first at central")
    assert anna.must_settle("Anna typed later, by any clock")


def test_4_the_cursor_is_saved_with_its_page_or_not_at_all(stage: Stage) -> None:
    store = SyncStore(stage.anna.store, merge3)
    before = store.cursor()
    known = stage.hall.holds("school")[str(stage.urns[5])]
    page = (
        Record(kind="school", id=known.id, revision=known.revision, payload=known.payload),
        Record(kind="no_such_kind", id="1", revision=1, payload={}),
    )

    with pytest.raises(OutsideTrouble, match="cannot read"):
        store.apply_page(page, before + 7)

    assert store.cursor() == before
    assert not store.holds("school", known.id)
    store.apply_page(page[:1], before + 7)
    assert store.cursor() == before + 7
    assert store.holds("school", known.id)


def test_4_the_cursor_of_an_empty_page_is_kept_with_the_answers(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three transactions a round: seal, settle, and that it went well."""
    anna, store = stage.anna, SyncStore(stage.anna.store, merge3)
    note = anna.logs_visit(stage.urns[0])
    anna.syncs_well()
    before = store.cursor()
    anna.writes(note, focus="Words that only Anna has")
    turns = anna.store.gate.turn

    anna.syncs_well()

    assert anna.store.gate.turn - turns == 3
    assert store.cursor() == before + 1

    def breaks_off(self: SyncStore, *_: object) -> None:
        raise OutsideTrouble("The laptop was shut just after the answers were kept.")

    anna.writes(note, focus="More of them")
    monkeypatch.setattr(SyncStore, "apply_page", breaks_off)
    anna.syncs()
    assert store.cursor() == before + 2


def test_4_pages_that_are_kept_together_carry_the_cursor_of_the_last(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, cursors = stage.anna, list[int]()
    anna.logs_visit(stage.urns[0])
    anna.syncs_well()
    store = SyncStore(anna.store, merge3)
    counts, end, keep = store.counts(), store.cursor(), SyncStore.apply_page

    def noted(self: SyncStore, entries: Sequence[PageEntry], next_cursor: int) -> None:
        assert 0 < len(entries) <= 2 * AHEAD
        keep(self, entries, next_cursor)
        cursors.append(self.cursor())

    monkeypatch.setattr(SyncStore, "apply_page", noted)
    monkeypatch.setattr(pull, "PAGE", 2)
    store.restart_receiving()

    assert anna.syncs().received == sum(counts.values())
    assert cursors == sorted(set(cursors))
    assert (cursors[-1], store.counts()) == (end, counts)


def test_5_absence_removes_nothing(stage: Stage) -> None:
    anna = stage.anna
    store = SyncStore(anna.store, merge3)
    before = store.counts()

    store.restart_receiving()
    store.apply_page((), 10_000)

    assert store.counts() == before
    assert set(stage.urns[:2]) == anna.schools()


def test_5_more_than_a_handful_of_unexplained_removals_stops_and_asks(either_stage: Stage) -> None:
    anna, hall, urns = either_stage.anna, either_stage.hall, either_stage.urns
    hall.gives("anna", *urns[2:9])
    anna.syncs_well()
    note = anna.logs_visit(urns[0], focus="Mine to send all the same")
    hall.drops("anna", *urns[3:9])

    report = anna.syncs()

    assert report.question is not None
    assert report.question.urns == set(urns[3:9])
    assert "6 schools" in report.question.sentence
    assert anna.schools() == set(urns[:9])
    assert str(note) in hall.holds("note_of_visit")
    assert anna.syncs().question == report.question  # it goes on asking, and goes on sending

    assert anna.syncs(approved=report.question).is_complete
    assert anna.schools() == set(urns[:3])


def test_5_a_handful_goes_without_a_question(stage: Stage) -> None:
    stage.hall.gives("anna", *stage.urns[2:7])
    stage.anna.syncs_well()

    stage.hall.drops("anna", *stage.urns[2:7])

    stage.anna.syncs_well()
    assert stage.anna.schools() == set(stage.urns[:2])


def test_5_tombstones_of_what_is_here_are_counted_too(stage: Stage) -> None:
    anna, ben, hall = stage.anna, stage.ben, stage.hall
    notes = [str(anna.logs_visit(stage.urns[0])) for _ in range(6)]
    anna.syncs_well()
    hall.buries("note_of_visit", *notes)

    report = anna.syncs()

    assert report.question is not None
    assert report.question.records == {("note_of_visit", note) for note in notes}
    assert "6 records" in report.question.sentence
    assert anna.note_ids() == sorted(notes)
    ben.syncs_well()  # never had them: nothing to ask
    assert anna.syncs(approved=report.question).is_complete
    assert anna.note_ids() == []


def test_5_pages_before_the_one_that_is_asked_about_are_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = stage.anna
    notes = {str(anna.logs_visit(stage.urns[0])) for _ in range(6)}
    anna.syncs_well()
    stage.hall.buries("note_of_visit", *notes)
    monkeypatch.setattr(pull, "PAGE", 2)

    report = anna.syncs()

    assert report.question is not None
    assert report.question.records == {("note_of_visit", note) for note in notes}
    assert len(anna.note_ids()) == 2  # the last page alone is asked about: before it there was a handful
    assert anna.syncs(approved=report.question).is_complete
    assert anna.note_ids() == []


def test_6_typed_words_are_never_dropped(either_stage: Stage) -> None:
    anna, ben, hall = either_stage.anna, either_stage.ben, either_stage.hall
    note = anna.logs_visit(either_stage.urns[0])
    either_stage.sync_until_quiet()
    anna.writes(note, next_steps="Coach the maths lead", focus="Only Anna wrote this")
    ben.writes(note, next_steps="Review phonics", strengths="Only Ben wrote this")

    ben.syncs_well()
    report = anna.syncs_well()
    ben.syncs_well()

    assert report.clashes == 1
    assert report.changed.touches("conflict_copy", "note_of_visit")
    for desktop in (anna, ben):
        assert desktop.sees(
            note,
            next_steps="Review phonics",
            focus="Only Anna wrote this",
            strengths="Only Ben wrote this",
        )
    assert anna.must_settle("Coach the maths lead")
    assert ben.set_aside() == []
    assert hall.holds("note_of_visit")[str(note)].revision == 3


def test_6_one_bad_change_is_parked_and_the_rest_go_on(either_stage: Stage) -> None:
    anna, hall, urns = either_stage.anna, either_stage.hall, either_stage.urns
    stranded = anna.logs_visit(urns[4], focus="Words about a school that was never hers")
    sent = [anna.logs_visit(urns[0], focus=f"Visit {n}") for n in range(3)]

    report = anna.syncs_well()

    assert report.refused == 2  # the visit and its note
    assert report.accepted == 6
    assert all("caseload" in reason for reason in anna.parked())
    assert {str(note) for note in sent} == set(hall.holds("note_of_visit"))
    assert anna.sees(stranded, focus="Words about a school that was never hers")


def test_7_where_counts_differ_everything_is_read_again_and_nothing_is_lost(either_stage: Stage) -> None:
    anna, ben = either_stage.anna, either_stage.ben
    note = ben.logs_visit(either_stage.urns[0], focus="Received once already")
    either_stage.sync_until_quiet()
    waiting = anna.logs_visit(either_stage.urns[1], focus="Not sent yet")
    with anna.store.engine.begin() as connection:  # a fault: a record vanishes here
        connection.exec_driver_sql("DELETE FROM note_of_visit WHERE id = ?", (str(note),))
        connection.exec_driver_sql("DELETE FROM central_copy WHERE record_id = ?", (str(note),))

    report = anna.syncs_well()

    assert anna.sees(note, focus="Received once already")
    assert anna.sees(waiting, focus="Not sent yet")
    assert report.received > 10


def test_7_where_they_still_differ_it_is_said_and_nothing_is_removed(stage: Stage) -> None:
    anna = stage.anna
    note = anna.logs_visit(stage.urns[0], focus="Kept here")
    anna.syncs_well()
    stage.hall.forgets("note_of_visit", str(note))

    report = anna.syncs()

    assert "note of visit" in str(report.trouble)
    assert "Nothing was removed" in str(report.trouble)
    assert anna.sees(note, focus="Kept here")
