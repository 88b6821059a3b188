"""The frameworks and calendars as this council has them: its choices made, its calendars laid over."""

from datetime import date
from typing import Protocol

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.framework_choice import FrameworkChoice, decisions_of
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.loaded_calendar import LoadedCalendar, days_over, terms_over
from sia_desktop.services.ports import Frameworks


class Settled(Protocol):
    """What the council has settled so far; the same tuple as long as nothing was added."""

    def choices(self) -> tuple[FrameworkChoice, ...]:
        """Every choice ever made."""

    def calendars(self) -> tuple[LoadedCalendar, ...]:
        """Every calendar ever loaded."""


class DecidedFrameworks:
    """Answers like the packs it stands over, as far as the council has decided nothing else."""

    def __init__(self, packs: Frameworks, settled: Settled) -> None:
        """Stand over these packs with what is settled."""
        self._packs, self._settled = packs, settled
        self._choices: tuple[FrameworkChoice, ...] = ()
        self._frameworks: dict[tuple[str, str], Framework] = {}
        self._calendars: tuple[LoadedCalendar, ...] = ()
        self._days: dict[object, WorkingCalendar] = {}

    def current(self, council_code: str, on: date) -> Framework:
        """The council's framework in force on that day; raises `RuleBroken` if there is none."""
        return self._decided(self._packs.current(council_code, on))

    def pinned(self, code: str, version: str) -> Framework:
        """The very framework a record was started under, under the council's choices."""
        choices = self._known_choices()
        if not choices:
            return self._packs.pinned(code, version)
        kept = self._frameworks.get((code, version))
        return kept or self._decided(self._packs.pinned(code, version))

    def versions(self, code: str) -> tuple[Framework, ...]:
        """Every version of a council's framework on this computer, the oldest first."""
        return tuple(self._decided(each) for each in self._packs.versions(code))

    def differences(self, code: str, earlier: str, later: str) -> tuple[str, ...]:
        """What changed between two versions as they were written, each a sentence."""
        return self._packs.differences(code, earlier, later)

    def calendar(self) -> WorkingCalendar:
        """Bank holidays and closures as loaded, with their end."""
        calendars = self._known_calendars()
        if not calendars:
            return self._packs.calendar()
        if "days" not in self._days:
            self._days["days"] = days_over(self._packs.calendar(), _of(calendars, None))
        return self._days["days"]

    def council_calendar(self, code: str, on: date) -> WorkingCalendar:
        """The same with the council's own term dates, where its pack or a loaded file brings them."""
        calendars = self._known_calendars()
        if not calendars:
            return self._packs.council_calendar(code, on)
        if (code, on) not in self._days:
            shipped = self._packs.council_calendar(code, on).school
            terms = terms_over(shipped, _of(calendars, None))
            self._days[code, on] = self.calendar().for_school(terms)
        return self._days[code, on]

    def school_calendar(self, code: str, urn: Urn, on: date) -> WorkingCalendar:
        """The same with this school's own term dates, where they are loaded."""
        own = _of(self._known_calendars(), urn)
        council = self.council_calendar(code, on)
        if not own:
            return council
        if (code, urn, on) not in self._days:
            self._days[code, urn, on] = council.for_school(terms_over(council.school, own))
        return self._days[code, urn, on]

    def _decided(self, framework: Framework) -> Framework:
        choices = self._known_choices()
        if not any(each.pack == framework.code for each in choices):
            return framework
        key = (framework.code, framework.version)
        if key not in self._frameworks:
            self._frameworks[key] = framework.as_decided(decisions_of(choices, framework.code))
        return self._frameworks[key]

    def _known_choices(self) -> tuple[FrameworkChoice, ...]:
        choices = self._settled.choices()
        if choices is not self._choices:
            self._choices, self._frameworks = choices, {}
        return choices

    def _known_calendars(self) -> tuple[LoadedCalendar, ...]:
        calendars = self._settled.calendars()
        if calendars is not self._calendars:
            self._calendars, self._days = calendars, {}
        return calendars


def _of(calendars: tuple[LoadedCalendar, ...], school: Urn | None) -> tuple[LoadedCalendar, ...]:
    return tuple(each for each in calendars if each.school == school)
