"""The packs and calendars on this computer: which framework holds for a council on a day."""

from datetime import date
from functools import cache
from pathlib import Path

from sia_contract.load_pack import find_packs, packs_of
from sia_contract.pack_faults import PackFaults
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.frameworks.calendars import shipped_calendar
from sia_desktop.frameworks.to_framework import to_framework


class Shelf:
    """The packs under one resources folder, each read once, when first asked for."""

    def __init__(self, resources: Path) -> None:
        """Remember where the packs and calendars lie."""
        self._resources = resources
        self._frameworks: dict[str, list[Framework]] = {}

    def current(self, council_code: str, on: date) -> Framework:
        """The council's framework in force on that day: a pack holds until a later one of its council."""
        versions = [each for each in self._of(council_code) if each.effective_from <= on]
        if not versions:
            raise RuleBroken(
                f"No framework of '{council_code}' is in force on {long_date(on)}. "
                f"There are packs for {', '.join(self.councils()) or 'none'}: add one, or correct the name."
            )
        return versions[-1]

    def for_any_day(self, council_code: str, on: date) -> Framework:
        """The framework in force on that day or, for a day before any was, the oldest there is."""
        oldest = min((each.effective_from for each in self._of(council_code)), default=on)
        return self.current(council_code, max(on, oldest))

    def pinned(self, code: str, version: str) -> Framework:
        """The very framework a record was started under."""
        for framework in self._of(code):
            if framework.version == version:
                return framework
        raise RuleBroken(
            f"The pack '{code}' version {version}, under which this record was started, is not on this "
            "computer. Sync to fetch it, or ask the administrator for it."
        )

    def calendar(self) -> WorkingCalendar:
        """The shipped bank holidays, with their end."""
        return load_calendar(self._resources)

    def councils(self) -> tuple[str, ...]:
        """The codes of the councils that have a pack here."""
        return tuple(sorted({folder.parent.name for folder in find_packs(self._resources / "frameworks")}))

    def _of(self, council_code: str) -> list[Framework]:
        """The council's frameworks, oldest first."""
        if council_code not in self._frameworks:
            self._frameworks[council_code] = _read(council_code, self._resources / "frameworks")
        return self._frameworks[council_code]


def framework_for(council_code: str, on: date, resources: Path) -> Framework:
    """The council's framework in force on that day."""
    return Shelf(resources).current(council_code, on)


@cache
def load_calendar(resources: Path) -> WorkingCalendar:
    """The shipped bank holidays, read once."""
    return shipped_calendar(resources / "calendars")


def _read(council_code: str, root: Path) -> list[Framework]:
    try:
        return [to_framework(pack) for pack in packs_of(council_code, root)]
    except PackFaults as faults:
        raise RuleBroken(f"The framework pack of '{council_code}' cannot be used. {faults}") from faults
