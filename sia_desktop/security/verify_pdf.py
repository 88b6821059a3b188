"""Says who signed a PDF, when, and that nothing changed since, or exactly what is wrong."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.when import day_in_england, in_england
from sia_desktop.security.pades import ADVISER_FIELD, HEADTEACHER_FIELD
from sia_desktop.security.pdf_changes import what_was_added
from sia_desktop.security.verdict import CannotRead, Role, SignatureVerdict, Verdict

for _library in ("pyhanko", "pyhanko_certvalidator"):
    # they would write names out of the file into our log; all they find wrong is said in the verdict
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


_CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""By how much two clocks may differ before one of them is called wrong."""

_ROLES = {ADVISER_FIELD: Role.ADVISER, HEADTEACHER_FIELD: Role.WITNESS}


@dataclass(frozen=True, slots=True)
class _Trust:
    """What the reader trusts, and when they ask."""

    roots: list[Any]
    clock_roots: list[Any]
    """For times alone, beside the roots."""
    asked_at: datetime


def verify_pdf(
    data: bytes, roots: Sequence[bytes], asked_at: datetime, clock_roots: Sequence[bytes] = ()
) -> Verdict:
    """Judge every signature in the file, and the file as a whole, by the roots the reader trusts.

    A signature that a trusted time covers is judged as of that time: it stays good when its certificate has
    run out since. Any other is judged as of `asked_at`.
    """
    own = [certificate for root in roots for certificate in _read_roots(root)]
    clocks = [certificate for root in clock_roots for certificate in _read_roots(root)]
    trust = _Trust(own, [*own, *clocks], asked_at)
    signatures = _find_signatures(data)
    if not any(signature.sig_object_type == "/Sig" for signature in signatures):
        return Verdict((), ("This file carries no signature.",))
    times: list[_Time] = []
    judged: list[SignatureVerdict] = []
    for signature in reversed(signatures):  # the newest time vouches for the one before it, and so on
        verdict = _judge(signature, data, trust, times)
        judged.insert(0, verdict)
        if verdict.role is Role.TIME and verdict.is_trusted and verdict.at:
            times.append(_Time(signature.signed_revision, verdict.at))
    return Verdict(tuple(judged), (*_added_after(signatures[-1], data), *_wrong_witness(judged)))


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


@dataclass(frozen=True, slots=True)
class _Time:
    """A trusted time: the revision of the file that it covers, and when."""

    revision: int
    at: datetime


def _judge(signature: Any, data: bytes, trust: _Trust, times: list[_Time]) -> SignatureVerdict:
    field = str(signature.field_name)
    is_time = signature.sig_object_type == "/DocTimeStamp"
    role = Role.TIME if is_time else _ROLES.get(field, Role.OTHER)
    by_then = min((time.at for time in times if time.revision > signature.signed_revision), default=None)
    try:
        judge = _judge_time if is_time else _judge_whole
        return judge(signature, field, role, data, trust, by_then)
    except Exception:  # noqa: BLE001  # the border: damage found this late is a fault of this signature
        fault = f"The signature in the field “{field}” is damaged and cannot be checked."
        return SignatureVerdict(
            field, role, "Somebody", "", None, None, "", "unclear", False, False, (fault,)
        )


def _judge_whole(
    signature: Any, field: str, role: Role, data: bytes, trust: _Trust, by_then: datetime | None
) -> SignatureVerdict:
    who, at = _named(signature.signer_cert, "common_name", "Somebody unnamed"), _claimed_time(signature)
    status = _validate(signature, by_then or trust.asked_at, trust.roots)
    is_plain = _gap_holds_only_the_signature(signature, data)
    is_intact = status.intact and status.valid
    faults = _faults_of_bytes(who, status, is_plain)
    if is_intact:
        faults += _faults_of_trust(who, signature, status, at, trust, by_then)
    return SignatureVerdict(
        field=field,
        role=role,
        who=who,
        person_id=_named(signature.signer_cert, "user_id", ""),
        at=at,
        by_then=by_then,
        reason=str(signature.sig_object.get("/Reason", "")),
        coverage=status.coverage.name.lower().replace("_", " "),
        is_intact=is_intact,
        is_trusted=is_intact and status.trusted,
        faults=tuple(faults),
    )


def _judge_time(
    signature: Any, field: str, role: Role, data: bytes, trust: _Trust, by_then: datetime | None
) -> SignatureVerdict:
    """A document timestamp; one whose own certificate has run out counts where a later one covers it."""
    from pyhanko.sign.validation import validate_pdf_timestamp
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    who = _named(signature.signer_cert, "common_name", "Somebody unnamed")
    moment = by_then or trust.asked_at
    context = ValidationContext(trust_roots=trust.clock_roots, moment=moment, allow_fetching=False)
    status = validate_pdf_timestamp(signature, context)
    is_whole = (
        status.intact
        and status.valid
        and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
        and _gap_holds_only_the_signature(signature, data)
    )
    is_trusted = bool(is_whole and status.trusted and status.timestamp <= moment + _CLOCKS_DIFFER)
    faults: tuple[str, ...] = ()
    if not is_whole:
        faults = (f"The time that {who} put on the file does not match the file.",)
    elif not is_trusted:
        faults = (f"The time that {who} put on the file is not vouched for by the root certificates given.",)
    return SignatureVerdict(
        field=field,
        role=role,
        who=who,
        person_id="",
        at=in_england(status.timestamp),
        by_then=by_then,
        reason="",
        coverage=(status.coverage or SignatureCoverageLevel.UNCLEAR).name.lower().replace("_", " "),
        is_intact=is_whole,
        is_trusted=is_trusted,
        faults=faults,
    )


def _claimed_time(signature: Any) -> datetime | None:
    """Return when the signer says they signed; a time without a zone says too little."""
    at: datetime | None = signature.self_reported_timestamp
    return in_england(at) if at and at.tzinfo else None


def _validate(signature: Any, at: datetime, roots: list[Any]) -> Any:
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
    who: str, signature: Any, status: Any, at: datetime | None, trust: _Trust, by_then: datetime | None
) -> list[str]:
    if at is None:
        return [f"The signature of {who} does not say when it was made."]
    certificate = signature.signer_cert
    start, end = certificate.not_valid_before, certificate.not_valid_after
    first, last = (plain_date(day_in_england(moment)) for moment in (start, end))
    if not start <= at <= end:
        return [f"The certificate of {who} was not valid when they signed: it runs from {first} to {last}."]
    if by_then is None and not trust.asked_at <= end:
        return [
            f"The certificate of {who} ran out on {last}, and no trusted time shows that they signed before."
        ]
    if by_then is None and not start <= trust.asked_at:
        return [f"The certificate of {who} is not valid yet: it runs from {first} to {last}."]
    if not status.trusted:
        given = "the root certificates given" if trust.roots else "any root: none was given"
        issuer = certificate.issuer.native.get("common_name", "an unnamed authority")
        return [f"Not trusted: the certificate of {who}, from {issuer}, is not vouched for by {given}."]
    if by_then is not None and at > by_then + _CLOCKS_DIFFER:
        return [f"{who} gives a time of signing after the trusted time: the laptop's clock was wrong."]
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
