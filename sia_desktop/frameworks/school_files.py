"""Reads extracts of Get Information about Schools."""

from datetime import date
from pathlib import Path

from sia_contract.gias import UnreadableExtract, read_extract
from sia_contract.payloads.school import SchoolPayload
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.school import Head, School
from sia_desktop.services.queries.school_file import Rejected, SchoolFile


class SchoolFiles:
    """The register, as the Department publishes it."""

    def read(self, path: Path, as_at: date) -> SchoolFile:
        """What is in the file; raises `OutsideTrouble` with the sentence where it is no extract."""
        try:
            found = read_extract(path, as_at)
        except UnreadableExtract as error:
            raise OutsideTrouble(str(error)) from error
        return SchoolFile(
            schools=tuple(_school(each) for each in found.schools),
            fields=found.fields,
            rejected=tuple(Rejected(row.line, row.urn, row.reason) for row in found.rejected),
        )


def _school(payload: SchoolPayload) -> School:
    facts = dict(payload) | {"urn": Urn(payload.urn)}
    return School(**facts | {"heads": tuple(Head(**dict(head)) for head in payload.heads)})
