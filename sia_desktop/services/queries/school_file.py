"""What an extract of the register of schools would change on this caseload."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.school import Difference, School, differences
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.import_schools import SchoolChange
from sia_desktop.services.ports import Clock, UnitOfWork
from sia_desktop.services.queries.facts import Facts

_DAY_IN_NAME: Final = re.compile(r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is no school, and why."""

    line: int
    urn: str
    reason: str


@dataclass(frozen=True, slots=True)
class SchoolFile:
    """What an extract holds."""

    schools: tuple[School, ...]
    fields: frozenset[str]
    """The facts of which its layout speaks; of the others it says nothing."""
    rejected: tuple[Rejected, ...]


class SchoolFiles(Protocol):
    """Extracts of Get Information about Schools."""

    def read(self, path: Path, as_at: date) -> SchoolFile:
        """What is in a file; raises `OutsideTrouble` where it is no extract."""


@dataclass(frozen=True, slots=True)
class AskSchoolFile:
    """A file was chosen: what would it bring?"""

    path: Path


@dataclass(frozen=True, slots=True)
class ChangedSchool:
    """One school that differs."""

    change: SchoolChange
    differences: tuple[Difference, ...]
    successor: School | None
    """The school that goes on under the same number, where this one closed."""


@dataclass(frozen=True, slots=True)
class SchoolPreview:
    """The difference on this caseload, and every row that was rejected, with its reason."""

    name: str
    as_at: date
    changed: tuple[ChangedSchool, ...]
    unchanged: int
    missing: tuple[School, ...]
    """Schools of this laptop that the file does not name."""
    elsewhere: int
    rejected: tuple[Rejected, ...]

    @property
    def changes(self) -> tuple[SchoolChange, ...]:
        """What taking it in would keep."""
        return tuple(each.change for each in self.changed)


def ask_school_file(
    question: AskSchoolFile, facts: Facts, uow: UnitOfWork, files: SchoolFiles, now: Clock
) -> SchoolPreview:
    """Read the file and lay it beside what is known here; nothing is kept."""
    today = day_in_england(now())
    as_at = day_in_name(question.path.name)
    if as_at is None:
        raise RuleBroken(
            "The file’s name does not say of which day it is. Put the day of the download into it, such as "
            "edubasealldata20260602.csv, and choose it again."
        )
    if as_at > today:
        raise RuleBroken(f"No extract is of {long_date(as_at)}: that day has not come yet. Correct the day.")
    read = files.read(question.path, as_at)
    with uow:
        mine = [uow.schools.get(line.urn) for line in facts.schools(today)]
    _must_not_be_older(as_at, mine)
    found = {school.urn: school for school in read.schools}
    changed = tuple(_changed(mine, found, read))
    return SchoolPreview(
        name=question.path.name,
        as_at=as_at,
        changed=changed,
        unchanged=sum(school.urn in found for school in mine) - len(changed),
        missing=tuple(school for school in mine if school.urn not in found),
        elsewhere=len(found) - sum(school.urn in found for school in mine),
        rejected=read.rejected,
    )


def day_in_name(name: str) -> date | None:
    """The day in a name such as edubasealldata20260602.csv; None where there is none."""
    for year, month, day in _DAY_IN_NAME.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _must_not_be_older(as_at: date, mine: Iterable[School]) -> None:
    held = max((school.as_at for school in mine if school.as_at), default=None)
    if held is not None and as_at < held:
        raise RuleBroken(
            f"This file is of {long_date(as_at)}, and the schools on this laptop are of {long_date(held)} "
            "already. Download a newer extract from Get Information about Schools."
        )


def _changed(
    mine: Iterable[School], found: Mapping[Urn, School], read: SchoolFile
) -> Iterator[ChangedSchool]:
    for before in mine:
        said = found.get(before.urn)
        if said is None:
            continue
        spoken = {name: getattr(said, name) for name in read.fields if name != "urn"}
        after = replace(before, **spoken, as_at=said.as_at)
        if different := differences(before, after):
            change = SchoolChange(before, after)
            yield ChangedSchool(change, different, _successor(after, read.schools))


def _successor(closed: School, schools: Iterable[School]) -> School | None:
    """An open school under the number that the closed one had: an academy keeps it."""
    if closed.closed_on is None or not closed.establishment_number:
        return None
    number = (closed.authority_code, closed.establishment_number)
    return next(
        (
            each
            for each in schools
            if each.urn != closed.urn
            and (each.authority_code, each.establishment_number) == number
            and each.closed_on is None
            and (each.opened_on is None or each.opened_on >= closed.closed_on)
        ),
        None,
    )
