"""Central's trusted time on signed PDFs: kept from whoever tampers, good when certificates have ended."""

import subprocess
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader

from sia_central.certificates.authority import Holder, certify, new_authority, new_clock
from sia_central.certificates.signed_pdf import Trust, fault_of, stamped
from sia_central.certificates.time_authority import OwnTimeAuthority
from sia_desktop.documents.draw_mark import draw_late_mark
from sia_desktop.documents.draw_note import draw_note
from sia_desktop.documents.printed_note import DrawnMark
from sia_desktop.security.pades import SigningIdentity, certificate_request, key_as_bytes, new_signing_key
from sia_desktop.security.verdict import Role
from sia_desktop.security.verify_pdf import verify_pdf
from tests.documents.accessible_pdf import faults
from tests.documents.notes import FONTS, a_deferred_note, ink
from tests.security.signed_files import (
    drawn,
    poppler_says,
    signed_by,
    with_note_on_top,
    with_overlay,
    witnessed_by,
)
from tests.security.small_ca import SIGNED_AT

MADE_AT = SIGNED_AT - timedelta(days=30)
ARRIVED_AT = SIGNED_AT + timedelta(hours=3)
AUTHORITY = new_authority("Reading Borough Council", MADE_AT)
CLOCK = new_clock(AUTHORITY, "Reading Borough Council", MADE_AT)
PERSON = "0b1c7d5e-0000-4000-8000-000000000001"


def an_adviser() -> SigningIdentity:
    """A laptop that central enrolled."""
    key = new_signing_key()
    holder = Holder("Priya Nair", "Reading Borough Council", PERSON, "some-laptop")
    certificate = certify(AUTHORITY, certificate_request(key, "Priya Nair").decode(), holder, MADE_AT)
    return SigningIdentity.from_bytes(
        key_as_bytes(key), certificate.encode(), AUTHORITY.certificate_pem.encode()
    )


PRIYA = an_adviser()
ROOT = AUTHORITY.certificate_pem.encode()


def trust(at: datetime = ARRIVED_AT, person: str = PERSON) -> Trust:
    """How central judges."""
    return Trust(AUTHORITY.certificate_pem, "", at, person)


def stamp(pdf: bytes, at: datetime = ARRIVED_AT) -> bytes:
    """The file with central's time."""
    content, time = stamped(pdf, OwnTimeAuthority(CLOCK, at))
    assert time == at
    return content


@pytest.fixture(scope="module")
def signed() -> bytes:
    """A note signed and witnessed on the laptop."""
    return witnessed_by(PRIYA, signed_by(PRIYA, drawn()))


def test_the_time_is_a_new_revision_and_the_file_stays_accessible(signed: bytes) -> None:
    assert fault_of(signed, trust()) == ""
    content = stamp(signed)
    assert content.startswith(signed)
    assert faults(content) == []
    assert fault_of(content, trust()) == ""


def test_the_clock_certificate_is_for_time_alone() -> None:
    certificate = x509.load_pem_x509_certificate(CLOCK.certificate_pem.encode())
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert usage.critical
    assert [each.dotted_string for each in usage.value] == ["1.3.6.1.5.5.7.3.8"]
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(ROOT))


def test_openssl_accepts_the_token_and_poppler_the_signatures(signed: bytes, tmp_path: Path) -> None:
    content = stamp(signed)
    (time,) = PdfFileReader(BytesIO(content)).embedded_timestamp_signatures
    start, length, resumed, rest = (int(number) for number in time.byte_range)
    (tmp_path / "data").write_bytes(content[start : start + length] + content[resumed : resumed + rest])
    (tmp_path / "token").write_bytes(time.pkcs7_content)
    (tmp_path / "root.pem").write_bytes(ROOT)
    command = [
        "openssl",
        "ts",
        "-verify",
        "-data",
        "data",
        "-in",
        "token",
        "-token_in",
        "-CAfile",
        "root.pem",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout, done.stderr
    assert poppler_says(content, tmp_path).count("Signature is Valid.") == 2


def test_two_years_later_the_note_is_trusted_by_its_time_and_not_without(signed: bytes) -> None:
    later = SIGNED_AT + timedelta(days=3 * 365)
    assert PRIYA.certificate.not_valid_after_utc < later
    verdict = verify_pdf(stamp(signed), [ROOT], later)
    assert verdict.unchanged_and_trusted, verdict.sentences
    assert [each.role for each in verdict.signatures] == [Role.ADVISER, Role.WITNESS, Role.TIME]
    assert all(each.by_then == ARRIVED_AT for each in verdict.signatures[:2])
    assert "trusted time shows it was there on 20 May 2026 at 18:24" in verdict.sentences[1]
    bare = verify_pdf(signed, [ROOT], later)
    assert not bare.unchanged_and_trusted
    assert "no trusted time shows" in " ".join(bare.sentences)


def test_a_stamp_made_after_the_certificate_ended_saves_nothing(signed: bytes) -> None:
    later = PRIYA.certificate.not_valid_after_utc + timedelta(days=1)
    assert "not in date" in fault_of(signed, trust(later))
    assert not verify_pdf(stamp(signed, later), [ROOT], later).unchanged_and_trusted


def test_a_time_from_another_authority_is_not_trusted(signed: bytes) -> None:
    other = new_authority("Reading Borough Council", MADE_AT)
    content, _ = stamped(signed, OwnTimeAuthority(new_clock(other, "Elsewhere", MADE_AT), ARRIVED_AT))
    assert "not vouched for" in " ".join(verify_pdf(content, [ROOT], ARRIVED_AT).sentences)
    assert verify_pdf(content, [ROOT], ARRIVED_AT, [other.certificate_pem.encode()]).unchanged_and_trusted
    assert "trusted time" in fault_of(content, trust())


def test_a_root_for_times_alone_vouches_for_no_signer(signed: bytes) -> None:
    assert not verify_pdf(signed, [], ARRIVED_AT, [ROOT]).unchanged_and_trusted


def test_a_later_mark_joins_after_the_time_and_gets_its_own() -> None:
    first = stamp(signed_by(PRIYA, draw_note(a_deferred_note(), FONTS)))
    next_day = SIGNED_AT + timedelta(days=1)
    mark = draw_late_mark(DrawnMark(ink(4)), ("I have read this note.",), next_day, FONTS)
    marked = witnessed_by(PRIYA, first, mark, days=1)
    assert fault_of(marked, trust(next_day + timedelta(hours=1))) == ""
    second = stamp(marked, next_day + timedelta(hours=1))
    assert faults(second) == []
    verdict = verify_pdf(second, [ROOT], SIGNED_AT + timedelta(days=3 * 365))
    assert verdict.unchanged_and_trusted, verdict.sentences
    roles = [each.role for each in verdict.signatures]
    assert roles == [Role.ADVISER, Role.TIME, Role.WITNESS, Role.TIME]
    assert verdict.signatures[0].by_then == ARRIVED_AT


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda pdf: b"words", "damaged"),
        (lambda pdf: drawn(), "no signature"),
        (with_overlay, "added to the file after"),
        (with_note_on_top, "added to the file after"),
        (lambda pdf: pdf[:3000] + b"x" + pdf[3001:], "changed after it was signed"),
    ],
)
def test_what_cannot_be_relied_on_gets_no_time(signed: bytes, change: object, says: str) -> None:
    assert callable(change)
    assert says in fault_of(change(signed), trust())


def test_somebody_elses_signature_gets_no_time(signed: bytes) -> None:
    assert "somebody other" in fault_of(signed, trust(person="another"))


def test_another_councils_signature_gets_no_time() -> None:
    other = new_authority("Elsewhere", MADE_AT).certificate_pem
    assert "not one that this council gave" in fault_of(
        signed_by(PRIYA, drawn()), Trust(other, "", ARRIVED_AT, PERSON)
    )
