"""A laptop joins: the password, the token, the certificate, and what a stranger learns of it."""

import os
import stat
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import requests
from argon2 import PasswordHasher
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from sia_central.services.passwords import is_outdated
from sia_central.services.people import add_person
from sia_central.services.refused import Refused
from sia_central.services.set_up import set_up_council
from sia_central.services.sign_in import sign_in
from sia_central.services.tries import FREE_TRIES, FREE_TRIES_OF_ADDRESS, note_failure
from sia_central.storage.accounts import find_account, keep_password_hash
from sia_central.storage.devices import close_device
from sia_central.storage.engine import reading, write
from sia_central.storage.trouble import StoreTrouble
from sia_contract.enrolment import EnrolAnswer
from sia_contract.problems import ProblemCode
from sia_contract.version import PROTOCOL
from tests.central.laptop import Laptop, certificate_request, enrol
from tests.helpers.a_central import PASSWORD, ACentral
from tests.helpers.fixed_clock import FixedClock


def test_a_laptop_is_given_what_it_needs_to_work_alone(central: ACentral) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    request = certificate_request(key)
    answer = enrol(central.url, " ANNA@reading.example ", PASSWORD, certificate_request_pem=request)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    me = EnrolAnswer.model_validate_json(answer.content)
    assert (me.person_name, me.role) == ("Anna Adviser", "adviser")
    assert (me.council.code, me.council.name) == ("reading", "Reading")
    assert me.council.full_name == "Reading Borough Council"
    assert me.council.demonstration
    leaf = x509.load_pem_x509_certificate(me.certificate_pem.encode())
    leaf.verify_directly_issued_by(x509.load_pem_x509_certificate(me.council.root_pem.encode()))
    assert leaf.public_key() == key.public_key()
    subject = {part.oid: part.value for part in leaf.subject}
    assert subject[NameOID.COMMON_NAME] == "Anna Adviser"
    assert subject[NameOID.ORGANIZATION_NAME] == "Reading Borough Council"
    assert subject[NameOID.SERIAL_NUMBER] == str(me.device_id)


def test_a_wrong_password_and_an_unknown_person_are_answered_alike(central: ACentral) -> None:
    wrong = enrol(central.url, central.adviser.email, "not the password")
    unknown = enrol(central.url, "nobody@reading.example", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["code"] == ProblemCode.WRONG_PASSWORD


@pytest.mark.parametrize("email", ["anna@reading.example", "nobody@reading.example", "no\0body@x.example"])
def test_many_tries_cost_a_wait_that_grows_and_ends(set_up: ACentral, email: str) -> None:
    clock = FixedClock()

    def refusal() -> ProblemCode:
        with pytest.raises(Refused) as refused:
            sign_in(set_up.store, email, "not the password", "10.0.0.1", clock())
        return refused.value.problem.code

    assert {refusal() for _ in range(FREE_TRIES)} == {ProblemCode.WRONG_PASSWORD}
    assert refusal() is ProblemCode.TOO_MANY_TRIES
    clock.move(timedelta(seconds=31))
    assert refusal() is ProblemCode.WRONG_PASSWORD
    clock.move(timedelta(seconds=31))
    assert refusal() is ProblemCode.TOO_MANY_TRIES
    clock.move(timedelta(seconds=31))
    assert refusal() is ProblemCode.WRONG_PASSWORD


def test_one_network_that_tries_many_people_has_to_wait(set_up: ACentral) -> None:
    clock = FixedClock()

    def refusal(number: int, network: str) -> ProblemCode:
        with pytest.raises(Refused) as refused:
            sign_in(set_up.store, f"person{number}@reading.example", "no password", network, clock())
        return refused.value.problem.code

    for _ in range(FREE_TRIES_OF_ADDRESS):
        note_failure(set_up.store, "10.0.0.9", clock())
    assert refusal(1, "10.0.0.9") is ProblemCode.TOO_MANY_TRIES
    assert refusal(2, "10.0.0.8") is ProblemCode.WRONG_PASSWORD
    clock.move(timedelta(minutes=20))
    assert refusal(3, "10.0.0.9") is ProblemCode.WRONG_PASSWORD


def test_the_right_password_starts_the_count_again(set_up: ACentral) -> None:
    now = datetime.now(UTC)
    for password in ["wrong password"] * 4 + [PASSWORD] + ["wrong password"] * 4 + [PASSWORD]:
        if password == PASSWORD:
            sign_in(set_up.store, set_up.adviser.email, password, "10.0.0.1", now)
        else:
            with pytest.raises(Refused, match="not right"):
                sign_in(set_up.store, set_up.adviser.email, password, "10.0.0.1", now)


def test_a_hash_of_less_work_is_made_again_when_the_password_is_next_at_hand(set_up: ACentral) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    who, store = set_up.adviser.person_id, set_up.store
    write(store.engine, lambda connection: keep_password_hash(connection, "reading", who, weak))
    sign_in(store, set_up.adviser.email, PASSWORD, "10.0.0.1", datetime.now(UTC))
    with reading(store.engine) as connection:
        account = find_account(connection, "reading", who)
    assert account is not None
    assert not is_outdated(account.password_hash)
    assert "m=65536,t=3,p=4" in account.password_hash
    sign_in(store, set_up.adviser.email, PASSWORD, "10.0.0.1", datetime.now(UTC))


def test_no_token_is_kept(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser)
    token, refresh_token = anna.token, anna.me.refresh_token.get_secret_value()
    with reading(central.store.engine) as connection:
        rows = [str(row) for row in connection.execute(text("SELECT * FROM devices"))]
        rows += [str(row) for row in connection.execute(text("SELECT * FROM accounts"))]
    assert len(rows) == 4
    assert not any(word in row for row in rows for word in (token, refresh_token, PASSWORD))
    assert any("$argon2id$" in row for row in rows)


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer nonsense", "Basic abc"])
def test_a_token_we_did_not_give_is_refused(central: ACentral, header: str) -> None:
    anna = Laptop.of(central, central.adviser)
    answer = requests.post(
        f"{central.url}/sync",
        json={"protocol": PROTOCOL, "cursor": 0, "changes": []},
        headers=anna.headers | {"Authorization": header},
        timeout=10,
    )
    assert answer.status_code == 401
    assert answer.json()["code"] == ProblemCode.NOT_SIGNED_IN


def test_a_closed_laptop_is_refused_in_words(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser)
    write(central.store.engine, lambda connection: close_device(connection, "reading", anna.me.device_id))
    assert not write(central.store.engine, lambda connection: close_device(connection, "reading", uuid4()))
    answer = anna.post('{"protocol": 2, "cursor": 0}')
    assert answer.status_code == 403
    assert answer.json()["code"] == ProblemCode.DEVICE_CLOSED


def rsa_request() -> str:
    """A request for a key of another kind."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "laptop")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()


def tampered_request() -> str:
    """A request whose signature is not its own."""
    good = certificate_request()
    der = bytearray(x509.load_pem_x509_csr(good.encode()).public_bytes(serialization.Encoding.DER))
    at = der.find(b"whatever")
    der[at] ^= 1
    return x509.load_der_x509_csr(bytes(der)).public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.parametrize(
    "request_pem",
    [
        "nonsense",
        "",
        rsa_request(),
        certificate_request(ec.generate_private_key(ec.SECP384R1())),
        tampered_request(),
    ],
    ids=["nonsense", "empty", "rsa", "another curve", "tampered"],
)
def test_only_a_sound_request_for_a_p256_key_is_certified(central: ACentral, request_pem: str) -> None:
    answer = enrol(central.url, central.adviser.email, PASSWORD, certificate_request_pem=request_pem)
    assert answer.status_code == 400
    assert answer.json()["code"] == ProblemCode.BAD_REQUEST


def test_a_council_is_set_up_once_and_its_key_is_its_own(set_up: ACentral) -> None:
    key = set_up.store.data_dir / "authority" / "reading.key.pem"
    assert stat.S_IMODE(os.stat(key).st_mode) == 0o600
    with pytest.raises(Refused, match="already"):
        set_up_council(set_up.store, "reading", is_demonstration=False, at=datetime.now(UTC))
    with pytest.raises(Refused, match="reading"):
        set_up_council(set_up.store, "atlantis", is_demonstration=False, at=datetime.now(UTC))
    with pytest.raises(StoreTrouble, match="already an authority"):
        set_up.store.keep_authority_key("reading.key.pem", b"another")


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"email": "nonsense"}, "not an e-mail"),
        ({"email": "anna@reading.example"}, "already"),
        ({"role": "headteacher"}, "no role headteacher"),
        ({"name": " "}, "name"),
        ({"password": "short"}, "12 characters"),
        ({"reports_to": "nobody@reading.example"}, "nobody@reading.example"),
    ],
)
def test_a_colleague_is_added_with_sound_facts_only(
    set_up: ACentral, other: dict[str, str], says: str
) -> None:
    sound = {"name": "Nora New", "email": "nora@reading.example", "role": "adviser", "password": PASSWORD}
    facts = {"reports_to": None} | sound | other
    with pytest.raises(Refused, match=says):
        add_person(set_up.store, set_up.council, at=datetime.now(UTC), **facts)  # type: ignore[arg-type]
