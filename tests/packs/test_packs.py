"""Every pack that is shipped: whole, true to its examples, and in the words the program knows."""

import json
import re
import shutil
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import pytest

from sia_contract import pack_clock_words, pack_words
from sia_contract.load_pack import find_packs, load_examples, load_pack, load_scales
from sia_contract.pack_faults import PackFaults
from sia_contract.resources import resources
from sia_desktop.domain import calendar, framework, time_limits
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.framework import SectionKind
from sia_desktop.frameworks.calendars import council_calendar, school_calendar
from sia_desktop.frameworks.commands import Question, as_json, as_lines, check_packs, work_out_deadline
from sia_desktop.frameworks.shelf import Shelf, framework_for, load_calendar

ROOT = resources() / "frameworks"
READING = ROOT / "reading" / "2016-12-13"


def test_every_shipped_pack_is_without_fault() -> None:
    assert find_packs(ROOT)
    assert check_packs() == []


def test_every_shipped_scale_is_read_and_none_of_their_years_overlap() -> None:
    scales = sorted(load_scales().values(), key=lambda scale: scale.effective_from)
    assert [scale.code for scale in scales] == [
        "ofsted-2005", "ofsted-2012", "ofsted-2019", "ofsted-2024", "ofsted-2025-11",
    ]  # fmt: skip
    for earlier, later in pairwise(scales):
        assert earlier.effective_to is not None
        assert earlier.effective_to < later.effective_from


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (pack_clock_words.Direction, time_limits.Direction),
        (pack_clock_words.Unit, time_limits.Unit),
        (pack_clock_words.Counting, time_limits.Counting),
        (pack_clock_words.NamedDay, time_limits.NamedDay),
        (pack_clock_words.Strength, time_limits.Strength),
        (pack_clock_words.Mark, time_limits.Mark),
        (pack_words.SectionKind, framework.SectionKind),
        (pack_clock_words.DaySet, calendar.DaySet),
    ],
)
def test_the_pack_and_the_domain_speak_the_same_words(theirs: type[StrEnum], ours: type[StrEnum]) -> None:
    assert {word.value for word in theirs} == {word.value for word in ours}


def test_every_counted_rule_of_reading_has_an_example() -> None:
    shown = {example.rule.partition("/")[0] for example in load_examples(READING).examples}
    rules = {each.rule for each in load_pack(READING).timeframes}
    assert rules - shown == set()


def test_readings_note_starts_with_the_schools_own_view_and_allows_a_short_visit() -> None:
    form = framework_for("reading", date(2026, 4, 1), resources()).form("note_of_visit")
    assert form.sections[0].code == "self_evaluation"
    assert [each.code for each in form.sections if each.required] == ["people_met", "focus", "evidence_seen"]
    assert form.section("agreed_actions").kind is SectionKind.ACTIONS
    assert form.recipients == ("headteacher", "chair_of_governors", "council")


def test_reading_as_a_framework() -> None:
    reading = framework_for("reading", date(2026, 4, 1), resources())
    assert (reading.name, reading.full_name) == ("Reading", "Reading Borough Council")
    assert [category.code for category in reading.categories] == ["S", "G", "R", "C"]
    assert reading.role("adviser").reports_to == "strategic_lead"
    assert reading.word("note_of_visit") == "Note of visit"
    assert reading.word("caseload") == "Caseload"
    assert [each.rule for each in reading.timeframes_for("note_of_visit")] == ["T-RD-02"]
    assert reading.timeframe("T-RD-10/mid_year").part == "mid_year"


@pytest.mark.parametrize("thing", ["form", "role", "category", "timeframe"])
def test_asking_a_framework_for_what_it_lacks_is_refused_in_words(thing: str) -> None:
    reading = framework_for("reading", date(2026, 4, 1), resources())
    with pytest.raises(RuleBroken, match=r"Reading's framework has no .* 'nobody'"):
        getattr(reading, thing)("nobody")


def test_a_pack_holds_until_a_later_one_of_its_council(tmp_path: Path) -> None:
    shutil.copytree(resources() / "calendars", tmp_path / "calendars")
    folder = tmp_path / "frameworks" / "reading"
    shutil.copytree(READING, folder / "2016-12-13")
    later = folder / "2026-09-01"
    shutil.copytree(READING, later)
    text = (later / "pack.toml").read_text(encoding="utf-8")
    text = text.replace("2016-12-13\n", "2026-09-01\n", 1).replace('"2016.1"', '"2026.1"', 1)
    (later / "pack.toml").write_text(text, encoding="utf-8")
    shelf = Shelf(tmp_path)
    assert shelf.current("reading", date(2026, 8, 31)).version == "2016.1"
    assert shelf.current("reading", date(2026, 9, 1)).version == "2026.1"
    assert shelf.pinned("reading", "2016.1").version == "2016.1"
    with pytest.raises(RuleBroken, match="No framework of 'reading' is in force on"):
        shelf.current("reading", date(2010, 1, 1))
    with pytest.raises(RuleBroken, match="version 9"):
        shelf.pinned("reading", "9")
    with pytest.raises(RuleBroken, match="There are packs for reading"):
        shelf.current("nowhere", date(2026, 9, 1))


def test_a_pack_with_faults_is_refused_whole(tmp_path: Path) -> None:
    folder = tmp_path / "frameworks" / "reading" / "2016-12-13"
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text("schema = 1\n")
    with pytest.raises(RuleBroken, match=r"cannot be used\. pack\.toml: the pack has no 'code'"):
        Shelf(tmp_path).current("reading", date(2026, 9, 1))


def test_a_wrong_example_is_told_with_both_dates(tmp_path: Path) -> None:
    shutil.copytree(READING, tmp_path / "pack")
    examples = tmp_path / "pack" / "examples.toml"
    wrong = (
        '[[example]]\nrule = "T-RD-02"\non = 2026-04-01\ndue_on = 2026-04-09\n'
        '[[example]]\nrule = "T-RD-99"\non = 2026-04-01\n'
        '[[example]]\nrule = "T-RD-02"\non = 2026-04-01\ndue_on = 2026-04-10\nnot_counted = []\n'
    )
    examples.write_text(wrong)
    assert check_packs(tmp_path) == [
        "pack/examples.toml: example number 1 (T-RD-02 on 2026-04-01) says it is due Thursday 9 April 2026, "
        "but the engine finds Friday 10 April 2026. Correct the example, or the rule in the pack.",
        "pack/examples.toml: example number 2 (T-RD-99 on 2026-04-01) cannot be worked out: Reading's "
        "framework has no rule 'T-RD-99'. The nearest is T-RD-09. Correct the example.",
        "pack/examples.toml: example number 3 (T-RD-02 on 2026-04-01) lists other days left out than the "
        "engine, which leaves out 2026-04-03, 2026-04-06. Correct the example, or the rule in the pack.",
    ]


def test_the_guides_examples_make_a_pack(tmp_path: Path) -> None:
    guide = (resources().parent / "docs" / "packs.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    text = "\n".join(block for block in blocks if "[[example]]" not in block)
    (tmp_path / "pack.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackFaults) as caught:
        load_pack(tmp_path)
    assert all("but there is no such role" in str(fault) for fault in caught.value.faults)


def test_checking_a_folder_without_packs_says_so(tmp_path: Path) -> None:
    assert "no pack.toml is in this folder" in check_packs(tmp_path)[0]


def test_a_second_pack_of_the_same_version_is_told(tmp_path: Path) -> None:
    shutil.copytree(READING, tmp_path / "reading" / "2016-12-13")
    later = tmp_path / "reading" / "2026-09-01"
    shutil.copytree(READING, later)
    text = (later / "pack.toml").read_text(encoding="utf-8")
    (later / "pack.toml").write_text(text.replace("2016-12-13\n", "2026-09-01\n", 1), encoding="utf-8")
    assert check_packs(tmp_path) == [
        "reading/2026-09-01/pack.toml: the pack has the version '2016.1', which reading/2016-12-13 has "
        "already. Give the newer one a version of its own: records remember theirs by it."
    ]
    assert "is a file. Name the folder" in check_packs(later / "pack.toml")[0]


def test_terms_and_examples_name_files_beside_them_and_terms_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "reading" / "2016-12-13"
    shutil.copytree(READING, folder)
    text = (folder / "pack.toml").read_text(encoding="utf-8")
    terms = 'term_dates = "terms.csv"\nauthority_codes'
    (folder / "pack.toml").write_text(text.replace("authority_codes", terms, 1), encoding="utf-8")
    (folder / "terms.csv").write_text("kind;first_day\n")
    (folder / "examples.toml").write_text(
        '[[example]]\nrule = "T-RD-02"\non = 2026-04-01\nschool_calendar = "../terms\\u0000.csv"\n'
    )
    wrong_terms, wrong_example = check_packs(tmp_path)
    assert "the pack has term dates that cannot be used. terms.csv must begin with" in wrong_terms
    assert "lies beside the examples. Correct the example." in wrong_example


def test_the_deadline_command_takes_a_folder_with_a_pack_in_the_writing(tmp_path: Path) -> None:
    assert work_out_deadline(Question(str(READING), "T-RD-02", date(2026, 4, 1))).due_on == date(2026, 4, 10)
    (tmp_path / "pack.toml").write_text("schema = 1\n")
    with pytest.raises(RuleBroken, match=r"has \d+ faults; the first: pack\.toml: the pack"):
        work_out_deadline(Question(str(tmp_path), "T-RD-02", date(2026, 4, 1)))
    with pytest.raises(RuleBroken, match="There are packs for"):
        work_out_deadline(Question("x" * 5000, "T-RD-02", date(2026, 4, 1)))


def test_checking_one_faulty_pack_names_its_files(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text("schema = 1\n")
    (tmp_path / "examples.toml").write_text("nonsense = 1\n")
    sentences = check_packs(tmp_path)
    assert any("pack.toml: the pack has no 'code'" in each for each in sentences)
    assert any("examples.toml: the pack has 'nonsense'" in each for each in sentences)


def test_the_deadline_command_answers_programs_and_people() -> None:
    deadline = work_out_deadline(Question("reading", "T-RD-02", date(2026, 4, 1)))
    answer = as_json(deadline)
    assert json.loads(json.dumps(answer)) == answer
    assert (answer["rule"], answer["pack"], answer["reading"]) == ("T-RD-02", "reading", "literal")
    assert (answer["anchor"], answer["due_on"], answer["strength"]) == ("visit_ended", "2026-04-10", "hard")
    assert [day["date"] for day in answer["derivation"] if day["why"] == "Good Friday"] == ["2026-04-03"]
    assert as_lines(deadline)[0] == (
        "Friday 10 April 2026: five working days after Wednesday 1 April; "
        "Good Friday, the weekend and Easter Monday do not count."
    )


def test_the_deadline_command_takes_readings_and_calendars(tmp_path: Path) -> None:
    school = READING / "school-calendar-2025-26.csv"
    asked = Question(
        "reading", "T-RD-01", date(2026, 3, 27), "inspection_working_days", school_calendar=school
    )
    assert work_out_deadline(asked).due_on == date(2026, 4, 24)
    only_2027 = tmp_path / "2027.csv"
    only_2027.write_text(
        "kind,first_day,last_day,name\nbank_holiday,2027-12-27,2027-12-28,Christmas\nvalid_to,2027-12-31,,\n"
    )
    with pytest.raises(RuleBroken, match="Saturday 1 January 2028 is outside the bank-holiday data"):
        work_out_deadline(Question("reading", "T-RD-02", date(2027, 12, 23), calendar=only_2027))


def test_the_deadline_command_answers_for_days_before_the_pack() -> None:
    assert work_out_deadline(Question("reading", "T-RD-02", date(2012, 1, 4))).due_on == date(2012, 1, 11)


def test_a_council_file_of_closures_keeps_the_shipped_bank_holidays(tmp_path: Path) -> None:
    path = tmp_path / "closures.csv"
    path.write_text(
        "kind,first_day,last_day,name\nclosure,2026-12-29,2026-12-31,Christmas closure\n"
        "term,2026-09-01,2026-12-18,Autumn term\nvalid_to,2027-12-31,2027-12-31,\n",
        encoding="utf-8-sig",
    )
    read = council_calendar(path, load_calendar(resources()))
    assert read.valid_to == date(2027, 12, 31)
    assert (
        read.why_not_counted(date(2026, 12, 30), calendar.DaySet.COUNCIL_WORKING_DAY) == "Christmas closure"
    )
    assert (
        read.why_not_counted(date(2026, 12, 28), calendar.DaySet.WORKING_DAY)
        == "Substitute day for Boxing Day"
    )
    assert read.school is not None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "must begin with the line kind,first_day,last_day,name"),
        ("kind;first_day;last_day;name\n", r"name\. Part the cells by commas, not semicolons"),
        ("kind,first_day,last_day,name\nterm,01/09/2026,18/12/2026,x\n", "Excel rewrites dates"),
        ("kind,first_day,last_day,name\nterm,2026-09-01,9999-12-31,x\n", "Line 2 .* has the year 9999"),
        ("kind,first_day,last_day,name\nvalid_to,2026-09-01,,\nvalid_to,2026-09-02,,\n", "a second time"),
        (f"kind,first_day,last_day,name\nterm,2026-09-01,,{'x' * 140_000}\n", "a cell without end"),
        ("kind,first_day,last_day,name\n", "has no 'valid_to' line"),
        ("kind,first_day,last_day,name\nparty,2026-01-01,,x\n", "Line 2 .* has the kind 'party'. Use one of"),
        (
            "kind,first_day,last_day,name\nterm,1 May,,x\n",
            "Line 2 .* and dates as 2026-04-01",
        ),
        ("kind,first_day,last_day,name\nterm,2026-01-01\n", "Line 2 .* Write four cells"),
        ("kind,first_day,last_day,name\n\nterm,2026-02-01,2026-01-01,x\n", "Line 3 .* ends before it begins"),
    ],
)
def test_a_bad_calendar_file_gets_its_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "calendar.csv"
    path.write_text(text)
    with pytest.raises(RuleBroken, match=sentence):
        school_calendar(path)


def test_a_file_of_terms_knows_nothing_before_the_first_of_them(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "kind,first_day,last_day,name\nterm,2026-09-01,2026-12-18,Autumn\nvalid_to,2026-12-31,,\n"
    )
    asked = Question("reading", "T-RD-01", date(2026, 7, 15), "inspection_working_days", school_calendar=path)
    with pytest.raises(RuleBroken, match="Thursday 16 July 2026 is outside this school’s term dates"):
        work_out_deadline(asked)


def test_a_calendar_of_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("kind,first_day,last_day,name\n", encoding="utf-16")
    with pytest.raises(OutsideTrouble, match="In Excel, save it as “CSV UTF-8”"):
        school_calendar(tmp_path / "terms.csv")


def test_a_calendar_that_is_not_there_is_outside_trouble(tmp_path: Path) -> None:
    with pytest.raises(OutsideTrouble, match=r"none\.csv cannot be read"):
        school_calendar(tmp_path / "none.csv")
