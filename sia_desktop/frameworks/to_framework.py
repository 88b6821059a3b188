"""A checked pack becomes the framework that the rest of the program knows."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from sia_contract import pack_clocks, pack_decisions, pack_forms, pack_people, pack_standing
from sia_contract.load_pack import load_scales
from sia_contract.pack_clock_words import Anchor, TermsMeant
from sia_contract.pack_words import Consequence, Layer, PartyKind
from sia_contract.packs import InspectionScale, Pack
from sia_desktop.domain.cadences import Cadence, Counted
from sia_desktop.domain.calendar import DaySet
from sia_desktop.domain.decisions import Setting
from sia_desktop.domain.flow import Flow, FlowMove, FlowState
from sia_desktop.domain.framework import (
    BeginsFrom,
    Category,
    Choice,
    Column,
    Form,
    FormSection,
    Framework,
    Retired,
    Role,
    SectionKind,
    TreatedAs,
)
from sia_desktop.domain.periods import CouncilYear, Period
from sia_desktop.domain.time_limits import (
    Counting,
    Direction,
    Limit,
    Mark,
    NamedDay,
    Reading,
    Recurrence,
    Strength,
    Timeframe,
    Unit,
)
from sia_desktop.domain.triggers import Consequence as Follows
from sia_desktop.domain.triggers import Trigger
from sia_desktop.frameworks.conditions import conditions
from sia_desktop.frameworks.scales import every_scale
from sia_desktop.frameworks.to_meeting import to_meeting, to_pathway


def to_framework(pack: Pack) -> Framework:
    """The framework a pack describes."""
    scale = _scales().get(pack.inspection_scale)
    return Framework(
        code=pack.code,
        name=pack.name,
        full_name=pack.full_name,
        version=pack.version,
        effective_from=pack.effective_from,
        inspection_scale=pack.inspection_scale,
        words=MappingProxyType({str(thing): word for thing, word in pack.words.items()}),
        roles=tuple(_role(role) for role in pack.roles),
        categories=_bands(pack.categories),
        levels=_bands(pack.levels),
        stages=_bands(pack.stages),
        statuses=_bands(pack.statuses),
        flows=tuple(_flow(flow) for flow in pack.flows),
        pathways=tuple(to_pathway(pathway) for pathway in pack.pathways),
        forms=tuple(_form(form, pack) for form in pack.forms),
        timeframes=tuple(_timeframe(pack, timeframe) for timeframe in pack.timeframes),
        cadences=tuple(_cadence(pack, cadence) for cadence in pack.cadences),
        meetings=tuple(to_meeting(meeting) for meeting in pack.meetings),
        settings={setting.code: _setting(setting) for setting in pack.settings},
        treated_as=tuple(
            TreatedAs(
                each.scale, frozenset(each.overall), frozenset(each.areas), each.judgement, each.setting
            )
            for each in pack.treated_as
        ),
        retired=tuple(Retired(each.kind.value, each.code, each.became or "") for each in pack.retired),
        term_dates=pack.term_dates,
        is_statutory=pack.layer is Layer.STATUTORY,
        areas=_areas(scale) if scale else (),
        grades=tuple(Choice(grade.code, grade.label) for grade in scale.grades) if scale else (),
        scales=every_scale(),
        triggers=tuple(_trigger(trigger) for trigger in pack.triggers),
        attendance=tuple(
            conditions(trigger.when)
            for trigger in pack.triggers
            if trigger.on is Anchor.INSPECTION_ANNOUNCED
            and any(each.do is Consequence.ARRANGE_VISIT for each in trigger.then)
        ),
    ).as_decided()


@cache
def _scales() -> Mapping[str, InspectionScale]:
    return load_scales()


def _areas(scale: InspectionScale) -> tuple[Choice, ...]:
    whole = (Choice("overall", "Overall effectiveness"),) if scale.overall else ()
    return (*whole, *(Choice(area.code, area.label) for area in scale.areas))


def _role(role: pack_people.Role) -> Role:
    return Role(
        code=role.code,
        label=role.label,
        reports_to=role.reports_to,
        may=_words(role.may),
        may_for_line=_words(role.may_for_line),
        may_for_area=_words(role.may_for_area),
        may_for_council=_words(role.may_for_council),
        is_outside=role.kind is not PartyKind.COUNCIL,
    )


def _words(items: Iterable[str]) -> frozenset[str]:
    return frozenset(str(item) for item in items)


def _category(band: pack_standing.Band) -> Category:
    criteria = tuple(each.text for each in band.criteria)
    return Category(band.code, band.label, band.order, criteria, tuple(band.decided_by))


def _bands(bands: Iterable[pack_standing.Band]) -> tuple[Category, ...]:
    return tuple(sorted((_category(band) for band in bands), key=lambda each: each.order))


def _trigger(trigger: pack_standing.Trigger) -> Trigger:
    return Trigger(
        code=trigger.code,
        label=trigger.label,
        event=trigger.event,
        on=_word(trigger.on),
        when=conditions(trigger.when),
        then=tuple(
            Follows(
                do=str(each.do),
                what=each.what,
                by=tuple(each.by),
                form=each.form,
                section=each.section,
                meeting=each.meeting,
                category=each.category,
                rule=each.rule,
                is_optional=each.optional,
            )
            for each in trigger.then
        ),
    )


def _flow(flow: pack_decisions.Flow) -> Flow:
    return Flow(
        code=flow.code,
        label=flow.label,
        about=str(flow.about),
        starts_in=flow.starts_in,
        states=tuple(FlowState(each.code, each.label, each.final, each.locked) for each in flow.states),
        moves=tuple(_move(move) for move in flow.moves),
    )


def _move(move: pack_decisions.Move) -> FlowMove:
    return FlowMove(
        code=move.code,
        label=move.label,
        from_=tuple(move.from_),
        to=move.to,
        by=tuple(move.by),
        approved_by=tuple(move.approved_by),
        needs_forms=tuple(move.needs_forms),
        needs_sections=tuple(move.needs_sections),
        needs_reason=move.needs_reason,
        returns=move.returns,
        signs=move.signs,
        rule=move.rule,
        sets=_word(move.sets),
        does=_word(move.does),
        when=conditions(move.when),
    )


def _form(form: pack_forms.Form, pack: Pack) -> Form:
    return Form(
        code=form.code,
        label=form.label,
        sections=tuple(_section(section) for section in form.sections),
        stands_for=form.stands_for,
        recipients=tuple(form.recipients),
        about=str(form.about),
        flow=form.flow,
        approvals=tuple(form.approvals),
        is_append_only=form.append_only,
        is_restricted=form.restricted,
        open_to=frozenset(role for each in pack.access if form.code in each.forms for role in each.roles)
        if form.restricted
        else frozenset(),
    )


def _section(section: pack_forms.Section) -> FormSection:
    return FormSection(
        code=section.code,
        label=section.label,
        kind=SectionKind(section.kind),
        guidance=section.guidance,
        required=section.required,
        choices=_choices(section.choices),
        columns=tuple(
            Column(
                column.code,
                column.label,
                SectionKind(column.kind),
                column.required,
                _choices(column.choices),
                from_section=column.from_section,
            )
            for column in section.columns
        ),
        when=conditions(section.when),
        rows=_choices(section.rows),
        repeated=section.repeated,
        written_by=tuple(section.written_by),
        begins_with=_word(section.begins_with),
        carries=section.carries,
        begins_from=BeginsFrom(section.begins_from.form, section.begins_from.section)
        if section.begins_from
        else None,
        restricted=section.restricted,
    )


def _choices(choices: Iterable[pack_forms.Choice]) -> tuple[Choice, ...]:
    return tuple(Choice(choice.code, choice.label) for choice in choices)


def _timeframe(pack: Pack, timeframe: pack_clocks.Timeframe) -> Timeframe:
    literal = pack_clocks.limit_of(dict(timeframe))
    year = _year(pack)
    strength = Strength(timeframe.strength)
    own = Reading(timeframe.reading, "As printed", timeframe.note or "", _limit(literal, year), strength)
    others = [_reading(literal, reading, year, strength) for reading in timeframe.readings]
    return Timeframe(
        rule=timeframe.rule,
        label=timeframe.label,
        wording=timeframe.wording,
        locator=timeframe.source,
        limit=own.limit,
        strength=strength,
        pack=pack.code,
        pack_version=pack.version,
        part=timeframe.part,
        also_from=tuple(str(anchor) for anchor in timeframe.also_from),
        produces=timeframe.produces,
        stops_at=_word(timeframe.stops_at),
        actor=timeframe.actor,
        marks=_marks(timeframe.marks),
        reading=timeframe.reading,
        readings=(own, *others),
        when=conditions(timeframe.when),
        setting=timeframe.setting,
        meeting=timeframe.meeting,
        effective_from=timeframe.effective_from,
        effective_to=timeframe.effective_to,
        replaces=tuple(timeframe.replaces),
    )


def _cadence(pack: Pack, cadence: pack_clocks.Cadence) -> Cadence:
    return Cadence(
        rule=cadence.rule,
        label=cadence.label,
        wording=cadence.wording,
        locator=cadence.source,
        recurs=Recurrence(cadence.recurs),
        strength=Strength(cadence.strength),
        pack=pack.code,
        pack_version=pack.version,
        part=cadence.part,
        also=tuple(cadence.also),
        amount=cadence.amount or 0,
        amount_to=cadence.amount_to or 0,
        unit=Unit(cadence.unit) if cadence.unit else None,
        period=Period(cadence.period) if cadence.period else None,
        month=cadence.month or 0,
        counted=Counted(cadence.counted),
        starts_with=_word(cadence.starts_with),
        also_on=tuple(str(anchor) for anchor in cadence.also_on),
        produces=cadence.produces,
        entered_in=((cadence.entered_in.form, cadence.entered_in.section) if cadence.entered_in else None),
        meeting=cadence.meeting,
        actor=cadence.actor,
        marks=_marks(cadence.marks),
        when=conditions(cadence.when),
        setting=cadence.setting,
        year=_year(pack),
        effective_from=cadence.effective_from,
        effective_to=cadence.effective_to,
        replaces=tuple(cadence.replaces),
    )


def _setting(setting: pack_decisions.Setting) -> Setting:
    return Setting(
        code=setting.code,
        label=setting.label,
        sentence=setting.sentence,
        default=setting.default,
        choices={choice.value: choice.label for choice in setting.choices},
        switched_by=tuple(setting.switched_by),
    )


def _word(act: str | None) -> str | None:
    return None if act is None else str(act)


def _marks(marks: Iterable[str]) -> tuple[Mark, ...]:
    return tuple(Mark(mark) for mark in marks)


def _year(pack: Pack) -> CouncilYear:
    return CouncilYear(
        has_six_terms=pack.year.term is TermsMeant.SIX,
        academic_starts=pack.year.academic_year_starts_month,
        financial_starts=pack.year.financial_year_starts_month,
    )


def _reading(
    literal: Mapping[str, Any], reading: pack_clocks.Reading, year: CouncilYear, usual: Strength
) -> Reading:
    said = pack_clocks.limit_of(dict(reading))
    limit = _limit(pack_clocks.read_as(literal, said), year)
    strength = Strength(reading.strength) if reading.strength else usual
    return Reading(reading.code, reading.label, reading.why, limit, strength, reading.setting)


def _limit(said: Mapping[str, Any], year: CouncilYear) -> Limit:
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
        year=year,
    )
