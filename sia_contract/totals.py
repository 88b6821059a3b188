"""`GET /totals`: what an elected member or a director sees of a council's work; no school is named."""

from datetime import date
from typing import Final

from pydantic import Field

from sia_contract.messages import Message

FEWEST: Final = 6
"""A count below this, and above zero, is not given: so few schools might be known by it."""


class CategoryTotal(Message):
    """How many schools stand in one category; None where it is few enough to know them by."""

    code: str
    label: str
    schools: int | None


class Totals(Message):
    """Counts of one council on one day."""

    council: str
    on: date
    schools: int
    categories: tuple[CategoryTotal, ...]
    not_categorised: int | None
    since: date
    """The first day of the academic year that visits and notes are counted from."""
    visits: int | None = Field(description="Visits made and not voided.")
    notes_signed: int | None = Field(description="Signed notes, each version of a note once.")
