"""What the tests of packs share: a school whose terms are known for as long as the bank holidays are."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def many_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school’s terms from autumn 2011 to 2028, each year a little different."""
    path = tmp_path_factory.mktemp("terms") / "terms.csv"
    lines = ["kind,first_day,last_day,name", "valid_from,2011-09-01,,", "valid_to,2028-12-31,,"]
    for year in range(2011, 2028):
        for kind, first, last, name in _school_year(year):
            lines.append(f"{kind},{first},{last},{name} {year}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _school_year(year: int) -> Iterator[tuple[str, date, date, str]]:
    september = _monday(date(year, 9, 1)) + DAY
    christmas = _monday(date(year, 12, 14)) + 4 * DAY
    january = _monday(date(year + 1, 1, 3))
    easter = _monday(date(year + 1, 3, 25)) - 3 * DAY
    april = _monday(date(year + 1, 4, 8))
    july = _monday(date(year + 1, 7, 17)) + (year % 3) * DAY
    yield "term", september, christmas, "Autumn"
    yield "inset", september, september, "INSET day"
    yield "holiday", christmas + DAY, january - DAY, "Christmas holiday"
    yield "term", january, easter, "Spring"
    yield "term", april, july, "Summer"
    for month, day in ((10, 23), (2, 12), (5, 25)):
        monday = _monday(date(year if month == 10 else year + 1, month, day))
        yield "half_term_break", monday, monday + 4 * DAY, "Half-term"


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
