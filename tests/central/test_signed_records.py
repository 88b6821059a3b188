"""A signed record: central ties the file to the step, verifies it and stamps it, as it does a note's."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from sia_contract.changes import Change, OutcomeStatus
from sia_contract.problems import ProblemCode
from sia_desktop.security.pades import SigningIdentity
from sia_desktop.security.verify_pdf import verify_pdf
from tests.central.laptop import NOON, Laptop, change, edited
from tests.central.test_casework import me, record, step
from tests.central.test_files import put
from tests.central.test_push_and_pull import refusal
from tests.central.test_stamped_files import content, joins, signed, stamps
from tests.helpers.a_central import ACentral

APPLIED = OutcomeStatus.APPLIED
WORDS = "1" * 64
pytestmark = pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
"""What is judged and stamped here is asked of no database."""


@dataclass(frozen=True)
class Scene:
    """The adviser's laptop, what it signs with, and a plan that central has."""

    anna: Laptop
    identity: SigningIdentity
    plan: Change
    urn: int

    def pdf(self, record_id: str = "") -> bytes:
        """A page signed for the plan, or for another record."""
        return signed(self.identity, f"Agree the draft. Record {record_id or self.plan.id}, step 1")


@pytest.fixture
def scene(central: ACentral) -> Scene:
    """A plan that is drafted."""
    anna, identity = joins(central)
    plan = a_plan(anna.syncs(), central.urns[0])
    assert anna.sends(plan)[0].status is APPLIED
    return Scene(anna, identity, plan, central.urns[0])


def a_plan(laptop: Laptop, urn: int) -> Change:
    """A plan as it was drafted."""
    return record(laptop, urn, "raising_achievement_plan", state="drafted", answers={"priorities": "Writing"})


def agreed(plan: Change, laptop: Laptop, pdf: bytes | None, **other: Any) -> Change:
    """The plan after its adviser agreed the draft, signed with this file."""
    named = {"sha256": hashlib.sha256(pdf).hexdigest(), "digest": WORDS} if pdf is not None else None
    taken = {
        **step(laptop),
        "move": "agree",
        "from_state": "drafted",
        "to_state": "agreed_by_adviser",
        "sets": "",
        "signed": named,
    } | other
    return edited(plan, 1, state=taken["to_state"], moves=[taken])


def file_of(plan: Change, laptop: Laptop, pdf: bytes, **other: Any) -> Change:
    """The record of the signed file."""
    payload = {
        "record_kind": "case_record",
        "record_id": plan.id,
        "urn": plan.payload["urn"],
        "purpose": "signed_pdf",
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "size": len(pdf),
        "media_type": "application/pdf",
        "file_name": "plan.pdf",
        "made_at": NOON.isoformat(),
        "made_by": me(laptop),
    }
    return change("attachment", str(uuid4()), payload | other)


def test_a_step_that_signs_names_its_file_and_no_other_step_does(scene: Scene) -> None:
    anna, plan = scene.anna, scene.plan
    assert refusal(anna, agreed(plan, anna, None)) is ProblemCode.BAD_PAYLOAD
    other = record(anna, scene.urn)
    anna.sends(other)
    named = step(anna, signed={"sha256": WORDS, "digest": WORDS})
    assert refusal(anna, edited(other, 1, state="provisional", moves=[named])) is ProblemCode.BAD_PAYLOAD


def test_who_may_not_take_the_step_signs_nothing(central: ACentral, scene: Scene) -> None:
    lena = Laptop.of(central, central.lead).syncs()
    theirs = agreed(scene.plan, lena, scene.pdf(), role="strategic_lead")
    assert refusal(lena, theirs) is ProblemCode.NOT_ALLOWED
    assert refusal(lena, agreed(scene.plan, lena, scene.pdf())) is ProblemCode.NOT_ALLOWED


def test_a_file_is_taken_only_as_the_one_its_signer_named_in_their_step(
    central: ACentral, scene: Scene
) -> None:
    anna, plan, pdf = scene.anna, scene.plan, scene.pdf()
    lena = Laptop.of(central, central.lead).syncs()
    assert refusal(anna, file_of(plan, anna, pdf)) is ProblemCode.NOT_ALLOWED, "no step is signed yet"
    other = a_plan(anna, scene.urn)
    assert [each.status for each in anna.sends(agreed(plan, anna, pdf), other)] == [APPLIED] * 2
    for wrong in (
        file_of(plan, anna, pdf[:-1] + b" "),
        file_of(other, anna, pdf),
        file_of(plan, anna, pdf, purpose="signed_pdf_later"),
    ):
        assert refusal(anna, wrong) is ProblemCode.NOT_ALLOWED
    assert refusal(lena, file_of(plan, lena, pdf)) is ProblemCode.NOT_ALLOWED, "she took no step"
    assert anna.sends(file_of(plan, anna, pdf))[0].status is APPLIED


def test_a_signed_record_is_stamped_and_its_manager_gets_the_same_bytes(
    central: ACentral, scene: Scene
) -> None:
    anna, pdf = scene.anna, scene.pdf()
    file = file_of(scene.plan, anna, pdf)
    assert [each.status for each in anna.sends(agreed(scene.plan, anna, pdf), file)] == [APPLIED] * 2
    put(anna, 0, pdf, hashlib.sha256(pdf).hexdigest())
    (stamp,) = stamps(anna, file.id)
    whole = content(anna, stamp)
    assert whole.startswith(pdf)
    lena = Laptop.of(central, central.lead)
    assert [each.id for each in stamps(lena, file.id)] == [stamp.id]
    assert content(lena, stamp) == whole
    verdict = verify_pdf(whole, [anna.me.council.root_pem.encode()], datetime.now(UTC))
    assert verdict.unchanged_and_trusted, verdict.sentences


@pytest.mark.parametrize(
    ("for_another", "altered", "why"),
    [
        (True, False, "The file is signed for another record than the one it came with."),
        (False, True, "The file was changed after it was signed."),
    ],
)
def test_a_file_that_is_not_what_the_step_says_gets_no_trusted_time(
    scene: Scene, for_another: bool, altered: bool, why: str
) -> None:
    anna = scene.anna
    pdf = scene.pdf(str(uuid4()) if for_another else "")
    pdf = pdf[:3000] + b"x" + pdf[3001:] if altered else pdf
    file = file_of(scene.plan, anna, pdf)
    assert [each.status for each in anna.sends(agreed(scene.plan, anna, pdf), file)] == [APPLIED] * 2
    put(anna, 0, pdf, hashlib.sha256(pdf).hexdigest())
    assert stamps(anna, file.id) == []
    assert anna.held("attachment")[file.id].payload["fault"] == why
