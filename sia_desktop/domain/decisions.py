"""What a council has decided where its framework leaves a choice: settings, readings, confirmed defaults."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sia_desktop.domain.cadences import Cadence
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.periods import Period
from sia_desktop.domain.time_limits import Mark, Recurrence, Timeframe, Unit

SettingValue = str | int | float | bool | date


@dataclass(frozen=True, slots=True)
class Setting:
    """A place where the framework is silent: a working default, said to be one, until the council decides."""

    code: str
    label: str
    sentence: str
    default: SettingValue
    choices: Mapping[SettingValue, str] = field(default_factory=dict)
    """Each value it may take, with its words; none where any value of the default's kind will do."""
    switched_by: tuple[str, ...] = ()

    def must_allow(self, value: SettingValue) -> None:
        """Refuse a value that it cannot take."""
        if self.choices and value not in self.choices:
            known = ", ".join(f"“{choice}”" for choice in self.choices)
            raise RuleBroken(f"“{self.label}” cannot be “{value}”. Choose one of {known}.")
        if not self.choices and type(value) is not type(self.default):
            raise RuleBroken(f"“{self.label}” cannot be “{value}”. Give a value like “{self.default}”.")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the council has settled so far; everything else stands at its default."""

    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    """The reading chosen for a rule, by the rule's id."""
    confirmed: frozenset[str] = frozenset()
    """Rules whose inferred default the council has confirmed."""


NOTHING_DECIDED = Decisions()


def decide_timeframe(timeframe: Timeframe, settings: Mapping[str, Setting], decided: Decisions) -> Timeframe:
    """The time limit as the council has it run: its reading, its amount, and what is still a default."""
    timeframe = _confirmed(timeframe, decided)
    concerned = [each for each in (timeframe.setting, *(one.setting for one in timeframe.readings)) if each]
    for code in concerned:
        timeframe = _set(timeframe, decided.settings.get(code, settings[code].default))
    open_ones = tuple(settings[code].sentence for code in concerned if code not in decided.settings)
    timeframe = replace(timeframe, defaults=tuple(dict.fromkeys(open_ones)))
    return timeframe.read_as(decided.readings.get(timeframe.name, decided.readings.get(timeframe.rule)))


def decide_cadence(cadence: Cadence, settings: Mapping[str, Setting], decided: Decisions) -> Cadence:
    """The cadence as the council has it: how often, where the framework leaves that open."""
    if cadence.rule in decided.confirmed:
        cadence = replace(cadence, marks=_without_inferred(cadence.marks))
    if cadence.setting is None:
        return cadence
    setting = settings[cadence.setting]
    value = decided.settings.get(setting.code, setting.default)
    is_open = setting.code not in decided.settings
    return replace(_come_round(cadence, value), defaults=(setting.sentence,) if is_open else ())


def setting_facts(settings: Collection[Setting], decided: Decisions) -> dict[str, tuple[str, ...]]:
    """The settings as facts, for rules that hold only under one of them."""
    return {
        f"setting {each.code}": (str(decided.settings.get(each.code, each.default)),) for each in settings
    }


def _confirmed(timeframe: Timeframe, decided: Decisions) -> Timeframe:
    if not {timeframe.rule, timeframe.name} & decided.confirmed:
        return timeframe
    return replace(timeframe, marks=_without_inferred(timeframe.marks))


def _without_inferred(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark is not Mark.INFERRED)


def _set(timeframe: Timeframe, value: SettingValue) -> Timeframe:
    """A whole number is the amount; the name of a reading chooses it; other words leave the rule alone."""
    if isinstance(value, int) and not isinstance(value, bool):
        return replace(timeframe, limit=replace(timeframe.limit, amount=value))
    if value in {reading.code for reading in timeframe.readings}:
        return timeframe.read_as(str(value))
    return timeframe


def _come_round(cadence: Cadence, value: SettingValue) -> Cadence:
    """A whole number is the days between, or the count; the name of a period is what to cover."""
    if isinstance(value, int) and not isinstance(value, bool):
        if cadence.recurs is Recurrence.COUNT:
            return replace(cadence, amount=value)
        return replace(cadence, recurs=Recurrence.INTERVAL, amount=value, unit=cadence.unit or Unit.DAY)
    if value in set(Period):
        return replace(cadence, recurs=Recurrence.COVERAGE, period=Period(str(value)), amount=1)
    return cadence
