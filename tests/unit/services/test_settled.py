"""What the council settles is applied everywhere, says who and why, and can be taken back."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework_choice import ChoiceOf
from sia_desktop.domain.time_limits import Mark
from sia_desktop.services.choose_for_council import ChooseForCouncil
from sia_desktop.services.load_calendar import LoadCalendar
from sia_desktop.services.queries.packs_page import (
    AskCalendarFile,
    AskPacks,
    CalendarPreview,
    PacksPage,
    SettingLine,
)
from tests.helpers.a_desk import TODAY, Laptop, a_laptop, with_real_packs

DAY = TODAY.date()
HEADER = "kind,first_day,last_day,name\n"


@pytest.fixture
def head() -> Laptop:
    """The laptop of Reading's Head of Education."""
    return with_real_packs(a_laptop(with_visits=False), "head_of_education")


@pytest.fixture
def adviser() -> Laptop:
    """An adviser's."""
    return with_real_packs(a_laptop(with_visits=False))


def asked(laptop: Laptop) -> PacksPage:
    page: PacksPage = laptop.desk.ask(AskPacks())
    return page


def setting(laptop: Laptop, code: str) -> SettingLine:
    return next(each for each in asked(laptop).settings if each.setting.code == code)


def settles(laptop: Laptop, what: ChoiceOf, code: str, value: str | int | bool | None) -> None:
    laptop.clock.move(timedelta(minutes=1))
    laptop.desk.do(ChooseForCouncil(what, code, value, "Agreed at the management meeting"))


def test_a_setting_is_a_default_until_the_council_chooses(head: Laptop) -> None:
    before = setting(head, "regular_visits_every")
    assert (before.value, before.is_default, before.may_choose, before.history) == (
        "half_term", True, True, (),
    )  # fmt: skip
    rule = head.frameworks.current("reading", DAY).cadence("RD-VISITS-01")
    assert rule.defaults == (before.setting.sentence,)
    settles(head, ChoiceOf.SETTING, "regular_visits_every", "half_term")
    after = setting(head, "regular_visits_every")
    assert not after.is_default
    assert after.history[0].by == "Priya Nair"
    assert after.history[0].reason == "half term: Agreed at the management meeting"
    assert head.frameworks.current("reading", DAY).cadence("RD-VISITS-01").defaults == ()


def test_a_choice_is_applied_to_records_of_every_version_and_can_be_taken_back(head: Laptop) -> None:
    settles(head, ChoiceOf.READING, "T-RD-01", "inspection_working_days")
    for framework in (
        head.frameworks.current("reading", DAY),
        head.frameworks.pinned("reading", "2016.1"),
        *head.frameworks.versions("reading"),
    ):
        assert framework.timeframe("T-RD-01").reading == "inspection_working_days"
    settles(head, ChoiceOf.READING, "T-RD-01", None)
    assert head.frameworks.current("reading", DAY).timeframe("T-RD-01").reading != "inspection_working_days"
    rule = next(each for each in asked(head).rules if each.rule.name == "T-RD-01")
    assert [each.reason.partition(":")[0] for each in rule.history] == [
        "Taken back",
        "inspection working days",
    ]


def test_a_default_reading_is_confirmed(head: Laptop) -> None:
    framework = head.frameworks.current("reading", DAY)
    inferred = next(each for each in framework.timeframes if Mark.INFERRED in each.marks)
    settles(head, ChoiceOf.CONFIRMED, inferred.name, True)
    assert Mark.INFERRED not in head.frameworks.current("reading", DAY).timeframe(inferred.name).marks


@pytest.mark.parametrize(
    ("what", "code", "value", "sentence"),
    [
        (ChoiceOf.SETTING, "regular_visits_every", "weekly", "cannot be “weekly”. Choose one of"),
        (ChoiceOf.SETTING, "quality_sample_percent", "ten", "cannot be “ten”. Give a value like “10”"),
        (ChoiceOf.SETTING, "unknown", 1, "has no setting 'unknown'"),
        (ChoiceOf.READING, "T-RD-01", "backwards", "has no reading called 'backwards'"),
        (ChoiceOf.READING, "T-XX-99", "literal", "has no rule 'T-XX-99'"),
        (ChoiceOf.CONFIRMED, "T-RD-02", True, "nothing to confirm"),
    ],
)
def test_what_the_framework_does_not_leave_open_is_refused(
    head: Laptop, what: ChoiceOf, code: str, value: str | int | bool, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        settles(head, what, code, value)
    with pytest.raises(RuleBroken, match="needs a reason"):
        head.desk.do(ChooseForCouncil(ChoiceOf.SETTING, "regular_visits_every", "half_term", " "))
    assert head.store.choices.kept == []


def test_who_may_not_is_told_who_can(adviser: Laptop) -> None:
    assert not any(each.may_choose for each in asked(adviser).settings)
    with pytest.raises(RuleBroken, match=r"may not settle this.*Strategic Lead.* or Head of Education can"):
        settles(adviser, ChoiceOf.SETTING, "regular_visits_every", "half_term")


def a_file(folder: Path, lines: str, name: str = "terms.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + lines, encoding="utf-8")
    return path


TERMS = (
    "term,2026-09-02,2026-12-18,Autumn\nterm,2027-01-04,2027-03-25,Spring\n"
    "valid_from,2026-09-01,,\nvalid_to,2027-03-31,,\n"
)


def test_term_dates_are_loaded_for_the_council_and_stand_over_what_was_known(
    head: Laptop, tmp_path: Path
) -> None:
    assert head.frameworks.council_calendar("reading", DAY).school is None
    head.desk.do(LoadCalendar(a_file(tmp_path, TERMS), reason="Published by the council"))
    known = head.frameworks.council_calendar("reading", DAY).school
    assert known is not None
    assert (known.valid_to, len(known.terms)) == (date(2027, 3, 31), 2)
    line = next(each for each in asked(head).calendars if each.loaded)
    assert (line.what, line.whose, line.source) == ("Term dates", "Reading", "terms.csv")
    head.clock.move(timedelta(minutes=1))
    head.desk.do(
        LoadCalendar(
            a_file(
                tmp_path,
                "term,2027-01-05,2027-03-25,Spring\nvalid_from,2027-01-01,,\nvalid_to,2027-04-30,,\n",
            )
        )
    )
    known = head.frameworks.council_calendar("reading", DAY).school
    assert known is not None
    assert [term.first_day for term in known.terms] == [date(2026, 9, 2), date(2027, 1, 5)]
    assert known.valid_to == date(2027, 4, 30)


def test_one_schools_terms_stand_over_the_councils_and_touch_no_other(
    adviser: Laptop, tmp_path: Path
) -> None:
    urn, other = adviser.urn_of("Micklands"), adviser.urn_of("Katesgrove")
    adviser.desk.do(LoadCalendar(a_file(tmp_path, TERMS), urn))
    assert adviser.frameworks.school_calendar("reading", urn, DAY).school is not None
    assert adviser.frameworks.school_calendar("reading", other, DAY).school is None
    with pytest.raises(RuleBroken, match="may not load a calendar for the whole council"):
        adviser.desk.do(LoadCalendar(a_file(tmp_path, TERMS)))
    with pytest.raises(RuleBroken, match=r"not one school's\. Load this file for the council"):
        adviser.desk.do(
            LoadCalendar(a_file(tmp_path, "closure,2026-12-29,,Closed\nvalid_to,2027-12-31,,\n"), urn)
        )


def test_bank_holidays_and_closures_of_the_council_are_laid_over(head: Laptop, tmp_path: Path) -> None:
    extra = "bank_holiday,2029-01-01,,New Year’s Day\nvalid_from,2029-01-01,,\nvalid_to,2029-12-31,,\n"
    head.desk.do(LoadCalendar(a_file(tmp_path, extra)))
    days = head.frameworks.calendar()
    assert (days.valid_to, days.bank_holidays[date(2029, 1, 1)]) == (date(2029, 12, 31), "New Year’s Day")
    assert date(2028, 12, 25) in days.bank_holidays
    head.desk.do(
        LoadCalendar(
            a_file(tmp_path, "closure,2026-12-29,2026-12-31,Christmas closure\nvalid_to,2026-12-31,,\n")
        )
    )
    assert [span.name for span in head.frameworks.calendar().closures] == ["Christmas closure"]
    far = "bank_holiday,2032-01-01,,New Year’s Day\nvalid_from,2032-01-01,,\nvalid_to,2032-12-31,,\n"
    with pytest.raises(RuleBroken, match=r"between Monday 31 December 2029 and .* would stay unknown"):
        head.desk.do(LoadCalendar(a_file(tmp_path, far)))


def test_bank_holidays_that_lack_the_known_ones_are_refused_and_one_alone_is_added(
    head: Laptop, tmp_path: Path
) -> None:
    jubilee = "bank_holiday,2027-06-04,,Jubilee\nvalid_to,2027-12-31,,\n"
    with pytest.raises(RuleBroken, match=r"lacks 8 that are known, the first on Friday 1 January 2027 \(New"):
        head.desk.do(LoadCalendar(a_file(tmp_path, jubilee)))
    alone = "bank_holiday,2027-06-04,,Jubilee\nvalid_from,2027-06-04,,\nvalid_to,2027-06-04,,\n"
    head.desk.do(LoadCalendar(a_file(tmp_path, alone)))
    days = head.frameworks.calendar().bank_holidays
    assert {date(2027, 6, 4), date(2027, 1, 1), date(2027, 12, 27)} <= set(days)


def test_terms_of_a_new_year_leave_those_before_them_standing(head: Laptop, tmp_path: Path) -> None:
    last = (
        "valid_from,2025-09-01,,\nterm,2025-09-02,2025-12-19,Autumn\nterm,2026-01-05,2026-03-27,Spring\n"
        "term,2026-04-13,2026-07-21,Summer\nvalid_to,2026-07-21,,\n"
    )
    head.desk.do(LoadCalendar(a_file(tmp_path, last)))
    new = "term,2026-09-02,2026-12-18,Autumn\nvalid_to,2026-12-18,,\n"
    with pytest.raises(RuleBroken, match="begin it with a line valid_from that says so"):
        head.desk.do(LoadCalendar(a_file(tmp_path, new)))
    head.clock.move(timedelta(minutes=1))
    head.desk.do(LoadCalendar(a_file(tmp_path, f"valid_from,2026-07-22,,\n{new}")))
    known = head.frameworks.council_calendar("reading", DAY).school
    assert known is not None
    assert len(known.terms) == 4
    summer = known.holiday_on(date(2026, 8, 5))
    assert summer is not None
    assert summer.is_longer_than_a_week


def test_a_file_is_looked_at_first_and_every_fault_is_a_sentence(head: Laptop, tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "term,2026-09-02,2026-12-18,Autumn\nparty,2026-10-01,,x\nterm,2 May,,y\n"
        "term,2026-12-10,2027-03-25,Spring\nvalid_to,2027-03-01,,\n",
    )
    preview: CalendarPreview = head.desk.ask(AskCalendarFile(path))
    assert [each.split(". ")[0] for each in preview.faults] == [
        "Line 3 of terms.csv has the kind 'party'",
        "Line 4 of terms.csv is not kind, first day, last day and name",
        "“Spring” in terms.csv lies outside Wednesday 2 September 2026 to Monday 1 March 2027, "
        "which the file says it knows",
        "“Spring” in terms.csv begins before “Autumn” ends",
    ]
    with pytest.raises(RuleBroken, match="has the kind 'party'"):
        head.desk.do(LoadCalendar(path))
    fine: CalendarPreview = head.desk.ask(AskCalendarFile(a_file(tmp_path, TERMS)))
    assert (fine.faults, len(fine.spans), fine.valid_to) == ((), 2, date(2027, 3, 31))
