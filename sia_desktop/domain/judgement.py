"""Which judgement of the framework's own an inspection counts as: its own scale's, or what somebody chose.

Rules fire on their own scale alone, and no grade is converted to another scale. For the others the council
may choose results that count (a setting of its pack), and the line manager decides for one inspection, with
a reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.framework import Framework, TreatedAs
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.time_limits import Condition
from sia_desktop.domain.when import day_in_england

TREATED = "treated"
"""What a setting stands at while the results that name it count."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules are told, and on what that rests."""

    judgement: str
    """Empty where the inspection counts as none of the framework's judgements."""
    why: str = ""
    """A sentence, where it does not simply stand on the framework's own scale."""
    is_open: bool = False
    """Whether nobody has decided yet what a result on another scale counts as."""


def judged(framework: Framework, inspection: Inspection) -> Judged:
    """As what this inspection counts under this framework."""
    if counted := inspection.treated_as:
        label = judgement_label(framework, counted.judgement)
        said = f"counted as “{label}”" if label else "counted as none of the framework’s judgements"
        on = long_date(day_in_england(counted.at))
        return Judged(counted.judgement, f"{_graded_on(framework, inspection)} It was {said} by decision of "
                      f"{on}: {counted.reason}")  # fmt: skip
    if inspection.scale == framework.inspection_scale:
        return Judged(inspection.overall)
    for rule in framework.treated_as:
        if _counts(framework, rule, inspection):
            why = _why(framework, rule)
            return Judged(rule.judgement, f"{_graded_on(framework, inspection)} {why}")
    return Judged("", is_open=bool(inspection.overall or inspection.areas or inspection.kind == "ungraded"))


def judgement_label(framework: Framework, code: str) -> str:
    """A judgement of the framework's own scale in words; empty for none."""
    return next((grade.label for grade in framework.grades if grade.code == code), code)


def judgements_asked(when: Iterable[Condition]) -> frozenset[str]:
    """The judgements that a rule asks for; none where it asks for no judgement."""
    found: set[str] = set()
    for condition in when:
        found.update(condition.any_of if condition.fact == "overall" else ())
        found.update(code for group in condition.either for code in judgements_asked(group))
    return frozenset(found)


def _counts(framework: Framework, rule: TreatedAs, inspection: Inspection) -> bool:
    if rule.scale != inspection.scale or framework.setting_facts.get(f"setting {rule.setting}") != (TREATED,):
        return False
    return inspection.overall in rule.overall or not rule.areas.isdisjoint(inspection.areas.values())


def _graded_on(framework: Framework, inspection: Inspection) -> str:
    scale = framework.scales.get(inspection.scale)
    on = f"on another scale than the framework speaks of: {scale.name}." if scale else "on another scale."
    return f"The inspection was judged {on}"


def _why(framework: Framework, rule: TreatedAs) -> str:
    if rule.is_default:
        return framework.settings[rule.setting].sentence
    return f"The council chose to count such a result as “{judgement_label(framework, rule.judgement)}”."
