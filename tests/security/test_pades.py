"""The adviser certifies, the headteacher's mark is witnessed; earlier bytes are never touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.security.pades import (
    SigningIdentity,
    certificate_request,
    check_in_date,
    key_as_bytes,
    new_signing_key,
    sign_as_adviser,
    witness_reason,
)
from tests.documents.accessible_pdf import faults
from tests.security.signed_files import (
    HEAD,
    REASON,
    deferred,
    drawn,
    long_and_signed,
    poppler_says,
    signed_by,
    signed_later,
    signed_once,
    signed_twice,
    witnessed_by,
)
from tests.security.small_ca import SIGNED_AT, a_council, an_adviser

FILES = {
    "once": signed_once,
    "twice": signed_twice,
    "deferred": deferred,
    "later": signed_later,
    "three pages": long_and_signed,
}


@contextmanager
def field(pdf: bytes, name: str) -> Iterator[Any]:
    """Open a file and give one of its signature fields."""
    with pikepdf.open(BytesIO(pdf)) as document:
        form: Any = document.Root.AcroForm
        yield next(each for each in form.Fields if str(each.T) == name)


def test_each_signature_only_adds() -> None:
    assert signed_once().startswith(drawn())
    assert signed_twice().startswith(signed_once())
    assert signed_later().startswith(deferred())


@pytest.mark.parametrize("kind", FILES)
def test_a_signed_file_stays_accessible(kind: str) -> None:
    assert faults(FILES[kind]()) == []


@pytest.mark.parametrize(("kind", "count"), [("once", 1), ("twice", 2), ("later", 2), ("three pages", 2)])
def test_poppler_calls_every_signature_valid(kind: str, count: int, tmp_path: Path) -> None:
    said = poppler_says(FILES[kind](), tmp_path)
    assert said.count("Signature Validation: Signature is Valid.") == count
    assert said.count("Signature Type: ETSI.CAdES.detached") == count
    assert said.count("Total document signed") == 1


def test_the_adviser_certifies_and_allows_only_form_filling() -> None:
    with field(signed_twice(), "AdviserSignature") as adviser:
        signature, transform = adviser.V, adviser.V.Reference[0]
        assert (transform.TransformMethod, int(transform.TransformParams.P)) == ("/DocMDP", 2)
        assert str(signature.SubFilter) == "/ETSI.CAdES.detached"
        assert str(signature.Reason) == REASON
        assert str(signature.Location) == "Reading"
        assert str(signature.M).startswith("D:20260520142400")


def test_the_witness_says_exactly_what_they_witnessed() -> None:
    assert witness_reason(HEAD) == (
        "The mark of Headteacher (demonstration), headteacher, was made on the adviser's laptop "
        "and is witnessed with the adviser's key."
    )
    with field(signed_twice(), "HeadteacherSignature") as headteacher:
        assert str(headteacher.V.Reason) == witness_reason(HEAD)
        assert str(headteacher.V.Name) == "Priya Nair"


def test_marks_known_at_signing_are_not_covered_by_the_fields() -> None:
    for name in ("AdviserSignature", "HeadteacherSignature"):
        with field(signed_twice(), name) as each:
            assert each.AP.N.read_bytes().strip() == b""


def test_a_later_mark_is_shown_by_its_field() -> None:
    with field(deferred(), "HeadteacherSignature") as before:
        assert before.AP.N.read_bytes().strip() == b""
    with field(signed_later(), "HeadteacherSignature") as after:
        left, bottom, right, top = map(float, after.Rect)
        assert b" c" in after.AP.N.read_bytes()
        assert [float(each) for each in after.AP.N.BBox] == pytest.approx(
            [0, 0, right - left, top - bottom], abs=0.01
        )


def test_signing_twice_is_refused() -> None:
    with pytest.raises(RuleBroken, match="already signed"):
        signed_by(an_adviser(), signed_once())
    with pytest.raises(RuleBroken, match="already witnessed"):
        witnessed_by(an_adviser(), signed_twice())


def test_the_adviser_signs_first() -> None:
    with pytest.raises(RuleBroken, match="The adviser signs first"):
        witnessed_by(an_adviser(), drawn())


def test_a_file_without_room_is_refused() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(drawn())) as document:
        del document.Root.AcroForm
        document.pages[0].obj.Annots = pikepdf.Array()
        document.save(out)
    with pytest.raises(RuleBroken, match="no room for that signature"):
        signed_by(an_adviser(), out.getvalue())


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7", b"words", drawn()[:3000]])
def test_a_broken_file_is_not_signed(broken: bytes) -> None:
    with pytest.raises(OutsideTrouble, match="not a whole PDF"):
        signed_by(an_adviser(), broken)


def test_a_moment_without_its_zone_is_a_mistake_of_ours() -> None:
    naive = datetime(2026, 5, 20, 15, 24)  # noqa: DTZ001  # the point of the test
    with pytest.raises(ValueError, match="time zone"):
        sign_as_adviser(drawn(), an_adviser(), name="A", at=naive, reason="", location="")


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_an_identity_is_read_from_what_was_kept(encoding: Encoding) -> None:
    identity = an_adviser()
    key = identity.key.private_bytes(encoding, PrivateFormat.PKCS8, NoEncryption())
    certificates = (each.public_bytes(encoding) for each in (identity.certificate, identity.authority))
    read = SigningIdentity.from_bytes(key, *certificates)
    assert read.certificate == identity.certificate
    assert read.person == "Priya Nair"


def test_a_strangers_certificate_does_not_fit_the_key() -> None:
    with pytest.raises(RuleBroken, match="belongs to another key"):
        SigningIdentity(new_signing_key(), an_adviser().certificate, an_adviser().authority)


@pytest.mark.parametrize("part", range(3))
def test_parts_that_cannot_be_read_are_said_so(part: int) -> None:
    identity = an_adviser()
    pem = identity.certificate.public_bytes(Encoding.PEM)
    parts = [key_as_bytes(identity.key), pem, pem]
    parts[part] = b"-----nothing"
    with pytest.raises(OutsideTrouble, match="cannot be read"):
        SigningIdentity.from_bytes(*parts)


def test_a_key_of_another_kind_is_refused() -> None:
    key = rsa.generate_private_key(65537, 2048).private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    )
    pem = an_adviser().certificate.public_bytes(Encoding.PEM)
    with pytest.raises(OutsideTrouble, match="unknown kind"):
        SigningIdentity.from_bytes(key, pem, pem)


def test_a_key_is_small_enough_for_any_vault() -> None:
    key = new_signing_key()
    assert isinstance(key.curve, ec.SECP256R1)
    assert len(key_as_bytes(key)) < 200


def test_a_request_names_the_person_and_proves_the_key() -> None:
    key = new_signing_key()
    pem = certificate_request(key, "Priya Nair", council="Reading Borough Council", email="p@example.org")
    request = x509.load_pem_x509_csr(pem)
    names = {name.oid: name.value for name in request.subject}
    assert names == {NameOID.COMMON_NAME: "Priya Nair", NameOID.ORGANIZATION_NAME: "Reading Borough Council"}
    assert request.is_signature_valid
    assert request.public_key() == key.public_key()
    certificate = a_council().certify(pem, SIGNED_AT - timedelta(days=1))
    assert SigningIdentity(key, certificate, a_council().certificate).person == "Priya Nair"


def test_a_moment_outside_the_certificate_is_refused_in_words() -> None:
    certificate = an_adviser().certificate.public_bytes(Encoding.PEM)
    check_in_date(certificate, SIGNED_AT)
    for moment in (SIGNED_AT - timedelta(days=9_000), SIGNED_AT + timedelta(days=9_000)):
        with pytest.raises(RuleBroken, match="Nothing was signed"):
            check_in_date(certificate, moment)
