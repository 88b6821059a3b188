"""Acts that name a rule are found again in the encrypted store, and no others."""

from datetime import date
from uuid import uuid4

from sia_desktop.domain.act import DATE_SET, PROVIDED, RULE, Act
from sia_desktop.domain.ids import Urn
from sia_desktop.storage.engine import Store
from sia_desktop.storage.queries.facts import StoredFacts
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.two_desktops import NOON


def test_acts_that_name_a_rule_come_back_as_they_went(store: Store) -> None:
    details = {RULE: "T-OX-05", "due_on": "2026-06-20", "reason": "Agreed"}
    said = [
        Act(uuid4(), act, "case_record", str(uuid4()), Urn(109776), date(2026, 4, 1), NOON, uuid4(), more)
        for act, more in ((DATE_SET, details), (PROVIDED, {}))
    ]
    with StoredUnitOfWork(store) as uow:
        for act in said:
            uow.acts.add(act)
        uow.commit()
    assert StoredFacts(store).acts_of_rules() == (said[0],)
