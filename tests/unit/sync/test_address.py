"""The address somebody types, before anything is sent there."""

import pytest

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.sync.address import central_address, host_of


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("sia.example.gov.uk", "https://sia.example.gov.uk"),
        ("  https://sia.example.gov.uk/ ", "https://sia.example.gov.uk"),
        ("https://SIA.example.gov.uk:8443/sia/", "https://sia.example.gov.uk:8443/sia"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.9:8000", "http://127.0.0.9:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_an_address_as_people_type_it(typed: str, address: str) -> None:
    assert central_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the address"),
        ("http://sia.example.gov.uk", "not encrypted, so nothing was sent"),
        ("http://127.0.0.1.example.gov.uk", "not encrypted"),
        ("http://localhost.example.gov.uk", "not encrypted"),
        ("http://10.0.0.1", "not encrypted"),
        ("ftp://sia.example.gov.uk", "is not an address"),
        ("https://", "is not an address"),
        ("https://sia.example.gov.uk:port", "is not an address"),
        ("the council's service", "is not an address"),
        ("https://me:secret@sia.example.gov.uk", "must not carry a name"),
        ("https://sia.example.gov.uk/?token=1", "must not carry"),
        ("https://sia.example.gov.uk/#part", "must not carry"),
    ],
)
def test_anything_else_is_refused_with_what_to_type(typed: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        central_address(typed)


def test_the_host_is_what_sentences_name() -> None:
    assert host_of("https://sia.example.gov.uk:8443/sia") == "sia.example.gov.uk"
