"""PAdES signatures, made on the laptop, offline: the adviser's, and the witness to a headteacher's mark."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.when import day_in_england

ADVISER_FIELD = "AdviserSignature"
HEADTEACHER_FIELD = "HeadteacherSignature"


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """The key made on this laptop, the council's certificate for it, and the council's own."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    authority: x509.Certificate

    def __post_init__(self) -> None:
        if self.certificate.public_key() != self.key.public_key():
            raise RuleBroken(
                "The council's certificate belongs to another key than this laptop's. "
                "Nothing was signed; enrol this laptop again."
            )

    @classmethod
    def from_bytes(cls, key: bytes, certificate: bytes, authority: bytes) -> "SigningIdentity":
        """Read the three from PEM or DER as they were kept."""
        try:
            load_key = load_pem_private_key if key.startswith(b"-----") else load_der_private_key
            private = load_key(key, password=None)
            leaf, root = _read_certificate(certificate), _read_certificate(authority)
        except (ValueError, TypeError) as error:
            raise OutsideTrouble(
                "This laptop's signing key or certificate cannot be read. "
                "The note is safe; enrol this laptop again to sign."
            ) from error
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise OutsideTrouble("This laptop's signing key is of an unknown kind; enrol this laptop again.")
        return cls(private, leaf, root)

    @property
    def person(self) -> str:
        """The name that the council certified."""
        names = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(names[0].value) if names else ""


def check_in_date(certificate: bytes, at: datetime) -> None:
    """Raise `RuleBroken` where a signature made at that moment would not be trusted."""
    council_s = _read_certificate(certificate)
    start, end = council_s.not_valid_before_utc, council_s.not_valid_after_utc
    if not start <= at <= end:
        now, first, last = (plain_date(day_in_england(moment)) for moment in (at, start, end))
        raise RuleBroken(
            f"This laptop's clock says {now}; the council certified your signature from {first} to {last}. "
            "Nothing was signed. If the clock is wrong, set it right; if it is not, ask your administrator."
        )


def new_signing_key() -> ec.EllipticCurvePrivateKey:
    """Make the key that signs on this laptop and never leaves it."""
    return ec.generate_private_key(ec.SECP256R1())


def key_as_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the key as it is kept, small enough for any vault; wrap it first."""
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def certificate_request(
    key: ec.EllipticCurvePrivateKey, person_name: str, *, council: str = "", email: str = ""
) -> bytes:
    """Return a PEM request asking the council to certify this key for this person."""
    names = [x509.NameAttribute(NameOID.COMMON_NAME, person_name)]
    names += [x509.NameAttribute(NameOID.ORGANIZATION_NAME, council)] if council else []
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(names))
    if email:
        addresses = x509.SubjectAlternativeName([x509.RFC822Name(email)])
        request = request.add_extension(addresses, critical=False)
    return request.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def sign_as_adviser(
    pdf: bytes, identity: SigningIdentity, *, name: str, at: datetime, reason: str, location: str
) -> bytes:
    """Certify the drawn note in the adviser's field; afterwards only the headteacher's may be filled."""
    if ADVISER_FIELD in _signed_fields(pdf):
        raise RuleBroken("This note is already signed. Start its next version instead.")
    words = _Words(ADVISER_FIELD, name, at, reason, location)
    return _sign(pdf, identity, words, certify=True)


def witness_reason(head_name: str) -> str:
    """Return what a witnessing signature says of itself."""
    return (
        f"The mark of {head_name}, headteacher, was made on the adviser's laptop "
        "and is witnessed with the adviser's key."
    )


def witness_head_mark(
    pdf: bytes,
    identity: SigningIdentity,
    *,
    head_name: str,
    at: datetime,
    location: str,
    appearance: bytes | None = None,
) -> bytes:
    """Approve the headteacher's mark in their field; one made later comes as a PDF of one page to show."""
    signed = _signed_fields(pdf)
    if ADVISER_FIELD not in signed:
        raise RuleBroken("The adviser signs first; then the headteacher's mark can be witnessed.")
    if HEADTEACHER_FIELD in signed:
        raise RuleBroken("The headteacher's mark on this note is already witnessed. Nothing was changed.")
    words = _Words(HEADTEACHER_FIELD, identity.person, at, witness_reason(head_name), location)
    return _sign(pdf, identity, words, certify=False, appearance=appearance)


@dataclass(frozen=True, slots=True)
class _Words:
    field: str
    name: str
    at: datetime
    reason: str
    location: str


def _read_certificate(data: bytes) -> x509.Certificate:
    read: Callable[[bytes], x509.Certificate] = (
        x509.load_pem_x509_certificate if data.startswith(b"-----") else x509.load_der_x509_certificate
    )
    return read(data)


def _signed_fields(pdf: bytes) -> set[str]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        reader = PdfFileReader(BytesIO(pdf))
        return {name for name, _, _ in enumerate_sig_fields(reader, filled_status=True)}
    except (PdfError, ValueError) as error:
        raise OutsideTrouble(
            "The file to sign is not a whole PDF. Nothing was signed; draw the note again."
        ) from error


def _sign(
    pdf: bytes, identity: SigningIdentity, words: _Words, *, certify: bool, appearance: bytes | None = None
) -> bytes:
    # imported here: pyHanko takes 0.4 seconds to import, and the first screen needs none of it
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
    from pyhanko.stamp.noop import NoOpStampStyle

    if words.at.tzinfo is None:
        raise ValueError("The moment of signing needs its time zone.")
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    metadata = PdfSignatureMetadata(
        field_name=words.field,
        name=words.name,
        reason=words.reason,
        location=words.location,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )

    class SignerAtItsMoment(PdfSigner):
        """Signs at the moment that the note gives, not at the computer's, and keeps to PDF 1.7."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = words.at
            return session

        def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
            # pyHanko would also raise the file to PDF 2.0 for elliptic curves, and PDF/A-2 is PDF 1.7
            pdf_out.register_extension(ESIC_EXTENSION_1)

    try:
        if appearance is not None:
            _show(writer, words.field, appearance)
        signer = SignerAtItsMoment(metadata, _signer(identity), stamp_style=NoOpStampStyle())
        signed = BytesIO()
        signer.sign_pdf(writer, existing_fields_only=True, output=signed)
    except SigningError as error:
        raise RuleBroken("This file has no room for that signature. Draw the note again.") from error
    return signed.getvalue()


def _show(writer: Any, field: str, appearance: bytes) -> None:
    """Let the field show the first page of another PDF."""
    from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    page = writer.import_page_as_xobject(PdfFileReader(BytesIO(appearance)))
    for _, _, reference in enumerate_sig_fields(writer.prev, with_name=field):
        widget = writer.get_object(reference.reference)
        shown = DictionaryObject()  # type: ignore[no-untyped-call]  # pyHanko leaves it untyped
        shown[pdf_name("/N")] = page
        widget["/AP"] = shown
        writer.update_container(widget)


def _signer(identity: SigningIdentity) -> Any:
    from asn1crypto import keys
    from asn1crypto import x509 as asn1
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    known = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # left untyped there
    known.register(asn1.Certificate.load(identity.authority.public_bytes(Encoding.DER)))
    return SimpleSigner(
        signing_cert=asn1.Certificate.load(identity.certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(key_as_bytes(identity.key)),
        cert_registry=known,
        embed_roots=False,  # nothing in the file that no signature covers; readers bring the root
    )
