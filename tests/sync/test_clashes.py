"""Clashes lived through on two desktops and a real central: found, shown, settled, and found again later."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from sia_contract.merging import merge3
from sia_contract.resources import resources
from sia_desktop.domain.act import Act
from sia_desktop.domain.clash import CLASH_SETTLED, Clash, Way
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import Meeting, MeetingDay
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.progress import silent
from sia_desktop.services.queries.clashes import AskClash, AskClashes, ask_clash, ask_clashes
from sia_desktop.services.settle_clash import Choice, SettleClash, settle_clash
from sia_desktop.services.sync_now import Farewell, RoundReport
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.sync.to_the_end import RoundsToTheEnd
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import NOON, Desktop

LATER = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
SHELF = Shelf(resources())


def clashes(desktop: Desktop) -> tuple[Clash, ...]:
    with desktop.uow as uow:
        return uow.clashes.all()


def settles(desktop: Desktop, reason: str = "Agreed by telephone", **chosen: Choice) -> None:
    clash = clashes(desktop)[0]
    choices = {f"answers/{section}": choice for section, choice in chosen.items()}
    settle_clash(SettleClash(clash.id, choices, reason), desktop.uow, lambda: LATER)


@pytest.fixture
def clashed(either_stage: Stage) -> tuple[Stage, UUID]:
    """Anna's words met Ben's in one section, and were set aside on her laptop."""
    anna, ben = either_stage.anna, either_stage.ben
    note = anna.logs_visit(either_stage.urns[0], next_steps="Agreed on the day")
    either_stage.sync_until_quiet()
    anna.writes(note, next_steps="Coach the maths lead")
    ben.writes(note, next_steps="Review phonics")
    ben.syncs_well()
    anna.syncs_well()
    return either_stage, note


def test_a_clash_keeps_base_mine_and_theirs_with_who_and_when(clashed: tuple[Stage, UUID]) -> None:
    stage, note = clashed
    (clash,) = clashes(stage.anna)

    (sides,) = clash.sides
    assert (sides.base, sides.mine, sides.theirs) == (
        "Agreed on the day",
        "Coach the maths lead",
        "Review phonics",
    )
    assert (clash.kind, clash.record_id) == ("note_of_visit", str(note))
    assert clash.theirs_by == stage.ben.me
    assert clash.theirs_at is not None
    assert clash.mine_at is not None
    assert not clash.is_settled


def test_the_clashes_page_names_record_school_section_and_colleague(clashed: tuple[Stage, UUID]) -> None:
    stage, _ = clashed
    (line,) = ask_clashes(AskClashes(), stage.anna.uow, SHELF)
    page = ask_clash(AskClash(line.clash.id), stage.anna.uow, SHELF)

    assert line.title == "Note of visit"
    assert line.school_name
    assert "ben" in line.theirs_by.lower()
    assert (page.number, page.of, page.locked) == (1, 1, "")
    assert page.fields[0].present == "Review phonics"


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        (Choice(Way.MINE, "Review phonics"), "Coach the maths lead"),
        (Choice(Way.THEIRS, "Review phonics"), "Review phonics"),
        (Choice(Way.WRITTEN, "Review phonics", "Coach the lead; review phonics"),
         "Coach the lead; review phonics"),
    ],
)  # fmt: skip
def test_settling_is_an_ordinary_edit_that_everybody_gets(
    clashed: tuple[Stage, UUID], choice: Choice, stands: str
) -> None:
    stage, note = clashed

    settles(stage.anna, next_steps=choice)
    stage.anna.starts_again()
    stage.sync_until_quiet()

    for desktop in (stage.anna, stage.ben, stage.helen):
        assert desktop.sees(note, next_steps=stands)
    (clash,) = clashes(stage.anna)
    assert clash.settlement is not None
    assert clash.settlement.reason == "Agreed by telephone"
    assert clash.settlement.ways == {"answers/next_steps": choice.way}
    assert clash.sides[0].mine == "Coach the maths lead"  # the version set aside is still there
    assert stage.anna.outbox() == []


def test_the_reason_and_what_gave_way_reach_the_line_manager(clashed: tuple[Stage, UUID]) -> None:
    stage, note = clashed
    settles(stage.anna, "Ben had the later figures", next_steps=Choice(Way.THEIRS, "Review phonics"))
    stage.sync_until_quiet()

    with stage.helen.uow as uow:
        acts = [act for act in uow.acts.of_record("note_of_visit", note) if act.act == CLASH_SETTLED]

    assert [act.details["reason"] for act in acts] == ["Ben had the later figures"]
    assert json.loads(acts[0].details["answers/next_steps gave way"]) == "Coach the maths lead"
    assert acts[0].by == stage.anna.me


def test_nothing_is_settled_without_every_choice_and_a_reason(clashed: tuple[Stage, UUID]) -> None:
    stage, _ = clashed
    with pytest.raises(RuleBroken, match="One choice is still to make"):
        settles(stage.anna)
    with pytest.raises(RuleBroken, match="Say why"):
        settles(stage.anna, "  ", next_steps=Choice(Way.MINE, "Review phonics"))
    assert not clashes(stage.anna)[0].is_settled


def test_an_edit_during_a_clash_is_not_lost(clashed: tuple[Stage, UUID]) -> None:
    stage, note = clashed
    anna = stage.anna
    anna.writes(note, next_steps="Review phonics, from Monday")

    with pytest.raises(RuleBroken, match="changed after you opened"):
        settles(anna, next_steps=Choice(Way.MINE, "Review phonics"))
    assert anna.sees(note, next_steps="Review phonics, from Monday")

    settles(anna, next_steps=Choice(Way.MINE, "Review phonics, from Monday"))
    stage.sync_until_quiet()
    assert stage.ben.sees(note, next_steps="Coach the maths lead")
    settlement = clashes(anna)[0].settlement
    assert settlement is not None
    assert settlement.gave_way == {"answers/next_steps": "Review phonics, from Monday"}


def test_a_clash_with_signed_words_can_only_be_acknowledged(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0], focus="Draft")
    stage.sync_until_quiet()
    anna.writes(note, focus="As signed")
    anna.signs(note)
    anna.syncs_well()
    ben.writes(note, focus="Ben, too late")
    ben.syncs_well()

    with pytest.raises(RuleBroken, match="signed"):
        settles(ben, focus=Choice(Way.MINE, "As signed"))
    settles(ben, "It was signed before", focus=Choice(Way.THEIRS, "As signed"))

    assert clashes(ben)[0].is_settled
    assert ben.sees(note, focus="As signed")


def test_a_settled_clash_is_settled_once(clashed: tuple[Stage, UUID]) -> None:
    stage, _ = clashed
    settles(stage.anna, next_steps=Choice(Way.THEIRS, "Review phonics"))
    with pytest.raises(RuleBroken, match="settled already"):
        settles(stage.anna, next_steps=Choice(Way.MINE, "Review phonics"))


def _meets_on(desktop: Desktop, meeting_id: UUID, edit: Callable[[Meeting], Meeting]) -> None:
    with desktop.uow as uow:
        uow.meetings.save(edit(uow.meetings.get(meeting_id)))
        uow.commit()


def test_a_meeting_moved_by_both_is_one_fact_and_never_half_of_each(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    first = MeetingDay(date(2026, 6, 1), NOON, anna.me)
    meeting = Meeting(
        uuid4(), Urn(stage.urns[0]), "rap_meeting", "reading", "2016.1", anna.me, (first,), "09:00"
    )
    with anna.uow as uow:
        uow.meetings.save(meeting)
        uow.commit()
    stage.sync_until_quiet()
    to_ben = MeetingDay(date(2026, 6, 8), NOON, ben.me, "Ben's reason")
    to_anna = MeetingDay(date(2026, 6, 15), NOON, anna.me, "Anna's reason")
    _meets_on(ben, meeting.id, lambda m: m.move(to_ben))
    _meets_on(anna, meeting.id, lambda m: m.move(to_anna))

    ben.syncs_well()
    anna.syncs_well()

    with anna.uow as uow:
        assert uow.meetings.get(meeting.id).meeting_on == date(2026, 6, 8)
    (clash,) = clashes(anna)
    assert {side.path: side.mine for side in clash.sides}["meeting_on"] == "2026-06-15"
    assert {"meeting_on", "days"} == {side.path for side in clash.sides}

    choices = {side.path: Choice(Way.MINE, side.theirs) for side in clash.sides}
    settle_clash(SettleClash(clash.id, choices, "The head asked for it"), anna.uow, lambda: LATER)
    stage.sync_until_quiet()

    for desktop in (anna, ben):
        with desktop.uow as uow:
            days = [day.on.day for day in uow.meetings.get(meeting.id).days]
        assert days == [1, 8, 15]  # every day it was fixed for stays on the record


def test_a_date_that_one_side_moved_is_joined_with_the_others_words_but_never_unseen(stage: Stage) -> None:
    """A form's date, by the kind of its section in the pack, not by its name."""
    anna, ben = stage.anna, stage.ben
    dated = next(s for s in SHELF.pinned("reading", "2016.1").form("note_of_visit").sections
                 if s.kind.value in ("date", "judgement", "choice"))  # fmt: skip
    was: Json = "2026-06-01" if dated.kind.value == "date" else {"seen": "", "judgement": ""}
    new: Json = "2026-06-19" if dated.kind.value == "date" else {"seen": "Books", "judgement": "secure"}
    note = anna.logs_visit(stage.urns[0], focus="Draft")
    anna.writes(note, **{dated.code: was})
    stage.sync_until_quiet()
    anna.writes(note, **{dated.code: new})
    ben.writes(note, focus="Ben's words")

    ben.syncs_well()
    anna.syncs_well()

    assert anna.sees(note, focus="Ben's words", **{dated.code: new})  # nothing waits, nothing is lost
    (clash,) = clashes(anna)
    assert clash.sides == ()
    assert [each.path for each in clash.to_see] == [f"answers/{dated.code}"]
    settle_clash(SettleClash(clash.id, {}, ""), anna.uow, lambda: LATER)
    assert clashes(anna)[0].is_settled


def test_words_alone_are_joined_without_a_question(stage: Stage) -> None:
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0], focus="Draft")
    stage.sync_until_quiet()
    anna.writes(note, focus="Anna's words")
    ben.writes(note, people_met=["English lead"])
    ben.syncs_well()
    anna.syncs_well()
    assert clashes(anna) == clashes(stage.ben) == ()


def test_only_the_act_of_settling_goes_into_a_colleagues_note(clashed: tuple[Stage, UUID]) -> None:
    stage, note = clashed
    with stage.ben.uow as uow:
        urn = uow.notes.get(note).urn
        uow.acts.add(Act(uuid4(), "provided", "note_of_visit", str(note), urn, date(2026, 4, 2), NOON,
                         stage.ben.me, {}))  # fmt: skip
        uow.commit()
    stage.ben.syncs_well()
    assert any("Only the person whose visit" in each for each in stage.ben.parked())


class LastLine:
    """Central as a laptop finds it whose adviser left: it signs in to hand over, and hears the farewell."""

    def __init__(self) -> None:
        self.farewells = 0

    def sign_in(self) -> bool:
        """Everything is to be handed over."""
        return True

    def say_farewell(self) -> None:
        """Counted."""
        self.farewells += 1


def test_no_laptop_is_emptied_while_words_of_a_clash_are_on_it_alone(clashed: tuple[Stage, UUID]) -> None:
    anna, line = clashed[0].anna, LastLine()

    def last_round() -> RoundReport:
        rounds, hang_up = anna.rounds()
        try:
            return RoundsToTheEnd(rounds, SyncStore(anna.store, merge3), line).run(silent)
        finally:
            hang_up()

    report = last_round()
    assert (report.farewell, line.farewells) == (None, 0)
    assert "1 of its changes are here alone" in str(report.trouble)
    settles(anna, next_steps=Choice(Way.MINE, "Review phonics"))
    assert last_round().farewell is Farewell.LEFT
    assert line.farewells == 1
