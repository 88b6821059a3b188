"""Files go up piece by piece and come down to those who may see the record that names them."""

import hashlib
import os
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from sia_contract.problems import ProblemCode
from sia_contract.version import PROTOCOL
from tests.central.laptop import NOON, Laptop, change, signing
from tests.helpers.a_central import ACentral

CONTENT = os.urandom(5_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def tell_of_file(laptop: Laptop, urn: int, sha256: str = SHA256, size: int = len(CONTENT)) -> None:
    """Send the record that a file belongs to."""
    visit = laptop.visit(urn)
    note = laptop.note(visit, signing=signing())
    payload = {
        "record_kind": "note_of_visit",
        "record_id": note.id,
        "urn": urn,
        "purpose": "signed_pdf",
        "sha256": sha256,
        "size": size,
        "media_type": "application/pdf",
        "file_name": "note.pdf",
        "made_at": NOON.isoformat(),
        "made_by": str(laptop.me.person_id),
    }
    outcomes = laptop.sends(visit, note, change("attachment", str(uuid4()), payload))
    assert {each.status.value for each in outcomes} == {"applied"}


def put(laptop: Laptop, offset: int, piece: bytes, sha256: str = SHA256) -> requests.Response:
    """Send a piece."""
    headers = laptop.headers | {"Upload-Offset": str(offset)}
    return requests.put(f"{laptop.url}/files/{sha256}", data=piece, headers=headers, timeout=30)


def held(laptop: Laptop, sha256: str = SHA256) -> int | None:
    """How many bytes central says it holds; None where it says nothing."""
    answer = requests.head(f"{laptop.url}/files/{sha256}", headers=laptop.headers, timeout=30)
    return int(answer.headers["Upload-Offset"]) if answer.ok else None


def get(laptop: Laptop, **headers: str) -> requests.Response:
    """Fetch the file."""
    return requests.get(f"{laptop.url}/files/{SHA256}", headers=laptop.headers | headers, timeout=30)


@pytest.fixture
def anna(central: ACentral) -> Laptop:
    """The adviser's laptop, which has told of a file."""
    laptop = Laptop.of(central, central.adviser)
    tell_of_file(laptop, central.urns[0])
    return laptop


def test_a_file_goes_up_in_pieces_and_comes_down_whole(central: ACentral, anna: Laptop) -> None:
    assert held(anna) == 0
    assert put(anna, 0, CONTENT[:2_000]).headers["Upload-Offset"] == "2000"
    assert get(anna).status_code == 404
    assert held(anna) == 2_000
    assert put(anna, 2_000, CONTENT[2_000:]).headers["Upload-Offset"] == "5000"
    assert held(anna) == 5_000
    lena = Laptop.of(central, central.lead)
    assert get(lena).content == CONTENT
    assert get(lena).headers["X-Content-Type-Options"] == "nosniff"
    rest = get(lena, Range="bytes=4000-")
    assert (rest.status_code, rest.content) == (206, CONTENT[4_000:])
    assert put(anna, 0, CONTENT).headers["Upload-Offset"] == "5000"


def test_a_piece_at_the_wrong_place_is_told_the_right_one(anna: Laptop) -> None:
    put(anna, 0, CONTENT[:10])
    for offset in (0, 5, 20):
        answer = put(anna, offset, CONTENT[offset : offset + 3])
        assert answer.status_code == 409
        assert answer.headers["Upload-Offset"] == "10"
    assert held(anna) == 10


def test_what_is_not_what_its_name_says_is_forgotten(anna: Laptop) -> None:
    answer = put(anna, 0, bytes(len(CONTENT)))
    assert answer.status_code == 422
    assert answer.json()["code"] == ProblemCode.WRONG_HASH
    assert held(anna) == 0
    put(anna, 0, CONTENT)
    assert get(anna).content == CONTENT


def test_no_more_comes_than_was_told_of(anna: Laptop) -> None:
    answer = put(anna, 0, CONTENT + b"more")
    assert answer.status_code == 413
    assert held(anna) == 0


def test_a_stop_before_the_check_of_the_hash_begins_again(central: ACentral, anna: Laptop) -> None:
    central.store.parts.append("reading", anna.me.device_id, SHA256, CONTENT)
    assert held(anna) == 0
    put(anna, 0, CONTENT)
    assert get(anna).content == CONTENT


def test_an_empty_file_is_a_file(central: ACentral, anna: Laptop) -> None:
    empty = hashlib.sha256(b"").hexdigest()
    tell_of_file(anna, central.urns[0], empty, 0)
    assert put(anna, 0, b"", empty).status_code == 200
    answer = requests.get(f"{anna.url}/files/{empty}", headers=anna.headers, timeout=30)
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_file_is_nobody_elses_and_names_nothing_by_itself(central: ACentral, anna: Laptop) -> None:
    put(anna, 0, CONTENT)
    otto = Laptop.of(central, central.other)
    assert get(otto).status_code == 404
    assert held(otto) is None
    assert put(otto, 0, CONTENT).status_code == 404
    assert held(anna, "b" * 64) is None
    assert held(anna, "..%2f..%2fcentral.db") is None
    spoken = {"SIA-Protocol": str(PROTOCOL)}
    stranger = requests.get(f"{central.url}/files/{SHA256}", headers=spoken, timeout=30)
    assert stranger.status_code == 401


def test_two_laptops_sending_one_file_do_not_mix_their_bytes(central: ACentral, anna: Laptop) -> None:
    other = Laptop.of(central, central.adviser)
    put(anna, 0, CONTENT[:100])
    assert held(other) == 0
    put(other, 0, CONTENT)
    assert held(anna) == 5_000
    assert get(anna).content == CONTENT


def test_the_bytes_lie_under_their_hash_and_nothing_half_done_with_them(
    central: ACentral, anna: Laptop
) -> None:
    put(anna, 0, CONTENT)
    files = [path for path in Path(central.store.data_dir / "files").rglob("*") if path.is_file()]
    assert [path.name for path in files] == [SHA256]
