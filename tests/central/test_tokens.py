"""Tokens: short, rotating, bound to the laptop's own key; an old one used again ends the sign-in."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sia_central.services.access_settings import set_lease
from sia_central.services.laptops import revoke
from sia_central.services.refused import Refused
from sia_central.services.tokens import REUSED, read_access, signed_in
from sia_central.services.tokens import refresh as refresh_at
from sia_central.storage.audit import lines_of_audit
from sia_central.storage.devices import Device, DeviceState, find_device
from sia_central.storage.engine import reading
from sia_contract.problems import ProblemCode
from sia_contract.signing_in import TokenAnswer, TokenRequest, renewal_words, token_words
from sia_contract.version import PROTOCOL
from tests.central.laptop import DEVICE_KEY, HEADERS, Laptop, public_half, refresh, sign_in
from tests.helpers.a_central import PASSWORD, ACentral

STRANGER = Ed25519PrivateKey.generate()


def tokens(answer: requests.Response) -> TokenAnswer:
    """What a good answer holds."""
    assert answer.status_code == 200, answer.text
    return TokenAnswer.model_validate_json(answer.content)


def device(central: ACentral, laptop: Laptop) -> Device:
    """The laptop as central keeps it."""
    with reading(central.store.engine) as connection:
        found = find_device(connection, "reading", laptop.me.device_id)
    assert found is not None
    return found


@pytest.fixture
def anna(central: ACentral) -> Laptop:
    """Anna's laptop, just enrolled."""
    return Laptop.of(central, central.adviser)


@pytest.fixture
def first(anna: Laptop) -> str:
    """Its first refresh token."""
    return anna.me.refresh_token.get_secret_value()


def test_a_lost_answer_is_asked_for_again_and_is_the_same(central: ACentral, first: str) -> None:
    one, again = tokens(refresh(central.url, first)), tokens(refresh(central.url, first))
    assert one.refresh_token == again.refresh_token
    assert one.refresh_token.get_secret_value() != first
    assert one.lease_days == 30
    assert abs(one.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_request_that_arrives_late_and_twice_harms_nobody(
    central: ACentral, anna: Laptop, first: str
) -> None:
    """The laptop asked again and went on; then the network delivers what it had held back."""
    second = tokens(refresh(central.url, first)).refresh_token.get_secret_value()
    third = tokens(refresh(central.url, second)).refresh_token.get_secret_value()
    for _ in range(3):
        assert tokens(refresh(central.url, first)).refresh_token.get_secret_value() == third
    fourth = tokens(refresh(central.url, third)).refresh_token.get_secret_value()
    tokens(refresh(central.url, fourth))
    assert anna.post('{"protocol": 2, "cursor": 0}').status_code == 200


def test_a_token_two_steps_old_ends_the_sign_in(central: ACentral, anna: Laptop, first: str) -> None:
    assert anna.post('{"protocol": 2, "cursor": 0}').status_code == 200
    second = tokens(refresh(central.url, first)).refresh_token.get_secret_value()
    third = tokens(refresh(central.url, second)).refresh_token.get_secret_value()
    fourth = tokens(refresh(central.url, third)).refresh_token.get_secret_value()
    for token in (first, third, fourth):
        assert refresh(central.url, token).json()["code"] == ProblemCode.SIGN_IN_AGAIN
    assert anna.post('{"protocol": 2, "cursor": 0}').status_code == 401
    ended = device(central, anna)
    assert (ended.state, ended.state_reason) == (DeviceState.OPEN, REUSED)
    assert deeds(central).count("token_reused") == 1
    renewed = tokens(renew(central, anna)).refresh_token.get_secret_value()
    tokens(refresh(central.url, renewed))
    assert device(central, anna).state_reason == ""
    assert refresh(central.url, fourth).json()["code"] == ProblemCode.SIGN_IN_AGAIN
    tokens(refresh(central.url, renewed))
    assert deeds(central).count("signed_in_again") == 1


def test_the_token_before_is_taken_for_as_long_as_networks_take(
    central: ACentral, anna: Laptop, first: str
) -> None:
    start = datetime.now(UTC)
    second = refresh_at(central.store, asks(first), lambda: start).refresh_token.get_secret_value()
    refresh_at(central.store, asks(second), lambda: start + timedelta(minutes=20))
    refresh_at(central.store, asks(first), lambda: start + timedelta(minutes=30))
    with pytest.raises(Refused, match="Sign in again"):
        refresh_at(central.store, asks(first), lambda: start + timedelta(minutes=30, seconds=1))
    assert device(central, anna).state_reason == REUSED


def test_a_token_in_other_hands_ends_the_sign_in(central: ACentral, anna: Laptop, first: str) -> None:
    answer = refresh(central.url, first, STRANGER)
    assert (answer.status_code, answer.json()["code"]) == (401, ProblemCode.SIGN_IN_AGAIN)
    assert refresh(central.url, first).json()["code"] == ProblemCode.SIGN_IN_AGAIN
    tokens(renew(central, anna))


@pytest.mark.parametrize("change", [lambda t: t[:-2] + "xx", lambda t: "", lambda t: t.replace(".1.", ".9.")])
def test_a_made_up_token_does_nothing(central: ACentral, anna: Laptop, first: str, change: object) -> None:
    assert callable(change)
    answer = refresh(central.url, change(first))
    assert answer.json()["code"] == ProblemCode.SIGN_IN_AGAIN
    assert device(central, anna).state is DeviceState.OPEN
    tokens(refresh(central.url, first))


def test_an_access_token_lasts_a_quarter_of_an_hour(central: ACentral, anna: Laptop) -> None:
    now = datetime.now(UTC)
    shown = read_access(central.store, anna.token, now)
    assert signed_in(central.store, shown, now).person_id == anna.me.person_id
    with pytest.raises(Refused) as refused:
        read_access(central.store, anna.token, now + timedelta(minutes=16))
    assert refused.value.problem.code is ProblemCode.NOT_SIGNED_IN


def test_a_refresh_token_opens_nothing_else(central: ACentral, anna: Laptop, first: str) -> None:
    headers = HEADERS | {"Authorization": f"Bearer {first}"}
    answer = requests.post(f"{central.url}/sync", json={}, headers=headers, timeout=10)
    assert answer.status_code == 401
    assert refresh(central.url, anna.token).json()["code"] == ProblemCode.SIGN_IN_AGAIN


def test_a_laptop_says_what_it_holds(central: ACentral, anna: Laptop, first: str) -> None:
    holding = {"records": {"visit": 3, "school": 2}, "cursor": 41, "unsent": 1}
    tokens(refresh(central.url, first, holding=holding))
    assert device(central, anna).holding == holding


def test_after_too_long_away_only_signing_in_again_helps(central: ACentral, anna: Laptop, first: str) -> None:
    set_lease(central.store, "reading", 30, datetime.now(UTC))
    later = datetime.now(UTC) + timedelta(days=32)
    with pytest.raises(Refused) as refused:
        refresh_at(central.store, asks(first), lambda: later)
    assert refused.value.problem.code is ProblemCode.SIGN_IN_AGAIN
    renewed = tokens(renew(central, anna))
    assert tokens(refresh(central.url, renewed.refresh_token.get_secret_value())).lease_days == 30
    assert refresh(central.url, first).json()["code"] == ProblemCode.SIGN_IN_AGAIN
    assert device(central, anna).state is DeviceState.OPEN


def test_nobody_renews_another_persons_laptop_or_with_another_key(central: ACentral, anna: Laptop) -> None:
    answer = renew(central, anna, email=central.other.email)
    assert answer.json()["code"] == ProblemCode.NOT_SIGNED_IN
    assert renew(central, anna, key=STRANGER).json()["code"] == ProblemCode.SIGN_IN_AGAIN


def test_a_lost_laptop_is_told_so_and_a_left_one_hands_over_once(central: ACentral) -> None:
    left = Laptop.of(central, central.adviser).syncs()
    first = left.me.refresh_token.get_secret_value()
    visit = left.visit(central.urns[0])
    revoke(central.store, "reading", str(left.me.device_id), DeviceState.LEFT, datetime.now(UTC))
    answer = tokens(refresh(central.url, first))
    assert answer.hands_over
    said = left.ask(visit)
    assert [each.status.value for each in said.outcomes] == ["held"]
    assert said.page == ()
    assert requests.post(f"{central.url}/farewell", headers=left.headers, timeout=10).status_code == 204
    assert left.post('{"protocol": 2, "cursor": 0}').json()["code"] == ProblemCode.DEVICE_CLOSED

    lost = Laptop.of(central, central.adviser)
    token = lost.token
    revoke(central.store, "reading", str(lost.me.device_id), DeviceState.LOST, datetime.now(UTC))
    assert token
    assert lost.post('{"protocol": 2, "cursor": 0}').json()["code"] == ProblemCode.DEVICE_LOST
    again = refresh(central.url, lost.me.refresh_token.get_secret_value())
    assert again.json()["code"] == ProblemCode.DEVICE_LOST
    with pytest.raises(Refused, match="reported lost"):
        revoke(central.store, "reading", str(lost.me.device_id), DeviceState.LEFT, datetime.now(UTC))


def test_a_laptop_in_use_cannot_say_farewell(central: ACentral, anna: Laptop) -> None:
    assert requests.post(f"{central.url}/farewell", headers=anna.headers, timeout=10).status_code == 403


def test_each_act_on_a_laptop_is_a_line_of_the_audit(central: ACentral) -> None:
    laptop = Laptop.of(central, central.adviser)
    revoke(central.store, "reading", str(laptop.me.device_id), DeviceState.LEFT, datetime.now(UTC))
    assert requests.post(f"{central.url}/farewell", headers=laptop.headers, timeout=10).status_code == 204
    set_lease(central.store, "reading", 21, datetime.now(UTC))
    said = deeds(central)
    assert said[-4:] == ["device_enrolled", "device_closed", "device_handed_over", "access_changed"]


def deeds(central: ACentral) -> list[str]:
    """What the audit says was done, in order."""
    with reading(central.store.engine) as connection:
        return [line.deed.action for line in lines_of_audit(connection, "reading")]


def asks(token: str) -> TokenRequest:
    """What a laptop sends for its next tokens."""
    proof = b64encode(DEVICE_KEY.sign(token_words(token))).decode()
    return TokenRequest.model_validate({"protocol": PROTOCOL, "refresh_token": token, "proof": proof})


def renew(
    central: ACentral, laptop: Laptop, *, email: str = "", key: Ed25519PrivateKey = DEVICE_KEY
) -> requests.Response:
    """Sign in again at an enrolled laptop."""
    ticket = sign_in(central.url, email or central.adviser.email, PASSWORD).json()["ticket"]
    body = {
        "protocol": PROTOCOL,
        "ticket": ticket,
        "device_id": str(laptop.me.device_id),
        "device_key": public_half(key),
        "proof": b64encode(key.sign(renewal_words(laptop.me.device_id, ticket))).decode(),
    }
    return requests.post(f"{central.url}/renew", json=body, headers=HEADERS, timeout=30)
