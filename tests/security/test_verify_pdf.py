"""What verify says: who, when, unchanged; and whatever was done to the file, exactly what is wrong."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sia_desktop.security.verdict import CannotRead, Role, Verdict, exit_status, to_json
from sia_desktop.security.verify_pdf import verify_pdf
from tests.security.signed_files import (
    deferred,
    drawn,
    long_and_signed,
    poppler_says,
    rewritten,
    signed_by,
    signed_later,
    signed_once,
    signed_ranges,
    signed_twice,
    with_note_on_top,
    with_other_language,
    with_overlay,
    with_page,
    witnessed_by,
)
from tests.security.small_ca import SIGNED_AT, a_council, an_adviser

ROOT = a_council().root
READ_AT = SIGNED_AT + timedelta(days=3)
"""When the files are looked at: no test may run out with its certificates."""
UNCHANGED = "Unchanged and trusted: nothing has changed since it was signed."


def verdict_on(data: bytes) -> Verdict | CannotRead:
    """Return the verdict, or the trouble of reading, as the command would meet it."""
    try:
        return verify_pdf(data, [ROOT], READ_AT)
    except CannotRead as trouble:
        return trouble


def said_of(data: bytes) -> str:
    """Return all that is said of a file, once it is known to be rejected."""
    verdict = verdict_on(data)
    assert exit_status(verdict) != 0
    return str(verdict) if isinstance(verdict, CannotRead) else " ".join(verdict.sentences)


@pytest.mark.parametrize("make", [signed_twice, signed_later, long_and_signed])
def test_a_signed_note_is_unchanged_and_trusted(make: Callable[[], bytes]) -> None:
    verdict = verify_pdf(make(), [ROOT], READ_AT)
    assert exit_status(verdict) == 0
    assert verdict.sentences[0] == UNCHANGED
    assert [signature.role for signature in verdict.signatures] == [Role.ADVISER, Role.WITNESS]
    assert [signature.coverage for signature in verdict.signatures] == ["entire revision", "entire file"]


def test_it_says_who_signed_when_and_by_whose_clock() -> None:
    assert verify_pdf(signed_twice(), [ROOT], READ_AT).sentences == (
        UNCHANGED,
        "Priya Nair signed as the adviser on 20 May 2026 at 15:24 by the laptop's own clock.",
        "Priya Nair witnessed the headteacher's mark with the adviser's key on 20 May 2026 at 15:25 "
        "by the laptop's own clock.",
        "The council's trusted time is not on it yet: until it is, the time rests on the laptop's clock, and "
        "the file counts only while the signer's certificate is in date.",
    )


@pytest.mark.parametrize("make", [signed_once, deferred])
def test_a_note_without_a_headteachers_mark_says_so(make: Callable[[], bytes]) -> None:
    verdict = verify_pdf(make(), [ROOT], READ_AT)
    assert exit_status(verdict) == 0
    assert verdict.sentences[-1] == "No headteacher's mark has been witnessed in this file."


def test_other_programs_get_the_same_as_json() -> None:
    said = json.loads(to_json(verify_pdf(signed_twice(), [ROOT], READ_AT)))
    assert said["unchanged_and_trusted"] is True
    assert said["faults"] == []
    assert said["signatures"][0]["who"] == "Priya Nair"
    assert said["signatures"][0]["at"] == "2026-05-20T15:24:00+01:00"
    assert said["signatures"][1]["role"] == "headteacher's mark, witnessed with the adviser's key"
    assert said["signatures"][1]["reason"].endswith("is witnessed with the adviser's key.")


def test_a_file_nobody_signed_says_so() -> None:
    assert "This file carries no signature." in said_of(drawn())


def test_another_councils_root_does_not_vouch_for_it() -> None:
    verdict = verify_pdf(signed_twice(), [a_council("Another council").root], READ_AT)
    assert exit_status(verdict) == 1
    assert [signature.is_intact for signature in verdict.signatures] == [True, True]
    assert [signature.is_trusted for signature in verdict.signatures] == [False, False]
    assert "Not trusted: the certificate of Priya Nair, from Reading Borough Council" in verdict.sentences[-1]


def test_without_a_root_nothing_is_trusted() -> None:
    assert "none was given" in verify_pdf(signed_twice(), [], READ_AT).sentences[-1]


def test_several_roots_may_be_given_and_in_one_file() -> None:
    another = a_council("Another council").root
    assert exit_status(verify_pdf(signed_twice(), [another, ROOT], READ_AT)) == 0
    assert exit_status(verify_pdf(signed_twice(), [another + ROOT], READ_AT)) == 0


@pytest.mark.parametrize(
    "root", [b"", b"words", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_root_that_cannot_be_read_is_said_so(root: bytes) -> None:
    with pytest.raises(CannotRead, match="root certificate cannot be read"):
        verify_pdf(signed_twice(), [root], READ_AT)


def test_a_certificate_that_had_expired_is_said_so() -> None:
    expired = a_council().enrol("Priya Nair", SIGNED_AT - timedelta(days=100), days=30)
    said = said_of(signed_by(expired, drawn()))
    assert "was not valid when they signed: it runs from 9 February 2026 to 11 March 2026." in said


def test_a_certificate_that_ran_out_counts_no_more_without_a_trusted_time() -> None:
    brief = a_council().enrol("Priya Nair", SIGNED_AT - timedelta(days=1), days=2)
    pdf = signed_by(brief, drawn())
    assert exit_status(verify_pdf(pdf, [ROOT], SIGNED_AT)) == 0
    assert "no trusted time shows" in " ".join(verify_pdf(pdf, [ROOT], READ_AT).sentences)


def test_a_witness_of_another_council_is_not_trusted() -> None:
    stranger = a_council("Another council").enrol("Somebody Else")
    verdict = verify_pdf(witnessed_by(stranger, signed_once()), [ROOT], READ_AT)
    assert exit_status(verdict) == 1
    assert [signature.is_trusted for signature in verdict.signatures] == [True, False]
    assert "Not trusted: the certificate of Somebody Else, from Another council" in verdict.sentences[-1]


def test_only_the_adviser_who_signed_can_witness() -> None:
    said = said_of(witnessed_by(a_council().enrol("A Colleague"), signed_once()))
    assert "witnessed by A Colleague, who did not sign this note as its adviser" in said
    namesake = a_council().enrol("Priya Nair", person_id="another Priya")
    assert "who did not sign this note as its adviser" in said_of(witnessed_by(namesake, signed_once()))


def test_the_same_adviser_on_a_new_laptop_can_witness() -> None:
    again = witnessed_by(a_council().enrol("Priya Nair"), deferred())
    assert exit_status(verify_pdf(again, [ROOT], READ_AT)) == 0


CHANGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "page appended": (with_page, "It had 1 page when it was signed, and has 2 pages now."),
    "words laid over": (with_overlay, "What is drawn on page 1 was changed after signing."),
    "note stuck on": (with_note_on_top, "Something was laid over page 1 after signing."),
    "catalogue changed": (with_other_language, "bytes were added to the file after it was signed."),
    "words after the end": (lambda pdf: pdf + b"\n% agreed\n", "10 bytes were added"),
    "one byte after the end": (lambda pdf: pdf + b"\n", "1 byte was added"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("make", [signed_once, signed_twice])
def test_whatever_is_added_after_signing_is_named(make: Callable[[], bytes], change: str) -> None:
    add, words = CHANGES[change]
    verdict = verify_pdf(add(make()), [ROOT], READ_AT)
    assert exit_status(verdict) == 1
    assert words in " ".join(verdict.sentences)


@pytest.mark.parametrize("change", ["page appended", "words laid over", "note stuck on", "catalogue changed"])
def test_poppler_too_sees_that_something_was_added(change: str, tmp_path: Path) -> None:
    said = poppler_says(CHANGES[change][0](signed_twice()), tmp_path)
    assert "  - Total document signed" not in said
    assert said.count("Not total document signed") == 2


@pytest.mark.parametrize("change", ["page appended", "words laid over", "note stuck on", "catalogue changed"])
def test_a_change_before_the_witness_signed_is_seen(change: str) -> None:
    said = said_of(witnessed_by(an_adviser(), CHANGES[change][0](signed_once())))
    assert "After Priya Nair signed, the file was changed by more than filling in" in said


def test_a_file_saved_anew_is_rejected() -> None:
    assert "changed after Priya Nair signed it" in said_of(rewritten(signed_twice()))


def test_a_file_cut_short_is_rejected() -> None:
    whole = signed_twice()
    for end in range(1, len(whole), 1500):
        if whole[:end].rstrip() != signed_once().rstrip():
            said_of(whole[:end])


def test_the_first_revision_alone_says_that_the_mark_is_missing() -> None:
    before = signed_twice()[: len(signed_once())]
    assert "No headteacher's mark" in verify_pdf(before, [ROOT], READ_AT).sentences[-1]


def offsets(pdf: bytes, count: int) -> list[int]:
    """Return random places inside the bytes that the last signature covers."""
    places = [place for start, end in signed_ranges(pdf) for place in range(start, end)]
    return Random(20260520).sample(places, count)


def changed_at(pdf: bytes, place: int, mask: int = 0x01) -> bytes:
    """Return the file with one byte changed."""
    return pdf[:place] + bytes([pdf[place] ^ mask]) + pdf[place + 1 :]


def test_a_byte_changed_anywhere_is_rejected_in_words() -> None:
    pdf = signed_twice()
    for place in offsets(pdf, 200):
        said = said_of(changed_at(pdf, place))
        assert "Do not rely on this file." in said or "This file cannot be read" in said
        assert UNCHANGED not in said


def test_a_byte_changed_anywhere_is_rejected_by_poppler(tmp_path: Path) -> None:
    pdf = signed_twice()
    for place in offsets(pdf, 200):
        assert poppler_says(changed_at(pdf, place), tmp_path).count("Signature is Valid.") < 2


def test_bytes_hidden_beside_the_signature_are_found() -> None:
    pdf = signed_twice()
    gap_end = signed_ranges(pdf)[1][0]
    hidden = pdf[: gap_end - 5] + b"abcd" + pdf[gap_end - 1 :]
    assert len(hidden) == len(pdf)
    assert "does not cover everything that it should" in said_of(hidden)


def test_a_broken_signature_is_rejected() -> None:
    pdf = signed_twice()
    (_, start), (end, _) = signed_ranges(pdf)
    last_digit = start + len(pdf[start : end - 1].rstrip(b"0"))
    for place in range(last_digit - 100, last_digit, 5):
        digit = b"0" if pdf[place : place + 1] != b"0" else b"1"
        said_of(pdf[:place] + digit + pdf[place + 1 :])


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"words" * 100, b"\0" * 4096, drawn()[:2000]])
def test_what_is_no_pdf_cannot_be_read(data: bytes) -> None:
    with pytest.raises(CannotRead, match="cannot be read"):
        verify_pdf(data, [ROOT], READ_AT)
    verdict = verdict_on(data)
    assert exit_status(verdict) == 2


@given(st.binary(max_size=400))
def test_any_bytes_get_a_verdict_or_cannot_be_read(data: bytes) -> None:
    assert exit_status(verdict_on(b"%PDF-1.7\n" + data)) in (1, 2)


@settings(max_examples=150)
@given(
    edits=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.binary(max_size=12)),
        min_size=1,
        max_size=4,
    )
)
def test_a_mangled_file_never_breaks_the_verdict(edits: list[tuple[float, int, bytes]]) -> None:
    data = signed_twice()
    for where, length, replacement in edits:
        place = int(where * len(data))
        data = data[:place] + replacement + data[place + length :]
    verdict = verdict_on(data)
    assert exit_status(verdict) in ((0,) if data == signed_twice() else (1, 2))
    if isinstance(verdict, Verdict):
        assert json.loads(to_json(verdict))["sentences"] == list(verdict.sentences)
