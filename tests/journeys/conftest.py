"""County Hall and laptops, for every journey."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sia_contract.resources import resources
from tests.helpers.county_hall import CountyHall
from tests.helpers.laptops import Laptop


@pytest.fixture(params=["sqlite", "postgresql"])
def county_hall(request: pytest.FixtureRequest, tmp_path: Path) -> CountyHall:
    """Reading's central, as `sia-central` sets it up."""
    url = request.getfixturevalue("fresh_postgres_url") if request.param == "postgresql" else None
    hall = CountyHall(tmp_path / "central", url)
    hall.runs("init", "--council", "reading", "--demonstration")
    imported = hall.runs(
        "import-schools", str(resources() / "demo" / "gias_reading.csv"), "--as-at", "2026-06-02"
    )
    assert "61 added" in imported
    hall.employs("Morgan Lead", "morgan@reading.example", "strategic_lead")
    hall.employs("Priya Adviser", "priya@reading.example", "adviser", reports_to="morgan@reading.example")
    hall.runs("assign", "--email", "priya@reading.example", "--all", "--on", "2026-01-05")
    return hall


@pytest.fixture
def laptops(tmp_path: Path) -> Callable[[str], Laptop]:
    """Laptops by name, each with a folder of its own."""
    return lambda name: Laptop(tmp_path / name)
