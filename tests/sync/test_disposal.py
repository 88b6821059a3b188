"""Records whose years are over go from central and from every laptop, files too; what is held stays."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from sia_central.services.council_rules import pack_of
from sia_central.services.refused import Refused
from sia_central.services.retention import dispose, place_hold, release_hold, review
from sia_central.storage.engine import reading
from sia_central.storage.records import live_records_by_school
from sia_central.storage.tables import RecordRow
from sia_contract.pack_keeping import RecordClass, Retention
from tests.helpers.council_hall import COUNCIL, CouncilHall, now
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import Desktop

AGO = timedelta(days=366 * 8)


def ages(hall: CouncilHall, *kinds: str) -> None:
    """Eight years pass for these kinds."""
    old = update(RecordRow).where(RecordRow.kind.in_(kinds)).values(changed_at=now() - AGO)  # type: ignore[attr-defined]
    hall.changes(lambda connection: connection.execute(old))


def signed(desktop: Desktop, urn: int, **answers: Any) -> UUID:
    """A visit whose note is signed and given."""
    note = desktop.logs_visit(urn, **answers)
    desktop.signs(note)
    desktop.provides(note)
    return note


def visit_of(stage: Stage, note: UUID) -> tuple[str, str]:
    """The key of the visit that a note belongs to."""
    return "visit", stage.hall.holds("note_of_visit")[str(note)].payload["visit_id"]


OF_VISITS = ("visit", "note_of_visit", "attachment", "act")


def test_what_is_due_goes_from_central_and_from_every_laptop_with_its_files(either_stage: Stage) -> None:
    stage = either_stage
    note = signed(stage.anna, stage.urns[0], focus="Words that are to be forgotten")
    pdf = stage.anna.pdf(note)
    stage.sync_until_quiet()
    assert review(stage.hall.store, COUNCIL, now().date()) == []
    ages(stage.hall, *OF_VISITS)
    young = signed(stage.ben, stage.urns[0], focus="Words that stay")
    stage.sync_until_quiet()
    visit = visit_of(stage, note)
    (due,) = review(stage.hall.store, COUNCIL, now().date())
    assert (due.key, due.years, len(due.files)) == (visit, 7, 1)
    assert {each.kind for each in due.members} == set(OF_VISITS)
    assert len(stage.hall.store.blobs.names()) == 2

    gone = dispose(stage.hall.store, COUNCIL, [visit], now())
    assert (gone.bundles, gone.files, gone.held) == (1, 1, 0)
    assert len(stage.hall.store.blobs.names()) == 1
    stage.sync_until_quiet()
    for desktop in (stage.anna, stage.ben, stage.helen):
        assert not desktop.has("note_of_visit", note)
        assert not desktop.has("visit", visit[1])
        assert "to be forgotten" not in desktop.all_words()
        assert pdf not in files_on(desktop)
        assert desktop.sees(young, focus="Words that stay")
    assert review(stage.hall.store, COUNCIL, now().date()) == []
    assert "to be forgotten" not in everything_at(stage.hall)


def test_many_disposed_at_once_are_announced_and_nobody_is_asked(stage: Stage) -> None:
    for at in range(8):
        stage.anna.logs_visit(stage.urns[0], focus=f"Visit {at}")
    stage.sync_until_quiet()
    ages(stage.hall, *OF_VISITS)
    assert dispose(stage.hall.store, COUNCIL, None, now()).bundles == 8
    report = stage.ben.syncs_well()
    assert report.question is None
    assert stage.ben.note_ids() == []


def test_a_held_record_is_refused_with_a_sentence_until_it_is_released(either_stage: Stage) -> None:
    stage = either_stage
    kept, goes = (stage.anna.logs_visit(urn, focus="Words") for urn in stage.urns[:2])
    stage.sync_until_quiet()
    ages(stage.hall, *OF_VISITS)
    store = stage.hall.store
    note = ("note_of_visit", str(kept))
    hold = place_hold(store, COUNCIL, None, note, "Asked for by the solicitor.", now())
    with pytest.raises(Refused, match=r"is held and stays: Asked for by the solicitor\. Release the hold"):
        dispose(store, COUNCIL, [visit_of(stage, kept)], now())
    gone = dispose(store, COUNCIL, None, now())
    assert (gone.bundles, gone.held) == (1, 1)
    stage.sync_until_quiet()
    assert stage.ben.has("note_of_visit", kept)
    assert not stage.ben.has("note_of_visit", goes)
    release_hold(store, COUNCIL, hold.hold_id, now())
    assert dispose(store, COUNCIL, None, now()).bundles == 1
    with pytest.raises(Refused, match="no hold"):
        release_hold(store, COUNCIL, hold.hold_id, now())


def test_a_hold_on_a_school_holds_everything_of_it(stage: Stage) -> None:
    stage.anna.logs_visit(stage.urns[0])
    stage.sync_until_quiet()
    ages(stage.hall, *OF_VISITS)
    place_hold(stage.hall.store, COUNCIL, stage.urns[0], None, "Inquiry", now())
    (due,) = review(stage.hall.store, COUNCIL, now().date())
    assert due.held_because == ("Inquiry",)
    assert dispose(stage.hall.store, COUNCIL, None, now()).records == 0


def test_a_review_reads_a_school_at_a_time_and_keeps_no_words(stage: Stage) -> None:
    notes = [stage.anna.logs_visit(urn, focus=f"At {urn}") for urn in stage.urns[:2]]
    stage.anna.signs(notes[0])
    stage.sync_until_quiet()
    ages(stage.hall, *OF_VISITS)
    store = stage.hall.store
    with reading(store.engine) as connection:
        schools = list(live_records_by_school(connection, COUNCIL, OF_VISITS))
    assert [len({each.urn for each in of_school}) for of_school in schools] == [1, 1]
    due = review(store, COUNCIL, now().date())
    assert {each.key for each in due} == {visit_of(stage, note) for note in notes}
    assert "At " not in str(due)
    assert len(due[0].files | due[1].files) == 1


def test_what_is_not_due_is_refused_and_what_somebody_still_writes_in_is_not_due(stage: Stage) -> None:
    note = stage.anna.logs_visit(stage.urns[0], focus="Then")
    stage.sync_until_quiet()
    ages(stage.hall, *OF_VISITS)
    stage.anna.writes(note, focus="Now")
    stage.anna.syncs_well()
    with pytest.raises(Refused, match="is not due"):
        dispose(stage.hall.store, COUNCIL, [visit_of(stage, note)], now())


def test_a_councils_own_years_stand_over_the_default(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.anna.logs_visit(stage.urns[0])
    stage.anna.syncs_well()
    seven, three = ({"year": now().year + years} for years in (7, 3))
    own = Retention(of=RecordClass.VISITS, years=3, source="The council's schedule")
    pack = pack_of(COUNCIL, now().date()).model_copy(update={"retention": (own,)})
    assert not review(stage.hall.store, COUNCIL, now().date().replace(**three))
    assert review(stage.hall.store, COUNCIL, now().date().replace(**seven))
    monkeypatch.setattr("sia_central.services.retention.pack_of", lambda council, on: pack)
    (due,) = review(stage.hall.store, COUNCIL, now().date().replace(**three))
    assert (due.of, due.years) == (RecordClass.VISITS, 3)


def test_words_typed_on_a_laptop_meanwhile_are_shown_and_never_bring_the_record_back(stage: Stage) -> None:
    note = stage.anna.logs_visit(stage.urns[0], focus="Then")
    stage.sync_until_quiet()
    ages(stage.hall, *OF_VISITS)
    stage.ben.writes(note, focus="Typed while it was disposed of")
    dispose(stage.hall.store, COUNCIL, None, now())
    stage.ben.syncs()
    assert stage.ben.must_settle("Typed while it was disposed of")
    stage.ben.syncs()
    assert stage.hall.holds("note_of_visit") == {}
    assert not stage.anna.syncs_well().question
    assert not stage.anna.has("note_of_visit", note)


def files_on(desktop: Desktop) -> list[bytes]:
    """Every file in the laptop's store."""
    with desktop.store.reading() as connection:
        return [row[0] for row in connection.execute("SELECT content FROM file_content")]


def everything_at(hall: CouncilHall) -> str:
    """Every payload at central, as text."""
    with hall.store.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT CAST(payload AS TEXT) FROM records").all())
