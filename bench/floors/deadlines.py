"""Floor of "deadlines": numpy's busday_offset, called once for each of the same 10,000 days."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np

COUNT, AMOUNTS = 10_000, (5, 10, 15)
HOLIDAYS = Path(__file__).parents[2] / "resources" / "calendars" / "bank_holidays.json"


def asked() -> list[tuple[date, int]]:
    """Days from 2012 to 2027, and how many working days after each."""
    chance = random.Random(20260520)
    first = date(2012, 1, 2)
    return [(first + timedelta(days=chance.randrange(5_800)), chance.choice(AMOUNTS)) for _ in range(COUNT)]


EVENTS = json.loads(HOLIDAYS.read_text())["england-and-wales"]["events"]
CALENDAR = np.busdaycalendar(holidays=[event["date"] for event in EVENTS])
ASKED = [(np.datetime64(day), amount) for day, amount in asked()]


def offset_all(_: Path) -> list[np.datetime64]:
    """One call after another."""
    return [np.busday_offset(day, amount, roll="backward", busdaycal=CALENDAR) for day, amount in ASKED]
