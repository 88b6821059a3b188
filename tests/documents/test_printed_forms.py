"""Every form of every pack prints as accessibly as the note of visit, whatever stands in it."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from sia_contract.load_pack import councils
from sia_contract.resources import resources
from sia_desktop.documents.case_record import printed_record
from sia_desktop.documents.draw_note import draw_form
from sia_desktop.documents.printed_note import PrintedForm, Table
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Choice, Column, Form, FormSection, Framework, SectionKind
from sia_desktop.domain.mark import Mark, MarkWay
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.security.pades import sign_as_adviser
from sia_desktop.security.verify_pdf import verify_pdf
from sia_desktop.services.print_record import Around
from tests.documents.accessible_pdf import faults
from tests.documents.notes import FONTS
from tests.documents.test_accessible_pdf import elements
from tests.helpers.plausible_answers import ADVISER, AT, a_record, all_answers
from tests.security.small_ca import SIGNED_AT, a_council, an_adviser

AROUND = Around(
    school_name="Riverside Primary (demonstration)",
    council_name="Reading",
    council_full_name="Reading Borough Council",
    people={ADVISER: "Priya Nair"},
    is_demonstration=True,
    at=AT,
)


@cache
def framework(council: str) -> Framework:
    """The council's latest framework."""
    return Shelf(resources()).current(council, AT.date())


FORMS = [
    (council, form.code)
    for council in (*councils(resources() / "frameworks"), "england-2025")
    for form in framework(council).forms
    if not form.is_restricted
]


def mark(way: MarkWay = MarkWay.TYPED) -> Mark:
    """How somebody signs."""
    strokes = (((0.1, 0.6), (0.3, 0.2), (0.9, 0.4)),) if way is MarkWay.DRAWN else ()
    typed = "Priya Nair" if way is MarkWay.TYPED else ""
    return Mark(way, "Priya Nair", "Strategic Lead", AT, "0" * 64, strokes=strokes, typed=typed)


def printed(council: str, form: Form, answers: dict[str, Json]) -> PrintedForm:
    """The form as it is printed."""
    return printed_record(a_record(framework(council), form, answers), framework(council), AROUND)


@pytest.mark.parametrize(("council", "code"), FORMS)
def test_every_form_filled_and_empty_is_accessible(council: str, code: str) -> None:
    form = framework(council).form(code)
    for answers in (all_answers(form), {}):
        page = printed(council, form, answers)
        assert faults(draw_form(page, FONTS), is_to_sign=False) == []
    shown = {section.heading for section in printed(council, form, all_answers(form)).sections}
    assert {section.label for section in form.sections if not section.restricted} <= shown


def test_every_kind_of_section_is_printed_by_some_form_or_here() -> None:
    form = a_form()
    record = a_record(framework("reading"), form, all_answers(form))
    pdf = draw_form(printed_here(record, form), FONTS)
    assert faults(pdf, is_to_sign=False) == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        headings = elements(opened, "/TH")
        assert len(headings) > 20
        assert elements(opened, "/H3")


def test_long_words_long_tables_and_old_shapes_are_printed() -> None:
    form = a_form()
    answers = all_answers(form)
    answers["table"] = [{"id": str(n), "what": "W" * 90, "rag": "red", "on": "nonsense"} for n in range(120)]
    answers["long_text"] = "x" * 5000 + "\n\n| only a head |\n\n\\| not a table"
    answers["entries"] = "words of an older shape\n\nand more"
    answers["actions"] = "progress only"
    answers["grades"] = ["no", "shape"]
    record = a_record(framework("reading"), form, answers)
    pdf = draw_form(printed_here(record, form), FONTS)
    assert faults(pdf, is_to_sign=False) == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) > 5


def test_the_same_record_is_drawn_as_the_same_bytes() -> None:
    form = a_form()
    record = a_record(framework("reading"), form, all_answers(form))
    assert draw_form(printed_here(record, form), FONTS) == draw_form(printed_here(record, form), FONTS)


def test_restricted_sections_and_records_never_enter_a_document() -> None:
    side = FormSection("side", "Safeguarding", SectionKind.LONG_TEXT, restricted=True)
    judged = FormSection("judged", "Judgement", SectionKind.JUDGEMENT)
    form = Form("side_form", "Side record", (side, judged))
    answers: dict[str, Json] = {
        "side": "A child was seen",
        "judged": {"seen": "", "judgement": "Safe", "evidence": ["seen:side"]},
    }
    page = printed_here(a_record(framework("reading"), form, answers), form)
    assert "A child" not in repr(page)
    assert "Safeguarding" not in repr(page)
    restricted = Form("side_form", "Side record", (side,), is_restricted=True)
    with pytest.raises(RuleBroken, match="never printed"):
        printed_here(a_record(framework("reading"), restricted, answers), restricted)


def test_a_draft_says_so_in_its_state_and_across_the_page_as_decoration() -> None:
    form = framework("reading").form("rap_agenda")
    record = a_record(framework("reading"), form, {})
    page = printed_here(record, form)
    assert page.is_draft
    plan = Shelf(resources()).current("oxfordshire", AT.date()).form("school_improvement_plan")
    assert printed_here(a_record(framework("reading"), plan, {}), plan).is_draft, (
        "nothing is asked, and nothing said"
    )
    pdf = draw_form(page, FONTS)
    assert faults(pdf, is_to_sign=False) == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert b"/Artifact" in opened.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("way", [MarkWay.TYPED, MarkWay.DRAWN])
def test_a_signed_record_is_as_accessible_and_as_trusted_as_a_signed_note(way: MarkWay) -> None:
    form = framework("reading").form("raising_achievement_plan")
    record = a_record(framework("reading"), form, all_answers(form))
    page = printed_record(record, framework("reading"), AROUND, mark(way))
    assert not page.is_draft
    signed = sign_as_adviser(
        draw_form(page, FONTS),
        an_adviser(),
        name="Priya Nair",
        at=SIGNED_AT,
        reason="Agreed",
        location="Reading",
    )
    assert faults(signed) == []
    verdict = verify_pdf(signed, [a_council().root], SIGNED_AT)
    assert verdict.unchanged_and_trusted, verdict.sentences


def printed_here(record: CaseRecord, form: Form) -> PrintedForm:
    """A form that no pack has, printed under Reading's framework."""
    return printed_record(record, replace(framework("reading"), forms=(form,)), AROUND)


def a_form() -> Form:
    """One section of every kind."""
    choices = (Choice("one", "The first"), Choice("two", "The second"))
    columns = (
        Column("what", "What", SectionKind.LONG_TEXT),
        Column("rag", "Rating", SectionKind.RAG),
        Column("on", "By", SectionKind.DATE),
        Column("cost", "Cost", SectionKind.MONEY),
    )
    sections = tuple(
        FormSection(
            kind.value,
            kind.value.replace("_", " ").capitalize(),
            kind,
            choices=choices,
            columns=columns if kind is SectionKind.TABLE else (),
        )
        for kind in SectionKind
    )
    wide = tuple(Column(f"c{n}", f"Column {n}", SectionKind.SHORT_TEXT) for n in range(9))
    return Form(
        "every_kind",
        "A form of every kind",
        (
            *sections,
            FormSection("wide", "A wide table", SectionKind.TABLE, columns=wide),
            FormSection("again", "Written again", SectionKind.RAG, repeated=True),
            FormSection("rows", "Given rows", SectionKind.TABLE, columns=columns, rows=choices),
        ),
    )


def test_grades_are_printed_in_the_words_of_the_inspections_own_scale() -> None:
    of = framework("oxfordshire")
    form = Form("graded", "Graded", (FormSection("grades", "Grades", SectionKind.GRADES),))
    own = replace(of, forms=(*of.forms, form))
    for code, scale in of.scales.items():
        area, label = next(iter(scale.areas.items()))
        grade, said = next(iter(scale.area_grades.get(area, scale.grades).items()))
        record = a_record(own, form, {"grades": {area: grade}})
        page = printed_record(record, own, replace(AROUND, scale=code))
        (table,) = page.sections[0].blocks
        assert isinstance(table, Table)
        assert [[cell.text for cell in row] for row in table.rows] == [[label, said]]
