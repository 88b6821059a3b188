"""A step is taken, printed and sealed in one act: where a part fails, nothing of it is kept."""

from dataclasses import replace
from typing import Any

import pytest

from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.mark import Mark, MarkWay
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.print_record import Around
from sia_desktop.services.sign_step import SignStep, sign_step
from tests.helpers.a_desk import Laptop, a_demonstration_school, a_laptop, with_real_packs
from tests.helpers.played import PASSPHRASE, OnePassphrase, PlainPress

SCHOOL = a_demonstration_school(999901, "Meadowside Primary School")


class EmptyPrinter(PlainPress):
    """A press whose typeface is gone."""

    def signed_record(
        self, record: CaseRecord, framework: Framework, around: Around, mark: Mark, passphrase: str
    ) -> bytes:
        """Cannot."""
        raise OutsideTrouble("The typeface cannot be read. Nothing was signed.")


class ADay:
    """A laptop with a plan on it, ready to be agreed."""

    def __init__(self) -> None:
        self.laptop: Laptop = with_real_packs(a_laptop(with_visits=False, schools=(SCHOOL,)))
        begun = OpenCaseRecord("raising_achievement_plan", SCHOOL.urn, About("school", str(SCHOOL.urn)))
        self.laptop.desk.do(begun)
        self.id = begun.record_id
        self.writes("Writing.")

    @property
    def plan(self) -> CaseRecord:
        """As it is kept."""
        return self.laptop.store.case_records.kept[self.id]

    def writes(self, priorities: Json) -> None:
        """In the plan."""
        self.laptop.desk.do(AnswerSection(self.id, {"priorities": priorities}))

    def signing(self, **other: Any) -> SignStep:
        """Agreeing the draft, signed by a typed name."""
        command = SignStep(self.id, "agree", self.plan.digest, MarkWay.TYPED, PASSPHRASE, typed="Priya Nair")
        return replace(command, **other)

    def signs(self, command: SignStep, press: PlainPress) -> None:
        """As the desk does, with this press."""
        laptop = self.laptop
        sign_step(command, laptop.store, laptop.frameworks, OnePassphrase(), press, laptop.clock)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"passphrase": "another"}, "not the passphrase"),
        ({"typed": " "}, "Type the name to sign with"),
        ({"way": MarkWay.DRAWN}, "Nothing has been drawn"),
        ({"way": MarkWay.DEFERRED}, "Draw or type your signature"),
        ({"digest": "0" * 64}, "changed while you were signing"),
        ({"move": "agree_finally"}, "not a step from"),
    ],
)
def test_what_may_not_be_signed_leaves_the_record_where_it_was(other: dict[str, Any], why: str) -> None:
    day = ADay()
    before = day.plan
    with pytest.raises(RuleBroken, match=why):
        day.signs(day.signing(**other), PlainPress())
    assert day.plan == before
    assert day.laptop.store.attachments.of_record("case_record", day.id) == ()


def test_where_the_pdf_cannot_be_made_the_step_is_not_taken_and_can_be_taken_again() -> None:
    day = ADay()
    before = day.plan
    with pytest.raises(OutsideTrouble, match="typeface"):
        day.signs(day.signing(), EmptyPrinter())
    assert day.plan == before
    day.signs(day.signing(), PlainPress())
    (file,) = day.laptop.store.attachments.of_record("case_record", day.id)
    signed = day.plan.moves[-1].signed
    assert signed is not None
    assert (signed.sha256, signed.digest) == (file.sha256, before.digest)
    assert file.file_name.startswith("raising-achievement-plan-999901-")


def test_the_digest_follows_the_words_and_nothing_else() -> None:
    day = ADay()
    digest = day.plan.digest
    day.signs(day.signing(), PlainPress())
    assert day.plan.digest == digest, "a step changes no word"
    day.writes("Writing and reading.")
    assert day.plan.digest != digest
    day.writes("Writing.")
    assert day.plan.digest == digest
