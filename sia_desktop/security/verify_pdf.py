"""Says who signed a PDF, when, and that nothing changed since, or exactly what is wrong."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.when import LONDON, clock_in_england, day_in_england
from sia_desktop.security.pades import ADVISER_FIELD, HEADTEACHER_FIELD
from sia_desktop.security.pdf_changes import what_was_added

for _library in ("pyhanko", "pyhanko_certvalidator"):
    # they would write names out of the file into our log; all they find wrong is said in the verdict
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


class CannotRead(OutsideTrouble):
    """The file, or a root certificate given with it, cannot be read at all."""


class Role(StrEnum):
    """What a signature stands for."""

    ADVISER = "adviser"
    WITNESS = "headteacher's mark, witnessed with the adviser's key"
    OTHER = "other"


_ROLES = {ADVISER_FIELD: Role.ADVISER, HEADTEACHER_FIELD: Role.WITNESS}


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One signature, judged."""

    field: str
    role: Role
    who: str
    person_id: str
    """By which the council tells namesakes apart; empty in a certificate that does not say."""
    at: datetime | None
    reason: str
    coverage: str
    is_intact: bool
    is_trusted: bool
    faults: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Who signed and when, by whose clock."""
        when = "at a time it does not give"
        if self.at:
            day, clock = plain_date(day_in_england(self.at)), clock_in_england(self.at)
            when = f"on {day} at {clock} by the laptop's own clock"
        match self.role:
            case Role.ADVISER:
                return f"{self.who} signed as the adviser {when}."
            case Role.WITNESS:
                return f"{self.who} witnessed the headteacher's mark with the adviser's key {when}."
            case Role.OTHER:
                return f"{self.who} signed in the field “{self.field}” {when}."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What there is to say of one file."""

    signatures: tuple[SignatureVerdict, ...]
    faults: tuple[str, ...]

    @property
    def unchanged_and_trusted(self) -> bool:
        """Whether the file can be relied on as it stands."""
        return bool(self.signatures) and not self.all_faults

    @property
    def all_faults(self) -> tuple[str, ...]:
        """Every fault once, in words."""
        found = [fault for signature in self.signatures for fault in signature.faults]
        return tuple(dict.fromkeys([*self.faults, *found]))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The verdict, then who signed, then each fault or what is still missing."""
        if self.unchanged_and_trusted:
            head = "Unchanged and trusted: nothing has changed since it was signed."
        else:
            head = "Do not rely on this file."
        said = [head, *(signature.sentence for signature in self.signatures), *self.all_faults]
        if self.signatures and Role.WITNESS not in {signature.role for signature in self.signatures}:
            said.append("No headteacher's mark has been witnessed in this file.")
        return tuple(said)


def verify_pdf(data: bytes, roots: Sequence[bytes]) -> Verdict:
    """Judge every signature in the file, and the file as a whole, by the roots the reader trusts."""
    trusted = [certificate for root in roots for certificate in _read_roots(root)]
    signatures = _find_signatures(data)
    if not signatures:
        return Verdict((), ("This file carries no signature.",))
    judged = tuple(_judge(signature, data, trusted) for signature in signatures)
    return Verdict(judged, (*_added_after(signatures[-1], data), *_wrong_witness(judged)))


def exit_status(verdict: Verdict | CannotRead) -> int:
    """Return 0 for unchanged and trusted, 2 for a file that cannot be read, 1 for anything else."""
    match verdict:
        case CannotRead():
            return 2
        case Verdict():
            return 0 if verdict.unchanged_and_trusted else 1


def to_json(verdict: Verdict) -> str:
    """Return the verdict for other programs."""
    signatures = [
        asdict(signature) | {"at": signature.at.isoformat() if signature.at else None}
        for signature in verdict.signatures
    ]
    said = {
        "unchanged_and_trusted": verdict.unchanged_and_trusted,
        "sentences": verdict.sentences,
        "faults": verdict.all_faults,
        "signatures": signatures,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


@cache
def _read_roots(root: bytes) -> tuple[Any, ...]:
    from asn1crypto import x509 as asn1

    try:
        certificates = x509.load_pem_x509_certificates(root)
    except ValueError as error:
        raise CannotRead(
            "The root certificate cannot be read. Give the council's root as a PEM file."
        ) from error
    return tuple(asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in certificates)


def _find_signatures(data: bytes) -> list[Any]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        found = list(PdfFileReader(BytesIO(data)).embedded_signatures)
        for signature in found:
            _ = signature.signer_cert.native, signature.reader.root
    except Exception as error:  # the border: a stranger's bytes make the readers raise anything
        raise CannotRead("This file cannot be read: it is damaged, or it is no PDF.") from error
    return found


def _judge(signature: Any, data: bytes, roots: list[Any]) -> SignatureVerdict:
    field = str(signature.field_name)
    role = _ROLES.get(field, Role.OTHER)
    try:
        return _judge_whole(signature, field, role, data, roots)
    except Exception:  # noqa: BLE001  # the border: damage found this late is a fault of this signature
        fault = f"The signature in the field “{field}” is damaged and cannot be checked."
        return SignatureVerdict(field, role, "Somebody", "", None, "", "unclear", False, False, (fault,))


def _judge_whole(signature: Any, field: str, role: Role, data: bytes, roots: list[Any]) -> SignatureVerdict:
    who, at = _named(signature.signer_cert, "common_name", "Somebody unnamed"), _claimed_time(signature)
    status = _validate(signature, at, roots)
    is_plain = _gap_holds_only_the_signature(signature, data)
    is_intact = status.intact and status.valid
    faults = _faults_of_bytes(who, status, is_plain)
    if is_intact:
        faults += _faults_of_trust(who, signature, status, at, roots)
    return SignatureVerdict(
        field=field,
        role=role,
        who=who,
        person_id=_named(signature.signer_cert, "user_id", ""),
        at=at,
        reason=str(signature.sig_object.get("/Reason", "")),
        coverage=status.coverage.name.lower().replace("_", " "),
        is_intact=is_intact,
        is_trusted=is_intact and status.trusted,
        faults=tuple(faults),
    )


def _claimed_time(signature: Any) -> datetime | None:
    """Return when the signer says they signed; a time without a zone says too little."""
    at: datetime | None = signature.self_reported_timestamp
    return at.astimezone(LONDON) if at and at.tzinfo else None


def _validate(signature: Any, at: datetime | None, roots: list[Any]) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=roots, moment=at, allow_fetching=False)
    return validate_pdf_signature(signature, context)


def _gap_holds_only_the_signature(signature: Any, data: bytes) -> bool:
    """Return whether the one gap in the signed bytes holds the signature, then nothing but zeros."""
    start, length, resumed, _ = (int(number) for number in signature.byte_range)
    gap = data[length:resumed]
    if start != 0 or gap[:1] != b"<" or gap[-1:] != b">":
        return False
    container = bytes.fromhex(gap[1:-1].decode("ascii"))
    size = _der_size(container)
    return container == signature.pkcs7_content and not container[size:].strip(b"\0")


def _der_size(container: bytes) -> int:
    """Return how many bytes the signature itself takes up."""
    if container[1] < 0x80:
        return 2 + container[1]
    count = container[1] & 0x7F
    return 2 + count + int.from_bytes(container[2 : 2 + count], "big")


def _faults_of_bytes(who: str, status: Any, is_plain: bool) -> list[str]:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if not status.intact:
        return [
            f"The file was changed after {who} signed it: its signed part no longer matches the signature."
        ]
    if not status.valid:
        return [f"The signature of {who} was not made by the key that its certificate names."]
    if not is_plain or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return [f"The signature of {who} does not cover everything that it should."]
    level = status.modification_level
    if level is None or level > ModificationLevel.FORM_FILLING or status.docmdp_ok is False:
        return [f"After {who} signed, the file was changed by more than filling in the headteacher's mark."]
    return []


def _faults_of_trust(
    who: str, signature: Any, status: Any, at: datetime | None, roots: list[Any]
) -> list[str]:
    if at is None:
        return [f"The signature of {who} does not say when it was made."]
    certificate = signature.signer_cert
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        start, end = (
            plain_date(day_in_england(moment))
            for moment in (certificate.not_valid_before, certificate.not_valid_after)
        )
        return [f"The certificate of {who} was not valid when they signed: it runs from {start} to {end}."]
    if not status.trusted:
        given = "the root certificates given" if roots else "any root: none was given"
        issuer = certificate.issuer.native.get("common_name", "an unnamed authority")
        return [f"Not trusted: the certificate of {who}, from {issuer}, is not vouched for by {given}."]
    return [] if status.bottom_line else [f"The signature of {who} is not acceptable."]


def _added_after(last: Any, data: bytes) -> tuple[str, ...]:
    """Return what stands in the file after its last signature, where anything does."""
    try:
        end = int(last.byte_range[2]) + int(last.byte_range[3])
        return what_was_added(last, len(data) - end) if end != len(data) else ()
    except Exception:  # noqa: BLE001  # the border: it differs, whatever stops us from saying how
        return ("The file was changed after it was signed.",)


def _wrong_witness(judged: Sequence[SignatureVerdict]) -> tuple[str, ...]:
    """Return a sentence where a headteacher's mark is witnessed by anybody but the adviser who signed."""
    advisers = {(each.who, each.person_id) for each in judged if each.role is Role.ADVISER}
    return tuple(
        f"The headteacher's mark was witnessed by {signature.who}, who did not sign this note as its adviser."
        for signature in judged
        if signature.role is Role.WITNESS and (signature.who, signature.person_id) not in advisers
    )


def _named(certificate: Any, part: str, otherwise: str) -> str:
    name = certificate.subject.native.get(part, otherwise)
    return ", ".join(name) if isinstance(name, list) else str(name)
