"""What a form asks for, and what is missing from it, kind by kind."""

import pytest

from sia_desktop.domain.answers import actions, evidence, is_written, people
from sia_desktop.domain.completeness import missing, shown_sections
from sia_desktop.domain.framework import Choice, Column, Form, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.domain.time_limits import Condition

KPI = FormSection(
    "kpi",
    "Indicators",
    SectionKind.TABLE,
    columns=(
        Column("rag", "Rating", SectionKind.RAG, required=True),
        Column("days", "Days", SectionKind.DAYS),
    ),
    rows=(Choice("attainment", "Attainment"),),
)


def sentences(section: FormSection, answer: Json, *others: FormSection, **more: Json) -> list[str]:
    form = Form("x", "X", (section, *others))
    return [fault.sentence for fault in missing(form, {section.code: answer, **more})]


def of(kind: SectionKind, *, required: bool = False, carries: str | None = None) -> FormSection:
    return FormSection("a", "A", kind, required=required, carries=carries)


EVIDENCE = FormSection("seen", "Evidence seen", SectionKind.EVIDENCE)


def test_a_judgement_rests_on_a_linked_item_that_is_there() -> None:
    judged: dict[str, Json] = {"judgement": "Sound", "seen": "Books", "evidence": []}
    told = ["The judgement under “A” has no evidence yet: link what it rests on."]
    assert sentences(of(SectionKind.JUDGEMENT), judged) == told
    assert sentences(of(SectionKind.JUDGEMENT), {**judged, "evidence": ["gone"]}, EVIDENCE, seen=[]) == told
    rests: dict[str, Json] = {**judged, "evidence": ["1"]}
    assert not sentences(of(SectionKind.JUDGEMENT), rests, EVIDENCE, seen=[{"id": "1", "what": "Books"}])
    assert not sentences(of(SectionKind.JUDGEMENT), {**judged, "evidence": ["seen:a"]})
    assert sentences(of(SectionKind.JUDGEMENT), {**judged, "seen": "", "evidence": ["seen:a"]}) == told


@pytest.mark.parametrize(
    ("kind", "answer", "told"),
    [
        (SectionKind.DATE, "soon", "“A” is not a date."),
        (SectionKind.NUMBER, "many", "“A” is not a number."),
        (SectionKind.MONEY, "1.234", "“A” is not an amount in pounds and pence."),
        (SectionKind.DAYS, "0.3", "“A” is not a number of days; days are counted in halves."),
        (SectionKind.RAG, {"why": "Slow"}, "“A” has no rating yet: choose red, amber or green."),
        (SectionKind.RAG, {"rag": "red"}, "Say why “A” is rated so."),
        (
            SectionKind.ENTRIES,
            [{"id": "1", "what": "A visit"}],
            "An entry under “A” is written but not yet added to the record.",
        ),
    ],
)
def test_each_kind_says_what_is_wrong_with_it(kind: SectionKind, answer: Json, told: str) -> None:
    assert sentences(of(kind), answer) == [told]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (SectionKind.MONEY, "1250.50"),
        (SectionKind.DAYS, "2.5"),
        (SectionKind.NUMBER, "-3.25"),
        (SectionKind.RAG, {"rag": "red", "why": "Slow", "travel": "steady"}),
        (SectionKind.ENTRIES, [{"id": "1", "what": "A visit", "at": "2026-05-20T10:00:00Z"}]),
    ],
)
def test_what_is_right_is_not_spoken_of(kind: SectionKind, answer: Json) -> None:
    assert not sentences(of(kind, required=True), answer)


def test_cells_are_named_by_their_row() -> None:
    rows: Json = [{"id": "attainment", "rag": "", "days": "1.2"}]
    assert sentences(KPI, rows) == [
        "Attainment: “Rating” is still empty.",
        "Attainment: “Days” is not a number of days; days are counted in halves.",
    ]


def test_a_followed_up_action_says_how_far_it_has_come() -> None:
    followed: Json = [{"id": "1", "what": "Spelling", "status": "done"}]
    assert sentences(of(SectionKind.ACTIONS, carries="b"), followed) == ["Action 1: say how far it has come."]


def test_a_section_shows_when_its_condition_holds_or_when_something_stands_in_it() -> None:
    kind = FormSection("visit_type", "Kind", SectionKind.CHOICE, choices=(Choice("paired", "Paired"),))
    paired = FormSection("with", "With", SectionKind.PEOPLE, when=(Condition("visit_type", ("paired",)),))
    red = FormSection("red", "Red", SectionKind.SHORT_TEXT, when=(Condition("category", ("C",)),))
    form = Form("x", "X", (kind, paired, red))
    assert [each.code for each in shown_sections(form, {})] == ["visit_type"]
    assert shown_sections(form, {"visit_type": "paired"})[1] is paired
    assert shown_sections(form, {}, {"category": ("C",)})[1] is red
    assert shown_sections(form, {"red": "words"})[1] is red


def test_a_repeated_section_is_judged_each_time_it_is_written() -> None:
    section = FormSection("a", "A", SectionKind.MONEY, repeated=True)
    written: Json = [{"id": "1", "heading": "Reading", "answer": "x"}, {"id": "2", "answer": "5"}]
    assert sentences(section, written) == ["“Reading” is not an amount in pounds and pence."]


def test_words_of_an_older_shape_are_still_read() -> None:
    assert [item.what for item in evidence("Books.\n\nTwo lessons.")] == ["Books.", "Two lessons."]
    assert people(["Headteacher"])[0].words == "Headteacher"
    assert actions("Three of four are complete.")[0].progress == "Three of four are complete."
    assert is_written(of(SectionKind.DISTRIBUTION), ["Headteacher"])
