"""A school, as the council's register knows it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.ids import Urn


@dataclass(frozen=True, slots=True)
class Head:
    """One headteacher of a school; some schools have two."""

    title: str = ""
    first_name: str = ""
    last_name: str = ""
    post: str = ""

    @property
    def name(self) -> str:
        """The name as one would write it on an envelope."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


def phase_code(phase: str) -> str:
    """A phase as the register writes it (`Middle deemed primary`, `16 plus`), by its code in the packs."""
    words = phase.strip().lower().replace("16", "sixteen").replace("-", " ").split()
    return "_".join(words)


@dataclass(frozen=True, slots=True)
class School:
    """Facts of one school; central owns them, laptops read them."""

    urn: Urn
    name: str
    authority_code: str
    authority_name: str
    establishment_number: str
    phase: str
    type: str
    status: str
    opened_on: date | None
    closed_on: date | None
    low_age: int | None
    high_age: int | None
    sixth_form: str
    religious_character: str
    ukprn: str
    address: tuple[str, ...]
    postcode: str
    website: str
    telephone: str
    heads: tuple[Head, ...]
    pupils: int | None
    as_at: date | None
    area: str = ""
    """The district or home borough it lies in."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of a school that two extracts of the register tell differently, in words."""

    field: str
    label: str
    before: str
    after: str


_TOLD: Final = {
    "name": "Name",
    "heads": "Headteacher",
    "status": "Status",
    "closed_on": "Closes",
    "opened_on": "Opened",
    "phase": "Phase",
    "type": "Type",
    "low_age": "Youngest age",
    "high_age": "Oldest age",
    "sixth_form": "Sixth form",
    "religious_character": "Religious character",
    "pupils": "Pupils",
    "address": "Address",
    "postcode": "Postcode",
    "telephone": "Telephone",
    "website": "Website",
    "authority_name": "Authority",
    "establishment_number": "Number",
    "ukprn": "UKPRN",
}
"""The facts that are compared, the weightiest first, by the words they are told in."""


def differences(before: School, after: School) -> tuple[Difference, ...]:
    """What differs between two extracts; the day of the extract itself is no difference."""
    return tuple(
        Difference(name, label, _told(getattr(before, name)), _told(getattr(after, name)))
        for name, label in _TOLD.items()
        if getattr(before, name) != getattr(after, name)
    )


def _told(value: object) -> str:
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, tuple):
        words = [
            ", ".join(part for part in (each.name, each.post) if part)
            if isinstance(each, Head)
            else str(each)
            for each in value
        ]
        return (" and " if any(isinstance(each, Head) for each in value) else ", ").join(words)
    return "" if value is None else str(value)
