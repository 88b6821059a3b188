"""Something that comes round: by interval, by coverage of periods, or by count within a period."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sia_desktop.domain.periods import USUAL_YEAR, CouncilYear, Period
from sia_desktop.domain.time_limits import (
    LAST_OCCURRENCE,
    Condition,
    Counting,
    Direction,
    Limit,
    Mark,
    Recurrence,
    Strength,
    Timeframe,
    Unit,
)


class Counted(StrEnum):
    """What a count counts."""

    OCCURRENCE = "occurrence"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Cadence:
    """One thing that comes round: its wording, how it repeats, and how hard that binds."""

    rule: str
    label: str
    wording: str
    locator: str
    recurs: Recurrence
    strength: Strength
    pack: str
    pack_version: str
    part: str | None = None
    also: tuple[str, ...] = ()
    """Other ids of the same rule."""
    amount: int = 0
    amount_to: int = 0
    unit: Unit | None = None
    period: Period | None = None
    month: int = 0
    counted: Counted = Counted.OCCURRENCE
    starts_with: str | None = None
    also_on: tuple[str, ...] = ()
    """Anchors that call for it besides, such as a change of category."""
    produces: str | None = None
    entered_in: tuple[str, str] | None = None
    """Form and section in which every entry is one time that it was done."""
    meeting: str | None = None
    actor: str | None = None
    marks: tuple[Mark, ...] = ()
    when: tuple[Condition, ...] = ()
    setting: str | None = None
    defaults: tuple[str, ...] = ()
    year: CouncilYear = USUAL_YEAR
    effective_from: date | None = None
    effective_to: date | None = None
    replaces: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its id with its part, where it has one."""
        return f"{self.rule}/{self.part}" if self.part else self.rule

    def is_called(self, rule: str) -> bool:
        """Whether the rule asked for is this one, by any of its ids."""
        return rule in (self.rule, self.name, *self.also)

    def as_timeframe(self, rule: str | None = None) -> Timeframe:
        """Its next time, as a time limit that runs from the last."""
        return Timeframe(
            rule=rule or self.rule,
            label=self.label,
            wording=self.wording,
            locator=self.locator,
            limit=self._limit(),
            strength=self.strength,
            pack=self.pack,
            pack_version=self.pack_version,
            part=self.part,
            produces=self.produces,
            meeting=self.meeting,
            actor=self.actor,
            marks=self.marks,
            when=self.when,
            setting=self.setting,
            defaults=self.defaults,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            replaces=self.replaces,
        )

    def _limit(self) -> Limit:
        directions = {Recurrence.INTERVAL: Direction.AFTER, Recurrence.UNSTATED: Direction.UNDEFINED}
        return Limit(
            direction=directions.get(self.recurs, Direction.BY_DATE),
            anchor=LAST_OCCURRENCE,
            amount=self.amount,
            amount_to=self.amount_to,
            unit=self.unit,
            counting=Counting.DAY_AFTER,
            recurs=self.recurs,
            period=self.period,
            month=self.month,
            year=self.year,
        )
