"""The council's certificate authority, and what its certificates say."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID

from sia_central.certificates.authority import LEAF_LIFE, Authority, Holder, certify, new_authority
from tests.central.laptop import NOON, certificate_request

HOLDER = Holder("Anna Adviser", "Reading Borough Council", "some-person", "some-laptop")


@pytest.fixture(scope="module")
def authority() -> Authority:
    """A council's authority."""
    return new_authority("Reading Borough Council", NOON)


def test_the_root_is_an_authority_for_twenty_years(authority: Authority) -> None:
    root = x509.load_pem_x509_certificate(authority.certificate_pem.encode())
    root.verify_directly_issued_by(root)
    basic = root.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical
    assert basic.value.ca
    assert basic.value.path_length == 0
    usage = root.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.key_cert_sign
    assert not usage.digital_signature
    assert root.not_valid_after_utc - NOON >= timedelta(days=20 * 365)
    key = serialization.load_pem_private_key(authority.key_pem, password=None)
    assert key.public_key() == root.public_key()


def test_a_laptops_certificate_signs_documents_and_nothing_else(authority: Authority) -> None:
    leaf = x509.load_pem_x509_certificate(certify(authority, certificate_request(), HOLDER, NOON).encode())
    root = x509.load_pem_x509_certificate(authority.certificate_pem.encode())
    leaf.verify_directly_issued_by(root)
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert leaf.not_valid_before_utc < NOON
    assert leaf.not_valid_after_utc == NOON + LEAF_LIFE
    assert leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "Anna Adviser"
    assert leaf.subject.get_attributes_for_oid(NameOID.USER_ID)[0].value == "some-person"
    assert leaf.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value == "some-laptop"


def test_no_certificate_outlives_its_root(authority: Authority) -> None:
    late = NOON + timedelta(days=20 * 365)
    leaf = x509.load_pem_x509_certificate(certify(authority, certificate_request(), HOLDER, late).encode())
    root = x509.load_pem_x509_certificate(authority.certificate_pem.encode())
    assert leaf.not_valid_after_utc == root.not_valid_after_utc


def test_another_councils_root_does_not_vouch_for_it(authority: Authority) -> None:
    leaf = x509.load_pem_x509_certificate(certify(authority, certificate_request(), HOLDER, NOON).encode())
    other = x509.load_pem_x509_certificate(
        new_authority("Reading Borough Council", NOON).certificate_pem.encode()
    )
    with pytest.raises(InvalidSignature):
        leaf.verify_directly_issued_by(other)


def test_a_long_name_is_cut_to_what_a_certificate_holds(authority: Authority) -> None:
    long = Holder("A" * 100, "B" * 100, "some-person", "some-laptop")
    leaf = x509.load_pem_x509_certificate(certify(authority, certificate_request(), long, NOON).encode())
    assert leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "A" * 64
