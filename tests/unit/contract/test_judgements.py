"""Central and the laptop say the same of what a judgement rests on."""

from collections.abc import Mapping

import pytest

from sia_contract.judgements import unsupported
from sia_desktop.domain import completeness
from sia_desktop.domain.framework import Form, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json

JUDGED: Mapping[str, Json] = {"seen": "", "judgement": "Secure", "evidence": ["e1", "seen:own"]}
FORM = Form(
    "form",
    "Form",
    (
        FormSection("own", "Own", SectionKind.JUDGEMENT),
        FormSection("each", "Each subject", SectionKind.JUDGEMENT, repeated=True),
        FormSection("items", "Evidence", SectionKind.EVIDENCE),
        FormSection("grid", "Grid", SectionKind.TABLE),
    ),
)


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ({"own": JUDGED}, ["Own"]),
        ({"own": {**JUDGED, "seen": "Books"}}, []),
        ({"own": JUDGED, "items": [{"id": "e1", "what": "Books"}]}, []),
        ({"own": JUDGED, "items": [{"id": "e1", "what": " "}]}, ["Own"]),
        ({"own": JUDGED, "grid": [{"id": "e1", "who": "Anna", "at": "2026-04-01"}]}, ["Own"]),
        ({"own": JUDGED, "grid": [{"id": "e1", "found": "Books"}]}, []),
        ({"own": {"seen": "Books", "judgement": "", "evidence": []}}, []),
        ({"each": [{"id": "1", "heading": "Reading", "answer": dict(JUDGED)}]}, ["Reading"]),
    ],
)
def test_a_judgement_rests_on_what_stands_in_the_record(answers: dict[str, Json], names: list[str]) -> None:
    assert unsupported(FORM.sections, answers) == names
    said = [fault.sentence for fault in completeness.unsupported(FORM, answers)]
    assert [any(f"“{name}”" in sentence for sentence in said) for name in names] == [True] * len(names)
    assert len(said) == len(names)
