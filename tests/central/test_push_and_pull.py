"""A visit and its note travel from one laptop to another, each change judged by itself."""

from sia_contract.changes import OutcomeStatus
from tests.central.laptop import Laptop
from tests.helpers.a_central import ACentral


def test_a_visit_and_its_note_reach_the_line_manager(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser).syncs()
    assert len(anna.held("school")) == len(central.urns) == 61
    visit = anna.visit(central.urns[0])
    outcomes = anna.sends(visit, anna.note(visit))
    assert [each.status for each in outcomes] == [OutcomeStatus.APPLIED] * 2
    lena = Laptop.of(central, central.lead).syncs()
    assert set(lena.held("visit")) == {visit.id}
    assert lena.counts == {kind: len(lena.held(kind)) for kind in lena.counts}
    assert lena.counts == anna.syncs().counts
