"""Somebody left: they sign in no more, what they had not sent is handed over, and they may come back."""

from pathlib import Path

import pytest
import requests

from sia_central.services.audit import Wanted, audit_lines
from sia_contract.changes import OutcomeStatus
from tests.central.laptop import Laptop, enrol, sign_in
from tests.central.test_backup import where
from tests.central.test_command_line import Desk
from tests.helpers.a_central import PASSWORD, ACentral


@pytest.fixture
def county_hall(
    central: ACentral, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """The administrator's desk."""
    return Desk(where(central.store), capsys, monkeypatch)


def test_who_left_signs_in_no_more_hands_over_and_may_come_back(central: ACentral, county_hall: Desk) -> None:
    email = central.adviser.email
    anna, lena = Laptop.of(central, central.adviser), Laptop.of(central, central.lead)
    assert anna.token
    said = county_hall.types("close-account", "--email", email)
    assert "signs in no more. Laptops that hand over what they have not sent: 1." in said

    wrong = sign_in(central.url, email, "not the password")
    closed = sign_in(central.url, email, PASSWORD)
    assert (closed.status_code, told(closed)) == (wrong.status_code, told(wrong))
    del anna.token
    assert [each.status for each in anna.sends(anna.visit(central.urns[0]))] == [OutcomeStatus.HELD]
    shown = lena.syncs().held("person")[str(central.adviser.person_id)]
    assert shown.payload["is_active"] is False
    assert "is closed already" in county_hall.is_refused("close-account", "--email", email)

    assert "may sign in again" in county_hall.types("open-account", "--email", email)
    assert lena.syncs().held("person")[str(central.adviser.person_id)].payload["is_active"] is True
    assert enrol(central.url, email, PASSWORD).status_code == 200
    (old,) = anna.sends(anna.visit(central.urns[0]))  # that laptop stays as it is
    assert old.status is OutcomeStatus.HELD
    for deed in ("account_closed", "account_opened"):
        assert len(list(audit_lines(central.store, "reading", Wanted(action=deed)))) == 1


def test_a_lost_laptop_stays_lost_and_a_stranger_is_nobody(central: ACentral, county_hall: Desk) -> None:
    anna = Laptop.of(central, central.adviser)
    county_hall.types("revoke", str(anna.me.device_id), "--lost")
    assert "have not sent: 0." in county_hall.types("close-account", "--email", central.adviser.email)
    assert "it was reported lost" in county_hall.types("devices", "--json")
    assert "Nobody has the e-mail" in county_hall.is_refused("close-account", "--email", "x@reading.example")


def test_mistakes_are_named_for_what_they_are(central: ACentral, county_hall: Desk, tmp_path: Path) -> None:
    key = tmp_path / "backup.key"
    county_hall.types("new-backup-key", "--out", str(key))
    assert "is there already. Give another name" in county_hall.is_refused(
        "new-backup-key", "--out", str(key)
    )
    assert "oldham is not set up here" in county_hall.is_refused("people", "--council", "oldham")


def told(answer: requests.Response) -> object:
    """What it says, without the number of the request."""
    return {name: value for name, value in answer.json().items() if name not in {"request_id", "at"}}
