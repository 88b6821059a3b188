"""Central is put back from an older backup: laptops that are ahead send again what it lost, once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sia_central.services.keep import back_up, restore
from sia_central.storage.store import Store, make_store
from tests.helpers.council_hall import CouncilHall, now, serving
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import BadLine, Crash, CrashAt
from tests.sync.test_casework import at, moves, ready

KINDS = ("visit", "note_of_visit", "attachment", "act", "framework_choice")


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, either_stage: Stage) -> str | None:
    """An empty database of the same kind as the stage's."""
    is_postgres = either_stage.hall.store.engine.dialect.name == "postgresql"
    return request.getfixturevalue("fresh_postgres_url") if is_postgres else None


@contextmanager
def put_back(stage: Stage, backup: Path, database: str | None, at: datetime | None = None) -> Iterator[Stage]:
    """Central as it was in the backup, in a new place; the laptops find it under the old name."""
    with ExitStack() as open_here:
        folder = backup.with_suffix(f".{len(list(backup.parent.iterdir()))}")
        store: Store = open_here.enter_context(make_store(database, folder))
        restore(store, backup, None, at or now())
        hall = open_here.enter_context(closing(CouncilHall(store)))
        address = open_here.enter_context(serving(hall))
        for desktop in (stage.anna, stage.ben, stage.helen):
            desktop.address = address
        yield replace(stage, hall=hall)


def held_by(hall: CouncilHall) -> dict[tuple[str, str], Any]:
    """Every record that people made, as central has it."""
    return {
        (kind, id_): record.payload
        for kind in KINDS
        for id_, record in hall.holds(kind).items()
        if not record.is_deleted
    }


def files_of(hall: CouncilHall) -> list[tuple[str, str, int]]:
    """Every file at central."""
    return hall.store.blobs.names()


@dataclass
class DiesAfter(CrashAt):
    """Dies right after the first call of this name that follows the news of the restore."""

    name: str = ""

    def __init__(self, name: str) -> None:
        super().__init__(0)
        self.name, self.is_told = name, False

    def meet(self, name: str, call: Callable[[], Any]) -> Any:
        """Make one call, and perhaps die of it."""
        answer = call()
        self.is_told = self.is_told or name == "begin_epoch"
        if self.is_told and name == self.name:
            raise Crash(f"after {name}")
        return answer


def nothing_is_left_over(stage: Stage) -> None:
    """Nobody has anything to send, to settle or refused."""
    for desktop in (stage.anna, stage.ben, stage.helen):
        assert desktop.outbox() == [], desktop
        with desktop.uow as uow:
            assert all(clash.is_settled for clash in uow.clashes.all()), desktop


def test_laptops_that_are_ahead_give_back_what_central_lost_and_nothing_twice(
    either_stage: Stage, elsewhere: str | None, tmp_path: Path
) -> None:
    stage, backup = either_stage, tmp_path / "old.sia-backup"
    anna, ben = stage.anna, stage.ben
    before = anna.logs_visit(stage.urns[0], focus="Reading")
    kept = ben.logs_visit(stage.urns[1], focus="Number")
    stage.sync_until_quiet()
    back_up(stage.hall.store, backup, None, now())
    anna.writes(before, focus="Reading, with the leader")
    anna.signs(before)
    lost = anna.logs_visit(stage.urns[0], focus="Writing")
    anna.signs(lost)
    anna.provides(lost)
    bens = ben.logs_visit(stage.urns[1], focus="Science")
    ben.writes(kept, focus="Number, twice")
    stage.sync_until_quiet()
    was, files = held_by(stage.hall), files_of(stage.hall)
    assert len(files) == 2

    with put_back(stage, backup, elsewhere) as stage:
        assert len(held_by(stage.hall)) < len(was)
        ben.writes(bens, focus="Science, and one word more")  # typed after the restore, before any round
        for desktop in (ben, anna, stage.helen, ben, anna, stage.helen):
            report = desktop.syncs()
            assert report.trouble is None, report
        assert held_by(stage.hall).keys() == was.keys()
        changed = {key for key, payload in held_by(stage.hall).items() if payload != was[key]}
        assert changed == {("note_of_visit", str(bens))}
        assert files_of(stage.hall) == files
        stage.sync_until_quiet()
        nothing_is_left_over(stage)
        assert stage.helen.sees(lost, focus="Writing")
        assert stage.helen.sees(bens, focus="Science, and one word more")
        assert stage.hall.receipts() == len({*was}) + 1 + 1  # once each, and Ben's word and Number, twice


@pytest.mark.parametrize("last", ["begin_epoch", "apply_page", "give_back", "seal", "settle_together"])
def test_a_laptop_killed_on_the_way_goes_on_where_it_was(stage: Stage, tmp_path: Path, last: str) -> None:
    backup, anna = tmp_path / "old.sia-backup", stage.anna
    back_up(stage.hall.store, backup, None, now())
    lost = anna.logs_visit(stage.urns[0], focus="Writing")
    anna.signs(lost)
    anna.provides(lost)
    stage.sync_until_quiet()
    was = held_by(stage.hall)
    with put_back(stage, backup, None) as stage:
        with pytest.raises(Crash):
            anna.syncs(store=DiesAfter(last))
        anna.starts_again()
        stage.sync_until_quiet()
        assert held_by(stage.hall) == was
        nothing_is_left_over(stage)


def test_words_written_at_the_restored_central_and_words_it_lost_are_both_kept(
    stage: Stage, tmp_path: Path
) -> None:
    backup, anna, ben = tmp_path / "old.sia-backup", stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0], focus="Reading")
    stage.sync_until_quiet()
    back_up(stage.hall.store, backup, None, now())
    anna.writes(note, focus="Anna's words, that central lost")
    anna.syncs_well()
    with put_back(stage, backup, None) as stage:
        ben.writes(note, focus="Ben's words, after the restore")
        ben.syncs_well()
        anna.syncs_well()
        assert anna.must_settle("Anna's words, that central lost")
        assert anna.sees(note, focus="Ben's words, after the restore")
        assert stage.hall.holds("note_of_visit")[str(note)].payload["answers"]["focus"].startswith("Ben's")


def test_a_change_on_its_way_when_central_was_put_back_arrives_once(stage: Stage, tmp_path: Path) -> None:
    backup, anna = tmp_path / "old.sia-backup", stage.anna
    back_up(stage.hall.store, backup, None, now())
    note = anna.logs_visit(stage.urns[0], focus="Writing")
    anna.syncs(line=BadLine(["reply"]))
    with put_back(stage, backup, None) as stage:
        stage.sync_until_quiet()
        assert list(stage.hall.holds("note_of_visit")) == [str(note)]
        assert stage.ben.sees(note, focus="Writing")
        nothing_is_left_over(stage)


def test_central_may_be_put_back_twice(stage: Stage, tmp_path: Path) -> None:
    first, second = tmp_path / "first.sia-backup", tmp_path / "second.sia-backup"
    anna, ben = stage.anna, stage.ben
    note = anna.logs_visit(stage.urns[0], focus="One")
    stage.sync_until_quiet()
    back_up(stage.hall.store, first, None, now())
    anna.writes(note, focus="One, two")
    stage.sync_until_quiet()
    with put_back(stage, first, None) as stage:
        stage.sync_until_quiet()
        back_up(stage.hall.store, second, None, now())
        ben.writes(note, focus="One, two, three")
        stage.sync_until_quiet()
        with put_back(stage, second, None, now() + timedelta(seconds=5)) as stage:
            stage.sync_until_quiet()
            assert stage.helen.sees(note, focus="One, two, three")
            nothing_is_left_over(stage)


def test_what_a_colleague_made_waits_parked_until_their_own_laptop_sends_it(
    stage: Stage, tmp_path: Path
) -> None:
    backup, anna, helen = tmp_path / "old.sia-backup", stage.anna, stage.helen
    back_up(stage.hall.store, backup, None, now())
    note = anna.logs_visit(stage.urns[0], focus="Writing")
    anna.signs(note)
    stage.sync_until_quiet()
    with put_back(stage, backup, None) as stage:
        assert helen.syncs().trouble is None
        assert helen.sees(note, focus="Writing")
        assert helen.parked()
        assert stage.hall.holds("note_of_visit") == {}
        stage.sync_until_quiet()
        assert helen.parked() == []
        nothing_is_left_over(stage)


def test_a_record_that_several_people_made_is_given_back_by_the_line_manager(
    stage: Stage, tmp_path: Path
) -> None:
    backup, anna, helen = tmp_path / "old.sia-backup", stage.anna, stage.helen
    back_up(stage.hall.store, backup, None, now())
    record = ready(stage)
    moves(anna, record, "agree_provisionally")
    stage.sync_until_quiet()
    moves(helen, record, "return", "KS1 is missing")
    stage.sync_until_quiet()
    was = stage.hall.holds("case_record")[str(record)].payload
    with put_back(stage, backup, None) as stage:
        assert anna.syncs().trouble is None
        assert anna.parked(), "half of it is not hers to send"
        assert stage.hall.holds("case_record") == {}
        stage.sync_until_quiet()
        assert stage.hall.holds("case_record")[str(record)].payload == was
        moves(anna, record, "agree_provisionally")
        stage.sync_until_quiet()
        assert len(at(helen, record).moves) == 3
        nothing_is_left_over(stage)
