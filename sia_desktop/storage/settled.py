"""The drawers of what the council settled for everybody: its choices and its calendars."""

from sqlmodel import Session, col, select

from sia_contract.payloads.calendar import CalendarPayload
from sia_contract.payloads.framework_choice import FrameworkChoicePayload
from sia_desktop.domain.framework_choice import FrameworkChoice
from sia_desktop.domain.loaded_calendar import LoadedCalendar
from sia_desktop.storage.mapping.calendar import calendar_of, calendar_payload
from sia_desktop.storage.mapping.framework_choice import choice_of, choice_payload
from sia_desktop.storage.shelf import Shelf
from sia_desktop.storage.tables.calendar import CalendarRow
from sia_desktop.storage.tables.framework_choice import FrameworkChoiceRow


class StoredChoices:
    """What the council settled where its framework leaves a choice."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf, self._session = shelf, session

    def all(self) -> tuple[FrameworkChoice, ...]:
        """Every choice, the earliest first."""
        table = FrameworkChoiceRow
        rows = self._session.exec(select(table).order_by(col(table.at), col(table.id)))
        return tuple(choice_of(row.id, FrameworkChoicePayload.model_validate(row.payload())) for row in rows)

    def add(self, choice: FrameworkChoice) -> None:
        """Keep it, and queue it for sync, in this transaction."""
        self._shelf.save("framework_choice", str(choice.id), choice_payload(choice))


class StoredCalendars:
    """Calendars that were loaded."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf, self._session = shelf, session

    def all(self) -> tuple[LoadedCalendar, ...]:
        """Every calendar, the earliest first."""
        table = CalendarRow
        rows = self._session.exec(select(table).order_by(col(table.at), col(table.id)))
        return tuple(calendar_of(row.id, CalendarPayload.model_validate(row.payload())) for row in rows)

    def add(self, calendar: LoadedCalendar) -> None:
        """Keep it, and queue it for sync, in this transaction."""
        self._shelf.save("calendar", str(calendar.id), calendar_payload(calendar))
