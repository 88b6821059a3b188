"""A laptop whose clock is years out: nothing is signed that nobody would trust, and nothing is lost."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sia_desktop.bootstrap.door import LaptopDoor
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import note_id
from sia_desktop.services.door import LeaseOver
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.queries.caseload import AskCaseload
from sia_desktop.services.queries.note_page import AskNote
from sia_desktop.services.queries.today import AskToday
from sia_desktop.services.save_note_draft import SaveNoteDraft
from tests.helpers.county_hall import CountyHall
from tests.helpers.laptops import PASSPHRASE, VISITED_ON, WORDS, Laptop, sign_together


@pytest.mark.parametrize("county_hall", ["sqlite"], indirect=True)
def test_a_clock_that_is_years_out_signs_nothing_and_loses_nothing(
    county_hall: CountyHall, laptops: Callable[[str], Laptop]
) -> None:
    priya = laptops("priya")
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, "priya@reading.example")
    visit = LogVisit(priya.sees(AskCaseload()).rows[0].school.urn, VISITED_ON, "keeping_in_touch")
    note = note_id(visit.visit_id, 1)
    priya.does(visit)
    priya.does(SaveNoteDraft(note, WORDS))
    with pytest.raises(RuleBroken, match="the clock of this computer"):
        opened_at(priya, datetime(2001, 5, 20, 12, tzinfo=UTC))
    opened_at(priya, datetime(2020, 5, 20, 12, tzinfo=UTC))
    priya.sees(AskToday())
    with pytest.raises(RuleBroken, match=r"clock says .* 2020"):
        sign_together(priya, note)
    assert not priya.sees(AskNote(note)).note.is_signed
    priya.is_unlocked()
    sign_together(priya, note)
    assert priya.sees(AskNote(note)).note.is_signed
    with pytest.raises(LeaseOver):  # no contact for so long, as far as this clock knows
        opened_at(priya, datetime(2099, 5, 20, 12, tzinfo=UTC))


def opened_at(laptop: Laptop, moment: datetime) -> None:
    """Unlock at this moment by the laptop's clock."""
    laptop.desk.close()
    door = laptop.door
    laptop.desk = LaptopDoor(door.paths, door.resources, door.keys, lambda: moment).unlock(PASSPHRASE)
