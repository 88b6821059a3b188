"""What somebody settled for one record: a date, another reading, that something was done."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from sia_desktop.domain.act import DATE_SET, OCCURRED, READING_CHOSEN, RULE, Act
from sia_desktop.domain.anchors import Recalculation
from sia_desktop.domain.time_limits import Timeframe

DUE_ON = "due_on"
READING = "reading"
REASON = "reason"
NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})


class ByHand:
    """Looked up by record and rule; the latest word stands, and none is forgotten."""

    def __init__(self, acts: Iterable[Act], goes_on_in: Mapping[str, str] = NOWHERE) -> None:
        """Take the acts, the earliest first; what a record is continued in has its acts, too."""
        self._acts: dict[tuple[str, str], list[Act]] = {}
        for act in acts:
            record_id = goes_on_in.get(act.record_id, act.record_id)
            self._acts.setdefault((record_id, act.details[RULE]), []).append(act)

    def read(self, record_id: str, rule: Timeframe) -> Timeframe:
        """The rule as this record has it read."""
        chosen = self._said(record_id, rule.name, READING_CHOSEN)
        return rule.read_as(chosen[-1].details[READING] or None) if chosen else rule

    def date_set(self, record_id: str, rule: str) -> Act | None:
        """Who set the date, and why; None where nobody has."""
        said = self._said(record_id, rule, DATE_SET)
        return said[-1] if said else None

    def history(self, record_id: str, rule: str, anchor: str, anchor_on: date) -> tuple[Recalculation, ...]:
        """Every date that was set, the first among them; empty where it never moved."""
        said = self._said(record_id, rule, DATE_SET)
        if len(said) < 2:
            return ()
        days = [None, *(date.fromisoformat(each.details[DUE_ON]) for each in said)]
        return tuple(
            Recalculation(anchor, anchor_on, anchor_on, was, now, each.at, each.by, each.details[REASON])
            for was, now, each in zip(days, days[1:], said, strict=False)
        )

    def done(self, record_id: str, rule: str, stops_at: str | None) -> Act | None:
        """The act that stopped the clock of this rule for this record, if it was written down by hand."""
        said = self._said(record_id, rule, stops_at or "done")
        return said[-1] if said else None

    def occurred(self, record_id: str, rule: str) -> list[date]:
        """The days on which what comes round was done."""
        return [act.on for act in self._said(record_id, rule, OCCURRED)]

    def _said(self, record_id: str, rule: str, act: str) -> list[Act]:
        return [each for each in self._acts.get((record_id, rule), ()) if each.act == act]
