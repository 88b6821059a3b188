"""A checked pack becomes the framework that the rest of the program knows."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sia_contract import pack_clocks, pack_forms, pack_people, pack_standing
from sia_contract.pack_base import When
from sia_contract.packs import Pack
from sia_desktop.domain.calendar import DaySet
from sia_desktop.domain.framework import (
    Category,
    Choice,
    Column,
    Form,
    FormSection,
    Framework,
    Role,
    SectionKind,
)
from sia_desktop.domain.time_limits import (
    Condition,
    Counting,
    Direction,
    Limit,
    Mark,
    NamedDay,
    Reading,
    Strength,
    Timeframe,
    Unit,
)


def to_framework(pack: Pack) -> Framework:
    """The framework a pack describes."""
    return Framework(
        code=pack.code,
        name=pack.name,
        full_name=pack.full_name,
        version=pack.version,
        effective_from=pack.effective_from,
        inspection_scale=pack.inspection_scale,
        words=MappingProxyType({str(thing): word for thing, word in pack.words.items()}),
        roles=tuple(_role(role) for role in pack.roles),
        categories=tuple(sorted((_category(band) for band in pack.categories), key=lambda each: each.order)),
        forms=tuple(_form(form) for form in pack.forms),
        timeframes=tuple(_timeframe(pack, timeframe) for timeframe in pack.timeframes),
    )


def _role(role: pack_people.Role) -> Role:
    return Role(
        code=role.code,
        label=role.label,
        reports_to=role.reports_to,
        may=_words(role.may),
        may_for_line=_words(role.may_for_line),
        may_for_council=_words(role.may_for_council),
    )


def _words(items: Iterable[str]) -> frozenset[str]:
    return frozenset(str(item) for item in items)


def _category(band: pack_standing.Band) -> Category:
    return Category(band.code, band.label, band.order, tuple(each.text for each in band.criteria))


def _form(form: pack_forms.Form) -> Form:
    sections = tuple(_section(section) for section in form.sections)
    return Form(form.code, form.label, sections, tuple(form.recipients))


def _section(section: pack_forms.Section) -> FormSection:
    return FormSection(
        code=section.code,
        label=section.label,
        kind=SectionKind(section.kind),
        guidance=section.guidance,
        required=section.required,
        choices=tuple(Choice(choice.code, choice.label) for choice in section.choices),
        columns=tuple(
            Column(column.code, column.label, SectionKind(column.kind)) for column in section.columns
        ),
        when=_conditions(section.when),
    )


def _conditions(when: When | None) -> tuple[Condition, ...]:
    if when is None:
        return ()
    facts = when.model_dump(mode="json", exclude_defaults=True)
    settings = facts.pop("setting", {})
    facts |= {f"setting {code}": values for code, values in settings.items()}
    return tuple(Condition(fact, tuple(values)) for fact, values in facts.items())


def _timeframe(pack: Pack, timeframe: pack_clocks.Timeframe) -> Timeframe:
    literal = pack_clocks.limit_of(dict(timeframe))
    return Timeframe(
        rule=timeframe.rule,
        label=timeframe.label,
        wording=timeframe.wording,
        locator=timeframe.source,
        limit=_limit(literal),
        strength=Strength(timeframe.strength),
        pack=pack.code,
        pack_version=pack.version,
        part=timeframe.part,
        also_from=tuple(str(anchor) for anchor in timeframe.also_from),
        produces=timeframe.produces,
        stops_at=_word(timeframe.stops_at),
        actor=timeframe.actor,
        marks=tuple(Mark(mark) for mark in timeframe.marks),
        reading=timeframe.reading,
        readings=tuple(_reading(literal, reading) for reading in timeframe.readings),
        when=_conditions(timeframe.when),
        effective_from=timeframe.effective_from,
        effective_to=timeframe.effective_to,
        replaces=tuple(timeframe.replaces),
    )


def _word(act: str | None) -> str | None:
    return None if act is None else str(act)


def _reading(literal: Mapping[str, Any], reading: pack_clocks.Reading) -> Reading:
    said = pack_clocks.limit_of(dict(reading))
    return Reading(reading.code, reading.label, reading.why, _limit(pack_clocks.read_as(literal, said)))


def _limit(said: Mapping[str, Any]) -> Limit:
    direction = Direction(said["direction"])
    usual = Counting.DAY_BEFORE if direction is Direction.BEFORE else Counting.DAY_AFTER
    return Limit(
        direction=direction,
        anchor=str(said["anchor"]),
        amount=said.get("amount", 0),
        amount_to=said.get("amount_to", 0),
        unit=Unit(said["unit"]) if "unit" in said else None,
        day_set=DaySet(said.get("day_set", DaySet.CALENDAR_DAY)),
        counting=Counting(said.get("counting", usual)),
        named_day=NamedDay(said["named_day"]) if "named_day" in said else None,
    )
