"""Every row of an extract becomes a school or a rejection, and two heads squeezed into one come apart."""

import csv
import gzip
import io
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_contract.gias import Extract, UnreadableExtract, open_state_funded, read_extract
from sia_contract.gias_heads import heads_of

DATA = Path(__file__).parent.parent.parent / "data"

ROW = {
    "URN": "123456",
    "LA (code)": "870",
    "LA (name)": "Reading",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Invented Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "3",
    "StatutoryHighAge": "11",
    "Street": "1 Some Street",
    "Town": "Reading",
    "Postcode": "RG1 1AA",
    "SchoolWebsite": "www.invented.example",
    "TelephoneNum": "01180000000",
    "HeadTitle (name)": "Ms",
    "HeadFirstName": "Ida",
    "HeadLastName": "Invented",
    "HeadPreferredJobTitle": "Headteacher",
}


def extract_of(*rows: dict[str, str], encoding: str = "utf-8") -> bytes:
    """A file with these rows; what they leave out is as in ROW."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(ROW | (rows[0] if rows else {})), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    return text.getvalue().encode(encoding)


def read_one(**row: str) -> Extract:
    """What comes of one row."""
    return read_extract(extract_of(row))


# --- published files ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seven() -> Extract:
    """The seven authorities."""
    return read_extract(DATA / "gias_7_las.csv", date(2026, 6, 2))


@pytest.fixture(scope="module")
def england() -> Extract:
    """The whole of England."""
    return read_extract(DATA / "gias_england_open.csv.gz")


def test_the_seven_authorities_are_read_whole(seven: Extract) -> None:
    assert len(seven.schools) == 1_037
    assert not seven.rejected
    by_authority = Counter(school.authority_name for school in seven.schools)
    assert by_authority["Reading"] == 61
    assert by_authority["Staffordshire"] == 411
    assert len(open_state_funded(seven.schools, "870")) == 61
    assert len(open_state_funded(seven.schools)) == 1_037
    assert {school.as_at for school in seven.schools} == {date(2026, 6, 2)}
    assert sum(school.status == "Open, but proposed to close" for school in seven.schools) == 1
    assert Counter(school.phase for school in seven.schools)["Not applicable"] == 71


def test_england_is_read_whole(england: Extract) -> None:
    assert len(england.schools) == 21_983
    assert not england.rejected
    assert len({school.urn for school in england.schools}) == 21_983
    assert sum(school.opened_on is None for school in england.schools) == 8_730 + 236
    assert sum(not school.telephone for school in england.schools) == 61
    assert sum(not school.website for school in england.schools) == 381
    assert "é" in "".join(school.model_dump_json() for school in england.schools)


def test_every_address_of_england_can_be_opened_and_dialled(england: Extract) -> None:
    for school in england.schools:
        assert not school.website or re.match(r"https?://[^/\s]", school.website)
        assert school.telephone.isdecimal() or not school.telephone
    odd = [
        school.telephone for school in england.schools if not re.fullmatch(r"(0\d{9,10})?", school.telephone)
    ]
    assert len(odd) == 4  # too short or too long to mend: left as the register has them


def test_no_title_post_or_sign_is_left_in_the_names_of_england(england: Extract) -> None:
    heads = [head for school in england.schools for head in school.heads]
    assert sum(len(school.heads) == 2 for school in england.schools) > 200
    assert max(len(school.heads) for school in england.schools) == 3
    signs = re.compile(r"[/&;]|\band\b|\b(co-?)?head ?teacher|^(mr|mrs|ms|miss|dr)\b", re.IGNORECASE)
    left = [head for head in heads if signs.search(f"{head.first_name} {head.last_name}")]
    assert not left
    assert not [head for head in heads if not re.search(r"\w", head.last_name)]
    assert {head.title for head in heads} <= {
        "", "Mr", "Mrs", "Ms", "Miss", "Dr", "Doctor", "Rabbi", "Revd", "Revd Dr", "Canon", "Dame", "Lady",
    }  # fmt: skip


def test_academies_are_read_with_a_column_in_the_middle(seven: Extract) -> None:
    academies = read_extract(DATA / "gias_academies_free_7_las.csv", date(2026, 6, 2))
    assert len(academies.schools) == 656
    known = {school.urn: school for school in seven.schools}
    assert all(known[school.urn] == school for school in academies.schools)


def test_the_pupils_layout_speaks_of_pupils_and_not_of_heads() -> None:
    pupils = read_extract(DATA / "gias_2025-05-24_pupils_7_las.csv")
    assert len(pupils.schools) == 1_276
    assert not pupils.rejected
    assert sum(school.pupils is None for school in pupils.schools) == 89
    assert "pupils" in pupils.fields
    assert pupils.fields.isdisjoint({"heads", "status", "address", "opened_on"})
    assert len(open_state_funded(pupils.schools, "870")) == 61


def test_the_full_layout_is_read_with_its_closed_schools() -> None:
    full = read_extract(DATA / "gias_full_layout_2024-06_sample.csv")
    assert len(full.schools) == 8
    assert sum(school.closed_on is not None for school in full.schools) == 3
    assert len(open_state_funded(full.schools)) == 4
    assert {"closed_on", "pupils", "heads"} <= full.fields


# --- encodings and files ------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    name = "St Zoë’s – Invented"
    content = extract_of({"EstablishmentName": name}, encoding=encoding)
    for file in (content, gzip.compress(content)):
        (school,) = read_extract(file).schools
        assert school.name == name


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\x81\x8d", "Windows-1252"),
        (gzip.compress(b"URN")[:-6], "damaged"),
        (b"URN,LA (code)\n1,2\n", "EstablishmentName, LA (name), TypeOfEstablishment (name)"),
        (extract_of({}) + b'"broken', "CSV"),
    ],
    ids=["empty", "not text", "cut short", "missing columns", "broken"],
)
def test_a_file_that_is_no_extract_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableExtract, match=re.escape(says)):
        read_extract(content)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExtract, match="nowhere"):
        read_extract(tmp_path / "nowhere.csv")


def test_columns_are_found_by_name_however_it_is_written() -> None:
    header = "number_of_pupils,urn,LA_CODE,la name,Establishment Name,typeofestablishmentname,"
    header += "PhaseOfEducation(name)"
    (school,) = read_extract(
        f"{header}\n12,123456,870,Reading,Invented,Community school,Primary".encode()
    ).schools
    assert (school.urn, school.pupils, school.name) == (123456, 12, "Invented")


# --- rows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"URN": ""}, "The URN is missing."),
        ({"URN": "12345"}, "The URN is not a number of six figures."),
        ({"URN": "1２3456"}, "The URN is not a number of six figures."),
        ({"EstablishmentName": " "}, "EstablishmentName is blank."),
        ({"LA (code)": ""}, "LA (code) is blank."),
        ({"OpenDate": "31-02-2020"}, "OpenDate is not a date such as 01-09-2011."),
        ({"StatutoryLowAge": "three"}, "StatutoryLowAge is not a whole number."),
    ],
)
def test_a_row_is_rejected_with_its_line_and_reason(row: dict[str, str], reason: str) -> None:
    extract = read_extract(extract_of({"URN": "111111"}, row, {"URN": "222222"}))
    assert [school.urn for school in extract.schools] == [111111, 222222]
    (rejected,) = extract.rejected
    assert (rejected.line, rejected.reason) == (3, reason)
    assert rejected.urn == row.get("URN", "123456")


def test_a_urn_counts_once() -> None:
    extract = read_extract(extract_of({}, {"EstablishmentName": "Another"}))
    assert [school.name for school in extract.schools] == [ROW["EstablishmentName"]]
    assert extract.rejected[0].reason == "This URN was on line 2 already; the first one counts."


def test_a_rejected_row_does_not_take_the_urn() -> None:
    extract = read_extract(extract_of({"OpenDate": "soon"}, {}))
    assert [rejected.line for rejected in extract.rejected] == [2]
    assert len(extract.schools) == 1


def test_a_row_of_another_length_is_rejected_and_lines_are_counted_in_the_file() -> None:
    content = (
        extract_of({"Street": "two\nlines"})
        + b'"1","2"\r\n\r\n'
        + extract_of({"URN": "222222"}).splitlines()[1]
    )
    extract = read_extract(content)
    assert [school.urn for school in extract.schools] == [123456, 222222]
    assert extract.schools[0].address == ("two lines", "Reading")
    assert [(each.line, each.urn) for each in extract.rejected] == [(4, "1")]
    assert "2 fields where the header has" in extract.rejected[0].reason


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), max_size=24),
        max_size=8,
    )
)
def test_no_row_is_lost(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(ROW)
    writer.writerows(rows)
    extract = read_extract(text.getvalue().encode())
    assert len(extract.schools) + len(extract.rejected) == sum(bool(row) for row in rows)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("", None),
        ("01-01-1900", None),
        ("01/01/1900", None),
        ("01-09-2011", date(2011, 9, 1)),
        ("2011-09-01", date(2011, 9, 1)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_dates_and_the_day_that_means_not_known(written: str, day: date | None) -> None:
    assert read_one(OpenDate=written).schools[0].opened_on == day


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("", ""),
        ("01180000000", "01180000000"),
        ("1180000000", "01180000000"),
        ("441180000000", "01180000000"),
        ("+44 (0)118 000 0000", "01180000000"),
        ("0044 118 000 0000", "01180000000"),
        ("0169700000", "0169700000"),
        ("79030000", "79030000"),
        ("971047000000", "971047000000"),
    ],
)
def test_telephone_numbers_get_their_zero_back(written: str, number: str) -> None:
    assert read_one(TelephoneNum=written).schools[0].telephone == number


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("", ""),
        ("www.x.example", "http://www.x.example"),
        ("http://x.example/a", "http://x.example/a"),
        ("HTTPS://x.example", "https://x.example"),
        ("http:www.x.example/", "http://www.x.example/"),
    ],
)
def test_websites_get_a_scheme(written: str, address: str) -> None:
    assert read_one(SchoolWebsite=written).schools[0].website == address


def test_blank_stays_blank() -> None:
    blank = {name: "" for name in ROW if name not in ("URN", "EstablishmentName", "LA (code)", "LA (name)")}
    kept = {"TypeOfEstablishment (name)": "Community school", "PhaseOfEducation (name)": "Primary"}
    (school,) = read_extract(extract_of(blank | kept)).schools
    assert (school.low_age, school.opened_on, school.address, school.heads) == (None, None, (), ())


# --- headteachers (all of these are invented) ---------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "people"),
    [
        (("Ms", "Ida", "Invented", "Headteacher"), ["Ms|Ida|Invented|Headteacher"]),
        (("", "I", "Invented", ""), ["|I|Invented|"]),
        (("Headteacher", "Ida", "Invented", ""), ["|Ida|Invented|Headteacher"]),
        (("Principal", "Mr Ivo", "Invented", "Head Teacher"), ["Mr|Ivo|Invented|Head Teacher"]),
        (("Headteacher", "Miss", "Invented", ""), ["Miss||Invented|Headteacher"]),
        (("Mrs", "Mrs", "Invented", ""), ["Mrs||Invented|"]),
        (("Mrs", "Ida", "\xa0Invented", ""), ["Mrs|Ida|Invented|"]),
        (("Mrs", "Ida", "Head", "Headteacher"), ["Mrs|Ida|Head|Headteacher"]),
        (("Mrs", "Ida", "Lord", "Headteacher"), ["Mrs|Ida|Lord|Headteacher"]),
        (("", "", "Head", "Headteacher"), []),
        (("", ".", ".", "Headteacher"), []),
        (("", "", "", ""), []),
        (("Mr", "Vacant", "TBC", "Headteacher"), []),
        (
            ("Mrs", "Ida", "Invented (Acting Headteacher)", "Headteacher"),
            ["Mrs|Ida|Invented|Acting Headteacher"],
        ),
        (("Mrs", "Ida", "Invented (Interim)", "Headteacher"), ["Mrs|Ida|Invented|Headteacher (Interim)"]),
        (("", "(Interim) Ida", "Invented", "Headteacher"), ["|Ida|Invented|Headteacher (Interim)"]),
        (("Mrs", "Ida", "Invented - Executive Headteacher", ""), ["Mrs|Ida|Invented|Executive Headteacher"]),
        (("Mrs", "Idalia (Ida)", "Invented", ""), ["Mrs|Idalia (Ida)|Invented|"]),
        (("Mrs", "Ida", "Invented (nee Former)", ""), ["Mrs|Ida|Invented (nee Former)|"]),
        (("Ms", "Ida", "Invented; MBE", ""), ["Ms|Ida|Invented MBE|"]),
        (("Mr", "Ivo", "O'Invented, Principal", "Head"), ["Mr|Ivo|O'Invented|Principal"]),
        (("", "Ida Invented", "/ Ivo Other", ""), ["|Ida|Invented|", "|Ivo|Other|"]),
        (("Mrs", "Ida Invented &", "Mr Ivo Other", ""), ["Mrs|Ida|Invented|", "Mr|Ivo|Other|"]),
        (("Mrs", "Ida Invented,", "Ivo Other", ""), ["Mrs|Ida|Invented|", "|Ivo|Other|"]),
        (("Mrs", "Ida", "Invented and Ivo Other", ""), ["Mrs|Ida|Invented|", "|Ivo|Other|"]),
        (("Mrs", "Ida", "Invented/Ivo Other", ""), ["Mrs|Ida|Invented|", "|Ivo|Other|"]),
        (("", "Ida/Ivo", "Invented/Other", ""), ["|Ida|Invented|", "|Ivo|Other|"]),
        (("", "Ida and Ivo", "Van Invented and Other", ""), ["|Ida|Van Invented|", "|Ivo|Other|"]),
        (("", "Ida and Ivo", "Invented", ""), ["|Ida|Invented|", "|Ivo|Invented|"]),
        (("", "Ida Invented and Ivo", "Other", ""), ["|Ida|Invented|", "|Ivo|Other|"]),
        (("", "Ida Invented and Ivo Other", ".", ""), ["|Ida|Invented|", "|Ivo|Other|"]),
        (("Mrs", "Invented", "& Miss Other", ""), ["Mrs||Invented|", "Miss||Other|"]),
        (("Mrs", "Ida Invented", "Mr Ivo Other", ""), ["Mrs|Ida|Invented|", "Mr|Ivo|Other|"]),
        (
            ("Co Headteacher", "Ida Invented", "Ivo Other", ""),
            ["|Ida|Invented|Co Headteacher", "|Ivo|Other|Co Headteacher"],
        ),
        (
            ("", "Co-Head Ida Invented", "Co-Head Ivo Other", "Headteacher"),
            ["|Ida|Invented|Co-Head", "|Ivo|Other|Co-Head"],
        ),
        (
            ("", "Executive Headteacher - Ida Invented,", "Head of School - Mr Ivo Other", ""),
            ["|Ida|Invented|Executive Headteacher", "Mr|Ivo|Other|Head of School"],
        ),
        (
            ("Mrs", "Ida", "Invented (Executive Headteacher) Ivo Other (Head of School)", ""),
            ["Mrs|Ida|Invented|Executive Headteacher", "|Ivo|Other|Head of School"],
        ),
        (
            ("", "Ida Invented 0.6", "Mrs Ada Other 0.4", "Headteacher"),
            ["|Ida|Invented|Headteacher (0.6)", "Mrs|Ada|Other|Headteacher (0.4)"],
        ),
        (
            ("Mrs", "Ida Invented, Mrs Ada Second &", "Mr Ivo Third", ""),
            ["Mrs|Ida|Invented|", "Mrs|Ada|Second|", "Mr|Ivo|Third|"],
        ),
        (
            ("", "Ida Invented & Ada Other", "(Co-Headteachers)", "Headteacher"),
            ["|Ida|Invented|Co-Headteachers", "|Ada|Other|Headteacher"],
        ),
    ],
)
def test_each_headteacher_becomes_one_person(fields: tuple[str, str, str, str], people: list[str]) -> None:
    heads = heads_of(*fields)
    assert [f"{head.title}|{head.first_name}|{head.last_name}|{head.post}" for head in heads] == people


@given(st.lists(st.text(max_size=30), min_size=4, max_size=4))
def test_whatever_is_typed_gives_people_or_none(fields: list[str]) -> None:
    for head in heads_of(*fields):
        assert head.first_name or head.last_name
