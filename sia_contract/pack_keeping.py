"""How long a council keeps its records, by class."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from sia_contract.pack_base import Entry, Text


class RecordClass(StrEnum):
    """What is kept, and disposed of, together."""

    VISITS = "visits"
    """A visit, its notes, their files and acts."""
    MEETINGS = "meetings"
    CASEWORK = "casework"
    """A record of any form, with the actions, files and acts that hang on it."""
    INSPECTIONS = "inspections"
    DECISIONS = "decisions"
    """Categories, levels, stages and statuses, and what was proposed."""


class Retention(Entry):
    """How many years a class is kept after the last change of anything in it."""

    of: RecordClass
    years: Annotated[int, Field(ge=1, le=100)]
    source: Text


DEFAULT_YEARS: Final = 7
"""Where the council's framework says nothing; the project's own choice, for no framework has a rule."""
