"""Rules fire on their own inspection scale; on another one, somebody decides what a result counts as."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sia_desktop.domain.decisions import Decisions
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.judgement import judged
from sia_desktop.services.count_inspection import CountInspection
from sia_desktop.services.queries.inspection_page import AskInspection
from sia_desktop.services.record_inspection import RecordInspection
from tests.helpers.a_desk import ME, Laptop
from tests.ui.oxfordshire_stage import DAY, SCHOOL, demonstration_laptop
from tests.unit.services.test_casework_deadlines import under

ENDED = DAY - timedelta(days=5)  # Friday 5 June 2026
CARD = {"inclusion": "expected_standard", "curriculum_and_teaching": "needs_attention"}


def on_scale(laptop: Laptop, scale: str, **found: object) -> Inspection:
    made = replace(Inspection(SCHOOL, "10400001", scale, "graded", ME, ended_on=ENDED), **found)  # type: ignore[arg-type]  # spelled out by each test
    laptop.store.inspections.kept[made.id] = made
    return made


def of_oxfordshire(laptop: Laptop) -> Framework:
    return laptop.frameworks.current("oxfordshire", DAY)


@pytest.mark.parametrize(
    ("scale", "found", "judgement", "is_open"),
    [
        ("ofsted-2012", {"overall": "requires_improvement"}, "requires_improvement", False),
        ("ofsted-2012", {"overall": "good"}, "good", False),
        ("ofsted-2019", {"overall": "requires_improvement"}, "requires_improvement", False),
        ("ofsted-2019", {"overall": "good"}, "", True),
        ("ofsted-2024", {"areas": {"leadership": "requires_improvement"}}, "", True),
        ("ofsted-2024", {"kind": "ungraded"}, "", True),
        ("ofsted-2025-11", {"areas": CARD}, "", True),
        ("ofsted-2025-11", {}, "", False),
    ],
)
def test_each_scale_by_the_default_of_the_pack(
    scale: str, found: dict[str, object], judgement: str, is_open: bool
) -> None:
    laptop = demonstration_laptop("idm")
    answer = judged(of_oxfordshire(laptop), on_scale(laptop, scale, **found))
    assert (answer.judgement, answer.is_open) == (judgement, is_open)


def test_the_same_word_of_2019_starts_the_clock_and_says_that_this_is_our_default() -> None:
    laptop = demonstration_laptop("adviser")
    on_scale(laptop, "ofsted-2019", overall="requires_improvement")
    (owed,) = under(laptop, "T-OX-02")
    assert owed.due.due_on == date(2026, 6, 19)
    assert owed.due.deadline is not None
    assert "our default counts “Requires improvement” of 2019 to 2024" in owed.due.deadline.warnings[-1]
    of_2012 = on_scale(laptop, "ofsted-2012", overall="requires_improvement")
    laptop.store.inspections.kept[of_2012.id] = of_2012
    (owed,) = under(laptop, "T-OX-02")
    assert owed.due.deadline is not None
    assert not any("another scale" in each for each in owed.due.deadline.warnings)


def test_a_report_card_starts_nothing_until_the_line_manager_decides_and_says_why() -> None:
    laptop = demonstration_laptop("idm")
    card = on_scale(laptop, "ofsted-2025-11", areas=CARD)
    assert under(laptop, "T-OX-02") == []
    with pytest.raises(RuleBroken, match="Say why"):
        laptop.desk.do(CountInspection(card.id, "requires_improvement", " "))
    with pytest.raises(RuleBroken, match="no judgement “needs_attention”"):
        laptop.desk.do(CountInspection(card.id, "needs_attention", "As the card says"))
    laptop.desk.do(
        CountInspection(card.id, "requires_improvement", "Teaching needs attention in every year.")
    )
    owed = {each.rule: each.due for each in (*under(laptop, "T-OX-02"), *under(laptop, "T-OX-03"))}
    assert {rule: due.due_on for rule, due in owed.items()} == {
        "T-OX-02": date(2026, 6, 19),
        "T-OX-03": date(2026, 7, 3),
    }
    deadline = owed["T-OX-02"].deadline
    assert deadline is not None
    assert (
        "by decision of Wednesday 10 June 2026: Teaching needs attention in every year."
        in deadline.warnings[-1]
    )
    kept = laptop.store.inspections.kept[card.id]
    assert (kept.areas, kept.overall, kept.scale) == (CARD, "", "ofsted-2025-11"), "no grade is converted"
    manager = laptop.store.me
    laptop.store.me = replace(manager, person_id=ME, role="adviser")
    laptop.desk.do(RecordInspection(replace(card, published_on=DAY)))
    laptop.store.me = manager
    assert under(laptop, "T-OX-02"), "what is recorded later of it leaves the decision standing"
    laptop.desk.do(CountInspection(card.id, "", "The area improved before publication."))
    assert under(laptop, "T-OX-02") == []


def test_an_adviser_is_told_who_decides() -> None:
    laptop = demonstration_laptop("adviser")
    card = on_scale(laptop, "ofsted-2025-11", areas=CARD)
    with pytest.raises(RuleBroken, match="Improvement and Development Manager"):
        laptop.desk.do(CountInspection(card.id, "requires_improvement", "Teaching"))
    assert laptop.desk.ask(AskInspection(card.id)).judgements == ()


def test_what_stands_on_the_frameworks_own_scale_counts_as_it_is() -> None:
    laptop = demonstration_laptop("idm")
    own = on_scale(laptop, "ofsted-2012", overall="good")
    with pytest.raises(RuleBroken, match="own scale"):
        laptop.desk.do(CountInspection(own.id, "requires_improvement", "It slipped"))


def test_a_council_may_choose_that_a_report_card_counts_by_itself() -> None:
    laptop = demonstration_laptop("idm")
    chosen = of_oxfordshire(laptop).as_decided(Decisions(settings={"judgements_of_today": "treated"}))
    for scale, areas, judgement in (
        ("ofsted-2025-11", CARD, "requires_improvement"),
        ("ofsted-2025-11", {"inclusion": "strong_standard"}, ""),
        ("ofsted-2024", {"leadership": "requires_improvement"}, "requires_improvement"),
    ):
        answer = judged(chosen, on_scale(laptop, scale, areas=areas))
        assert answer.judgement == judgement
        assert bool(judgement) == ("The council chose to count such a result" in answer.why)
