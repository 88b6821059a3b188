"""Packs and calendars: every rule as read here, what is still to be chosen, which days count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sia_contract.permissions import Action, Relation, may
from sia_desktop.domain.calendar import Span, WorkingCalendar
from sia_desktop.domain.decisions import Setting, SettingValue
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework, Role
from sia_desktop.domain.framework_choice import ChoiceOf, FrameworkChoice, standing_choices
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.loaded_calendar import OF_SCHOOLS, LoadedCalendar
from sia_desktop.domain.time_limits import Timeframe
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.choose_for_council import may_choose
from sia_desktop.services.load_calendar import CalendarFiles, check_fits
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.facts import Facts


@dataclass(frozen=True, slots=True)
class AskPacks:
    """The Packs & calendars page opens."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who settled something, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as it is read here, and what was settled about it, the latest first."""

    rule: Timeframe
    is_cadence: bool
    may_choose: bool
    history: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One place where the framework is silent, how it stands, and what was settled, the latest first."""

    setting: Setting
    value: SettingValue
    is_default: bool
    """True until the council has decided."""
    may_choose: bool
    history: tuple[Chosen, ...]

    @property
    def value_words(self) -> str:
        """The value in the pack's words."""
        return self.setting.choices.get(self.value, str(self.value).replace("_", " "))


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One source of days: what it says, for whom, from when to when, and where it came from."""

    key: str
    what: str
    whose: str
    valid_from: date
    valid_to: date
    source: str
    loaded: Chosen | None = None
    """None for what comes with the program or the pack."""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PacksPage:
    """Everything the page shows."""

    framework: Framework
    versions: tuple[str, ...]
    rules: tuple[RuleLine, ...]
    settings: tuple[SettingLine, ...]
    calendars: tuple[CalendarLine, ...]
    schools: tuple[tuple[Urn, str], ...]
    """Those a calendar may be loaded for here."""
    may_load_for_council: bool
    day: date


def ask_packs(_: AskPacks, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> PacksPage:
    """Gather the framework in force and the calendars."""
    day = day_in_england(now())
    with uow:
        me = uow.working_for()
        names = {each.id: each.name for each in uow.people.all()}
        choices, calendars = uow.choices.all(), uow.calendars.all()
    framework = frameworks.current(me.council_code, day)
    role = framework.role(me.role)
    schools = {line.urn: line.name for line in facts.schools(day)}
    days = frameworks.council_calendar(me.council_code, day)
    return PacksPage(
        framework=framework,
        versions=tuple(each.version for each in frameworks.versions(me.council_code)),
        rules=tuple(_rules(framework, role, choices, names)),
        settings=tuple(_settings(framework, role, choices, names)),
        calendars=tuple(_calendars(framework, days, calendars, schools, names)),
        schools=tuple(schools.items()) if may(role, Action.LOG_VISIT, Relation.OWN_CASELOAD) else (),
        may_load_for_council=may(role, Action.CHANGE_SETTING, Relation.COUNCIL),
        day=day,
    )


def _rules(
    framework: Framework, role: Role, choices: Iterable[FrameworkChoice], names: dict[UUID, str]
) -> Iterable[RuleLine]:
    may_here = may_choose(framework, role, ChoiceOf.READING, "")
    for rule in framework.timeframes:
        said = _history(choices, framework, (ChoiceOf.READING, ChoiceOf.CONFIRMED), rule.name, names)
        yield RuleLine(rule, False, may_here, said)
    for cadence in framework.cadences:
        yield RuleLine(cadence.as_timeframe(), True, False, ())


def _settings(
    framework: Framework, role: Role, choices: Iterable[FrameworkChoice], names: dict[UUID, str]
) -> Iterable[SettingLine]:
    standing = standing_choices(choices, framework.code)
    for code, setting in framework.settings.items():
        choice = standing.get((ChoiceOf.SETTING, code))
        is_default = choice is None or choice.value is None
        yield SettingLine(
            setting,
            setting.default if choice is None or choice.value is None else choice.value,
            is_default,
            may_choose(framework, role, ChoiceOf.SETTING, code),
            _history(choices, framework, (ChoiceOf.SETTING,), code, names),
        )


def _history(
    choices: Iterable[FrameworkChoice],
    framework: Framework,
    what: tuple[ChoiceOf, ...],
    code: str,
    names: dict[UUID, str],
) -> tuple[Chosen, ...]:
    found = [
        each for each in choices if each.pack == framework.code and each.what in what and each.code == code
    ]
    found.sort(key=lambda each: each.at, reverse=True)
    return tuple(
        Chosen(names.get(each.by, "a colleague"), each.at, f"{_said(each)}: {each.reason}") for each in found
    )


def _said(choice: FrameworkChoice) -> str:
    if choice.value is None:
        return "Taken back"
    if choice.what is ChoiceOf.CONFIRMED:
        return "Default confirmed"
    return str(choice.value).replace("_", " ")


def _calendars(
    framework: Framework,
    days: WorkingCalendar,
    loaded: Iterable[LoadedCalendar],
    schools: dict[Urn, str],
    names: dict[UUID, str],
) -> Iterable[CalendarLine]:
    yield CalendarLine(
        "bank-holidays", "Bank holidays", "England and Wales", days.valid_from, days.valid_to, "GOV.UK"
    )
    if days.school:
        terms = days.school
        yield CalendarLine(
            "terms", "Term dates", framework.name, terms.valid_from, terms.valid_to,
            framework.term_dates or "loaded files", None, terms.spans,
        )  # fmt: skip
    for each in sorted(loaded, key=lambda one: one.at, reverse=True):
        is_of_terms = any(span.kind in OF_SCHOOLS for span in each.spans)
        whose = schools.get(each.school, f"URN {each.school}") if each.school else framework.name
        yield CalendarLine(
            str(each.id), "Term dates" if is_of_terms else "Closures and bank holidays", whose,
            each.valid_from, each.valid_to, each.source,
            Chosen(names.get(each.by, "a colleague"), each.at, each.reason), each.spans,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskCalendarFile:
    """A file was chosen: what would it bring?"""

    path: Path
    school: Urn | None = None


@dataclass(frozen=True, slots=True)
class CalendarPreview:
    """What the file says; and everything that keeps it from being loaded, each a sentence."""

    name: str
    valid_from: date | None
    valid_to: date | None
    spans: tuple[Span, ...]
    faults: tuple[str, ...]


def ask_calendar_file(
    question: AskCalendarFile, uow: UnitOfWork, frameworks: Frameworks, files: CalendarFiles, now: Clock
) -> CalendarPreview:
    """Read the file without keeping anything."""
    today = day_in_england(now())
    read, faults = files.read(question.path)
    if read is None:
        return CalendarPreview(question.path.name, None, None, (), faults)
    with uow:
        council = uow.working_for().council_code
    if question.school is None:
        known = frameworks.council_calendar(council, today)
    else:
        known = frameworks.school_calendar(council, question.school, today)
    if not faults:
        try:
            check_fits(read, known, for_school=question.school is not None)
        except RuleBroken as broken:
            faults = (str(broken),)
    return CalendarPreview(question.path.name, read.valid_from, read.valid_to, read.spans, faults)
