"""Ofsted's management information: recognised by header in all its layouts; no 0, 8 or 9 is ever a grade."""

import csv
import gzip
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sia_contract.load_pack import load_scales
from sia_contract.ofsted import PublishedInspection, UnreadableExtract, read_ofsted

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = {
    "ofsted_mi_2020-08-31_2_las.csv": "state-funded schools, to 2024",
    "ofsted_mi_2025-08-31_3_las.csv": "state-funded schools, 2024/25",
    "ofsted_mi_2026-06-30_sample.csv": "latest inspections, from November 2025",
    "ofsted_mi_report_cards_2026-02_sample.csv": "report cards, from November 2025",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_is_recognised_by_its_header_and_read_whole(name: str) -> None:
    read = read_ofsted(DATA / name)
    assert read.layout == LAYOUTS[name]
    assert read.rejected == ()
    rows = list(csv.reader((DATA / name).read_text(encoding="cp1252").splitlines()))
    assert read.schools == len(rows) - 1
    assert read.inspections


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_grade_is_one_of_the_scale_of_its_day(name: str) -> None:
    scales = load_scales()
    for each in read_ofsted(DATA / name).inspections:
        scale = scales[each.scale]
        assert scale.effective_from <= each.started_on
        known = {grade.code for grade in scale.grades}
        assert each.overall in {"", *known}
        for area, grade in each.areas.items():
            graded = next(one for one in scale.areas if one.code == area)
            assert grade in ({point.code for point in graded.grades} or known)


def one(name: str, number: str) -> PublishedInspection:
    (found,) = [each for each in read_ofsted(DATA / name).inspections if each.number == number]
    return found


def test_a_report_card_has_areas_and_no_overall_grade() -> None:
    card = one("ofsted_mi_2026-06-30_sample.csv", "10428056")
    assert (card.scale, card.overall, card.started_on) == ("ofsted-2025-11", "", date(2026, 1, 13))
    assert card.areas["safeguarding"] == "met"
    assert card.areas["attendance_and_behaviour"] == "expected_standard"
    assert "post_16" not in card.areas, "not applicable is no grade"


def test_not_judged_is_no_grade_and_the_old_framework_stays_on_its_own_scale() -> None:
    read = read_ofsted(DATA / "ofsted_mi_2025-08-31_3_las.csv")
    since_september = [
        each for each in read.inspections if each.kind == "graded" and each.scale == "ofsted-2024"
    ]
    assert since_september
    assert {each.overall for each in since_september} == {""}
    older = [each for each in read.inspections if each.scale == "ofsted-2012" and each.kind == "graded"]
    assert all("quality_of_education" not in each.areas for each in older), "9 is not a grade"


def test_a_predecessors_grade_is_marked_as_such() -> None:
    read = read_ofsted(DATA / "ofsted_mi_2020-08-31_2_las.csv")
    theirs = [each for each in read.inspections if each.predecessor_urn]
    assert theirs
    assert all(each.predecessor_urn != each.urn and each.predecessor_name for each in theirs)


def test_concerns_are_read_in_words_of_our_own() -> None:
    read = read_ofsted(DATA / "ofsted_mi_report_cards_2026-02_sample.csv")
    assert {each.concern for each in read.inspections} == {"", "special_measures", "significant_improvement"}
    visit = [each for each in read.inspections if set(each.areas) == {"safeguarding"}]
    assert visit, "a visit with 9 in every area has no grades there"


def changed(edit: Callable[[list[dict[str, str]]], None]) -> bytes:
    """The report cards with some cells written otherwise."""
    text = (DATA / "ofsted_mi_report_cards_2026-02_sample.csv").read_text(encoding="cp1252")
    rows = list(csv.DictReader(io.StringIO(text)))
    edit(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("cp1252")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("URN", "12345", "The URN “12345” is not six digits."),
        ("Inclusion", "Superb", "“Superb” is not a grade of "),
        ("Inspection start date", "2025-11-18", "“2025-11-18”, is not dd/mm/yyyy."),
        ("Inspection start date", "31/02/2026", "is not dd/mm/yyyy"),
        ("Inspection start date", "NULL", "has no day on which it began"),
        ("Inspection start date", "01/01/1990", "No inspection scale is known for 01/01/1990."),
        ("Category of concern", "XYZ", "“XYZ” is not a category of concern"),
    ],
)
def test_a_row_that_cannot_be_right_is_rejected_with_its_reason(column: str, value: str, reason: str) -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        rows[2][column] = value

    read = read_ofsted(changed(edit))
    (rejected,) = read.rejected
    assert rejected.line == 4
    assert reason in rejected.reason
    assert len(read.inspections) == 13


def test_a_packed_file_and_one_in_utf8_read_the_same(tmp_path: Path) -> None:
    plain = DATA / "ofsted_mi_2025-08-31_3_las.csv"
    packed = tmp_path / "mi.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_text(encoding="cp1252").encode("utf-8-sig")))
    assert read_ofsted(packed) == read_ofsted(plain)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"URN,EstablishmentName\n1,x\n", "is not a file of Ofsted’s management information"),
        (b"PK\x03\x04", "zip or a workbook"),
    ],
)
def test_another_file_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableExtract, match=sentence):
        read_ofsted(content)


def test_a_layout_with_a_column_taken_out_says_which() -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        for row in rows:
            del row["Inclusion"]

    with pytest.raises(UnreadableExtract, match="1 of its columns are missing, such as “inclusion”"):
        read_ofsted(changed(edit))
