"""The authority's keys: renewed while what was signed before stays trusted; laptops follow by themselves."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
from cryptography import x509
from sqlalchemy import delete, update
from sqlmodel import col

from sia_central.certificates.authority import Holder, certify, new_authority
from sia_central.services.authorities import (
    make_missing_clocks,
    outside_roots_pem,
    renew_authority,
    renew_clock,
    roots_pem,
    use_outside_clock,
)
from sia_central.services.refused import Refused
from sia_central.services.trusted_time import stamp_waiting
from sia_central.storage.engine import writing
from sia_central.storage.store import Store
from sia_central.storage.tables import AuthorityRow, DeviceRow
from sia_contract.enrolment import CertificateAnswer
from tests.central.laptop import HEADERS, Laptop, certificate_request
from tests.helpers.a_central import ACentral


def test_a_renewed_authority_keeps_its_old_root_and_erases_its_old_key(store: Store) -> None:
    before = roots_pem(store, "reading")
    folder = store.data_dir / "authority"
    assert sorted(each.name for each in folder.iterdir()) == ["reading.2.clock.key.pem", "reading.key.pem"]
    path = renew_authority(store, "reading", datetime.now(UTC))
    roots = x509.load_pem_x509_certificates(roots_pem(store, "reading").encode())
    assert len(roots) == 2
    assert roots_pem(store, "reading").endswith(before)
    assert path == folder / "reading.3.key.pem"
    assert path.stat().st_mode & 0o077 == 0
    assert sorted(each.name for each in folder.iterdir()) == ["reading.3.key.pem", "reading.4.clock.key.pem"]


def test_a_laptop_follows_a_renewed_authority_with_the_same_key(central: ACentral) -> None:
    laptop = Laptop.of(central, central.adviser)
    assert present(laptop).certificate_pem == laptop.me.certificate_pem
    renew_authority(central.store, "reading", datetime.now(UTC))
    answer = present(laptop)
    old, new = (
        x509.load_pem_x509_certificate(pem.encode())
        for pem in (laptop.me.certificate_pem, answer.certificate_pem)
    )
    root, *_ = x509.load_pem_x509_certificates(answer.root_pem.encode())
    new.verify_directly_issued_by(root)
    assert new.public_key() == old.public_key()
    assert new.subject == old.subject
    assert present(laptop) == answer


def test_a_certificate_is_renewed_before_it_ends(central: ACentral) -> None:
    laptop = Laptop.of(central, central.adviser)
    authority = new_authority("Reading Borough Council", datetime.now(UTC) - timedelta(days=700))
    holder = Holder("Anna Adviser", "Reading", str(laptop.me.person_id), str(laptop.me.device_id))
    ending = certify(authority, certificate_request(), holder, datetime.now(UTC) - timedelta(days=700))
    with writing(central.store.engine) as connection:
        connection.execute(update(DeviceRow).values(certificate_pem=ending))
        number_one = update(AuthorityRow).where(col(AuthorityRow.number) == 1)
        connection.execute(number_one.values(certificate_pem=authority.certificate_pem))
    path = central.store.authority_path("reading.key.pem")
    path.chmod(0o600)
    path.write_bytes(authority.key_pem)
    answer = present(laptop)
    renewed = x509.load_pem_x509_certificate(answer.certificate_pem.encode())
    assert renewed.not_valid_after_utc > datetime.now(UTC) + timedelta(days=700)


def test_nobody_without_a_token_gets_a_certificate(central: ACentral) -> None:
    answer = requests.get(f"{central.url}/certificate", headers=HEADERS, timeout=30)
    assert answer.status_code == 401


def test_a_renewed_clock_erases_its_old_key(store: Store) -> None:
    renew_clock(store, "reading", datetime.now(UTC))
    names = {each.name for each in (store.data_dir / "authority").iterdir()}
    assert names == {"reading.key.pem", "reading.3.clock.key.pem"}


def test_a_council_from_before_there_were_clocks_gets_one(store: Store) -> None:
    with writing(store.engine) as connection:
        connection.execute(delete(AuthorityRow).where(col(AuthorityRow.number) == 2))
    store.drop_authority_key("reading.2.clock.key.pem")
    make_missing_clocks(store, datetime.now(UTC))
    assert store.authority_path("reading.2.clock.key.pem").exists()


def test_an_outside_clock_is_named_by_its_address_and_root(store: Store) -> None:
    root = new_authority("A time authority", datetime.now(UTC)).certificate_pem
    with pytest.raises(Refused, match="address"):
        use_outside_clock(store, "reading", "file:///etc/passwd", root, datetime.now(UTC))
    with pytest.raises(Refused, match="PEM"):
        use_outside_clock(store, "reading", "https://time.example/tsa", "nonsense", datetime.now(UTC))
    use_outside_clock(store, "reading", "https://time.example/tsa", root, datetime.now(UTC))
    assert outside_roots_pem(store, "reading") == root
    assert root not in roots_pem(store, "reading")
    assert stamp_waiting(store, datetime.now(UTC)) == 0


def present(laptop: Laptop) -> CertificateAnswer:
    """What central hands this laptop."""
    answer = requests.get(f"{laptop.url}/certificate", headers=laptop.headers, timeout=30)
    assert answer.status_code == 200, answer.text
    return CertificateAnswer.model_validate_json(answer.content)
