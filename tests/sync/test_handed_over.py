"""A school passes to a colleague: unsent work is handed over whole, decided on, and never lost or refused."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sia_central.services.audit import Wanted, audit_lines
from sia_central.services.laptops import revoke
from sia_central.storage.audit import AuditLine
from sia_central.storage.devices import DeviceState
from sia_desktop.domain.access import AccessGrant, AccessWay
from sia_desktop.domain.held_work import HeldBecause, HeldWork, Release
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import Meeting, MeetingDay
from sia_desktop.storage.tables.sync_tables import OutboxState
from tests.helpers.council_hall import COUNCIL
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import NOON, Desktop, enrols
from tests.sync.test_restricted import WORDS, concern


def test_the_former_advisers_work_goes_to_the_line_manager_and_the_school_leaves(either_stage: Stage) -> None:
    anna, ben, helen, hall = either_stage.anna, either_stage.ben, either_stage.helen, either_stage.hall
    urn = either_stage.urns[4]
    hall.gives("anna", urn)
    anna.syncs_well()
    note = anna.logs_visit(urn, focus="Typed before the school left")
    hall.takes("anna", urn)
    hall.gives("ben", urn)

    report = anna.syncs_well()

    assert (report.held, report.refused) == (2, 0)
    assert anna.outbox() == []
    assert not anna.has("note_of_visit", note)
    assert urn not in anna.schools()
    ben.syncs_well()
    assert not ben.has("note_of_visit", note)
    helen.syncs_well()
    works = _handed_over(helen)
    assert [each.kind for each in works] == ["visit", "note_of_visit"]
    assert {each.because for each in works} == {HeldBecause.REASSIGNED}
    assert works[1].content["answers"] == {"focus": "Typed before the school left"}

    _decides(helen, works, Release.TAKEN_IN)
    helen.syncs_well()
    ben.syncs_well()

    assert ben.sees(note, focus="Typed before the school left")
    assert ben.note(note).author_id == anna.me
    helen.syncs_well()
    assert all(each.result and each.result.revision == 1 for each in _handed_over(helen))
    assert [line.deed.kind for line in _audit(either_stage, "held_work_taken_in")] == [
        "visit",
        "note_of_visit",
    ]


def test_what_is_set_aside_stays_readable_and_touches_nothing(stage: Stage) -> None:
    note = _left_behind(stage, "Not to be kept with the school")
    works = _handed_over(stage.helen)

    _decides(stage.helen, works, Release.SET_ASIDE)
    stage.helen.syncs_well()
    stage.helen.syncs_well()

    assert str(note) not in stage.hall.holds("note_of_visit")
    assert _handed_over(stage.helen)[1].content["answers"] == {"focus": "Not to be kept with the school"}
    assert len(_audit(stage, "held_work_set_aside")) == 2


def test_a_note_is_not_taken_in_before_its_visit(stage: Stage) -> None:
    note = _left_behind(stage, "A note without its visit")
    works = _handed_over(stage.helen)

    _decides(stage.helen, works[1:], Release.TAKEN_IN)
    stage.helen.syncs_well()

    assert "Send it first" in stage.helen.parked()[0]
    assert str(note) not in stage.hall.holds("note_of_visit")
    _decides(stage.helen, works[:1], Release.TAKEN_IN)
    stage.helen.syncs_well()
    stage.helen.syncs_well()
    assert str(note) in stage.hall.holds("note_of_visit")


def test_where_the_record_moved_on_both_sides_words_are_kept(stage: Stage) -> None:
    anna, ben, helen, hall, urn = stage.anna, stage.ben, stage.helen, stage.hall, stage.urns[0]
    note = anna.logs_visit(urn, focus="As both know it")
    stage.sync_until_quiet()
    anna.writes(note, focus="Anna's last word", strengths="Only Anna wrote this")
    ben.writes(note, focus="Ben's last word")
    hall.takes("anna", urn)
    ben.syncs_well()

    anna.syncs_well()
    helen.syncs_well()
    (work,) = _handed_over(helen)
    _decides(helen, [work], Release.TAKEN_IN)
    helen.syncs_well()
    stage.sync_until_quiet()

    assert ben.sees(note, focus="Ben's last word", strengths="Only Anna wrote this")
    (decided,) = _handed_over(helen)
    assert decided.result is not None
    assert decided.result.not_taken == {"answers": {"focus": "Anna's last word"}}


def test_a_signed_note_and_its_file_are_handed_over_with_every_byte(stage: Stage) -> None:
    anna, ben, helen, hall, urn = stage.anna, stage.ben, stage.helen, stage.hall, stage.urns[4]
    hall.gives("anna", urn)
    anna.syncs_well()
    note = anna.logs_visit(urn, focus="Signed in the school")
    pdf = anna.signs(note)
    hall.takes("anna", urn)
    hall.gives("ben", urn)

    anna.syncs_well()
    assert not anna.has("note_of_visit", note)
    helen.syncs_well()
    _decides(helen, _handed_over(helen), Release.TAKEN_IN)
    helen.syncs_well()
    ben.syncs_well()

    assert ben.pdf(note) == pdf


def test_the_work_of_a_leaver_about_no_one_school_is_read_and_released_by_who_is_above(
    stage: Stage, tmp_path: Path
) -> None:
    helen, hall = stage.helen, stage.hall
    hall.employs("hugo", "head_of_education")
    day = MeetingDay(date(2026, 5, 12), NOON, helen.me)
    schools = (Urn(stage.urns[0]),)
    meeting = Meeting(
        uuid4(), None, "categorisation_meeting", "reading", "2016.1", helen.me, (day,), schools=schools
    )
    with helen.uow as uow:
        uow.meetings.save(meeting)
        uow.commit()
        laptop = str(uow.working_for().device_id)
    revoke(hall.store, COUNCIL, laptop, DeviceState.LEFT, datetime.now(UTC))

    assert helen.syncs_well().held == 1
    with closing(Desktop("hugo", enrols("hugo", tmp_path, helen.address), helen.address)) as hugo:
        hugo.syncs_well()
        (work,) = _handed_over(hugo)
        assert (work.urn, work.because) == (None, HeldBecause.LEFT)
        assert str(meeting.id) not in hall.holds("meeting")
        _decides(hugo, [work], Release.TAKEN_IN)
        hugo.syncs_well()
        assert hugo.has("meeting", meeting.id)


def test_a_school_that_comes_back_sends_its_words_itself(stage: Stage) -> None:
    anna, hall, urn = stage.anna, stage.hall, stage.urns[4]
    hall.gives("anna", urn)
    anna.syncs_well()
    hall.takes("anna", urn)
    hall.gives("anna", urn)
    note = anna.logs_visit(urn, focus="Hers again")
    anna.syncs_well()
    assert str(note) in hall.holds("note_of_visit")
    assert hall.holds("held_change") == {}


def test_cover_brings_the_school_whole_and_takes_it_away_again_by_itself(stage: Stage) -> None:
    anna, ben, helen, urn = stage.anna, stage.ben, stage.helen, stage.urns[4]
    stage.hall.gives("anna", urn)
    earlier = anna.logs_visit(urn, focus="What Ben should know")
    stage.sync_until_quiet()
    grant = _gives(helen, ben, urn, AccessWay.COVER)

    helen.syncs_well()
    ben.syncs_well()

    assert ben.sees(earlier, focus="What Ben should know")
    visit = ben.logs_visit(urn, focus="Ben covered")
    ben.syncs_well()
    assert str(visit) in stage.hall.holds("note_of_visit")
    unsent = ben.logs_visit(urn, focus="Typed on the last day")
    _ends(helen, grant)
    helen.syncs_well()
    ben.syncs_well()
    assert urn not in ben.schools()
    assert not ben.has("note_of_visit", unsent)
    for action in ("access_given", "access_began", "access_ended", "access_ran_out"):
        assert len(_audit(stage, action)) == 1, action
    assert ben.outbox(OutboxState.WAITING, OutboxState.REFUSED) == []
    helen.syncs_well()
    assert [each.content.get("answers") for each in _handed_over(helen)][1] == {
        "focus": "Typed on the last day"
    }


def test_a_paired_visitor_reads_and_writes_along_but_logs_no_visit_of_their_own(stage: Stage) -> None:
    anna, ben, helen, urn = stage.anna, stage.ben, stage.helen, stage.urns[4]
    stage.hall.gives("anna", urn)
    note = anna.logs_visit(urn, focus="A paired visit")
    stage.sync_until_quiet()
    _gives(helen, ben, urn, AccessWay.PAIRED)
    helen.syncs_well()
    ben.syncs_well()

    ben.writes(note, strengths="Seen by Ben")
    ben.logs_visit(urn)
    report = ben.syncs_well()
    anna.syncs_well()

    assert anna.sees(note, strengths="Seen by Ben")
    assert report.refused == 2


def test_who_only_comes_along_from_now_on_keeps_the_notes_and_lets_go_of_what_is_restricted(
    stage: Stage,
) -> None:
    anna, ben, helen, hall, urn = stage.anna, stage.ben, stage.helen, stage.hall, stage.urns[0]
    note = anna.logs_visit(urn, focus="A visit of both")
    restricted = concern(anna, note)
    stage.sync_until_quiet()
    assert ben.has("case_record", restricted)
    _gives(helen, ben, urn, AccessWay.PAIRED)
    helen.syncs_well()
    ben.syncs_well()

    hall.takes("ben", urn)
    ben.writes(note, strengths="Typed before it was known")
    ben.syncs_well()

    assert urn in ben.schools()
    assert not ben.has("case_record", restricted)
    assert WORDS not in ben.all_words()
    assert ben.sees(note, focus="A visit of both", strengths="Typed before it was known")
    anna.syncs_well()
    assert anna.sees(note, strengths="Typed before it was known")


def test_access_of_the_future_begins_on_its_day(stage: Stage) -> None:
    ben, helen, urn = stage.ben, stage.helen, stage.urns[4]
    stage.hall.gives("anna", urn)
    helen.syncs_well()
    _gives(helen, ben, urn, AccessWay.COVER, begins_in=3)
    helen.syncs_well()
    ben.syncs_well()
    assert urn not in ben.schools()


def _left_behind(stage: Stage, words: str) -> UUID:
    """Anna's unsent note of a school that has left her; Helen has it to decide on."""
    urn = stage.urns[4]
    stage.hall.gives("anna", urn)
    stage.anna.syncs_well()
    note = stage.anna.logs_visit(urn, focus=words)
    stage.hall.takes("anna", urn)
    stage.hall.gives("ben", urn)
    stage.anna.syncs_well()
    stage.helen.syncs_well()
    return note


def _handed_over(desktop: Desktop) -> list[HeldWork]:
    with desktop.uow as uow:
        return list(uow.held_work.all())


def _decides(desktop: Desktop, works: list[HeldWork], decision: Release) -> None:
    with desktop.uow as uow:
        for work in works:
            uow.held_work.save(work.decide(decision, "Agreed with Anna", desktop.me, datetime.now(UTC)))
        uow.commit()


def _gives(manager: Desktop, to: Desktop, urn: int, way: AccessWay, begins_in: int = 0) -> AccessGrant:
    now = datetime.now(UTC)
    begins = now.date() + timedelta(days=begins_in)
    grant = AccessGrant(
        UUID(int=begins_in + 1),
        Urn(urn),
        to.me,
        way,
        begins,
        begins + timedelta(days=7),
        "Leave",
        manager.me,
        now,
    )
    with manager.uow as uow:
        uow.access.save(grant)
        uow.commit()
    return grant


def _ends(manager: Desktop, grant: AccessGrant) -> None:
    with manager.uow as uow:
        uow.access.save(uow.access.get(grant.id).end("Back from leave", manager.me, datetime.now(UTC)))
        uow.commit()


def _audit(stage: Stage, action: str) -> list[AuditLine]:
    """What central's audit says was done."""
    return list(audit_lines(stage.hall.store, COUNCIL, Wanted(action=action)))
