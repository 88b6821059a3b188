"""A council's certificate authority, small enough for tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from sia_desktop.security.pades import SigningIdentity, certificate_request, new_signing_key

SIGNED_AT = datetime(2026, 5, 20, 14, 24, tzinfo=UTC)


@dataclass(frozen=True)
class Council:
    """A council that certifies keys."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def root(self) -> bytes:
        """The council's root, as it is given out."""
        return self.certificate.public_bytes(Encoding.PEM)

    def certify(
        self, request_pem: bytes, start: datetime, days: int = 365, person_id: str = "priya"
    ) -> x509.Certificate:
        """Answer a request with a certificate for signing documents."""
        request = x509.load_pem_x509_csr(request_pem)
        subject = x509.Name([*request.subject, x509.NameAttribute(NameOID.USER_ID, person_id)])
        return (
            _certificate(subject, request.public_key(), start, days)
            .issuer_name(self.certificate.subject)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_documents=True), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )

    def enrol(
        self, person: str, start: datetime | None = None, days: int = 365, person_id: str = "priya"
    ) -> SigningIdentity:
        """Return a new laptop's identity."""
        key = new_signing_key()
        certificate = self.certify(
            certificate_request(key, person), start or SIGNED_AT - timedelta(days=30), days, person_id
        )
        return SigningIdentity(key, certificate, self.certificate)


@cache
def a_council(name: str = "Reading Borough Council") -> Council:
    """Return a council and its authority, made once."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        _certificate(subject, key.public_key(), SIGNED_AT - timedelta(days=400), 3650)
        .issuer_name(subject)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_documents=False), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Council(key, certificate)


@cache
def an_adviser(name: str = "Priya Nair") -> SigningIdentity:
    """Return one enrolled laptop of the council, made once."""
    return a_council().enrol(name)


def _certificate(subject: x509.Name, key: object, start: datetime, days: int) -> x509.CertificateBuilder:
    assert isinstance(key, ec.EllipticCurvePublicKey)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signs_documents: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_documents,
        content_commitment=signs_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs_documents,
        crl_sign=not signs_documents,
        encipher_only=False,
        decipher_only=False,
    )
