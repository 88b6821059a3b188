"""The packs and calendars on this computer: which framework holds for a council on a day."""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.layers import layered
from sia_desktop.frameworks.calendars import school_calendar, shipped_calendar
from sia_desktop.frameworks.kept import KeptFrameworks


class Shelf:
    """The packs under one resources folder, each read once, when first asked for."""

    def __init__(self, resources: Path, kept: Path | None = None) -> None:
        """Remember where the packs and calendars lie, and where to keep what was read, if anywhere."""
        self._resources = resources
        self._kept = KeptFrameworks(kept, resources) if kept else None
        self._root = resources / "frameworks"
        self._frameworks: dict[str, list[Framework]] = {}
        self._with_terms: dict[Path, WorkingCalendar] = {}

    def current(self, council_code: str, on: date) -> Framework:
        """The council's framework on that day, over the law: a pack holds until its council's next."""
        return layered(self._in_force(council_code, on), self._law)

    def alone(self, code: str, on: date) -> Framework:
        """A pack by itself, in force on that day or, for a day before any was, the oldest there is."""
        oldest = min((each.effective_from for each in self._of(code)), default=on)
        return self._in_force(code, max(on, oldest))

    def pinned(self, code: str, version: str) -> Framework:
        """The very framework a record was started under, over the law."""
        for framework in self._of(code):
            if framework.version == version:
                return layered(framework, self._law)
        raise RuleBroken(
            f"The pack '{code}' version {version}, under which this record was started, is not on this "
            "computer. Sync to fetch it, or ask the administrator for it."
        )

    def section_kinds(self, record: Mapping[str, object]) -> dict[str, str]:
        """The kind of each section of the form a record is written in; empty where it has none we know."""
        try:
            framework = self.pinned(str(record.get("pack")), str(record.get("pack_version")))
            form = framework.form(str(record.get("form")))
        except RuleBroken:
            return {}
        return {section.code: section.kind.value for section in form.sections}

    def calendar(self) -> WorkingCalendar:
        """The shipped bank holidays, with their end."""
        return load_calendar(self._resources)

    def council_calendar(self, code: str, on: date) -> WorkingCalendar:
        """The bank holidays with the council's own term dates, where its pack brings them."""
        framework = self.alone(code, on)
        if framework.term_dates is None:
            return self.calendar()
        path = self._folder(framework) / framework.term_dates
        if path not in self._with_terms:
            self._with_terms[path] = self.calendar().for_school(school_calendar(path))
        return self._with_terms[path]

    def school_calendar(self, code: str, urn: Urn, on: date) -> WorkingCalendar:
        """The council's: a pack knows no school's own term dates."""
        return self.council_calendar(code, on)

    def versions(self, code: str) -> tuple[Framework, ...]:
        """Every version of a council's framework here over the law, the oldest first."""
        return tuple(layered(each, self._law) for each in self._of(code))

    def differences(self, code: str, earlier: str, later: str) -> tuple[str, ...]:
        """What changed between two versions, each a sentence; raises `RuleBroken` if one is not here."""
        from sia_desktop.frameworks.differences import differences

        folders = [self._folder(self.pinned(code, version)) for version in (earlier, later)]
        return tuple(differences(*folders))

    def councils(self) -> tuple[str, ...]:
        """The codes of the councils that have a pack here."""
        from sia_contract.load_pack import councils

        return tuple(councils(self._root))

    @cached_property
    def _law(self) -> list[Framework]:
        """The statutory packs, which lie under every council's."""

        def read() -> list[Framework]:
            from sia_desktop.frameworks.read_packs import law

            return law(self._root)

        return self._kept.get("law", read) if self._kept else read()

    def _folder(self, framework: Framework) -> Path:
        return self._root / framework.code / framework.effective_from.isoformat()

    def _in_force(self, council_code: str, on: date) -> Framework:
        versions = [each for each in self._of(council_code) if each.effective_from <= on]
        if not versions and (later := [each.effective_from for each in self._of(council_code)]):
            raise RuleBroken(
                f"No framework of '{council_code}' is in force on {long_date(on)}: "
                f"the first began on {long_date(min(later))}. Check that day, and the clock of this computer."
            )
        if not versions:
            raise RuleBroken(
                f"No framework of '{council_code}' is in force on {long_date(on)}. "
                f"There are packs for {', '.join(self.councils()) or 'none'}: add one, or correct the name."
            )
        return versions[-1]

    def _of(self, code: str) -> list[Framework]:
        """The council's frameworks, oldest first."""
        if code not in self._frameworks:
            self._frameworks[code] = self._read(code)
        return self._frameworks[code]

    def _read(self, code: str) -> list[Framework]:
        def read() -> list[Framework]:
            from sia_desktop.frameworks.read_packs import frameworks_of

            return frameworks_of(code, self._root)

        return self._kept.get(f"council-{code}", read) if self._kept else read()


def framework_for(council_code: str, on: date, resources: Path) -> Framework:
    """The council's framework in force on that day."""
    return Shelf(resources).current(council_code, on)


@cache
def load_calendar(resources: Path) -> WorkingCalendar:
    """The shipped bank holidays, read once."""
    return shipped_calendar(resources / "calendars")
