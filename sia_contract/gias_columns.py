"""Where each fact of a school stands in an extract, and how its cell is read."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

# Field of SchoolPayload -> column, by the name GIAS gives it; compared without spaces, signs and capitals.
COMPULSORY: Final = {
    "urn": "URN",
    "name": "EstablishmentName",
    "authority_code": "LA (code)",
    "authority_name": "LA (name)",
    "type": "TypeOfEstablishment (name)",
    "phase": "PhaseOfEducation (name)",
}
OPTIONAL: Final = {
    "establishment_number": "EstablishmentNumber",
    "status": "EstablishmentStatus (name)",
    "opened_on": "OpenDate",
    "closed_on": "CloseDate",
    "low_age": "StatutoryLowAge",
    "high_age": "StatutoryHighAge",
    "sixth_form": "OfficialSixthForm (name)",
    "religious_character": "ReligiousCharacter (name)",
    "ukprn": "UKPRN",
    "postcode": "Postcode",
    "website": "SchoolWebsite",
    "telephone": "TelephoneNum",
    "pupils": "NumberOfPupils",
}
ADDRESS: Final = ("Street", "Locality", "Address3", "Town", "County (name)")
HEAD: Final = ("HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle")

_NOT_KNOWN: Final = date(1900, 1, 1)
_DATES: Final = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")


class UnreadableExtract(Exception):
    """The file is no extract that can be read; `str()` is a sentence that says why."""


class RowFault(Exception):
    """Why a row is rejected."""


def columns_of(header: list[str]) -> dict[str, int]:
    """Where each column stands; by name, wherever it is."""
    places: dict[str, int] = {}
    for at, name in enumerate(header):
        places.setdefault(_plain(name), at)
    wanted = {**COMPULSORY, **OPTIONAL, **{name: name for name in (*ADDRESS, *HEAD)}}
    found = {key: places[_plain(name)] for key, name in wanted.items() if _plain(name) in places}
    missing = [name for key, name in COMPULSORY.items() if key not in found]
    if missing:
        raise UnreadableExtract(
            f"The file has no column {', '.join(missing)}. "
            "Give an establishment extract of Get Information about Schools, with its header row."
        )
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def column_name(name: str) -> str:
    return ({**COMPULSORY, **OPTIONAL}).get(name, name)


def _urn(name: str, text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{5}", text, re.ASCII):
        raise RowFault("The URN is missing." if not text else "The URN is not a number of six figures.")
    return int(text)


def _compulsory(name: str, text: str) -> str:
    if not text:
        raise RowFault(f"{column_name(name)} is blank.")
    return text


def _optional(name: str, text: str) -> str:
    return text


def _whole_number(name: str, text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise RowFault(f"{column_name(name)} is not a whole number.")
    return int(text)


def _day(name: str, text: str) -> date | None:
    """A date as GIAS writes it; its 01-01-1900 means that nobody knows."""
    if not text:
        return None
    for shape in _DATES:
        try:
            day = datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return None if day == _NOT_KNOWN else day
    raise RowFault(f"{column_name(name)} is not a date such as 01-09-2011.")


def _website(name: str, text: str) -> str:
    """An address that a browser opens; most schools leave out the scheme."""
    scheme, colon, rest = text.partition(":")
    if scheme.casefold() in {"http", "https"} and colon:
        return f"{scheme.casefold()}://{rest.lstrip('/')}"
    return f"http://{text}" if text else ""


def _telephone(name: str, text: str) -> str:
    """The national number, with the 0 that spreadsheets drop and without 44; odd ones stay as they are."""
    digits = re.sub(r"\D", "", text)
    abroad = re.fullmatch(r"(?:00)?44(0?)([1-9]\d{8,9})", digits)
    if abroad:
        return f"0{abroad[2]}"
    return f"0{digits}" if re.fullmatch(r"[1-9]\d{8,9}", digits) else digits


READERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    **dict.fromkeys(COMPULSORY, _compulsory),
    **dict.fromkeys(OPTIONAL, _optional),
    "urn": _urn,
    "opened_on": _day,
    "closed_on": _day,
    "low_age": _whole_number,
    "high_age": _whole_number,
    "pupils": _whole_number,
    "website": _website,
    "telephone": _telephone,
}
