"""The council's certificate authority: its root, and the signing certificates it gives to laptops."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ROOT_LIFE: Final = timedelta(days=20 * 365 + 5)
LEAF_LIFE: Final = timedelta(days=2 * 365)
CLOCK_GRACE: Final = timedelta(hours=1)
"""A laptop whose clock is a little behind must not find its certificate not yet valid."""

_DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")


class BadCertificateRequest(Exception):
    """The certificate request is not one we can answer."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A council's certificate authority."""

    certificate_pem: str
    key_pem: bytes


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose signature a certificate will stand for."""

    person_name: str
    council_full_name: str
    person_id: str
    device_id: str


def new_authority(council_full_name: str, at: datetime) -> Authority:
    """Make a council's root."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"{council_full_name[:40]} signing authority", council_full_name)
    public = key.public_key()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - CLOCK_GRACE)
        .not_valid_after(at + ROOT_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Authority(
        _pem(certificate),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )


def certify(authority: Authority, request_pem: str, holder: Holder, at: datetime) -> str:
    """Certify the key in a laptop's request for its holder; nothing but the key is taken from it."""
    public = _public_key_of(request_pem)
    root = x509.load_pem_x509_certificate(authority.certificate_pem.encode())
    root_key = serialization.load_pem_private_key(authority.key_pem, password=None)
    if not isinstance(root_key, ec.EllipticCurvePrivateKey):
        raise TypeError("the authority's key is not an elliptic-curve key")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_name(holder.person_name, holder.council_full_name, _ids(holder)))
        .issuer_name(root.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(max(at - CLOCK_GRACE, root.not_valid_before_utc))
        .not_valid_after(min(at + LEAF_LIFE, root.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    return _pem(certificate)


def _public_key_of(request_pem: str) -> ec.EllipticCurvePublicKey:
    try:
        request = x509.load_pem_x509_csr(request_pem.encode())
        public = request.public_key()
        is_proved = request.is_signature_valid
    except (ValueError, InvalidSignature, TypeError) as error:
        raise BadCertificateRequest("The certificate request cannot be read.") from error
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise BadCertificateRequest("The certificate request must be for a key on the curve P-256.")
    if not is_proved:
        raise BadCertificateRequest("The certificate request was not signed with its own key.")
    return public


def _ids(holder: Holder) -> list[x509.NameAttribute[str]]:
    """Two colleagues may have one name: who it is, on whichever laptop, and which laptop it is."""
    return [
        x509.NameAttribute(NameOID.USER_ID, holder.person_id),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, holder.device_id),
    ]


def _name(common: str, organisation: str, ids: Sequence[x509.NameAttribute[str]] = ()) -> x509.Name:
    """Certificates hold 64 letters a field at most; the whole name stands in the note itself."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            *ids,
        ]
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
