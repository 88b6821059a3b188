"""`sia-desktop deadline` and `sia-desktop packs`, as an administrator types them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sia_contract.resources import resources
from sia_desktop.__main__ import main

READING = resources() / "frameworks" / "reading" / "2016-12-13"
Said = pytest.CaptureFixture[str]

VECTORS = [
    ("V1", "oxfordshire", "T-OX-01", "2026-03-27", (), "2026-04-06"),
    ("V2", "oxfordshire", "T-OX-01", "2026-03-27", ("--reading", "working_days"), "2026-04-14"),
    ("V3", "oxfordshire", "T-OX-01", "2026-03-27", ("--reading", "inspection_working_days"), "2026-04-24"),
    ("V4", "tri-borough", "T-TB-03", "2026-03-27", (), "2026-04-21"),
    ("V5", "tri-borough", "T-TB-06", "2026-04-22", (), "2026-05-13"),
    ("V6", "tri-borough", "T-TB-05", "2026-04-21", (), "2026-05-06"),
    ("V7", "reading", "T-RD-02", "2026-04-01", (), "2026-04-10"),
    ("V8", "reading", "T-RD-02", "2025-12-18", (), "2025-12-29"),
    ("V9", "reading", "T-RD-02", "2026-05-20", (), "2026-05-28"),
    ("V10", "reading", "T-RD-02", "2027-12-23", (), "2028-01-04"),
    ("V11 agenda", "reading", "T-RD-04", "2026-05-12", (), "2026-04-27"),
    ("V11 evidence", "reading", "T-RD-05", "2026-05-12", (), "2026-05-05"),
    ("V11 papers", "reading", "T-RD-03", "2026-05-12", (), "2026-05-05"),
    ("V11 minutes", "reading", "T-RD-06", "2026-05-12", (), "2026-05-22"),
    ("V11 other minutes", "reading", "T-RD-06", "2026-05-12", ("--reading", "working_days"), "2026-05-27"),
    ("V12 agenda", "reading", "T-RD-04", "2026-01-08", (), "2025-12-22"),
    ("V12 evidence", "reading", "T-RD-05", "2026-01-08", (), "2025-12-31"),
    ("V12 papers", "reading", "T-RD-03", "2026-01-08", (), "2026-01-01"),
    ("V12 minutes", "reading", "T-RD-06", "2026-01-08", (), "2026-01-18"),
    ("V13 visit", "oxfordshire", "T-OX-02", "2025-12-10", (), "2025-12-24"),
    ("V13 monitoring", "oxfordshire", "T-OX-03", "2025-12-10", (), "2026-01-07"),
    ("V14", "oxfordshire", "C-04", "2026-02-24", (), "2026-04-07"),
    ("V15", "tri-borough", "T-TB-03", "2026-12-24", (), "2027-01-19"),
]
WARNED = {
    "V1": "bank holiday (Easter Monday)",
    "V12 papers": "bank holiday (New Year’s Day)",
    "V12 minutes": "at the weekend",
    "V13 visit": "Christmas holiday",
    "V14": "Easter holiday",
}


def answer(said: Said, pack: str, rule: str, on: str, *more: str) -> dict[str, Any]:
    """What the command prints for programs."""
    assert main(["deadline", "--pack", pack, "--rule", rule, "--on", on, *more, "--json"]) == 0
    found: dict[str, Any] = json.loads(said.readouterr().out)
    return found


@pytest.mark.parametrize(
    ("name", "pack", "rule", "on", "more", "due_on"), VECTORS, ids=[each[0] for each in VECTORS]
)
def test_the_verified_vectors(
    name: str, pack: str, rule: str, on: str, more: tuple[str, ...], due_on: str, capsys: Said
) -> None:
    found = answer(capsys, pack, rule, on, *more)
    assert found["due_on"] == due_on
    assert WARNED.get(name, "") in " ".join(found["warnings"])


def test_v3_by_the_law_itself(capsys: Said) -> None:
    terms = str(READING / "school-calendar-2025-26.csv")
    found = answer(capsys, "england-2025", "E-01", "2026-03-27", "--school-calendar", terms)
    assert (found["due_on"], found["strength"], found["marks"]) == ("2026-04-24", "hard", [])


def test_v5_says_from_when_a_school_is_eligible(capsys: Said) -> None:
    assert answer(capsys, "tri-borough", "T-TB-06", "2026-04-22")["from"] == "2026-05-14"


def test_v8_warns_that_the_school_is_closed_where_its_terms_are_given(capsys: Said) -> None:
    terms = str(READING / "school-calendar-2025-26.csv")
    found = answer(capsys, "reading", "T-RD-02", "2025-12-18", "--school-calendar", terms)
    assert "Christmas holiday" in found["warnings"][0]


def test_a_window_has_both_ends_and_no_other_date(capsys: Said) -> None:
    found = answer(capsys, "tri-borough", "T-TB-08", "2026-03-27")
    assert (found["from"], found["to"]) == ("2026-04-24", "2026-05-08")
    assert "due_on" not in found


def test_the_derivation_says_each_day_and_why(capsys: Said) -> None:
    found = answer(capsys, "reading", "T-RD-02", "2026-04-01")
    assert found["derivation"][:2] == [
        {"date": "2026-04-02", "counted": True, "why": "day 1"},
        {"date": "2026-04-03", "counted": False, "why": "Good Friday"},
    ]
    assert found["source"] == 'RD:209 "within five working days"'
    assert found["anchor"] == "visit_ended"


def test_a_cadence_answers_by_any_of_its_ids(capsys: Said) -> None:
    terms = ("--school-calendar", str(READING / "school-calendar-2025-26.csv"))
    by_one, by_other = (answer(capsys, "reading", rule, "2026-02-24", *terms) for rule in ("T-RD-07", "C-16"))
    assert (by_one["rule"], by_other["rule"]) == ("T-RD-07", "C-16")
    assert by_one["due_on"] == by_other["due_on"] == "2026-05-22"
    assert by_one["anchor"] == "last_occurrence"


def test_a_gap_is_answered_by_its_default_and_says_so(capsys: Said) -> None:
    terms = ("--school-calendar", str(READING / "school-calendar-2025-26.csv"))
    found = answer(capsys, "reading", "C-17", "2026-02-24", *terms)
    assert (found["due_on"], found["strength"]) == ("2026-05-22", "undefined")
    assert "our default is once each half term" in found["warnings"][0]


def test_law_of_other_years_says_that_no_clock_ran(capsys: Said) -> None:
    assert "was not in force" in answer(capsys, "england-2025", "E-03", "2026-03-27")["warnings"][0]
    assert answer(capsys, "england-2025", "E-03", "2013-03-22")["warnings"] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("reading", "T-RD-99", "2026-04-01"), "Reading's framework has no rule 'T-RD-99'."),
        (("reading", "T-RD-02", "1 April"), "“1 April” is not a date. Write it as 2026-04-01."),
        (("reading", "T-RD-02", "2026-02-30"), "“2026-02-30” is not a date. Write it as 2026-04-01."),
        (("reading", "T-RD-02", "2028-12-28"), "Monday 1 January 2029 is outside the bank-holiday data"),
        (("reading", "T-RD-09", "2028-06-01"), "Friday 1 June 2029 is outside the bank-holiday data"),
        (("reading", "T-RD-07", "2026-02-24"), "no term dates are loaded for the school"),
        (("nowhere", "T-RD-02", "2026-04-01"), "There are packs for oldham, oxfordshire, reading"),
        (("reading", "T-RD-02", "2026-04-01", "--reading", "other"), "no reading called 'other'"),
        (("reading", "T-RD-02", "2026-04-01", "--calendar", "none.csv"), "none.csv cannot be read"),
    ],
)
def test_what_cannot_be_answered_gets_one_sentence_and_status_2(
    words: tuple[str, ...], sentence: str, capsys: Said
) -> None:
    pack, rule, on, *more = words
    assert main(["deadline", "--pack", pack, "--rule", rule, "--on", on, *more]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_v10_is_refused_where_only_2027_is_loaded(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "2027.csv"
    path.write_text(
        "kind,first_day,last_day,name\nbank_holiday,2027-12-27,2027-12-28,Christmas\nvalid_to,2027-12-31,,\n"
    )
    asked = ["--pack", "reading", "--rule", "T-RD-02", "--on", "2027-12-23", "--calendar", str(path)]
    assert main(["deadline", *asked]) == 2
    assert "Load a bank-holiday calendar that covers it." in capsys.readouterr().err


def test_a_school_calendar_that_ends_too_soon_is_named(capsys: Said) -> None:
    terms = str(READING / "school-calendar-2025-26.csv")
    asked = ["--pack", "england-2025", "--rule", "E-01", "--on", "2026-07-15", "--school-calendar", terms]
    assert main(["deadline", *asked]) == 2
    assert "Load a school calendar that covers it." in capsys.readouterr().err


def test_the_command_itself_from_outside() -> None:
    asked = [
        sys.executable,
        "-m",
        "sia_desktop",
        "deadline",
        "--pack",
        "reading",
        "--rule",
        "T-RD-02",
        "--on",
    ]
    fine = subprocess.run([*asked, "2026-04-01", "--json"], capture_output=True, text=True, check=True)
    assert json.loads(fine.stdout)["due_on"] == "2026-04-10"
    refused = subprocess.run([*asked, "soon"], capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Traceback" not in refused.stderr


def test_packs_are_compared_in_words(tmp_path: Path, capsys: Said) -> None:
    shutil.copytree(READING, tmp_path / "changed")
    pack = tmp_path / "changed" / "pack.toml"
    text = pack.read_text(encoding="utf-8")
    for old, new in (
        ('version = "2016.1"', 'version = "2026.1"'),
        ("effective_from = 2016-12-13", "effective_from = 2026-09-01"),
        ("amount = 5\nunit", "amount = 7\nunit"),
        ('label = "Leadership"', 'label = "Leaders"'),
        ('  code = "finished_at"\n', '  code = "ended_at"\n'),
        ('strength = "expected"\nnote = "The seven', 'strength = "hard"\nnote = "The seven'),
        ("default = 10\n", "default = 20\n"),
        ("rag = true\n", "rag = false\n"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    pack.write_text(text, encoding="utf-8")
    assert main(["packs", "diff", "reading/2016-12-13", str(tmp_path / "changed")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Version was “2016.1”; it is now “2026.1”.",
        "Effective from was 13 December 2016; it is now 1 September 2026.",
        "Indicator 'outcomes': rag was yes; it is no longer stated.",
        "Timeframe 'T-RD-02': amount was 5; it is now 7.",
        "Timeframe 'T-RD-03': strength was “expected”; it is now “hard”.",
        "Form 'note_of_visit', section 'finished_at' is gone.",
        "Form 'note_of_visit', section 'ended_at' is new: “Finished”.",
        "Form 'note_of_visit', section 'leadership': label was “Leadership”; it is now “Leaders”.",
        "Setting 'quality_sample_percent': default was 10; it is now 20.",
    ]


def test_a_pack_beside_itself_has_not_changed_and_a_missing_one_is_named(
    tmp_path: Path, capsys: Said
) -> None:
    assert main(["packs", "diff", "reading", str(READING)]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"
    assert main(["packs", "diff", "reading", str(tmp_path)]) == 2
    assert "There is no pack at" in capsys.readouterr().err
    shutil.copytree(READING, tmp_path / "far" / "below" / "reading" / "2016-12-13")
    assert main(["packs", "diff", "reading", str(tmp_path)]) == 2, "a pack far below the folder is not meant"
    assert "There is no pack at" in capsys.readouterr().err
    (tmp_path / "pack.toml").write_text("schema = 1\n")
    assert main(["packs", "diff", "reading", str(tmp_path)]) == 2
    assert "cannot be compared: pack.toml: the pack has no 'code'" in capsys.readouterr().err


def test_anyones_pack_is_checked(tmp_path: Path, capsys: Said) -> None:
    assert main(["packs", "check"]) == 0
    assert capsys.readouterr().out == "6 checked, no faults.\n"
    (tmp_path / "pack.toml").write_text('schema = 1\ncode = "x"\n')
    assert main(["packs", "check", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "pack.toml: the pack has no 'name'. Add a line 'name = …'." in said
    assert "Traceback" not in said
