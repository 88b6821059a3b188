"""A signed PDF as central takes it in: whether it can be relied on, and the trusted time added to it."""

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import pem
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, enumerate_sig_fields
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

for _library in ("pyhanko", "pyhanko_certvalidator"):
    # they would write names out of the file into our log; what is wrong is said in the record
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

_FIELD: Final = "CouncilTime"
_NAME: Final = "The council's trusted time"


@dataclass(frozen=True, slots=True)
class Trust:
    """By what a file is judged: who vouches for signers, who for times, and when."""

    roots_pem: str
    clock_roots_pem: str
    """For times alone, beside the council's own roots."""
    at: datetime
    person_id: str
    """Whose signatures these must be."""
    record_id: str = ""
    """The record that the first signature must name; empty for a note, which names its version alone."""


def fault_of(pdf: bytes, trust: Trust) -> str:
    """Return in a sentence why no trusted time may be put on this file; empty where it may."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signatures = list(reader.embedded_signatures)
        if not any(each.sig_object_type == "/Sig" for each in signatures):
            return "The file carries no signature."
        if signatures[-1].evaluate_signature_coverage() < SignatureCoverageLevel.ENTIRE_FILE:
            return "Something was added to the file after its last signature."
        if trust.record_id not in str(signatures[0].sig_object.get("/Reason", "")):
            return "The file is signed for another record than the one it came with."
        stamps = _trusted_stamps(signatures, trust)
        faults = (_fault(each, stamps, trust) for each in signatures)
        return next((fault for fault in faults if fault), "")
    except Exception:  # noqa: BLE001  # the border: a stranger's bytes make the readers raise anything
        return "The file is damaged, or it is no PDF."


def stamped(pdf: bytes, clock: TimeStamper) -> tuple[bytes, datetime]:
    """Return the file with a document timestamp as its newest revision, and the time that it states."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    names = {str(name) for name, _, _ in enumerate_sig_fields(writer.prev)}
    number = sum(bool(re.fullmatch(rf"{_FIELD}\d+", name)) for name in names) + 1
    stamper = PdfTimeStamper(
        clock,
        field_name=f"{_FIELD}{number}",
        # outside the page and of no size: PDF/UA and PDF/A then ask for neither a tag nor a picture of it
        invis_settings=InvisSigSettings(box_out_of_bounds=True),
        readable_field_name=_NAME,
    )
    out = BytesIO()
    stamper.timestamp_pdf(writer, "sha256", output=out)
    last = list(PdfFileReader(BytesIO(out.getvalue())).embedded_signatures)[-1]
    content = last.signed_data["encap_content_info"]["content"].parsed
    time: datetime = content["gen_time"].native
    return out.getvalue(), time


def _fault(signature: Any, stamps: list[tuple[int, datetime]], trust: Trust) -> str:
    if signature.sig_object_type != "/Sig":
        is_trusted = any(revision == signature.signed_revision for revision, _ in stamps)
        return "" if is_trusted else "A trusted time in the file is not the council's, or was tampered with."
    later = [at for revision, at in stamps if revision > signature.signed_revision]
    context = _context(trust.roots_pem, min(later, default=trust.at))
    status = validate_pdf_signature(signature, context)
    if not (status.intact and status.valid):
        return "The file was changed after it was signed."
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION or status.docmdp_ok is False:
        return "The file was changed by more than the headteacher's mark after it was signed."
    if not status.trusted:
        return "The signature's certificate is not one that this council gave, or it was not in date."
    if status.signing_cert.subject.native.get("user_id") != trust.person_id:
        return "The file is signed by somebody other than the person who sent it."
    return "" if status.bottom_line else "The signature is not acceptable."


def _trusted_stamps(signatures: list[Any], trust: Trust) -> list[tuple[int, datetime]]:
    """Each trusted time in the file: the revision it covers, and when."""
    found = []
    for signature in signatures:
        if signature.sig_object_type == "/DocTimeStamp":
            context = _context(trust.roots_pem + trust.clock_roots_pem, trust.at)
            status = validate_pdf_timestamp(signature, context)
            if status.intact and status.valid and status.trusted:
                found.append((signature.signed_revision, status.timestamp))
    return found


def _context(roots_pem: str, moment: datetime) -> ValidationContext:
    """No revocation lists: a laptop that was closed sends nothing more, and so gets no trusted time."""
    roots = [asn1.Certificate.load(der) for _, _, der in pem.unarmor(roots_pem.encode(), multiple=True)]
    return ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)
