"""What the council settled, read once until something is written."""

import json
from typing import Final

from sia_desktop.domain.framework_choice import FrameworkChoice
from sia_desktop.domain.loaded_calendar import LoadedCalendar
from sia_desktop.storage.engine import Store

_CHOICES: Final = 'SELECT id, pack, what, code, value, reason, "by", at FROM framework_choice ORDER BY at, id'
_CALENDARS: Final = """
    SELECT id, school, valid_from, valid_to, spans, source, reason, "by", at FROM calendar ORDER BY at, id
"""


class StoredSettled:
    """The same tuple as long as nothing is written on this laptop: every page asks."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store
        self._read_at = -1
        self._choices: tuple[FrameworkChoice, ...] = ()
        self._calendars: tuple[LoadedCalendar, ...] = ()

    def choices(self) -> tuple[FrameworkChoice, ...]:
        """Every choice ever made, the earliest first."""
        self._look()
        return self._choices

    def calendars(self) -> tuple[LoadedCalendar, ...]:
        """Every calendar ever loaded, the earliest first."""
        self._look()
        return self._calendars

    def _look(self) -> None:
        turn = self._store.gate.turn
        if turn == self._read_at:
            return
        with self._store.reading() as connection:
            choices = connection.execute(_CHOICES).fetchall()
            calendars = connection.execute(_CALENDARS).fetchall()
        if [str(each.id) for each in self._choices] != [row[0] for row in choices]:
            self._choices = _choices(choices)
        if [str(each.id) for each in self._calendars] != [row[0] for row in calendars]:
            self._calendars = _calendars(calendars)
        self._read_at = turn


def _choices(rows: list[tuple[object, ...]]) -> tuple[FrameworkChoice, ...]:
    from sia_contract.payloads.framework_choice import FrameworkChoicePayload
    from sia_desktop.storage.mapping.framework_choice import choice_of

    names = ("pack", "what", "code", "value", "reason", "by", "at")
    return tuple(
        choice_of(
            str(id_),
            FrameworkChoicePayload.model_validate(
                dict(zip(names, values, strict=True)) | {"value": _json(values[3])}
            ),
        )
        for id_, *values in rows
    )


def _calendars(rows: list[tuple[object, ...]]) -> tuple[LoadedCalendar, ...]:
    from sia_contract.payloads.calendar import CalendarPayload
    from sia_desktop.storage.mapping.calendar import calendar_of

    names = ("school", "valid_from", "valid_to", "spans", "source", "reason", "by", "at")
    return tuple(
        calendar_of(
            str(id_),
            CalendarPayload.model_validate(
                dict(zip(names, values, strict=True)) | {"spans": _json(values[3])}
            ),
        )
        for id_, *values in rows
    )


def _json(text: object) -> object:
    return None if text is None else json.loads(str(text))
