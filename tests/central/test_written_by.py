"""A section that is one role’s own: central takes it from nobody else."""

from uuid import uuid4

import pytest

from sia_central.services.council_rules import pinned_pack
from sia_central.services.judge_casework import check_written_by
from sia_central.services.proposal import Sender
from sia_central.services.refused import Refused

PACK = pinned_pack("oxfordshire", "2013.1")
FORM = next(form for form in PACK.forms if form.code == "school_improvement_record")
REVIEW = [{"id": "1", "on": "2026-05-20", "what": "Pace is slow.", "decision": "Escalate"}]


def sent_by(role: str, was: dict[str, object], now: dict[str, object]) -> None:
    sender = Sender(uuid4(), role, "oxfordshire", may_record=True)
    check_written_by({"answers": now}, {"answers": was}, PACK, FORM, sender)


def test_the_managers_reviews_come_from_the_manager_alone() -> None:
    with pytest.raises(Refused, match="written by the Improvement and Development Manager"):
        sent_by("adviser", {}, {"manager_reviews": REVIEW})
    sent_by("idm", {}, {"manager_reviews": REVIEW})


def test_an_adviser_writes_on_beside_them() -> None:
    reviewed: dict[str, object] = {"manager_reviews": REVIEW}
    sent_by("adviser", reviewed, {**reviewed, "priorities": [{"id": "1", "priority": "Reading"}]})
