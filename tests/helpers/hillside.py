"""One demonstration school at the central of each council, its adviser, and those above in one line."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from tests.helpers.county_hall import CountyHall
from tests.helpers.fixed_clock import FixedClock
from tests.helpers.laptops import Laptop

HILLSIDE: Final = Urn(999_900)
NAME: Final = "Hillside Primary School (demonstration)"
SCHOOLS: Final = Path(__file__).parents[1] / "data" / "gias_7_las.csv"
AUTHORITY: Final = {
    "reading": "870",
    "oxfordshire": "931",
    "staffordshire": "860",
    "oldham": "353",
    "tri-borough": "205",
}
"""The council's code, by which its schools are told from others."""


def a_hall(folder: Path, framework: Framework, cast: Sequence[str]) -> CountyHall:
    """The council's central; whoever may work with schools of their own alone has this one too."""
    hall = CountyHall(folder / "central")
    authority = AUTHORITY[framework.code]
    hall.runs("init", "--council", framework.code, "--demonstration")
    extract = str(_made_up(folder, authority))
    hall.runs("import-schools", extract, "--authority", authority, "--as-at", "2025-09-01")
    above = ""
    for role in (*cast, "adviser"):
        hall.employs(f"The {role.replace('_', ' ')}", email(role), role, reports_to=above)
        above = email(role)
        grants = framework.role(role)
        if Action.READ_CASE_RECORD not in {*grants.may_for_line, *grants.may_for_council}:
            hall.runs("assign", "--email", email(role), "--all", "--on", "2025-09-01")
    return hall


def enrolled(folder: Path, address: str, role: str, clock: FixedClock) -> Laptop:
    """A laptop of this person's."""
    laptop = Laptop(folder, clock)
    laptop.is_enrolled_at(address, email(role))
    clock.now = datetime.now(UTC)  # a certificate to sign with holds from the minute it was given
    return laptop


def email(role: str) -> str:
    """Where this person is found at central."""
    return f"{role.replace('_', '-')}@council.example"


def inspected(framework: Framework, clock: FixedClock) -> Inspection:
    """Published a week ago: the worst that the scale of the council's time has but one."""
    today = clock.now.date()
    return Inspection(
        HILLSIDE,
        "10400001",
        framework.inspection_scale,
        "graded",
        UUID(int=0),
        started_on=today - timedelta(days=21),
        ended_on=today - timedelta(days=20),
        published_on=today - timedelta(days=7),
        overall="requires_improvement" if framework.inspection_scale == "ofsted-2012" else "inadequate",
    )


def _made_up(folder: Path, authority: str) -> Path:
    """One school of the council, made into one that is made up."""
    with SCHOOLS.open(encoding="cp1252", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["LA (code)"] == authority)
    row |= {"URN": str(HILLSIDE), "EstablishmentNumber": "9999", "EstablishmentName": NAME, "UKPRN": ""}
    row |= dict.fromkeys(("HeadTitle (name)", "HeadFirstName", "HeadLastName"), "")
    target = folder / "schools.csv"
    with target.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    return target
