"""The indicators a decision rests on, each red, amber or green, and who judged it so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.answers import Row, row_id, rows, text
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.framework import FormSection, SectionKind
from sia_desktop.services.ports import Frameworks

COLOURS: Final = ("red", "amber", "green")


@dataclass(frozen=True, slots=True)
class Rating:
    """One indicator; without a colour it is not judged yet."""

    label: str
    colour: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one contributor judged, in the order of the framework."""

    contributor: str
    """Empty where nobody is named."""
    ratings: tuple[Rating, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many of each colour there are; a colour of which there is none is left out."""
        found = ((colour, sum(each.colour == colour for each in self.ratings)) for colour in COLOURS)
        return tuple((colour, count) for colour, count in found if count)


@dataclass(frozen=True, slots=True)
class RatingGrid:
    """The latest record in which the indicators of a school were judged."""

    label: str
    opened_on: date
    contributions: tuple[Contribution, ...]


def ratings_of(records: Sequence[CaseRecord], frameworks: Frameworks) -> RatingGrid | None:
    """The indicators of the latest record about the category that has any; None where none has."""
    for record in sorted(records, key=lambda each: each.opened_on, reverse=True):
        form = frameworks.pinned(record.pack, record.pack_version).form(record.form)
        if form.about != "category" or record.compartment:
            continue
        for section in form.sections:
            colour = _column(section, SectionKind.RAG)
            if section.rows and colour and rows(record.answers.get(section.code)):
                found = tuple(_contributions(section, colour, rows(record.answers.get(section.code))))
                return RatingGrid(form.label, record.opened_on, found)
    return None


def _contributions(section: FormSection, colour: str, said: Sequence[Row]) -> Iterator[Contribution]:
    by, why = _column(section, SectionKind.SHORT_TEXT), _column(section, SectionKind.LONG_TEXT)
    answers = {row_id(row): row for row in said}
    groups: dict[str, list[Rating]] = {}
    for indicator in section.rows:
        row = answers.get(indicator.code, {})
        rating = Rating(indicator.label, text(row.get(colour)), text(row.get(why)) if why else "")
        groups.setdefault(text(row.get(by)) if by else "", []).append(rating)
    for contributor, ratings in groups.items():
        yield Contribution(contributor, tuple(ratings))


def _column(section: FormSection, kind: SectionKind) -> str:
    return next((column.code for column in section.columns if column.kind is kind), "")
