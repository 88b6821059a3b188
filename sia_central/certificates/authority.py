"""The council's certificate authority: its root, and the certificates it gives to laptops and its clock."""

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
CLOCK_LIFE: Final = ROOT_LIFE
"""A time that was put on a note must outlive everybody's interest in it."""
RENEW_BEFORE: Final = timedelta(days=180)
"""A laptop's certificate is replaced when it has less than this left."""
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
    certificate = (
        _builder(name, name, key.public_key(), at - CLOCK_GRACE, at + ROOT_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(_pem(certificate), _key_pem(key))


def certify(authority: Authority, request_pem: str, holder: Holder, at: datetime) -> str:
    """Certify the key in a laptop's request for its holder; nothing but the key is taken from it."""
    return _certified(authority, _public_key_of(request_pem), holder, at)


def is_due(authority_pem: str, certificate_pem: str, at: datetime) -> bool:
    """Whether a laptop's certificate ends soon, or was given by an authority since renewed."""
    certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
    root = x509.load_pem_x509_certificate(authority_pem.encode())
    is_ending = certificate.not_valid_after_utc < min(at + RENEW_BEFORE, root.not_valid_after_utc)
    return is_ending or not _gave(root, certificate)


def certify_again(authority: Authority, certificate_pem: str, holder: Holder, at: datetime) -> str:
    """Certify the same key anew: its laptop proved that it has it when it first asked."""
    public = x509.load_pem_x509_certificate(certificate_pem.encode()).public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise TypeError("a laptop's key is an elliptic-curve key")
    return _certified(authority, public, holder, at)


def new_clock(authority: Authority, council_full_name: str, at: datetime) -> Authority:
    """Make the key that signs the council's trusted time, and certify it for that and nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    root, root_key = _root_of(authority)
    name = _name(f"{council_full_name[:45]} trusted time", council_full_name)
    certificate = (
        _builder(name, root.subject, key.public_key(), *_within(root, at, CLOCK_LIFE))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    return Authority(_pem(certificate), _key_pem(key))


def _certified(authority: Authority, public: ec.EllipticCurvePublicKey, holder: Holder, at: datetime) -> str:
    root, root_key = _root_of(authority)
    subject = _name(holder.person_name, holder.council_full_name, _ids(holder))
    certificate = (
        _builder(subject, root.subject, public, *_within(root, at, LEAF_LIFE))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    return _pem(certificate)


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _within(root: x509.Certificate, at: datetime, life: timedelta) -> tuple[datetime, datetime]:
    """From when until when, inside the root's own life."""
    return max(at - CLOCK_GRACE, root.not_valid_before_utc), min(at + life, root.not_valid_after_utc)


def _root_of(authority: Authority) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = serialization.load_pem_private_key(authority.key_pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("the authority's key is not an elliptic-curve key")
    return x509.load_pem_x509_certificate(authority.certificate_pem.encode()), key


def _gave(root: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


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


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
