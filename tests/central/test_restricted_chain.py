"""What hangs on a restricted record stays with it, through however many records, and after it is gone."""

import pytest
from sqlalchemy import text

from sia_central.storage.engine import writing
from tests.central.laptop import Laptop, edited
from tests.central.test_casework import APPLIED, action, anna, lena, record, urn
from tests.central.test_push_and_pull import act
from tests.helpers.a_central import ACentral

__all__ = ["anna", "lena", "urn"]

pytestmark = pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
"""What is judged here is asked of no database."""


def test_nothing_of_a_restricted_record_comes_out_by_a_chain_or_once_it_is_gone(
    central: ACentral, anna: Laptop, lena: Laptop, urn: int
) -> None:
    form = "headteacher_appraisal"
    apart = record(anna, urn, form, compartment=form, state="", answers={})
    agreed = action(anna, apart)
    further, said = action(anna, agreed), act(anna, agreed, act="clash_settled")
    about_it = act(anna, said, act="clash_settled")
    sent = (apart, agreed, further, said, about_it)
    assert [each.status for each in anna.sends(*sent)] == [APPLIED] * 5
    with writing(central.store.engine) as connection:
        gone = text("UPDATE records SET is_deleted = TRUE WHERE id = :id")
        connection.execute(gone, {"id": apart.id})
    assert anna.sends(edited(agreed, 1, progress="Begun"))[0].status is APPLIED
    lena.syncs()
    assert {each.id for each in sent}.isdisjoint(id_ for _, id_ in lena.records)
