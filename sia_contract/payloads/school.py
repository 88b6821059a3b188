"""A school as central's administrator imported it from Get Information about Schools."""

from datetime import date

from pydantic import Field

from sia_contract.messages import Message


class HeadPayload(Message):
    """One headteacher; a school may have two."""

    title: str = ""
    first_name: str = ""
    last_name: str = ""
    post: str = ""


class SchoolPayload(Message):
    """Facts of one school, keyed by URN; blank where the register is blank."""

    urn: int = Field(ge=100_000, le=999_999)
    name: str = Field(min_length=1)
    authority_code: str
    authority_name: str
    area: str = ""
    """The district or home borough it lies in, by its code in the pack."""
    establishment_number: str = ""
    phase: str
    type: str
    status: str
    opened_on: date | None = None
    closed_on: date | None = None
    low_age: int | None = None
    high_age: int | None = None
    sixth_form: str = ""
    religious_character: str = ""
    ukprn: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    website: str = ""
    telephone: str = ""
    heads: tuple[HeadPayload, ...] = ()
    pupils: int | None = None
    as_at: date | None = None
    """The date of the extract this came from."""
