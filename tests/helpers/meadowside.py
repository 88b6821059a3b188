"""A made-up school among Reading’s published ones: no real school is judged."""

import csv
from pathlib import Path

from sia_contract.resources import resources
from sia_desktop.domain.ids import Urn

MEADOWSIDE = Urn(999901)


def with_meadowside(folder: Path) -> Path:
    """The borough's published schools, and one that is made up."""
    source = resources() / "demo" / "gias_reading.csv"
    with source.open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file))
    made_up = {**rows[0], "URN": str(MEADOWSIDE), "EstablishmentNumber": "9999"}
    made_up["EstablishmentName"] = "Meadowside Primary School (demonstration)"
    for part in ("HeadTitle (name)", "HeadFirstName", "HeadLastName", "UKPRN"):
        if part in made_up:
            made_up[part] = ""
    target = folder / "schools.csv"
    with target.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows([*rows, made_up])
    return target
