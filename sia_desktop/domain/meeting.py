"""A meeting: fixed for a day, perhaps moved, perhaps called off; its papers are acts."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """The day a meeting was fixed for or moved to, by whom, and what had to be passed over for it."""

    on: date
    at: datetime
    by: UUID
    why: str = ""
    """Why it was moved here; empty for the first day."""
    override: str = ""
    """Why the day stands although its lead time had passed."""


@dataclass(frozen=True, slots=True)
class CalledOff:
    """Why the meeting does not take place."""

    reason: str
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting about one school, or of the council about several in turn."""

    id: UUID
    urn: Urn | None
    """None where it is about several schools in turn, or the whole council."""
    kind: str
    """Its code in the pack, such as `rap_meeting`."""
    pack: str
    pack_version: str
    called_by: UUID
    days: tuple[MeetingDay, ...]
    """Every day it was fixed for, the present one last."""
    starts_at: str = ""
    """England's time, `09:30`; empty where none is agreed."""
    called_off: CalledOff | None = None
    schools: tuple[Urn, ...] = ()
    """Where it is about no one school: those it takes in turn, in their order."""

    @property
    def meeting_on(self) -> date:
        """The day it is fixed for now."""
        return self.days[-1].on

    def move(self, day: MeetingDay) -> "Meeting":
        """Return the meeting on another day; the days before stay on the record."""
        self._must_stand()
        if day.on == self.meeting_on:
            raise RuleBroken(f"The meeting is on {long_date(day.on)} already. Choose another day.")
        if not day.why.strip():
            raise RuleBroken("Say why the meeting moves: every date that hangs on it moves too.")
        return replace(self, days=(*self.days, day))

    def call_off(self, reason: str, by: UUID, at: datetime) -> "Meeting":
        """Return the meeting struck out, with a reason; it stays on the record."""
        self._must_stand()
        if not reason.strip():
            raise RuleBroken("Say why the meeting is called off.")
        return replace(self, called_off=CalledOff(reason.strip(), at, by))

    def _must_stand(self) -> None:
        if self.called_off:
            raise RuleBroken("This meeting was called off. Plan a new one instead.")
