"""After a whole visit, nothing of it can be read on the laptop's disk without the keys."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sia_desktop.domain.ids import note_id
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.queries.caseload import AskCaseload
from sia_desktop.services.save_note_draft import SaveNoteDraft
from tests.helpers.county_hall import CountyHall
from tests.helpers.laptops import VISITED_ON, WORDS, Laptop, sign_together
from tests.helpers.planted_words import find_planted

SENTENCE = "Mallards nest beside the weir in a demonstration sentence"


def test_planted_words_are_found_nowhere_on_the_laptop(
    county_hall: CountyHall,
    laptops: Callable[[str], Laptop],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable, name in (("TMPDIR", "tmp"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")):
        folder = tmp_path / "home" / name
        folder.mkdir(parents=True)
        monkeypatch.setenv(variable, str(folder))
    priya = laptops("home/data")
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, "priya@reading.example")
        school = priya.sees(AskCaseload()).rows[0].school
        visit = LogVisit(school.urn, VISITED_ON, "monitoring")
        note = note_id(visit.visit_id, 1)
        priya.does(visit)
        priya.does(SaveNoteDraft(note, {**WORDS, "focus": SENTENCE}))
        planted = [school.name, SENTENCE, priya.desk.working_for.person_name]
        assert find_planted(tmp_path / "home", planted) == []
        sign_together(priya, note)
        priya.syncs()
    assert find_planted(tmp_path / "home", planted) == []
    priya.desk.close()
    assert find_planted(tmp_path / "home", planted) == []
