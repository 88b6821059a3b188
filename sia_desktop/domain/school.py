"""A school, as the council's register knows it."""

from dataclasses import dataclass
from datetime import date

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
